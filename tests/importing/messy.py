"""A county's list as a county has it: a title, two rows of header, merged townships, subtotals."""

from io import BytesIO

import xlsxwriter
from python_calamine import CalamineWorkbook

SOURCE, AREA, VILLAGE = "场所来源", "室内面积（平方米）", "村（社区）"
HEADERS = (
    "序号", "乡镇（街道）", VILLAGE, SOURCE, AREA, "视频交流", "学习阅读", "娱乐活动",
    "室外活动场地", "儿童之家工作制度", "儿童主任身份",
)  # fmt: skip
GROUP = (5, 9, "设施和制度")
SLIPS = {
    7: (VILLAGE, "没有这个村的村"),
    31: (AREA, "八十"),
    58: (AREA, "30"),
    83: (SOURCE, "村部"),
    101: (VILLAGE, "又一个没有的村"),
    127: (AREA, "约80"),
    150: (AREA, "20"),
    176: (SOURCE, "学校里"),
    199: (VILLAGE, ""),
    222: (AREA, "0"),
    251: ("儿童主任身份", "村里的人"),
    288: (SOURCE, ""),
}
"""Which of the three hundred has which slip: row of the list, column, what stands there."""


def listed(villages: list[list[str]]) -> list[dict[str, str]]:
    """The rows as they should be, in the spellings that people use."""
    yes = ("有", "√", "是", "✓")
    return [
        {
            "序号": str(number + 1),
            "乡镇（街道）": township,
            VILLAGE: f"{village} " if number % 5 == 0 else village,
            SOURCE: "村便民服务站",
            AREA: "８０" if number % 3 == 0 else "80",
            "视频交流": yes[number % 4],
            "学习阅读": "有",
            "娱乐活动": "有",
            "室外活动场地": "无" if number % 7 == 0 else "有",
            "儿童之家工作制度": "有",
            "儿童主任身份": "村妇联主席",
        }
        for number, (township, village) in enumerate(villages)
    ]


def with_slips(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same rows with the twelve slips."""
    slipped = [dict(row) for row in rows]
    for number, (column, text) in SLIPS.items():
        slipped[number][column] = text
    return slipped


def workbook(rows: list[dict[str, str]]) -> bytes:
    """The list as the county's clerk laid it out over the years."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet("2026年")
        page.merge_range(0, 0, 0, len(HEADERS) - 1, "龙山县儿童之家建设情况统计表")
        page.write(1, 0, "填报单位：龙山县民政局")
        first, last, group = GROUP
        page.merge_range(2, first, 2, last, group)
        for place, header in enumerate(HEADERS):
            if first <= place <= last:
                page.write_string(3, place, header)
            else:
                page.merge_range(2, place, 3, place, header)
        at, start = 4, 4
        for number, row in enumerate(rows):
            for place, header in enumerate(HEADERS):
                if header != "乡镇（街道）":
                    page.write_string(at, place, row[header])
            at += 1
            following = rows[number + 1]["乡镇（街道）"] if number + 1 < len(rows) else ""
            if following != row["乡镇（街道）"]:
                _township(page, start, at - 1, row["乡镇（街道）"])
                page.write_string(at, 0, "小计")
                page.write_number(at, 4, at - start)
                at += 2  # and a blank row
                start = at
        page.write_string(at, 0, "合计")
    return written.getvalue()


def _township(page: object, first: int, last: int, name: str) -> None:
    place = HEADERS.index("乡镇（街道）")
    if first == last:
        page.write_string(first, place, name)  # type: ignore[attr-defined]
    else:
        page.merge_range(first, place, last, place, name)  # type: ignore[attr-defined]


def corrected(returned: bytes, rows: list[dict[str, str]]) -> bytes:
    """The file of refused rows as a clerk sends it back: each slip put right where it stands."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(returned)).get_sheet_by_index(0).to_python()
    headers = [str(cell) for cell in sheet[0]]
    written = BytesIO()
    slips = iter(SLIPS.items())
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, headers)
        for at, cells in enumerate(sheet[1:], 1):
            number, (column, _text) = next(slips)
            mended = [str(cell) for cell in cells]
            mended[headers.index(column)] = rows[number][column]
            for place, text in enumerate(mended):
                page.write_string(at, place, text)
    return written.getvalue()
