"""Who hears of a case, of a reversal, of a difference; nobody hears of what is gone."""

from datetime import timedelta

import msgspec
import pytest

from jobs.clearing import TOPICS
from jobs.listeners import listeners_of
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.statements.commands import explain_case, propose_reversal, sweep_statements
from tests.people import make as people
from tests.statements import make


async def heard() -> None:
    """Every fact of money to its listeners, as the worker would."""
    for fact in await rows("SELECT id, topic, payload::text AS said FROM outbox ORDER BY id"):
        if fact["topic"] in TOPICS:
            for listener in listeners_of(fact["topic"]):
                await listener.hear(fact["id"], msgspec.json.decode(fact["said"]))


async def told(account: int | None) -> list[str]:
    found = await rows("SELECT kind FROM message WHERE account_id = $1 ORDER BY id", account)
    return [row["kind"] for row in found]


async def test_a_case_goes_to_the_charity_and_then_to_who_closes_it(db: None):
    charity = await make.charity()
    officer = await people.account("finance", "433101")
    await make.take_in(charity, make.line(700))
    with clock.freeze(clock.now() + timedelta(days=7)):
        await sweep_statements(SYSTEM)
    await explain_case(
        charity.manager, await value("SELECT id FROM clearing_case"), "本季度的银行存款利息"
    )
    await heard()

    assert await told(charity.manager.id) == ["clearing_open"]
    assert await told(officer.id) == ["clearing_waiting"]


async def test_a_reversal_goes_to_everybody_but_the_proposer(db: None):
    given = await make.gift(await make.charity())
    clerk = await people.account("county", "433101")
    finance = await people.account("finance", "433101")
    tx = await value("SELECT id FROM ledger_tx WHERE subject_id = $1", given.id)
    await propose_reversal(clerk, tx, "同一笔承诺记了两次")
    await heard()

    assert await told(finance.id) == ["reversal_waiting"]
    assert await told(clerk.id) == []


@pytest.mark.parametrize("topic", sorted(TOPICS))
async def test_a_fact_about_nothing_breaks_no_listener(db: None, topic: str):
    nothing = {"case_id": 10**9, "reversal_id": 10**9, "charity_id": 10**9, "differences": 1}
    for hear in TOPICS[topic]:
        await hear(1, nothing)
