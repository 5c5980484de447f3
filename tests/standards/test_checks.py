"""The live checks of standards are silent on real rows, and each finds the fault planted for it."""

import pytest

from jobs.checks.standards import CHECKS
from match.foundation.db import rows, value
from match.standards.queries import open_flags
from tests.homes import make as homes
from tests.standards import make

pytestmark = pytest.mark.usefixtures("db")

PLANTED = {
    "an open flag has its task, and a task its flag": (
        "DELETE FROM standard_task WHERE flag_id = $1",
    ),
    "a flag that passed names the inspection that saw it": (
        "UPDATE standard_flag SET status = 'passed', closed_at = now() WHERE id = $1",
    ),
    "a task's need is its own home's": (
        "UPDATE need SET home_id = (SELECT max(id) FROM home) WHERE id ="
        " (SELECT need_id FROM standard_task WHERE flag_id = $1)",
    ),
    "two lines of a home never share a need": (
        "UPDATE standard_task SET need_id = (SELECT need_id FROM standard_task WHERE flag_id = $1)"
        " WHERE flag_id <> $1",
    ),
    "nobody inspected a home that they direct": (
        "UPDATE home SET director_id = (SELECT inspector_id FROM inspection LIMIT 1)"
        " WHERE id = (SELECT home_id FROM standard_flag WHERE id = $1)",
    ),
    "a task that is done waits for nothing": (
        "UPDATE standard_flag SET status = 'met', closed_at = now() WHERE id = $1",
    ),
    "the last sign of a home is the newest of its kinds": (
        "UPDATE home SET last_sign_at = now() - interval '1 day'"
        " WHERE id = (SELECT home_id FROM standard_flag WHERE id = $1)",
    ),
}


async def flagged() -> int:
    """A home with two flags of two lines, and a second home; returns the first flag."""
    home_id, _director = await homes.working()
    await homes.working("433101001202")
    await make.inspected(await make.supervisor(), home_id, "STD-VIDEO", "STD-READ")
    return next(flag.id for flag in await open_flags(home_id) if flag.line.code == "STD-VIDEO")


async def test_real_rows_break_none() -> None:
    await flagged()

    assert set(PLANTED) == set(CHECKS)
    assert {name: await rows(query) for name, query in CHECKS.items()} == {
        name: [] for name in CHECKS
    }


@pytest.mark.parametrize("name", list(PLANTED))
async def test_a_planted_fault_is_found(name: str) -> None:
    flag = await flagged()
    for sql in PLANTED[name]:
        await value(sql, flag)

    assert await rows(CHECKS[name]) != []
