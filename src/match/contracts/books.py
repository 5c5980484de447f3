"""
What the ledger must hold of a purchase's contract: pure, so that it can be compared.

| what happened | lines |
|---|---|
| ``contract.signed`` the price is promised | giver −A, promised +A |
| ``contract.changed`` an addition, or less | giver ∓d, promised ±d |
| ``contract.payable`` finance approved an instalment | promised −X, payable +X |
| ``contract.paid`` the treasury's voucher is recorded | payable −X, paid +X |
| ``contract.released`` it ended, the rest is not owed | promised −r, giver +r |

The giver is the department, an outside party; the other accounts are the contract's own and never
below nothing, so that more than the price can be neither approved nor paid. Nothing is collected:
the treasury pays outside, and here is what it did. A cooperation's money is its partners' own; its
budget lines are tracked by their reports and never enter the ledger.
"""

from collections.abc import Sequence

import msgspec

from match.ledger.kinds import AccountKind
from match.ledger.postings import Posting, Purse

K = AccountKind


class Instalment(msgspec.Struct, frozen=True):
    """A payment that finance approved; ``paid``: the voucher is recorded."""

    id: int
    fen: int
    paid: bool


class BookFacts(msgspec.Struct, frozen=True):
    """What a signed contract's own rows say. ``changes`` are (change, fen more or less)."""

    contract: int
    purchaser: int
    original: int
    changes: Sequence[tuple[int, int]] = ()
    instalments: Sequence[Instalment] = ()
    released: int = 0


def signed(contract: int, purchaser: int, fen: int) -> Posting:
    """The price is promised from now on."""
    return _moved(
        "contract.signed", contract, 0, _giver(purchaser), _own(K.promised, contract), fen
    )


def changed(contract: int, purchaser: int, change: int, delta: int) -> Posting:
    """More was promised, or (below zero) less."""
    giver, promised = _giver(purchaser), _own(K.promised, contract)
    if delta < 0:
        return _moved("contract.changed", contract, change, promised, giver, -delta)
    return _moved("contract.changed", contract, change, giver, promised, delta)


def payable(contract: int, payment: int, fen: int) -> Posting:
    """Finance approved: this much of the promise is owed now."""
    source, target = _own(K.promised, contract), _own(K.payable, contract)
    return _moved("contract.payable", contract, payment, source, target, fen)


def paid(contract: int, payment: int, fen: int) -> Posting:
    """The treasury paid outside, and its voucher is recorded."""
    source, target = _own(K.payable, contract), _own(K.paid, contract)
    return _moved("contract.paid", contract, payment, source, target, fen)


def released(contract: int, purchaser: int, fen: int) -> Posting:
    """It is over; what was never approved is not promised any more."""
    source = _own(K.promised, contract)
    return _moved("contract.released", contract, 0, source, _giver(purchaser), fen)


def expected_postings(facts: BookFacts) -> list[Posting]:
    """Every posting that a contract's own rows call for: no more, no fewer."""
    contract, purchaser = facts.contract, facts.purchaser
    postings = [signed(contract, purchaser, facts.original)]
    postings += [changed(contract, purchaser, change, fen) for change, fen in facts.changes if fen]
    for one in facts.instalments:
        postings.append(payable(contract, one.id, one.fen))
        if one.paid:
            postings.append(paid(contract, one.id, one.fen))
    if facts.released:
        postings.append(released(contract, purchaser, facts.released))
    return postings


def _giver(purchaser: int) -> Purse:
    return (K.giver, ("organisation", purchaser))


def _own(kind: AccountKind, contract: int) -> Purse:
    return (kind, ("contract", contract))


def _moved(
    what: str, contract: int, source: int, origin: Purse, target: Purse, fen: int
) -> Posting:
    return Posting.between(what, ("contract", contract), source, origin, target, fen)
