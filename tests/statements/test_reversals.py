"""Nobody posts by hand: a reversal takes one person to propose and another body's to approve."""

from typing import Any

import asyncpg
import pytest

from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.ledger.commands import reverse
from match.ledger.keys import key_for
from match.statements.commands import approve_reversal, propose_reversal, refuse_reversal
from tests.people import make as people
from tests.statements import make


async def posted(fen: int = 300_000) -> tuple[make.Gift, int]:
    """A gift's promise, and the transaction that holds it."""
    gift = await make.gift(await make.charity(), fen)
    tx: int = await value("SELECT id FROM ledger_tx WHERE subject_id = $1", gift.id)
    return gift, tx


async def proposed(fen: int = 300_000) -> tuple[int, int]:
    _gift, tx = await posted(fen)
    clerk = await people.account("county", "433101")
    return await propose_reversal(clerk, tx, "同一笔承诺记了两次"), tx


async def held(proposal: int) -> dict[str, Any]:
    found = await one("SELECT * FROM reversal WHERE id = $1", proposal)
    assert found is not None
    return found


async def test_a_second_person_of_another_body_makes_it_so(db: None):
    proposal, tx = await proposed()
    before = await value("SELECT count(*) FROM ledger_tx")
    finance = await people.account("finance", "433101")

    assert before == 1
    assert await approve_reversal(finance, proposal) is True
    row = await held(proposal)
    assert row["status"] == "done"
    assert await value("SELECT reverses FROM ledger_tx WHERE id = $1", row["reversed_by_tx"]) == tx
    assert await value("SELECT sum(balance) FROM ledger_account") == 0
    assert await value("SELECT count(*) FROM ledger_account WHERE balance <> 0") == 0
    verbs = await rows("SELECT verb FROM audit WHERE subject_kind = 'reversal' ORDER BY id")
    assert [each["verb"] for each in verbs] == [
        "reversal.proposed",
        "reversal.approved",
        "reversal.done",
    ]


async def test_neither_the_proposer_nor_a_colleague_approves(db: None):
    _gift, tx = await posted()
    clerk = await people.account("county", "433101")
    colleague = await people.account("county", "433101")
    proposal = await propose_reversal(clerk, tx, "同一笔承诺记了两次")

    for person in (clerk, colleague, await people.account("auditor", "43")):
        with pytest.raises(Denied):
            await approve_reversal(person, proposal)
    with pytest.raises(NotFound):
        await approve_reversal(await people.account("finance", "430102"), proposal)
    assert (await held(proposal))["status"] == "proposed"
    assert await value("SELECT count(*) FROM ledger_tx") == 1


async def test_over_the_limit_two_bodies_approve(db: None):
    proposal, _tx = await proposed(5_000_001)
    assert await approve_reversal(await people.account("finance", "433101"), proposal) is False
    assert (await held(proposal))["status"] == "proposed"
    with pytest.raises(Denied):
        await approve_reversal(await people.account("county", "433101"), proposal)
    assert await approve_reversal(await people.account("prefecture", "4331"), proposal) is True

    assert (await held(proposal))["status"] == "done"


async def test_a_reversal_of_a_reversal_is_refused_and_nothing_changes(db: None):
    proposal, tx = await proposed()
    await approve_reversal(await people.account("finance", "433101"), proposal)
    made = (await held(proposal))["reversed_by_tx"]
    clerk = await people.account("county", "433101")

    for which, why in ((made, "冲正的一笔不能再冲正"), (tx, "已经冲正过")):
        with pytest.raises(Conflict, match=why):
            await propose_reversal(clerk, which, "想要恢复原来的一笔")
    assert await value("SELECT count(*) FROM ledger_tx") == 2
    assert await value("SELECT count(*) FROM reversal") == 1


async def test_what_was_undone_meanwhile_is_refused_at_the_approval(db: None):
    proposal, tx = await proposed()
    clerk = await people.account("county", "433101")
    await reverse(clerk, key_for("another way", tx), tx, "别处已经冲正")

    with pytest.raises(Conflict):
        await approve_reversal(await people.account("finance", "433101"), proposal)
    assert (await held(proposal))["status"] == "proposed"


async def test_a_statements_match_is_taken_back_by_its_charity_not_here(db: None):
    charity = await make.charity()
    gift = await make.gift(charity)
    await make.take_in(charity, make.line(gift.fen, gift.number))
    tx = await value("SELECT id FROM ledger_tx WHERE kind = 'statement.matched'")

    with pytest.raises(Conflict, match="流水页面撤销"):
        await propose_reversal(await people.account("county", "433101"), tx, "对应错了一笔")


async def test_who_may_not_settle_proposes_nothing(db: None):
    gift, tx = await posted()
    with pytest.raises(Denied):
        await propose_reversal(await people.account("auditor", "43"), tx, "同一笔承诺记了两次")
    for stranger in (gift.charity.manager, await people.account("county", "430102")):
        with pytest.raises(NotFound):
            await propose_reversal(stranger, tx, "同一笔承诺记了两次")
    with pytest.raises(NotFound):
        await propose_reversal(await people.account("county", "433101"), 10**9, "没有这一笔")
    with pytest.raises(Invalid):
        await propose_reversal(await people.account("county", "433101"), tx, "错")
    assert await value("SELECT count(*) FROM reversal") == 0


async def test_one_proposal_at_a_time_and_one_refusal_ends_it(db: None):
    proposal, tx = await proposed()
    finance = await people.account("finance", "433101")
    with pytest.raises(Conflict):
        await propose_reversal(finance, tx, "我也觉得记重了")
    with pytest.raises(Invalid):
        await refuse_reversal(finance, proposal, "不")
    await refuse_reversal(finance, proposal, "两笔承诺是两份协议")
    with pytest.raises(Conflict):
        await approve_reversal(finance, proposal)

    assert (await held(proposal))["status"] == "refused"


async def test_the_proposer_withdraws(db: None):
    _gift, tx = await posted()
    clerk = await people.account("county", "433101")
    proposal = await propose_reversal(clerk, tx, "同一笔承诺记了两次")
    await refuse_reversal(clerk, proposal)

    assert (await held(proposal))["status"] == "withdrawn"
    await propose_reversal(clerk, tx, "再看还是记了两次")


async def test_the_database_asks_for_the_second_body_itself(db: None):
    """The twin of the command's checks: marking it done without anybody's yes."""
    proposal, tx = await proposed()
    for change in (
        f"status = 'done', reversed_by_tx = {tx}",
        "reason = '别的理由写在这里'",
        "proposed_body = 'nobody'",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with unit_of_work():
                await value(f"UPDATE reversal SET {change} WHERE id = $1", proposal)
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await value(
                "INSERT INTO reversal (tx_id, subject_kind, subject_id, division, reason, status,"
                " proposed_by, proposed_body, reversed_by_tx) VALUES ($1, 'donation', 1,"
                " '433101000000', '直接写成已冲正', 'done', 1, 'x', $1)",
                tx,
            )
