"""Three ways to close a need: what was received is what its sources brought, whoever writes."""

from collections import Counter
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.checks import closures
from match.foundation.actor import SYSTEM
from match.foundation.db import command, connection, rows, unit_of_work, value
from match.foundation.embedded.services import Services
from match.foundation.errors import Conflict, Invalid
from match.needs.commands import Closure, close_need, confirm_need, move_units
from match.needs.commands.units import Place
from match.needs.migrations import needs_guards_closures as guards
from match.needs.states import ClosureKind
from tests.lasting import lasting
from tests.needs import make

P = Place
SOURCES = [Closure(kind, number) for kind in ClosureKind for number in (1, 2)]
QUICK = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Each breaks the rule by itself; {line} is a whole line of 40, all received from gift 1.
BENT = {
    "received without a source": "UPDATE need_line SET received = 39 WHERE id = {line}",
    "a source that brought nothing": (
        "INSERT INTO need_closure (line_id, kind, source_id, units) VALUES ({line}, 'shift', 7, 1)"
    ),
    "a source that took away what another brought": (
        "INSERT INTO need_closure (line_id, kind, source_id, units, reason)"
        " VALUES ({line}, 'contract', 3, -1, '没有送到'), ({line}, 'gift', 1, 1, '')"
    ),
    "a closed need that is not whole": (
        "UPDATE need SET status = 'closed' WHERE id = (SELECT need_id FROM need_line"
        " WHERE id = {line}); UPDATE need_line SET received = 39 WHERE id = {line};"
        " INSERT INTO need_closure (line_id, kind, source_id, units, reason)"
        " VALUES ({line}, 'gift', 1, -1, '少了一床')"
    ),
    "a confirmed need that asks for more": (
        "UPDATE need SET status = 'confirmed' WHERE id = (SELECT need_id FROM need_line"
        " WHERE id = {line}); UPDATE need_line SET quantity = 41 WHERE id = {line}"
    ),
}
TRIGGERS = (
    "need_line_closed ON need_line",
    "need_closure_closes ON need_closure",
    "need_closed_whole ON need",
)


class _Undone(Exception):
    """Ends an example and takes its writes with it."""


async def commit_time() -> None:
    """Ask now what the database asks at commit."""
    await value("SET CONSTRAINTS ALL IMMEDIATE")
    await value("SET CONSTRAINTS ALL DEFERRED")


async def brought(line: int) -> Counter[Closure]:
    """What each source brought, without those that brought nothing in the end."""
    found = await rows(
        "SELECT kind, source_id, sum(units) AS units FROM need_closure WHERE line_id = $1"
        " GROUP BY 1, 2 HAVING sum(units) <> 0",
        line,
    )
    return Counter(
        {Closure(ClosureKind(row["kind"]), row["source_id"]): row["units"] for row in found}
    )


MOVES = st.lists(
    st.tuples(
        st.sampled_from([(P.open, P.received), (P.received, P.open), (P.in_transit, P.received)]),
        st.sampled_from(SOURCES),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=25,
)


@pytest.mark.bank
@QUICK
@given(moves=MOVES)
async def test_whatever_moves_every_received_unit_has_its_source(
    db: None, moves: list[tuple[tuple[Place, Place], Closure, int]]
) -> None:
    try:
        async with unit_of_work():
            scene = await make.published(lines=[make.Line("加厚棉被", 30, "床")])
            await move_units(SYSTEM, scene.line, 10, source=P.open, target=P.in_transit)
            left = {P.open: 20, P.in_transit: 10}
            model: Counter[Closure] = Counter()
            for (source, target), by, units in moves:
                possible = model[by] if source is P.received else left[source]
                # A whole line makes the need met, and a met need takes nothing new.
                if units > possible:
                    with pytest.raises(Conflict):
                        await _moved(scene.line, units, source, target, by)
                else:
                    await _moved(scene.line, units, source, target, by)
                    model[by] += units if target is P.received else -units
                    for place, sign in ((source, -1), (target, 1)):
                        if place in left:
                            left[place] += sign * units

                await commit_time()
                received = await value("SELECT received FROM need_line WHERE id = $1", scene.line)
                assert await brought(scene.line) == +model
                assert received == model.total()
            raise _Undone
    except _Undone:
        pass


async def _moved(line: int, units: int, source: Place, target: Place, by: Closure) -> None:
    await move_units(SYSTEM, line, units, source=source, target=target, by=by, reason="数量更正")


async def bend(open_connection: Any, line: int) -> list[str]:
    """Which of the bent writes the database let through to the end of a transaction."""
    passed: list[str] = []
    for name, sql in BENT.items():
        savepoint = open_connection.transaction()
        await savepoint.start()
        try:
            await open_connection.execute(sql.format(line=line))
            await open_connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
            passed.append(name)
        except asyncpg.CheckViolationError:
            pass
        await savepoint.rollback()
    return passed


async def _whole() -> make.Scene:
    scene = await make.published(lines=[make.Line("加厚棉被", 40, "床")])
    await move_units(SYSTEM, scene.line, 40, source=P.open, target=P.received, by=make.GIFT)
    return scene


@pytest.mark.bank
async def test_the_application_cannot_bend_the_sums(db: None) -> None:
    scene = await _whole()

    async with connection() as application:
        assert await bend(application, scene.line) == []


@pytest.mark.bank
@pytest.mark.parametrize(
    ("dropped", "through"),
    [
        ((), []),
        (TRIGGERS[:1], ["received without a source"]),
        (TRIGGERS, list(BENT)),
    ],
    ids=["as it is", "twin without the line's trigger", "twin without any trigger"],
)
async def test_the_superuser_cannot_either_but_without_the_triggers_all_breaks(
    services: Services, database: None, dropped: tuple[str, ...], through: list[str]
) -> None:
    async with lasting(services) as superuser:
        scene = await _committed_whole()
        async with _rolled_back(superuser):
            for trigger in dropped:
                await superuser.execute(f"DROP TRIGGER {trigger}")

            assert await bend(superuser, scene.line) == through


async def test_two_writers_together_cannot_do_what_neither_may_alone(
    services: Services, database: None
) -> None:
    """One confirms while the other takes a unit away: each alone would be right."""
    async with lasting(services) as first:
        scene = await _committed_whole()
        second = await asyncpg.connect(services.owner_database_url)
        try:
            one, two = first.transaction(), second.transaction()
            await one.start()
            await two.start()
            await first.execute("UPDATE need_line SET received = 39 WHERE id = $1", scene.line)
            await first.execute(
                "INSERT INTO need_closure (line_id, kind, source_id, units, reason)"
                " VALUES ($1, 'gift', 1, -1, '少了一床')",
                scene.line,
            )
            await second.execute("SET lock_timeout = '100ms'")
            with pytest.raises(asyncpg.LockNotAvailableError):
                await second.execute(
                    "UPDATE need SET status = 'confirmed' WHERE id = $1", scene.need
                )
            await one.rollback()
            await two.rollback()
        finally:
            await second.close()


@command
async def _committed_whole() -> make.Scene:
    return await _whole()


def _rolled_back(open_connection: asyncpg.Connection) -> Any:
    class _Transaction:
        async def __aenter__(self) -> None:
            self.transaction = open_connection.transaction()
            await self.transaction.start()

        async def __aexit__(self, *_: object) -> None:
            await self.transaction.rollback()

    return _Transaction()


async def test_closures_are_only_added_to(services: Services, database: None) -> None:
    async with lasting(services) as superuser:
        scene = await _committed_whole()
        for change in ("UPDATE need_closure SET units = 1", "DELETE FROM need_closure"):
            async with _rolled_back(superuser):
                with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only be added to"):
                    await superuser.execute(f"{change} WHERE line_id = $1", scene.line)
        async with _rolled_back(superuser):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="only be added to"):
                await superuser.execute("TRUNCATE need_closure")


async def test_a_closed_need_is_closed_by_a_gift_a_shift_and_a_contract(db: None) -> None:
    scene = await make.published(lines=[make.Line("课后陪伴", 40, "课时")])
    for units, by in ((24, SOURCES[0]), (10, SOURCES[2]), (6, SOURCES[4])):
        await move_units(SYSTEM, scene.line, units, source=P.open, target=P.received, by=by)
    await confirm_need(scene.director, scene.need)
    await close_need(scene.county, scene.need)

    await commit_time()
    assert await make.status(scene.need) == "closed"
    assert await brought(scene.line) == {SOURCES[0]: 24, SOURCES[2]: 10, SOURCES[4]: 6}


async def test_a_count_is_corrected_with_a_reason_and_never_below_nothing(db: None) -> None:
    scene = await make.published()
    gift, shift = SOURCES[0], SOURCES[2]
    await move_units(SYSTEM, scene.line, 5, source=P.open, target=P.received, by=gift)
    await move_units(SYSTEM, scene.line, 5, source=P.open, target=P.received, by=shift)

    with pytest.raises(Invalid) as refusal:
        await move_units(SYSTEM, scene.line, 1, source=P.received, target=P.open, by=gift)
    with pytest.raises(Conflict, match="只到了 5"):
        await _moved(scene.line, 6, P.received, P.open, gift)
    await _moved(scene.line, 2, P.received, P.open, gift)

    assert refusal.value.fields.keys() == {"reason"}
    assert await brought(scene.line) == {gift: 3, shift: 5}
    assert (
        await value("SELECT reason FROM need_closure WHERE line_id = $1 AND units = -2", scene.line)
        == "数量更正"
    )


@pytest.mark.parametrize("by", [None, make.GIFT])
async def test_a_program_that_forgets_the_source_stops_at_once(
    db: None, by: Closure | None
) -> None:
    scene = await make.published()
    target = P.received if by is None else P.reserved
    with pytest.raises(AssertionError, match="have a source"):
        await move_units(SYSTEM, scene.line, 1, source=P.open, target=target, by=by)


UNDO = """
DROP TRIGGER need_line_closed ON need_line;
DROP TRIGGER need_closed_whole ON need;
DROP TRIGGER need_closure_closes ON need_closure;
DROP TRIGGER append_only ON need_closure;
DROP TRIGGER append_only_all ON need_closure;
DROP FUNCTION need_closures_sum, need_line_closed, need_closure_closes, need_closed_whole;
DROP INDEX need_closure_source;
ALTER TABLE need_closure DROP CONSTRAINT need_closure_line_fk;
TRUNCATE need_closure;
"""

# The columns of the first release's agreements that the migration reads.
FIRST_RELEASE = """
DROP TABLE agreement CASCADE;
CREATE TABLE agreement (id bigint, line_id bigint, status text, received_units integer,
  changed_at timestamptz DEFAULT now());
INSERT INTO agreement (id, line_id, status, received_units) VALUES
  (11, {line}, 'evaluated', 25), (12, {line}, 'received', 15), (13, {line}, 'received', 0),
  (14, {line}, 'in_delivery', NULL), (15, {line}, 'cancelled', NULL);
"""


async def test_what_was_received_before_is_carried_over(services: Services, database: None) -> None:
    """The real migration, over tables as the first release left them."""
    async with lasting(services) as superuser:
        scene = await _committed_whole()
        async with _rolled_back(superuser):
            await superuser.execute(UNDO)
            await superuser.execute(FIRST_RELEASE.format(line=scene.line))
            for step in (guards.TIES, guards.CARRIED_OVER, guards.SUMS):
                await superuser.execute(step)

            carried = await superuser.fetch(
                "SELECT kind, source_id, units FROM need_closure WHERE line_id = $1 ORDER BY 2",
                scene.line,
            )
            assert [tuple(row) for row in carried] == [("gift", 11, 25), ("gift", 12, 15)]
            assert await bend(superuser, scene.line) == []


async def test_what_nothing_explains_is_not_guessed_at(services: Services, database: None) -> None:
    async with lasting(services) as superuser:
        scene = await _committed_whole()
        async with _rolled_back(superuser):
            await superuser.execute(UNDO + FIRST_RELEASE.format(line=scene.line))
            await superuser.execute("DELETE FROM agreement WHERE id = 12")
            await superuser.execute(guards.TIES)
            with pytest.raises(asyncpg.CheckViolationError, match=f"need_line {scene.line} has"):
                await superuser.execute(guards.CARRIED_OVER)


@pytest.mark.parametrize(
    ("question", "sql"),
    [
        ("received units of a need line are what its sources brought", "received without a source"),
        (
            "every line of a confirmed or closed need is closed whole",
            "a closed need that is not whole",
        ),
        (
            "no source took away more than it brought",
            "a source that took away what another brought",
        ),
        ("what a gift brought is what was counted of it", ""),
    ],
)
async def test_match_check_would_see_it_too(
    services: Services, database: None, question: str, sql: str
) -> None:
    """Each question finds its row once the triggers are gone."""
    async with lasting(services) as superuser:
        scene = await _committed_whole()
        async with _rolled_back(superuser):
            for trigger in TRIGGERS:
                await superuser.execute(f"DROP TRIGGER {trigger}")
            if sql:
                assert await superuser.fetch(closures.CHECKS[question]) == []
                await superuser.execute(BENT[sql].format(line=scene.line))

            assert await superuser.fetch(closures.CHECKS[question])
