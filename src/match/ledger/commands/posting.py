"""
Opening accounts and posting transactions: the only way anything gets into the ledger.

These verbs ask no permission of their own: the command of the room above did, and its transaction
holds the posting too. Who posted is kept with it; the caller records its own verb in the trail.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.money import LIMIT_FEN
from match.ledger.kinds import MONEY, AccountKind
from match.ledger.postings import Posting
from match.ledger.refusals import in_words

LINES_MOST = 200


class Line(msgspec.Struct, frozen=True):
    """What one account gains (above zero) or gives (below): fen for CNY, whole units for goods."""

    account: int
    amount: int


def moved(source: int, target: int, amount: int) -> tuple[Line, Line]:
    """*amount* from one account to another. Raises Invalid unless it is above zero."""
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 < amount <= LIMIT_FEN:
        raise Invalid({"amount": _("请填写大于零的整数，没有记账。")})
    return Line(source, -amount), Line(target, amount)


@command
async def open_account(
    actor: Actor,
    kind: str,
    *,
    owner: tuple[str, int],
    unit: str = MONEY,
    floor: int | None,
) -> int:
    """
    The account of *owner* (kind of thing, its id) for *kind*, opened if there is none; its id.

    *floor* is the lowest balance it may ever have, None for none; opening it again with another
    floor is a Conflict.
    """
    del actor
    with in_words():
        return await value(
            "SELECT ledger_open($1, $2, $3, $4, $5)",
            AccountKind(kind).value,
            owner[0],
            owner[1],
            unit,
            floor,
        )


@command
async def post(
    actor: Actor,
    key: UUID,
    kind: str,
    lines: Sequence[Line],
    *,
    subject: tuple[str, int],
    note: str = "",
) -> int:
    """
    Post one transaction; its id. *kind* says what happened (``donation.promised``), *subject* to
    what; *note* is a few words without anybody's name, the same at every repeat.

    The lines of each unit sum to zero, each account stands once. A *key* (kept for ever) that was
    used for the same content gives the same id and changes nothing, whoever sends it; for other
    content it is a Conflict. Conflict also where a balance would fall below its floor, or posting
    is stopped; Invalid for lines that cannot be. Locks the accounts in the order of their ids:
    put all that belongs together into one transaction rather than post twice.
    """
    _refuse_shape(lines)
    with in_words():
        return await value(
            "SELECT ledger_post($1, $2, $3, $4, $5, $6, $7, $8)",
            key,
            kind,
            subject[0],
            subject[1],
            actor.id,
            note,
            [line.account for line in lines],
            [line.amount for line in lines],
        )


@command
async def enter(actor: Actor, posting: Posting) -> int:
    """
    Post *posting* by its key, its accounts opened where there are none; the transaction's id.
    Raises what `post` does.
    """
    lines = [
        Line(
            await open_account(
                actor, line.kind, owner=line.owner, unit=line.unit, floor=line.floor
            ),
            line.amount,
        )
        for line in posting.lines
    ]
    return await post(actor, posting.key, posting.what, lines, subject=posting.subject)


@command
async def reverse(actor: Actor, key: UUID, tx: int, reason: str) -> int:
    """
    Post the opposite of transaction *tx*; the new one's id. Nothing is ever taken out.

    A transaction is reversed once, and a reversal never: post anew instead. Raises Conflict for
    both, and where the money or goods are no longer there; NotFound; Invalid without a reason.
    """
    if len(reason.strip()) < 4:
        raise Invalid({"reason": _("请写明冲正的原因，至少 4 个字。")})
    with in_words():
        return await value(
            "SELECT ledger_post($1, 'reversal', NULL, NULL, $2, $3, NULL, NULL, $4)",
            key,
            actor.id,
            reason.strip(),
            tx,
        )


def _refuse_shape(lines: Sequence[Line]) -> None:
    """What can be told without the database; it asks again, and for more."""
    for line in lines:
        for number in (line.account, line.amount):
            # A float that is whole would pass the driver: 1.0 is no amount of anything.
            if not isinstance(number, int) or isinstance(number, bool):
                raise Invalid({"lines": _("数额必须是整数（分，或整件），没有记账。")})
        if not 0 < abs(line.amount) <= LIMIT_FEN:
            raise Invalid({"lines": _("每行的数额不能为零，也不能大于一千亿元，没有记账。")})
        if not 0 < line.account < 2**63:
            raise Invalid(
                {"lines": _("账户 %(account)s 不存在，没有记账。") % {"account": line.account}}
            )
    accounts = {line.account for line in lines}
    if not 2 <= len(lines) <= LINES_MOST or len(accounts) < len(lines):
        raise Invalid({"lines": _("一笔记账至少两行，每行数额不为零，同一账户只能出现一次。")})
