"""The checks of the live database: quiet over a whole life, and each sees its own fault."""

import pytest

from jobs.checks import CHECKS
from jobs.checks.contracts import CHECKS as OURS
from match.contracts import books, commands, forms
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, unit_of_work, value
from match.foundation.errors import Conflict
from match.ledger.commands import enter, moved, open_account, post
from match.ledger.keys import key_for
from tests.contracts import make
from tests.contracts.test_projects import finished

pytestmark = pytest.mark.usefixtures("db")


async def faults() -> list[str]:
    """The names of our checks that find something."""
    return [check.name for check in CHECKS if check.name in OURS and await check.found()]


async def test_whole_lives_leave_nothing_to_find() -> None:
    scene = await make.evaluated()
    assert await faults() == []
    await commands.file_with_finance(scene.officer, scene.contract, forms.FilingForm("吉财采备1号"))
    await commands.archive(scene.officer, scene.contract)
    assert await faults() == []


async def test_a_project_leaves_nothing_to_find() -> None:
    await finished()
    assert await faults() == []


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (
            "UPDATE contract_milestone SET amount_fen = amount_fen + 1 WHERE contract_id = $1",
            "instalments and payments of a contract are never over its price",
        ),
        (
            "UPDATE contract SET original_fen = original_fen - 1 WHERE id = $1",
            "a contract's price is what was signed and what was added, a tenth at most",
        ),
        (
            "UPDATE contract_milestone SET status = 'returned' WHERE contract_id = $1",
            "no payment runs before its milestone is accepted",
        ),
        (
            "UPDATE contract_line SET units = units + 1 WHERE contract_id = $1",
            "what a contract brought is what its line says",
        ),
        (
            "UPDATE contract SET status = 'completed' WHERE id = $1",
            "the ledger holds what every contract's rows call for",
        ),
    ],
)
async def test_each_fault_is_found(fault: str, name: str) -> None:
    scene = await make.paid()
    assert await faults() == []
    await value(fault, scene.contract)
    assert name in await faults()


async def test_a_posting_that_no_row_calls_for_is_found() -> None:
    scene = await make.signed()
    giver = await open_account(SYSTEM, "giver", owner=("organisation", scene.purchaser), floor=None)
    paid = await open_account(SYSTEM, "paid", owner=("contract", scene.contract), floor=0)
    await post(
        SYSTEM,
        key_for("contract.paid", scene.contract, 999),
        "contract.paid",
        moved(giver, paid, 100),
        subject=("contract", scene.contract),
    )
    assert await faults() == ["the ledger holds what every contract's rows call for"]


async def test_the_ledger_itself_pays_no_more_than_the_price() -> None:
    """Where every rule above it failed, the floor of ``promised`` still stands."""
    scene = await make.signed()
    with pytest.raises(Conflict, match="余额不足"):
        await enter(SYSTEM, books.payable(scene.contract, 999, make.PRICE + 1))


async def test_the_database_refuses_what_is_over_whoever_asks() -> None:
    scene = await make.signed()
    for fault, held in (
        (
            "UPDATE contract_milestone SET amount_fen = amount_fen + 1 WHERE contract_id = $1",
            "contract_never_over",
        ),
        (
            "INSERT INTO contract_subcontract (contract_id, name, part, amount_fen, asked_by)"
            " VALUES ($1, '另一家机构', '全部内容', 12000000, 1)",
            "contract_never_whole",
        ),
    ):
        with pytest.raises(DatabaseError) as refused:
            await _at_once(fault, scene.contract)
        assert getattr(refused.value, "constraint_name", "") == held


async def _at_once(fault: str, contract: int) -> None:
    async with unit_of_work():
        await value(fault, contract)
        await value("SET CONSTRAINTS ALL IMMEDIATE")


async def test_what_was_said_is_never_changed() -> None:
    scene = await make.accepted()
    for table in ("contract_opinion", "contract_acceptance"):
        with pytest.raises(DatabaseError):
            await _at_once(
                f"UPDATE {table} SET words = '改' WHERE contract_id = $1", scene.contract
            )
    # The same statement on what may change goes through: the refusal was not about its shape.
    await _at_once("UPDATE contract SET reason = '改' WHERE id = $1", scene.contract)
