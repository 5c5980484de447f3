"""Each question of `jobs/checks/duties.py` finds what it asks for, and nothing in a sound house."""

import pytest

from jobs.checks import run_checks
from jobs.checks.duties import CHECKS
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.giving.disclosure.commands import keep_duties
from match.giving.reports.commands import correct_report
from tests.giving import make
from tests.giving.reporting import home_of, told, use

pytestmark = pytest.mark.usefixtures("db")

LONG_AGO = "now() - interval '1 day'"
BROKEN = {
    "nobody is out of search without owing a report": (
        f"UPDATE home SET withheld_at = {LONG_AGO} WHERE id = $1"
    ),
    "who owes a report for too long is out of search": (
        "UPDATE duty SET status = 'hidden', settled_on = NULL,"
        f" changed_at = {LONG_AGO} WHERE home_id = $1"
    ),
    "what accepted reports say was used is what the donation says": (
        "UPDATE donation SET used_units = used_units - 1 WHERE home_id = $1"
    ),
    "a replaced report has one that replaces it, and no other has": (
        "UPDATE use_report SET replaces = NULL WHERE home_id = $1"
    ),
    "nobody looked at their own report": "UPDATE use_report SET decided_by = by WHERE home_id = $1",
}


async def sound() -> make.Deal:
    """A gift with a corrected report, and its duties."""
    deal = await make.allocated()
    await correct_report(deal.director, await told(deal, 40), use(deal, 30))
    await keep_duties(SYSTEM, deal.agreement)
    return deal


async def answers() -> dict[str, int]:
    return {each.name: each.rows for each in await run_checks(CHECKS)}


async def test_a_sound_house_answers_none():
    await sound()

    assert await answers() == dict.fromkeys(CHECKS, 0)


@pytest.mark.parametrize("name", CHECKS)
async def test_each_question_finds_what_it_asks_for(name: str):
    deal = await sound()

    await value(BROKEN[name], home_of(deal))

    assert (await answers())[name] > 0
