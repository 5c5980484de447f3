"""
Reports, posters, views, profiles, layers: what is handed up, hung up and found again.

A statutory report is read back from each of its three forms by a library that did not write it.
"""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Invalid
from match.insight.commands import keep_view, recount_gauges, share_view
from match.insight.commands.viewing import page_of
from match.insight.forms import ViewForm
from match.insight.profiles import FEW, Work
from match.insight.queries.views import views
from match.insight.statutory import Period, period_of, report_of
from match.insight.statutory.papers import statutory_docx, statutory_pdf, statutory_xlsx
from match.insight.statutory.shapes import Kind, Report
from tests.contracts import make as contracts
from tests.homes import make as homes
from tests.needs import make as needs
from tests.needs.browsing import follow, post, words
from tests.people import make as people

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

VILLAGE, OTHER = "433101002200", "433101002206"
COUNTY, TOWNSHIP = "433101000000", "433101002000"


def test_periods_begin_and_end_where_quarters_do() -> None:
    assert (Period(2026, 3).first, Period(2026, 3).last) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (Period(2026).first, Period(2026).last) == (date(2026, 1, 1), date(2026, 12, 31))
    assert period_of("2026-Q4") == Period(2026, 4)
    assert [period_of(text) for text in ("2026-Q5", "26", "2026-q1", "")] == [None] * 4


def expected(report: Report) -> list[list[list[str]]]:
    """Every table as rows of bare numbers and words, as this test understands them."""
    return [
        [
            [
                "" if cell is None
                else f"{cell / 100:.2f}" if column.kind is Kind.money
                else str(cell)
                for column, cell in zip(table.columns, row, strict=True)
            ]
            for row in table.rows
        ]
        for table in report.tables
    ]  # fmt: skip


def bare(text: str) -> str:
    return text.replace(",", "").removesuffix("%").replace("—", "")


def read_docx(data: bytes) -> list[list[list[str]]]:
    """Tables of a .docx by its XML alone."""
    xml = ZipFile(BytesIO(data)).read("word/document.xml").decode()
    return [
        [
            [
                bare("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", cell)))
                for cell in re.findall(r"<w:tc>.*?</w:tc>", row, re.DOTALL)
            ]
            for row in re.findall(r"<w:tr\b.*?</w:tr>", table, re.DOTALL)[1:]
        ]
        for table in re.findall(r"<w:tbl>.*?</w:tbl>", xml, re.DOTALL)
    ]


def read_xlsx(report: Report, data: bytes) -> list[list[list[str]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    told = []
    for at, table in enumerate(report.tables):
        lines = book.get_sheet_by_index(at).to_python()[1:]
        told.append(
            [
                [
                    f"{cell:.2f}" if column.kind is Kind.money and cell != ""
                    else str(int(cell)) if isinstance(cell, float) else str(cell)
                    for column, cell in zip(table.columns, line, strict=True)
                ]
                for line in lines
            ]
        )  # fmt: skip
    return told


async def test_a_report_says_the_same_in_all_three_forms() -> None:
    await homes.working(VILLAGE)
    await needs.published(OTHER)
    await recount_gauges(SYSTEM)

    report = await report_of(COUNTY, period_of("2026") or Period(2026))
    whole = expected(report)

    assert read_docx(statutory_docx(report)) == whole
    assert read_xlsx(report, statutory_xlsx(report)) == whole
    printed = PdfReader(BytesIO(await statutory_pdf(report)))
    text = re.sub(r"\s|,", "", "".join(page.extract_text() for page in printed.pages))
    for table in whole:
        for row in table:
            assert row[0] in text
            assert all(bare(cell) in text for cell in row)
    assert "填报单位（盖章）" in text
    # Counted by hand: two open homes of 112 villages, one need, no contract.
    assert report.tables[0].rows[0][1:4] == (112, 2, 1)
    assert report.tables[5].rows[-1][1] == 1
    assert report.tables[6].rows[3][1] == 0


async def test_a_report_that_lies_in_one_form_is_found_out() -> None:
    """The broken twin: one cell of the Word document is another."""
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    report = await report_of(COUNTY, Period(2026))

    told = read_docx(statutory_docx(report))
    told[0][0][1] = "113"

    assert told != expected(report)


async def test_reports_are_for_counties_and_above_and_of_periods_that_began(
    client: httpx.AsyncClient,
) -> None:
    await people.sign_in(client, await people.account("province", "43"))

    asked = [
        (await client.get(f"/gauges/{COUNTY}/statutory/{period}")).status_code
        for period in ("2026", "2026-Q1", "2099", "soon")
    ]

    assert asked == [200, 200, 404, 404]
    assert (await client.get(f"/gauges/{TOWNSHIP}/statutory")).status_code == 404


async def test_a_poster_names_the_home_its_hours_and_its_page_and_no_person() -> None:
    from match.insight.posters import home_poster, township_posters

    home, director = await homes.working(VILLAGE)
    await homes.working(OTHER)
    small = PdfReader(BytesIO(await home_poster(home, "a4")))
    large = PdfReader(BytesIO(await home_poster(home, "a3")))
    sheet = PdfReader(BytesIO(await township_posters(TOWNSHIP, "a4")))

    text = small.pages[0].extract_text()
    assert f"/homes/{home}" in text
    assert "免费开放" in text
    for number in ("12345", "12338", "12355"):
        assert number in text
    assert director.name not in text
    assert not re.search(r"1[3-9]\d{9}", text)
    assert (len(small.pages), len(sheet.pages)) == (1, 2)
    assert float(large.pages[0].mediabox.width) > float(small.pages[0].mediabox.width) * 1.4


async def test_a_home_that_is_not_open_has_no_poster(client: httpx.AsyncClient) -> None:
    planned = await homes.registered(VILLAGE)

    assert (await client.get(f"/homes/{planned}/poster.pdf")).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "//example.org/x",
        "javascript:alert(1)",
        "/\\example.org",
        "gauges",
        "",
    ],
)
def test_a_view_leads_nobody_out_of_the_house(settings: object, address: str) -> None:
    assert page_of(address) == ""


async def test_views_are_kept_shared_in_the_area_and_opened_by_nobody_else(
    client: httpx.AsyncClient,
) -> None:
    clerk = await people.account("county", "433101")
    colleague = await people.account("supervisor", "433101002")
    stranger = await people.account("county", "433122")
    await people.sign_in(client, clerk)
    sent = {"name": "未受训主任", "address": f"/gauges/{COUNTY}/rows/directors?only=missing"}

    kept = await follow(client, await post(client, "/desk/views", sent))
    desk = words(await client.get("/desk"))
    bad = await post(client, "/desk/views", sent | {"address": "https://example.org/"})
    mine = (await views(clerk))[0]

    assert "未受训主任" in words(kept)
    assert "未受训主任" in desk
    assert bad.status_code == 422
    assert await views(colleague) == []
    await share_view(clerk, mine.id)
    assert [one.name for one in await views(colleague)] == ["未受训主任"]
    assert await views(stranger) == []
    with pytest.raises(Exception, match="没有找到这个视图"):
        await share_view(stranger, mine.id)
    with pytest.raises(Invalid):
        await keep_view(clerk, ViewForm(" ", "/gauges"))


async def test_the_table_itself_refuses_another_hosts_address() -> None:
    with pytest.raises(Exception, match="saved_view_of_this_house"):
        await rows(
            "INSERT INTO saved_view (account_id, name, address) VALUES (1, 'x', '//example.org')"
        )


async def test_a_profile_counts_contracts_and_gives_no_share_of_few(
    client: httpx.AsyncClient,
) -> None:
    scene = await contracts.completed()
    supplier = await value("SELECT supplier_id FROM contract WHERE id = $1", scene.contract)

    seen = words(await client.get(f"/organisations/{supplier}/work"))

    assert f"不足 {FEW} 次，暂不统计" in seen
    assert "没有选择在公开数据里署名" in seen
    assert (await client.get("/organisations/999999999/work")).status_code == 404


def test_shares_begin_with_five_cases() -> None:
    record = contracts_record(evaluated=4)
    few = Work(record, 0, 0, 0, delivered=4, in_time=4, categories=(), places=())
    enough = Work(contracts_record(evaluated=5), 0, 0, 0, 5, 4, (), ())

    assert (few.in_time_percent, few.points) == (None, None)
    assert (enough.in_time_percent, enough.points) == (80, 9000)


def contracts_record(evaluated: int):
    from match.contracts.shapes import Record

    return Record(1, (), evaluated, 9000, 0, 0, 0)


@pytest.mark.parametrize(
    "layer", ["coverage", "needs", "supply", "training", "grants", "purchases", "nonsense"]
)
async def test_every_layer_is_a_link_a_map_and_a_table(
    client: httpx.AsyncClient, layer: str
) -> None:
    answer = await client.get(f"/coverage/433100000000/map?layer={layer}")

    assert answer.status_code == 200
    assert answer.text.count('<a href="/coverage/4331') >= 8
    assert "示意图" in answer.text
    table = answer.text[answer.text.rindex("<table>") :]
    assert len(re.findall(r'<th scope="row"><a href="/coverage/4331\d\d000000/map', table)) == 8


async def test_a_countys_townships_are_tiles_and_below_it_is_no_map(
    client: httpx.AsyncClient,
) -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)

    county = await client.get(f"/coverage/{COUNTY}/map")

    assert f'href="/coverage/{TOWNSHIP}"' in county.text
    assert "layer=needs" not in county.text, "needs stop at the county"
    assert (await client.get(f"/coverage/{TOWNSHIP}/map")).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/coverage/430000000000/map",
        "/coverage/430000000000/trends",
        "/coverage/430000000000/flow",
        "/demand",
    ],
)
async def test_each_public_page_stays_within_its_budget(
    client: httpx.AsyncClient, address: str
) -> None:
    """ux.md: 60 KB gzipped in all, of which 20 KB are the page."""
    import gzip

    answer = await client.get(address)
    assets = re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"', answer.text)
    page = len(gzip.compress(answer.content))
    rest = sum([len(gzip.compress((await client.get(each)).content)) for each in assets])

    assert page <= 20_000
    assert page + rest <= 60_000
