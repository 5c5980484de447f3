"""What the rows of contracts say, in the shape the books are worked out from."""

from collections import defaultdict
from collections.abc import Sequence

from match.contracts.books import BookFacts, Instalment
from match.contracts.states import ContractStatus, PaymentStatus
from match.foundation.db import rows

_ENDED = frozenset(
    {ContractStatus.completed, ContractStatus.evaluated, ContractStatus.terminated,
     ContractStatus.archived}
)  # fmt: skip


async def book_facts(contracts: Sequence[int]) -> dict[int, BookFacts]:
    """Signed contract of a purchase → what its rows say, for `books.expected_postings`."""
    changes: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in await rows(
        "SELECT contract_id, id, delta_fen FROM contract_change"
        " WHERE contract_id = ANY($1) AND status = 'made' ORDER BY id",
        list(contracts),
    ):
        changes[row["contract_id"]].append((row["id"], row["delta_fen"]))
    instalments: defaultdict[int, list[Instalment]] = defaultdict(list)
    for row in await rows(
        "SELECT contract_id, id, amount_fen, status FROM contract_payment"
        " WHERE contract_id = ANY($1) AND status = ANY($2) ORDER BY id",
        list(contracts),
        [PaymentStatus.approved.value, PaymentStatus.paid.value],
    ):
        paid = row["status"] == PaymentStatus.paid
        instalments[row["contract_id"]].append(Instalment(row["id"], row["amount_fen"], paid))
    facts: dict[int, BookFacts] = {}
    for row in await rows(
        "SELECT id, purchaser_id, original_fen, amount_fen, status FROM contract"
        " WHERE id = ANY($1) AND source = 'award' AND signed_at IS NOT NULL ORDER BY id",
        list(contracts),
    ):
        owed = sum(one.fen for one in instalments[row["id"]])
        facts[row["id"]] = BookFacts(
            row["id"],
            row["purchaser_id"],
            row["original_fen"],
            changes[row["id"]],
            instalments[row["id"]],
            released=row["amount_fen"] - owed if row["status"] in _ENDED else 0,
        )
    return facts
