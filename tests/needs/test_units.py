"""Where the units of a line are: never more than asked, never less than nothing."""

from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from match.foundation.actor import SYSTEM
from match.foundation.db import connection, one, unit_of_work, value
from match.foundation.embedded.services import Services
from match.foundation.errors import Conflict, NotFound
from match.needs.commands import close_need, confirm_need, mark_proposed, move_units
from match.needs.commands.units import Place
from match.needs.rules import Units, standing
from match.needs.states import NeedStatus
from tests.needs import make

P = Place
LEDGER = (P.reserved, P.committed, P.in_transit, P.received)
MOVES = st.lists(
    st.tuples(st.sampled_from(P), st.sampled_from(P), st.integers(1, 12)), min_size=1, max_size=25
)
QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class _Undone(Exception):
    """Ends an example and takes its writes with it."""


async def moved(line: int, units: int, source: Place, target: Place) -> None:
    counted = make.GIFT if P.received in (source, target) else None
    await move_units(
        SYSTEM, line, units, source=source, target=target, by=counted, reason="数量更正"
    )


async def held(line: int) -> dict[str, int]:
    """The columns of one line."""
    row = await one(
        "SELECT quantity, reserved, committed, in_transit, received FROM need_line WHERE id = $1",
        line,
    )
    assert row is not None
    return row


def keeps_its_sums(columns: dict[str, int]) -> bool:
    parts = [columns[place] for place in LEDGER]
    return min(parts) >= 0 and sum(parts) <= columns["quantity"]


@pytest.mark.bank
@QUICK
@given(moves=MOVES)
async def test_no_moves_make_or_lose_a_unit(
    db: None, moves: list[tuple[Place, Place, int]]
) -> None:
    try:
        async with unit_of_work():
            scene = await make.published(lines=[make.Line("加厚棉被", 30, "床")])
            model = dict.fromkeys(LEDGER, 0) | {P.open: 30}
            for source, target, units in moves:
                if source is target:
                    continue
                open_to_promises = await make.status(scene.need) in (
                    "published",
                    "matching",
                    "partly_met",
                )
                if model[source] < units or (source is P.open and not open_to_promises):
                    with pytest.raises(Conflict):
                        await moved(scene.line, units, source, target)
                else:
                    await moved(scene.line, units, source, target)
                    model[source] -= units
                    model[target] += units

                columns = await held(scene.line)
                assert {place: columns[place] for place in LEDGER} == {p: model[p] for p in LEDGER}
                assert keeps_its_sums(columns)
            raise _Undone
    except _Undone:
        pass


OVER = [(P.open, P.reserved, 25), (P.open, P.committed, 25), (P.received, P.in_transit, 3)]


async def careless(open_connection: Any, line: int) -> bool:
    """
    Move units as a program would that forgot to look what there is; whether the sums held all
    the way. What the database refuses is left out.
    """
    for source, target, units in OVER:
        changes = [
            f"{place} = {place} {sign} {units}"
            for place, sign in ((source, "-"), (target, "+"))
            if place is not P.open
        ]
        try:
            async with open_connection.transaction():
                await open_connection.execute(
                    f"UPDATE need_line SET {', '.join(changes)} WHERE id = $1", line
                )
        except asyncpg.CheckViolationError:
            pass
        row = await open_connection.fetchrow("SELECT * FROM need_line WHERE id = $1", line)
        if not keeps_its_sums(dict(row)):
            return False
    return True


@pytest.mark.bank
async def test_the_database_stops_a_program_that_does_not_look(db: None) -> None:
    scene = await make.published(lines=[make.Line("加厚棉被", 30, "床")])

    async with connection() as application:
        assert await careless(application, scene.line)
    assert (await held(scene.line))["reserved"] == 25


@pytest.mark.bank
@pytest.mark.parametrize(("twin", "holds"), [("INCLUDING CONSTRAINTS", True), ("", False)])
async def test_without_its_checks_the_same_table_breaks(
    services: Services, database: None, twin: str, holds: bool
) -> None:
    """The check of the check: were the CHECKs dropped, the test above would see it."""
    owner = await asyncpg.connect(services.owner_database_url)
    try:
        await owner.execute(
            f"CREATE TEMP TABLE need_line (LIKE public.need_line INCLUDING DEFAULTS {twin})"
        )
        await owner.execute(
            "INSERT INTO need_line (id, need_id, position, category, name, quantity, unit)"
            " VALUES (1, 1, 1, 'MAT-BED', '加厚棉被', 30, '床')"
        )

        assert await careless(owner, 1) is holds
    finally:
        await owner.close()


@pytest.mark.parametrize(
    "change",
    ["reserved = -1", "reserved = 41", "reserved = 20, received = 21", "quantity = 0"],
)
async def test_every_bad_row_is_refused_by_the_table(db: None, change: str) -> None:
    scene = await make.published()
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await value(f"UPDATE need_line SET {change} WHERE id = $1", scene.line)


async def test_the_state_follows_the_lines_there_and_back(db: None) -> None:
    scene = await make.published()
    first, second = [line["id"] for line in await make.lines(scene.need)]

    async def then(line: int, units: int, source: Place, target: Place) -> str:
        await moved(line, units, source, target)
        return await make.status(scene.need)

    assert await then(first, 10, P.open, P.reserved) == "published"
    assert await then(first, 10, P.reserved, P.committed) == "partly_met"
    assert await then(first, 10, P.committed, P.open) == "published"
    assert await then(first, 40, P.open, P.received) == "partly_met"
    assert await then(second, 40, P.open, P.in_transit) == "partly_met"
    assert await then(second, 40, P.in_transit, P.received) == "met"
    assert await then(second, 1, P.received, P.open) == "partly_met"
    assert await then(second, 1, P.open, P.received) == "met"

    await confirm_need(scene.director, scene.need)
    await close_need(scene.county, scene.need)
    assert await make.status(scene.need) == "closed"


async def test_more_than_is_left_is_refused_with_the_figure(db: None) -> None:
    scene = await make.published()
    await moved(scene.line, 30, P.open, P.committed)

    with pytest.raises(Conflict, match="只剩 10") as refusal:
        await moved(scene.line, 11, P.open, P.reserved)
    with pytest.raises(NotFound):
        await moved(0, 1, P.open, P.reserved)

    assert refusal.value.facts["left"] == 10


@pytest.mark.parametrize("made", [make.draft, make.waiting, make.checked])
async def test_what_is_not_open_takes_no_promise(db: None, made) -> None:
    scene = await made()
    with pytest.raises(Conflict, match="不接受"):
        await moved(scene.line, 1, P.open, P.reserved)


async def test_a_proposal_shows_and_goes(db: None) -> None:
    scene = await make.published()

    await mark_proposed(SYSTEM, scene.need, proposed=True)
    assert await make.status(scene.need) == "matching"
    await mark_proposed(SYSTEM, scene.need, proposed=True)
    await mark_proposed(SYSTEM, scene.need, proposed=False)
    assert await make.status(scene.need) == "published"


async def test_every_move_is_in_the_trail_and_in_the_outbox(db: None) -> None:
    scene = await make.published()
    before = await value("SELECT count(*) FROM outbox WHERE topic = 'need.units_moved'")

    await moved(scene.line, 7, P.open, P.reserved)

    trail = await one(
        "SELECT changes FROM audit WHERE verb = 'need.units_moved' AND subject_id = $1", scene.line
    )
    assert trail is not None
    assert "7 → reserved" in trail["changes"]
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'need.units_moved'") == before + 1


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        ([], None),
        ([Units(5)], None),
        ([Units(5, reserved=5)], None),
        ([Units(5, committed=1)], NeedStatus.partly_met),
        ([Units(5, received=5), Units(1)], NeedStatus.partly_met),
        ([Units(5, received=5), Units(1, in_transit=1)], NeedStatus.partly_met),
        ([Units(5, received=5), Units(1, received=1)], NeedStatus.met),
    ],
)
def test_what_the_ledger_says_of_a_need(lines: list[Units], stands: NeedStatus | None) -> None:
    assert standing(lines) == stands
