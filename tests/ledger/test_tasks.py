"""What the clock does: seals every hour, verifies every night, and stops what is in doubt."""

import pytest

from jobs.consumer import deliver
from jobs.tasks import TASKS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.errors import Conflict
from match.foundation.permissions import Role
from match.ledger.commands import halt, resume
from match.ledger.queries import halted
from tests.ledger.fill import fill
from tests.ledger.house import Ledger, working_in
from tests.people.make import account
from tests.using import using


async def run(ledger: Ledger, task: str) -> dict:
    """One task as the worker runs it."""
    reported: list[int] = []

    async def report(percent: int) -> None:
        reported.append(percent)

    with using(ledger.settings):
        return await TASKS[task]({}, report)


async def test_every_hour_what_was_posted_is_sealed(sealed: Ledger):
    async with working_in(sealed):
        made = await run(sealed, "seal_ledger")
        again = await run(sealed, "seal_ledger")

    assert made == {"seal": 3, "to": 313, "signed": True}
    assert again == {}


async def test_a_sound_night_stops_nothing(sealed: Ledger):
    async with working_in(sealed):
        found = await run(sealed, "verify_ledger")
        assert await halted() is None
        await fill(3, seed=9)

    assert found == {"transactions": 313, "entries": 626, "sealed_to": 306, "wrong": 0}


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        # Against an invariant that SQL can ask.
        ("UPDATE ledger_account SET balance = balance + 1 WHERE id = 3", "balance"),
        # Against none of them.
        ("UPDATE ledger_tx SET note = '别的用途' WHERE id = 100", "transaction 100"),
    ],
)
async def test_a_night_that_finds_something_stops_posting(sealed: Ledger, edit: str, reason: str):
    sealed.superuser(edit)
    async with working_in(sealed):
        found = await run(sealed, "verify_ledger")
        stopped = await halted()
        with pytest.raises(Conflict, match="账本已暂停记账"):
            await fill(3, seed=9)

    assert found["wrong"]
    assert stopped
    assert reason in stopped.reason


async def test_administrators_and_auditors_hear_that_posting_stopped_and_why_it_goes_on(db: None):
    people = {
        role: await account(role, division="43")
        for role in (Role.administrator, Role.auditor, Role.province)
    }
    await halt(SYSTEM, "夜间核对不符")
    await resume(SYSTEM, "逐笔核对，均无误")
    for fact in await rows("SELECT id FROM outbox WHERE topic LIKE 'ledger.%' ORDER BY id"):
        await deliver(fact["id"])

    told = await rows("SELECT account_id, kind FROM message WHERE kind LIKE 'ledger%' ORDER BY id")
    heard = {people[Role.administrator].id, people[Role.auditor].id}
    assert {row["account_id"] for row in told} == heard
    assert [row["kind"] for row in told] == ["ledger_halted"] * 2 + ["ledger_resumed"] * 2
