"""Each check of this room finds what it is for: the break is planted, and it answers."""

from datetime import timedelta

import pytest

from jobs.checks.matching import CHECKS
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.matching import commands
from match.matching.commands.reporting import report_justice
from tests.matching import make

PROPOSAL = "(SELECT max(id) FROM proposal)"
RUN = "(SELECT max(id) FROM match_run)"
BREAKS = {
    "no unit of a need line is promised twice": (
        f"UPDATE proposal SET units = 61 WHERE id = {PROPOSAL}"
    ),
    "no unit of an offer is promised twice": (
        f"UPDATE proposal SET units = 9999 WHERE id = {PROPOSAL}"
    ),
    "no run ended what staff had locked": (
        f"UPDATE proposal SET locked = true, status = 'superseded', superseded_by = {RUN}"
        f" WHERE id = {PROPOSAL}"
    ),
    "a proposal that a run ended names the run": (
        f"UPDATE proposal SET status = 'superseded' WHERE id = {PROPOSAL}"
    ),
    "a lock says who locked it and why": f"UPDATE proposal SET locked = true WHERE id = {PROPOSAL}",
    "a swap ended two proposals and made two": (
        "INSERT INTO match_override (kind, run_id, proposal_id, other_id, division, reason)"
        f" VALUES ('swap', {RUN}, {PROPOSAL}, {PROPOSAL}, '433101101201', '没有换成的对调')"
    ),
    "every swapped proposal has its reason": (
        f"UPDATE proposal SET status = 'swapped' WHERE id = {PROPOSAL}"
    ),
    "a need in matching has an open proposal": (
        f"UPDATE proposal SET status = 'expired' WHERE id = {PROPOSAL}"
    ),
    "a published need has no open proposal": "UPDATE need SET status = 'published'",
    "a run gave and refused what was wanted": (
        "INSERT INTO unserved (run_id, line_id, missing, reason, facts)"
        f" SELECT {RUN}, line_id, 1, 'outbid', '{{}}' FROM proposal WHERE id = {PROPOSAL}"
    ),
    "a run has one price for each line and offer it read": (
        f"INSERT INTO run_price (run_id, side, subject_id, price) VALUES ({RUN}, 'need', 999999, 0)"
    ),
    "every price and every reason belongs to a run": (
        "INSERT INTO run_price (run_id, side, subject_id, price) VALUES (999999, 'need', 1, 0)"
    ),
    "a proposal's need is that of its line": (
        f"UPDATE proposal SET need_id = need_id + 999 WHERE id = {PROPOSAL}"
    ),
    "a proposal belongs to a run": f"UPDATE proposal SET run_id = 999999 WHERE id = {PROPOSAL}",
    "by day no line is shown more than it wants, and no offer given out twice": (
        "INSERT INTO day_match (line_id, offer_id, units, unit_value)"
        f" SELECT line_id, offer_id, 9999, 1 FROM proposal WHERE id = {PROPOSAL}"
    ),
    "who made a proposal by day is known": (
        f"UPDATE proposal SET origin = 'day' WHERE id = {PROPOSAL}"
    ),
    "a run covers the area that was ordered": "UPDATE run_order SET scope = '4331'",
    "no ordered run is forgotten": (
        "INSERT INTO run_order (scope, asked_at) VALUES ('4306', now() - interval '1 day')"
    ),
    "every run was audited within a day": "",
    "no run passed anybody over without the ladder's reason": (
        "INSERT INTO run_report (run_id, content)"
        f""" VALUES ({RUN}, '{{"envy": {{"pairs": 2, "by_ladder": 1}}}}')"""
    ),
}


def test_every_check_has_its_break():
    assert BREAKS.keys() == CHECKS.keys()


@pytest.mark.parametrize("name", CHECKS)
async def test_a_check_answers_only_when_something_is_wrong(db: None, name: str):
    before = clock.now() - timedelta(days=2)
    with clock.freeze(before if not BREAKS[name] else clock.now()):
        await make.proposed()
    if BREAKS[name]:
        assert await rows(CHECKS[name]) == []
        await value(BREAKS[name])
    else:
        # A run of two days ago that nobody audited; then somebody does.
        run = await value("SELECT max(id) FROM match_run")
        assert await rows(CHECKS[name]) == [{"id": run}]
        await report_justice(SYSTEM, run)
        assert await rows(CHECKS[name]) == []
        return

    assert await rows(CHECKS[name])


async def test_a_whole_morning_leaves_nothing_wrong(db: None):
    at, proposal, organisation = await make.proposed()
    await commands.accept_for_need(at.director, proposal)
    await commands.accept_for_offer(await make.manager_of(organisation), proposal)
    await commands.approve_proposal(await make.another_officer(), proposal)

    assert [name for name, query in CHECKS.items() if await rows(query)] == []
