"""A home's life against a table written by hand, and what the notice asks before it opens."""

from datetime import time, timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.homes import commands
from match.homes.forms import Opening, OpeningSpan
from match.homes.found import home_document
from match.homes.queries import coverage, home_card, home_file, homes_by_ids, homes_in
from match.homes.rules import REQUIRED_DOCUMENTS, REQUIRED_FACILITIES, overlapping
from match.homes.states import HOME_MACHINE, HomeKind, HomeStatus
from match.homes.tables import Home
from tests.homes import make
from tests.people import make as people

S = HomeStatus
EXPECTED: dict[HomeStatus, dict[str, HomeStatus]] = {
    S.none: {"plan": S.planned},
    S.planned: {"build": S.building, "open": S.open, "close": S.closed},
    S.building: {"open": S.open, "close": S.closed},
    S.open: {"idle": S.idle, "suspend": S.suspended, "close": S.closed},
    S.idle: {"reopen": S.open, "suspend": S.suspended, "close": S.closed},
    S.suspended: {"reopen": S.open, "close": S.closed},
    S.closed: {},
}
VERBS = ("plan", "build", "open", "idle", "reopen", "suspend", "close")


async def status(home_id: int) -> str:
    return await value("SELECT status FROM home WHERE id = $1", home_id)


def test_the_machine_has_no_verb_that_the_table_does_not_know() -> None:
    assert {verb for _state, verb in HOME_MACHINE.moves} == set(VERBS)
    assert set(EXPECTED) == set(HomeStatus)


@pytest.mark.parametrize("state", list(HomeStatus))
async def test_every_verb_moves_a_real_row_as_the_table_says_or_is_refused(
    db: None, state: HomeStatus
) -> None:
    home_id = await make.registered()
    for verb in VERBS:
        await value("UPDATE home SET status = $2 WHERE id = $1", home_id, str(state))
        expected = EXPECTED[state].get(verb)
        if expected is None:
            with pytest.raises(Conflict):
                await HOME_MACHINE.fire(Home, home_id, state, verb)
            assert await status(home_id) == state, verb
        else:
            await HOME_MACHINE.fire(Home, home_id, state, verb)
            assert await status(home_id) == expected, verb


async def test_a_village_has_one_main_home_and_as_many_satellites_as_it_needs(db: None) -> None:
    home_id = await make.registered()

    with pytest.raises(Conflict, match="已有一个儿童之家"):
        await make.registered(name="第二个儿童之家")
    satellite = await make.registered(
        name="小学分站", kind=HomeKind.satellite, parent_home_id=home_id
    )
    assert satellite != home_id
    with pytest.raises(asyncpg.UniqueViolationError):
        async with unit_of_work():
            await value(
                "UPDATE home SET kind = 'main', parent_home_id = NULL WHERE id = $1", satellite
            )

    await commands.change_status(await make.county(), home_id, "close", "并到邻村去了。")
    assert await make.registered(name="新建的儿童之家") not in (home_id, satellite)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"division": "433101001000"}, "division"),
        ({"division": "433101999999"}, "division"),
        ({"site_source": "SITE-MOON"}, "site_source"),
        ({"facilities": ["FAC-POOL"]}, "facilities"),
        ({"documents": ["DOC-NONE"]}, "documents"),
        ({"indoor_area_m2": 49}, "area_reason"),
        ({"site_source": "SITE-SCH", "director_kind": "DK-VCF"}, "director_kind"),
        ({"kind": HomeKind.satellite}, "parent_home_id"),
        ({"kind": HomeKind.satellite, "parent_home_id": 999999}, "parent_home_id"),
        ({"parent_home_id": 1}, "parent_home_id"),
    ],
)
async def test_a_wrong_entry_is_refused_with_the_reason(db: None, change, field: str) -> None:
    await people.place(make.VILLAGE)

    with pytest.raises(Invalid) as refusal:
        await commands.register_home(await make.county(), make.form(**change))

    assert set(refusal.value.fields) == {field}


async def test_a_small_room_with_a_reason_is_let_in(db: None) -> None:
    assert await make.registered(indoor_area_m2=30, area_reason="村部只有一间空房。")


async def test_only_the_authorities_of_the_place_register_and_decide(db: None) -> None:
    home_id = await make.registered()
    director = await people.account("director", make.VILLAGE, home=home_id)
    strangers = [
        director,
        await people.account("county", "433122"),
        await people.account("supervisor", "433101001"),
        await people.account("donor"),
    ]

    for stranger in strangers:
        with pytest.raises(Denied):
            await commands.register_home(stranger, make.form())
        with pytest.raises(Denied):
            await commands.change_status(stranger, home_id, "close", "我觉得该关了。")
    await commands.change_status(
        await people.account("prefecture", "4331"), home_id, "close", "全村搬迁。"
    )

    assert await status(home_id) == "closed"


async def test_a_director_keeps_her_own_home_and_no_other(db: None) -> None:
    home_id, director = await make.working()
    other, _other_director = await make.working("433101001202")
    helper = await people.account("rota", make.VILLAGE, home=home_id)

    await commands.set_opening(director, home_id, make.AFTERNOONS)
    for actor, home in ((director, other), (helper, home_id)):
        with pytest.raises(Denied):
            await commands.set_opening(actor, home, make.AFTERNOONS)
    with pytest.raises(NotFound):
        await home_file(director, other)


LACKING = (*REQUIRED_FACILITIES, *REQUIRED_DOCUMENTS, "area", "outdoor_check", "director", "hours")


@pytest.mark.notice
@pytest.mark.parametrize("lacking", LACKING)
async def test_a_home_opens_only_with_all_that_the_notice_asks(db: None, lacking: str) -> None:
    """Notice 3.3a, 3.3b, 3.3c, 4.1, 5.4a, 5.4b: each alone keeps it shut, and nothing else does."""
    clerk = await make.county()
    home_id = await make.registered(
        facilities=[code for code in REQUIRED_FACILITIES if code != lacking],
        indoor_area_m2=None if lacking == "area" else 80,
    )
    director = await people.account("director", make.VILLAGE, home=home_id)
    assert director.id is not None
    await make.papers(clerk, home_id, *[code for code in REQUIRED_DOCUMENTS if code != lacking])
    if lacking != "director":
        await commands.seat_director(clerk, home_id, director.id)
    if lacking != "hours":
        await commands.set_opening(clerk, home_id, make.AFTERNOONS)
    if lacking != "outdoor_check":
        await commands.check_outdoor(clerk, home_id, safe=True)

    with pytest.raises(Conflict, match="缺少") as refusal:
        await commands.open_home(clerk, home_id)
    assert refusal.value.facts["missing"] == [lacking]

    await commands.seat_director(clerk, home_id, director.id)
    await commands.set_opening(clerk, home_id, make.AFTERNOONS)
    await commands.describe_home(clerk, home_id, make.form())
    await commands.check_outdoor(clerk, home_id, safe=True)
    await make.papers(clerk, home_id)
    await commands.open_home(clerk, home_id)
    assert await status(home_id) == "open"


@pytest.mark.parametrize(
    ("spans", "wrong"),
    [
        ([(1, time(9), time(11)), (1, time(14), time(17))], False),
        ([(1, time(9), time(11)), (2, time(9), time(11))], False),
        ([(1, time(9), time(11)), (1, time(11), time(12))], False),
        ([(1, time(9), time(11)), (1, time(10), time(12))], True),
        ([(1, time(11), time(9))], True),
        ([(1, time(9), time(9))], True),
        ([], False),
    ],
)
async def test_hours_go_forward_and_do_not_overlap(db: None, spans, wrong: bool) -> None:
    assert overlapping(spans) is wrong
    home_id = await make.registered()
    opening = Opening([OpeningSpan(*span) for span in spans])

    if wrong:
        with pytest.raises(Invalid):
            await commands.set_opening(await make.county(), home_id, opening)
    else:
        await commands.set_opening(await make.county(), home_id, opening)
        assert await value("SELECT count(*) FROM opening_hour WHERE home_id = $1", home_id) == len(
            spans
        )


async def test_silence_is_noticed_and_proposed_never_guessed(db: None) -> None:
    home_id, director = await make.working()
    assert await commands.propose_idle(SYSTEM) == []

    with clock.freeze(clock.now() + timedelta(days=61)):
        assert await commands.propose_idle(SYSTEM) == [home_id]
        assert await commands.propose_idle(SYSTEM) == []
        assert await status(home_id) == "open"
    told = await one("SELECT payload FROM outbox WHERE topic = 'home.idle_proposed'")
    assert told is not None
    assert str(home_id) in told["payload"]
    await commands.set_opening(director, home_id, make.AFTERNOONS)
    assert (await home_file(director, home_id)).idle_proposed_at is None


async def test_states_that_hurt_want_a_reason(db: None) -> None:
    home_id, _director = await make.working()
    for verb in ("idle", "suspend", "close"):
        with pytest.raises(Invalid):
            await commands.change_status(await make.county(), home_id, verb, "嗯")
    assert await status(home_id) == "open"


async def test_the_public_and_the_index_see_working_homes_only(db: None) -> None:
    planned = await make.registered("433101001202")
    home_id, _director = await make.working()

    assert [home.id for home in await homes_in("433101001")] == [home_id]
    assert [home.id for home in await homes_by_ids([planned, home_id])] == [home_id]
    assert await home_document(planned) is None
    with pytest.raises(NotFound):
        await home_card(planned)
    document = await home_document(home_id)
    assert document is not None
    assert document.facilities == REQUIRED_FACILITIES

    await commands.change_status(await make.county(), home_id, "suspend", "房子漏雨要修。")
    assert await home_document(home_id) is None
    assert await homes_in("433101001") == []


async def test_coverage_counts_open_main_homes_of_villages(hunan: None, db: None) -> None:
    before = (await coverage("433101", 6))[0]
    home_id, _director = await make.working("433101002200")
    await make.working("433101002001")  # a community: shown apart, not counted (domain.md §1.8)
    await make.registered(
        "433101002200", name="小学分站", kind=HomeKind.satellite, parent_home_id=home_id
    )

    after = (await coverage("433101", 6))[0]

    assert (after.homes, after.villages) == (before.homes + 1, before.villages)


async def test_the_file_offers_only_the_verbs_of_who_may(db: None) -> None:
    home_id, director = await make.working()

    async def verbs(actor: Actor) -> tuple[str, ...]:
        return (await home_file(actor, home_id)).verbs

    assert await verbs(director) == ()
    assert set(await verbs(await make.county())) == {"idle", "suspend", "close"}
