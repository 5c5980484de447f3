"""Which donation a row of a statement is the money of; each yes posts, each no takes it back."""

from collections.abc import Sequence
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.money import yuan
from match.foundation.outbox import tell
from match.ledger.commands import moved, open_account, post, reverse
from match.ledger.keys import key_for
from match.needs.wording import refuse_personal_data
from match.statements import policy, rules
from match.statements.commands._shared import (
    MATCHED,
    lacking_fen,
    lock_donations,
    locked_row,
    matches_of,
    seen_row,
)
from match.statements.commands.clearing import review_clearing
from match.statements.commands.correcting import correct_case_of
from match.statements.forms import Part
from match.statements.states import How, RowStatus


@command
async def match_row(
    actor: Actor, row_id: int, parts: Sequence[Part], *, how: How = How.hand
) -> None:
    """
    Say that a row is the money of these donations, each with its part of the amount in fen.

    Posts bank −part, clearing +part for each; the other way round for money sent back. Raises
    Invalid unless the parts sum to the row and each fits into what its donation still lacks,
    Conflict for a row that is matched already.
    """
    row = await seen_row(actor, row_id)
    require(policy.can_keep(actor, row["charity_id"]))
    donations = await lock_donations([part.donation_id for part in parts])
    row = await locked_row(row_id)
    if row["status"] != RowStatus.waiting:
        raise Conflict(_("这一行已经处理过，请刷新页面后再看。"))
    if trouble := rules.parts_trouble(row["amount_fen"], [part.amount_fen for part in parts]):
        raise Invalid({"parts": trouble})
    if len(donations) != len(parts):
        raise Invalid({"parts": _("有的捐赠不存在，或选了两次，请重新选择。")})
    for part in parts:
        await _refuse_misfit(row, donations[part.donation_id], part.amount_fen)
    await value(
        "UPDATE statement_row SET status = 'matched', next_check_at = NULL WHERE id = $1", row_id
    )
    for part in parts:
        await _post(actor, row, part, how)
    await record(
        actor,
        "statement_row.matched",
        subject=("statement_row", row_id),
        division=row["division"],
        changes={"donations": (None, [part.donation_id for part in parts]), "how": (None, how)},
    )
    await correct_case_of(actor, row_id=row_id)
    for part in parts:
        await review_clearing(actor, part.donation_id)
    await tell("statement_row.matched", row_id=row_id, charity_id=row["charity_id"])


@command
async def unmatch_row(actor: Actor, row_id: int, reason: str) -> None:
    """
    Take a match back, with its reason: each posting is reversed and the row waits again.

    What was posted stays in the ledger; a reversal stands beside it.
    """
    row = await seen_row(actor, row_id)
    require(policy.can_keep(actor, row["charity_id"]))
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明撤销的原因，至少 4 个字。")})
    refuse_personal_data({"reason": reason})
    held = await matches_of(row_id)
    await lock_donations([match["donation_id"] for match in held])
    row = await locked_row(row_id)
    if row["status"] != RowStatus.matched:
        raise Conflict(_("这一行没有对应的捐赠，不用撤销。"))
    for match in await matches_of(row_id):
        await reverse(actor, key_for("statement.unmatched", match["id"]), match["tx_id"], reason)
    await value(
        "UPDATE row_match SET undone_at = $2, undone_by = $3, undone_reason = $4"
        " WHERE row_id = $1 AND undone_at IS NULL",
        row_id,
        clock.now(),
        actor.id,
        reason.strip(),
    )
    await value(
        "UPDATE statement_row SET status = 'waiting', next_check_at = greatest(due_at, $2)"
        " WHERE id = $1",
        row_id,
        clock.now(),
    )
    await record(
        actor,
        "statement_row.unmatched",
        subject=("statement_row", row_id),
        division=row["division"],
        reason=reason,
    )
    for match in held:
        await review_clearing(actor, match["donation_id"])
    await tell("statement_row.unmatched", row_id=row_id, charity_id=row["charity_id"])


async def match_by_number(actor: Actor, row: dict[str, Any]) -> bool:
    """
    Inside a command: match a row whose remark names one donation that it fits; whether it did.

    A number with another charity, another state or too much money is left to a person.
    """
    found = await rows(
        "SELECT * FROM donation WHERE kind = 'money' AND charity_id = $2"
        " AND (status = ANY($3) OR paid_fen > 0)"
        " AND id IN (SELECT id FROM donation WHERE number = $1"
        " UNION SELECT d.id FROM donation d JOIN agreement a ON a.id = d.agreement_id"
        "  WHERE a.number = $1"
        " UNION SELECT d.id FROM donation d JOIN pledge p ON p.id = d.pledge_id"
        "  WHERE p.number = $1)",
        row["donation_number"],
        row["charity_id"],
        list(rules.MAY_MOVE),
    )
    if len(found) != 1:
        return False
    if row["amount_fen"] > await lacking_fen(found[0], outgoing=row["outgoing"]):
        return False
    part = Part(found[0]["id"], row["amount_fen"])
    await match_row(actor, row["id"], [part], how=How.number)
    return True


async def _refuse_misfit(row: dict[str, Any], donation: dict[str, Any], part: int) -> None:
    number = donation["number"]
    if donation["kind"] != "money" or donation["charity_id"] != row["charity_id"]:
        raise Invalid({"parts": _("捐赠 %(number)s 不经过这家慈善组织。") % {"number": number}})
    if donation["status"] not in rules.MAY_MOVE and not donation["paid_fen"]:
        raise Invalid(
            {"parts": _("捐赠 %(number)s 还没有生效，或已取消、退回。") % {"number": number}}
        )
    lacking = await lacking_fen(donation, outgoing=row["outgoing"])
    if part > lacking:
        raise Invalid(
            {
                "parts": _("捐赠 %(number)s 只差 %(lacking)s 元，不能对应 %(part)s 元。")
                % {"number": number, "lacking": yuan(lacking), "part": yuan(part)}
            }
        )


async def _post(actor: Actor, row: dict[str, Any], part: Part, how: How) -> None:
    match: int = await value(
        "INSERT INTO row_match (row_id, donation_id, amount_fen, how, by, at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        row["id"],
        part.donation_id,
        part.amount_fen,
        how.value,
        actor.id,
        clock.now(),
    )
    owner = ("organisation", row["charity_id"])
    bank = await open_account(actor, "bank", owner=owner, floor=None)
    clearing = await open_account(actor, "clearing", owner=owner, floor=None)
    tx = await post(
        actor,
        key_for(MATCHED, match),
        MATCHED,
        moved(*((clearing, bank) if row["outgoing"] else (bank, clearing)), part.amount_fen),
        subject=("donation", part.donation_id),
    )
    await value("UPDATE row_match SET tx_id = $2 WHERE id = $1", match, tx)
