"""One list in the layouts in which clerks keep it, and what every kind must do with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

import httpx
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.importing.sending import apply, figures, paste, send
from tests.needs.browsing import words

Line = dict[str, str]


@dataclass
class Drill:
    """
    A kind of list: rows that can be taken, by header, and for some of them, by place, the slip of
    one cell.
    """

    kind: str
    lines: list[Line]
    slips: dict[int, tuple[str, str]]
    about: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def headers(self) -> list[str]:
        return list(dict.fromkeys(header for line in self.lines for header in line))

    def slipped(self) -> list[Line]:
        return [
            line | dict([self.slips[place]]) if place in self.slips else line
            for place, line in enumerate(self.lines)
        ]


def laid_out(headers: Sequence[str], lines: Sequence[Line]) -> bytes:
    """
    Title, two rows of header of which the upper one groups, columns turned round, a column of
    numbers and one nobody knows, a hidden row, an empty one, spaces, a sum, a note, who filled it.
    """
    turned = ["序号", *reversed(headers), "经办科室"]
    last = len(turned) - 1
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet("名单")
        page.merge_range(0, 0, 0, last, "吉首市统计表（2026年）")
        page.write(1, 0, "填报单位：吉首市民政局")
        page.write(2, 0, "基本情况")
        page.merge_range(2, 1, 2, last, "填报内容")
        page.write_row(3, 0, turned)
        at = 4
        for place, line in enumerate(lines):
            cells = [str(place + 1), *(line.get(one, "") for one in reversed(headers)), "民政股"]
            for column, cell in enumerate(cells):
                page.write_string(at, column, f" {cell}\u3000" if cell else "")
            if place == 0:
                page.set_row(at, options={"hidden": True})
                at += 1
            at += 1
        page.write(at, 0, "合　计")
        page.merge_range(at + 1, 0, at + 1, last, "注：数据截至本月底")
        page.write(at + 2, 0, "填表人：石某")
    return written.getvalue()


def delimited(headers: Sequence[str], lines: Sequence[Line], mark: str) -> str:
    """The same as text, in the columns' own order."""
    rows = [list(headers), *([line.get(header, "") for header in headers] for line in lines)]
    return "\r\n".join(mark.join(row) for row in rows) + "\r\n"


def mended(returned: bytes, drill: Drill) -> bytes:
    """The file of refused rows as it came, each slip put right where it stands."""
    headers, *rows = returned_rows(returned)
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, headers)
        for at, (cells, place) in enumerate(zip(rows, sorted(drill.slips), strict=True), 1):
            header, _slip = drill.slips[place]
            cells[headers.index(header)] = drill.lines[place].get(header, "")
            for column, cell in enumerate(cells):
                page.write_string(at, column, cell)
    return written.getvalue()


def returned_rows(returned: bytes) -> list[list[str]]:
    """The file of refused rows, cell by cell."""
    book = CalamineWorkbook.from_filelike(BytesIO(returned))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


async def run(client: httpx.AsyncClient, drill: Drill) -> None:
    """
    Every row is accounted for each time; what was refused comes back as it was, and in, once it is
    mended; then no layout of the list changes anything.
    """
    bad, good = len(drill.slips), len(drill.lines) - len(drill.slips)

    async def sent(data: bytes) -> httpx.Response:
        return await send(client, drill.kind, data, **drill.about)

    first = laid_out(drill.headers, drill.slipped())
    tried = await sent(first)
    assert figures(tried) == [good, 0, 0, bad], words(tried)
    done = await apply(client, tried)
    assert figures(done) == [good, 0, 0, bad]

    back = (await client.get(f"{done.url.path}/failures")).content
    assert len(returned_rows(back)) == bad + 1
    assert all(row[-1] for row in returned_rows(back))
    unmended = await sent(back)
    assert figures(unmended) == [0, 0, 0, bad], words(unmended)
    put_right = await sent(mended(back, drill))
    assert figures(put_right) == [bad, 0, 0, 0], words(put_right)
    await apply(client, put_right)

    again = await sent(first)
    assert figures(again) == [0, 0, good, bad], words(again)
    whole = [0, 0, len(drill.lines), 0]
    for mark, encoding in ((";", "gb18030"), ("\t", "utf-16"), (",", "utf-8-sig")):
        answer = await sent(delimited(drill.headers, drill.lines, mark).encode(encoding))
        assert figures(answer) == whole, words(answer)
    pasted = await paste(
        client, drill.kind, delimited(drill.headers, drill.lines, "\t"), **drill.about
    )
    assert figures(pasted) == whole, words(pasted)
