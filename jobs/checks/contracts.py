"""Contracts: sums never over, books as the rows say, duties apart, closures as accepted."""

from typing import Any

from jobs.checks.astray import astray
from match.contracts.bookkeeping import book_facts
from match.contracts.books import expected_postings
from match.foundation.db import rows

BATCH = 500


async def differing() -> list[dict[str, Any]]:
    """Contracts whose books are not what their own rows call for; read in batches."""
    found: list[dict[str, Any]] = []
    last = 0
    while batch := await rows(
        "SELECT id FROM contract WHERE id > $1 ORDER BY id LIMIT $2", last, BATCH
    ):
        ids = [row["id"] for row in batch]
        facts = await book_facts(ids)
        found += await astray(
            {
                ("contract", number): expected_postings(facts[number]) if number in facts else []
                for number in ids
            }
        )
        last = ids[-1]
    return found


CHECKS = {
    "the ledger holds what every contract's rows call for": differing,
    "instalments and payments of a contract are never over its price": (
        "SELECT c.id FROM contract c WHERE c.source = 'award' AND ("
        "(SELECT coalesce(sum(m.amount_fen), 0) FROM contract_milestone m"
        " WHERE m.contract_id = c.id AND m.status <> 'dropped') > c.amount_fen"
        " OR (SELECT coalesce(sum(p.amount_fen), 0) FROM contract_payment p"
        " WHERE p.contract_id = c.id AND p.status <> 'refused') > c.amount_fen)"
    ),
    "a contract's price is what was signed and what was added, a tenth at most": (
        "SELECT c.id FROM contract c WHERE c.signed_at IS NOT NULL AND (c.amount_fen <>"
        " c.original_fen + coalesce((SELECT sum(x.delta_fen) FROM contract_change x"
        " WHERE x.contract_id = c.id AND x.status = 'made'), 0)"
        " OR c.amount_fen * 10 > c.original_fen * 11)"
    ),
    "who asks, who approves and who pays are three people": (
        "SELECT id FROM contract_payment WHERE approved_by = requested_by"
        " OR paid_by IN (requested_by, approved_by)"
    ),
    "no payment runs before its milestone is accepted": (
        "SELECT p.id FROM contract_payment p JOIN contract_milestone m ON m.id = p.milestone_id"
        " WHERE p.status <> 'refused' AND m.status <> 'accepted'"
    ),
    "what a purchase accepted, users of the service spoke of": (
        "SELECT m.id FROM contract_milestone m JOIN contract c ON c.id = m.contract_id"
        " WHERE c.source = 'award' AND m.status = 'accepted'"
        " AND NOT EXISTS (SELECT FROM contract_opinion o WHERE o.milestone_id = m.id)"
    ),
    "what a contract brought is what its line says": (
        "SELECT c.line_id, c.source_id FROM need_closure c LEFT JOIN contract_line l"
        " ON l.id = c.source_id AND l.line_id = c.line_id AND l.state = 'received'"
        " WHERE c.kind = 'contract' GROUP BY 1, 2, l.units"
        " HAVING sum(c.units) <> coalesce(l.units, 0)"
    ),
    "a signed contract of a purchase is one of a contracted purchase": (
        "SELECT c.id FROM contract c JOIN tender t ON t.id = c.tender_id"
        " WHERE c.status IN ('in_force', 'completed', 'evaluated')"
        " AND t.status <> 'contracted'"
    ),
    "the whole of a contract is never given on": (
        "SELECT c.id FROM contract c WHERE c.amount_fen <= (SELECT sum(s.amount_fen)"
        " FROM contract_subcontract s WHERE s.contract_id = c.id AND s.status <> 'refused')"
    ),
    "what a project spent is what its reports say": (
        "SELECT b.id FROM contract_budget b WHERE b.spent_fen <> coalesce("
        "(SELECT sum(s.fen) FROM contract_spending s WHERE s.budget_id = b.id), 0)"
    ),
    "an archived contract is kept for fifteen years": (
        "SELECT id FROM contract WHERE status = 'archived'"
        " AND (archive_until IS NULL OR archive_until < ended_on + interval '15 years')"
    ),
}
