"""The papers of a gift, read back by pypdf; a check page that names nobody; a year of one donor."""

import resource
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.identifiers import spaced, tidy_code
from match.foundation.paper import FontMissing
from match.foundation.paper.fonts import font
from match.giving.documents.printing import acknowledgement_pdf, agreement_pdf, statement_pdf
from match.giving.documents.queries import (
    acknowledgement,
    agreement_paper,
    checked,
)
from match.giving.documents.statement import (
    Line,
    Statement,
    statement,
    statement_xlsx,
)
from match.giving.states import DonationStatus, GiftKind
from tests.giving import make
from tests.giving.reporting import told
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")

try:
    font()
    HAS_FONT = True
except FontMissing:
    HAS_FONT = False
printing = pytest.mark.skipif(not HAS_FONT, reason="no Chinese font on this machine")


def read_back(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def full_width(code: str) -> str:
    """As a Chinese keyboard writes it: U+FEE0 lies between a character and its wide form."""
    return "".join(chr(ord(one) + 0xFEE0) for one in spaced(code))


def organisation_of(deal: make.Deal) -> int:
    (organisation,) = deal.manager.organisations
    return organisation


@printing
async def test_the_acknowledgement_has_what_the_law_asks_for():
    deal = await make.counted(58, "短少两册，箱子有破口")
    await make.giving.give_receipt(deal.director, deal.agreement, make.ReceiptForm())

    paper = await acknowledgement(deal.manager, deal.agreement)
    text = read_back(await acknowledgement_pdf(paper))

    name = await value("SELECT name FROM organisation WHERE id = $1", organisation_of(deal))
    handler = deal.director.name
    for said in (
        name,
        "物资",
        "58",
        "短少2",
        "短少两册，箱子有破口",
        handler,
        "票据号",
        paper.number,
    ):
        assert "".join(said.split()) in text, said
    assert spaced(tidy_code(paper.code)) in text
    assert "不能代替" in text


@printing
async def test_the_agreement_carries_both_confirmations():
    deal = await make.agreed()

    text = read_back(await agreement_pdf(await agreement_paper(deal.director, deal.agreement)))

    assert text.count("在平台上确认") == 2
    assert "已生效" in text
    whole = await value("SELECT text FROM agreement WHERE id = $1", deal.agreement)
    for line in whole.splitlines():
        assert "".join(line.split()) in text, line


@printing
async def test_a_paper_printed_again_is_the_same_to_the_byte():
    deal = await make.allocated()
    paper = await acknowledgement(deal.manager, deal.agreement)

    assert await acknowledgement_pdf(paper) == await acknowledgement_pdf(paper)


async def test_before_it_is_counted_there_is_no_acknowledgement():
    deal, _parcel = await make.sent()

    with pytest.raises(Conflict):
        await acknowledgement(deal.manager, deal.agreement)


async def test_strangers_get_no_papers():
    deal = await make.allocated()
    stranger = await people.account("manager", organisation=await people.organisation())

    for paper in (acknowledgement, agreement_paper):
        with pytest.raises(NotFound):
            await paper(stranger, deal.agreement)


@pytest.mark.parametrize("typed", [str, " {} ".format, "{}\n".format, full_width])
async def test_a_genuine_code_says_what_and_where_and_not_who(typed: Callable[[str], str]):
    deal = await make.allocated()
    paper = await acknowledgement(deal.manager, deal.agreement)

    found = await checked(typed(paper.code.lower()))

    assert found is not None
    assert (found.kind, found.on) == (GiftKind.goods, clock.today())
    assert found.quantity.startswith("60 ")
    county = await value(
        "SELECT v.name FROM donation d JOIN division v ON v.code = left(d.division, 6) || '000000'"
        " WHERE d.id = $1",
        deal.agreement,
    )
    assert found.county == county
    assert set(found.__struct_fields__) == {"kind", "quantity", "on", "county"}


@pytest.mark.parametrize(
    "code",
    [
        "",
        "ABCD",
        "ABCD2345EFGH",
        "%' OR 1=1",
        "0000-0000-0000",
        "A" * 500,
        "\x00",
        "𰵧𰵧𰵧𰵧𰵧𰵧𰵧𰵧",
    ],
)
async def test_a_code_of_nothing_proves_nothing(code: str):
    await make.allocated()

    assert await checked(code) is None


async def test_a_year_has_every_gift_of_it_and_no_other():
    deal = await make.allocated()
    await told(deal, 40)
    year = clock.today().year
    organisation = organisation_of(deal)

    made = await statement(deal.manager, year, organisation)

    (line,) = made.lines
    assert (line.units, line.good, line.used_units) == (60, 60, 40)
    assert line.status is DonationStatus.allocated
    assert line.homes
    assert (await statement(deal.manager, year - 1, organisation)).lines == ()
    assert (await statement(deal.director, year, None)).lines == ()


async def test_nobody_reads_another_organisations_year():
    deal = await make.allocated()

    with pytest.raises(Denied):
        await statement(deal.director, clock.today().year, organisation_of(deal))


@pytest.mark.parametrize("year", [0, 1999, 2018, 9999, -1])
async def test_a_year_that_cannot_be_is_refused(year: int):
    with pytest.raises(Invalid):
        await statement(Actor(id=1), year, None)


def line(**other: object) -> Line:
    """A gift of books as a year has it."""
    base = Line(
        number="XTH-2026-000001",
        on=date(2026, 3, 2),
        subject="绘本",
        kind=GiftKind.goods,
        status=DonationStatus.used,
        place="吉首市 镇溪街道",
        homes="和平村儿童之家",
        charity="",
        unit="册",
        units=60,
        good=58,
        used_units=58,
        amount_fen=None,
        paid_fen=0,
        used_fen=0,
        receipt_number="",
    )
    return type(base)(**{**{f: getattr(base, f) for f in base.__struct_fields__}, **other})


def money(**other: object) -> Line:
    """A gift of money through a charity."""
    facts = {
        "kind": GiftKind.money,
        "unit": "",
        "units": None,
        "good": 0,
        "used_units": 0,
        "amount_fen": 500_000,
        "paid_fen": 500_000,
        "used_fen": 123_450,
        "charity": "湘西州慈善总会",
        "receipt_number": "湘财0012345678",
    }
    return line(**{**facts, **other})


def year(*lines: Line) -> Statement:
    return Statement(2026, "书香基金会", 1, date(2026, 12, 31), lines)


def test_the_totals_add_money_and_never_books():
    made = year(line(), line(), money(), money(paid_fen=1, used_fen=0))

    assert made.totals == ("物资和服务 2 笔。", "资金 2 笔，到账 ¥5,000.01，已使用 ¥1,234.50。")


def test_the_sheet_has_numbers_as_numbers_and_no_formula():
    hostile = line(subject='=HYPERLINK("http://x","点我")', receipt_number="@SUM(A1)")

    data = statement_xlsx(year(hostile, money()))

    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    goods, cash = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert rows[0][0] == "编号"
    assert (goods["实收数量"], goods["约定金额（元）"]) == (58, "")
    assert (cash["到账金额（元）"], cash["已使用金额（元）"], cash["约定数量"]) == (
        5000,
        1234.5,
        "",
    )
    assert not str(goods["内容"]).startswith("=")
    assert b"<f>" not in ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")


@printing
async def test_the_printed_year_has_every_line():
    made = year(line(), money(subject="过冬专款"))

    text = read_back(await statement_pdf(made))

    for said in ("2026", "书香基金会", "绘本", "58册", "过冬专款", "¥1,234.50", "湘财0012345678"):
        assert said in text, said
    pages = PdfReader(BytesIO(await statement_pdf(made))).pages
    assert round(float(pages[0].mediabox[2])) == 842, "A4, turned"


@printing
async def test_five_thousand_lines_cost_less_than_five_cpu_seconds():
    """Held for each form; the setter's own process counts."""
    made = year(*(money(number=f"XTH-D-2026-{at:06d}") for at in range(5000)))

    for export in (lambda: statement_xlsx(made), lambda: statement_pdf(made)):
        before = cpu_seconds()
        done = export()
        data = done if isinstance(done, bytes) else await done
        assert len(data) > 100_000
        assert cpu_seconds() - before < 5

    with pytest.raises(Invalid):
        await statement_pdf(year(*made.lines, line()))


def cpu_seconds() -> float:
    """What this process and those it waited for have used."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
