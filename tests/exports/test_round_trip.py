"""What a list is given out as is what the import takes: sent back, it changes nothing."""

import io
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.sheets import read, write_csv
from match.foundation.sheets.streaming import Format
from match.homes.commands import import_homes
from match.homes.commands._book import form_of
from match.homes.forms import HomeRow
from match.homes.importing import HomeList
from match.homes.pages.exporting import registry_export
from match.needs.importing import NeedList
from match.needs.pages.exporting import own_needs_export
from match.needs.queries import entered_needs
from match.needs.sheet import sheet as need_sheet
from match.offers.commands import draft_offer, submit_offer
from match.offers.importing import OfferList
from match.offers.pages.exporting import own_offers_export
from match.offers.queries import my_offers
from match.site.exporting.answer import write
from match.site.exporting.export import Export
from match.statements.exporting import one_statement_export
from match.statements.sheet import cleaned
from match.statements.sheet import sheet as statement_sheet
from tests.offers import make as offers
from tests.people import make as people
from tests.statements import make as statements

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

COUNTY = "433130"
FORMATS = (Format.xlsx, Format.csv, Format.csv_gbk)


async def bytes_of(export: Export, kind: Format) -> bytes:
    out = io.BytesIO()
    await write(export, kind, out, "https://xth.test")
    return out.getvalue()


async def villages() -> list[str]:
    found = await rows(
        "SELECT code FROM division WHERE level = 5 AND valid_to IS NULL"
        f" AND code LIKE '{COUNTY}%' ORDER BY code LIMIT 200"
    )
    return [row["code"] for row in found]


def _choice(listing: str) -> st.SearchStrategy[str]:
    return st.sampled_from([entry.code for entry in codes.home_list(listing)])


def _equipment() -> st.SearchStrategy[dict[str, bool]]:
    listed = (*codes.home_list("facility"), *codes.home_list("required_document"))
    return st.dictionaries(st.sampled_from([entry.code for entry in listed]), st.booleans())


_NAMES = st.text(
    st.characters(categories=("Lo", "Ll", "Nd"), max_codepoint=0x9FFF), min_size=1, max_size=20
)
_HOMES = st.lists(
    st.tuples(
        st.integers(0, 199),
        _NAMES,
        _choice("site_source"),
        st.integers(50, 3000),
        _equipment(),
        st.none() | _choice("director_kind"),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda home: home[0],
)


async def _kept() -> list[dict]:
    return await rows("SELECT * FROM home ORDER BY id")


@pytest_asyncio.fixture
async def clerk(db: None, hunan: None) -> Actor:
    return await people.account("county", COUNTY)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(homes=_HOMES)
async def test_homes_given_out_and_taken_in_again_change_nothing(
    clerk: Actor, homes: list[tuple]
) -> None:
    """Shown when 3: export → import changes nothing, whatever the homes are."""
    await _enter(clerk, await villages(), homes)
    before = await _kept()
    assume(before)
    for kind in FORMATS:
        outcomes, troubles = await _sent_back(clerk, kind)

        assert troubles == ()
        assert {one.result for one in outcomes} == {"unchanged"}
        assert len(outcomes) == len(before)
    assert await _kept() == before


async def _enter(clerk: Actor, known: list[str], homes: list[tuple]) -> None:
    given = [
        HomeRow(
            number=at,
            division=known[village],
            village="某村",
            name=name,
            site_source=source,
            indoor_area_m2=area,
            area_reason=None,
            equipment=equipment,
            director_kind=director,
        )
        for at, (village, name, source, area, equipment, director) in enumerate(homes, 1)
    ]
    outcomes = await import_homes(clerk, given)
    # A school's home is led by somebody of the school: such a draw is refused, and not there.
    assert all(one.result != "refused" or one.column for one in outcomes), outcomes


async def _sent_back(clerk: Actor, kind: Format):
    """The desk's file, read by the import's own sheet and taken by its own kind."""
    homes = HomeList()
    data = await bytes_of(await registry_export(clerk, ""), kind)
    reading = read(await homes.sheet(clerk, {}), data)
    understood = await homes.understand(clerk, {}, reading)
    outcomes = await homes.take(clerk, {}, understood.items)
    return outcomes + understood.refused, reading.troubles


async def test_a_cell_changed_on_the_way_is_one_update(clerk: Actor) -> None:
    """The twin: a round trip that changes something is seen to."""
    known = await villages()
    await _enter(clerk, known, [(0, "甲村儿童之家", "SITE-SVC", 80, {}, None)])
    data = await bytes_of(await registry_export(clerk, ""), Format.csv)
    changed = data.decode("utf-8-sig").replace(",80,", ",81,").encode()
    homes = HomeList()
    reading = read(await homes.sheet(clerk, {}), changed)
    understood = await homes.understand(clerk, {}, reading)

    (outcome,) = await homes.take(clerk, {}, understood.items)
    assert outcome.result == "updated"
    assert [(diff.before, diff.after) for diff in outcome.changes] == [("80", "81")]


async def test_a_closed_home_sent_back_is_refused_and_not_entered_anew(clerk: Actor) -> None:
    known = await villages()
    await _enter(clerk, known, [(0, "甲村儿童之家", "SITE-SVC", 80, {}, None)])
    await rows("UPDATE home SET status = 'closed'")
    outcomes, _troubles = await _sent_back(clerk, Format.xlsx)

    assert [one.result for one in outcomes] == ["refused"]
    assert await value("SELECT count(*) FROM home") == 1


async def test_the_file_of_a_desk_has_its_filter(clerk: Actor) -> None:
    known = await villages()
    names = [
        (0, "甲村儿童之家", "SITE-SVC", 80, {}, None),
        (1, "乙村之家", "SITE-SVC", 80, {}, None),
    ]
    await _enter(clerk, known, names)
    stranger = await people.account("county", "433101")

    all_of_them = read_names(await bytes_of(await registry_export(clerk, ""), Format.csv))
    narrowed = read_names(await bytes_of(await registry_export(clerk, "乙村"), Format.csv))
    elsewhere = read_names(await bytes_of(await registry_export(stranger, ""), Format.csv))

    assert all_of_them == ["甲村儿童之家", "乙村之家"]
    assert narrowed == ["乙村之家"]
    assert elsewhere == []
    assert [form_of(home).name for home in await _kept()] == all_of_them


def read_names(data: bytes) -> list[str]:
    """The third column, read without our own reader."""
    import csv

    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    return [row[2] for row in table[1:]]


@pytest.mark.parametrize("kind", FORMATS)
async def test_a_statement_given_out_is_the_same_statement(
    client: httpx.AsyncClient, kind: Format
) -> None:
    """Every line means what it meant: the day, the sum, who, what for, and that it was a person."""
    charity = await statements.charity()
    await statements.take_in(
        charity,
        statements.line(123_450, "=cmd|' /C calc'!A0"),
        statements.line(7, "给孩子的书包"),
        statements.line(90_000),
    )
    statement = await value("SELECT id FROM statement")
    before = await rows("SELECT * FROM statement_row ORDER BY id")

    reading = read(statement_sheet(), await bytes_of(one_statement_export(statement), kind))
    again = [cleaned(row) for row in reading.good]

    assert reading.failed == ()
    assert [
        (line.booked_on, line.amount_fen, line.payer, line.payer_tail, line.personal, line.remark)
        for line in again
    ] == [
        (
            row["booked_on"],
            row["amount_fen"],
            row["payer"],
            row["payer_tail"],
            row["personal"],
            row["remark"],
        )
        for row in before
    ]
    assert [line.serial for line in again] == [row["serial"] for row in before]
    assert len(again) == 3


@pytest.mark.parametrize("kind", FORMATS)
async def test_needs_given_out_and_taken_in_again_change_nothing(
    clerk: Actor, kind: Format
) -> None:
    township, village = (
        await rows(
            "SELECT t.name AS township, v.name AS village FROM division v JOIN division t"
            " ON t.code = v.parent_code WHERE v.code = $1",
            (await villages())[0],
        )
    )[0].values()
    await _enter(clerk, await villages(), [(0, "甲村儿童之家", "SITE-SVC", 80, {}, None)])
    await rows("UPDATE home SET status = 'open'")
    needs = NeedList()
    entered = write_csv(
        need_sheet(),
        [
            {
                "township": township,
                "village": village,
                "title": title,
                "category": "MAT-BED",
                "purpose": "冬天午休室太冷，给来午休的孩子准备加厚棉被。",
                "due_on": due,
                "band 6-8": 15,
                "name 1": "=加厚棉被",
                "quantity 1": 40,
                "unit 1": "床",
                "price 1": price,
            }
            for title, due, price in (
                ("过冬棉被四十床", None, 12_050),
                ("图书角添绘本一批", clock.today() + timedelta(days=60), None),
            )
        ],
    )
    understood = await needs.understand(clerk, {}, read(need_sheet(), entered))
    made = await needs.take(clerk, {}, understood.items)
    before = await rows("SELECT * FROM need ORDER BY id")

    data = await bytes_of(await own_needs_export(await entered_needs(clerk)), kind)
    reading = read(need_sheet(), data)
    again = await needs.understand(clerk, {}, reading)
    outcomes = await needs.take(clerk, {}, again.items)

    assert [one.result for one in made] == ["created", "created"], made
    assert reading.failed == ()
    assert [one.result for one in outcomes] == ["unchanged", "unchanged"], outcomes
    assert await rows("SELECT * FROM need ORDER BY id") == before


@pytest.mark.parametrize("kind", FORMATS)
async def test_offers_given_out_and_taken_in_again_change_nothing(db: None, kind: Format) -> None:
    """Whatever their state: drafts, one that stands open, two of one title, a personal one."""
    manager, organisation = await offers.manager()
    names = ("=绘本两百册", "全新注音绘本两百册", "全新注音绘本两百册")
    for at, title in enumerate(names, 1):
        form = offers.form(
            organisation=organisation,
            title=title,
            quantity=100 * at,
            conditions=" 全新，\r\n附目录。 ",
            unit_value_fen=12_050,
            areas=["431222", "433101002"] if at == 1 else ["43"],
        )
        made = await draft_offer(manager, form)
    await submit_offer(manager, made)
    await draft_offer(manager, offers.form(title="我自己的书一箱", mode="PAIRING", category="PAIR"))
    before = await rows("SELECT * FROM offer ORDER BY id")

    listed = OfferList()
    data = await bytes_of(await own_offers_export(manager, await my_offers(manager)), kind)
    reading = read(await listed.sheet(manager, {}), data)
    again = await listed.understand(manager, {}, reading)
    outcomes = await listed.take(manager, {}, again.items)

    assert reading.failed == ()
    assert again.refused == []
    assert [one.result for one in outcomes] == ["unchanged"] * 4, outcomes
    assert await rows("SELECT * FROM offer ORDER BY id") == before

    other = data.replace(b"300", b"299") if kind is not Format.xlsx else None
    if other:
        changed = await listed.understand(manager, {}, read(reading.sheet, other))
        results = [one.result for one in await listed.take(manager, {}, changed.items)]
        assert sorted(results) == ["refused", "unchanged", "unchanged", "unchanged"]
