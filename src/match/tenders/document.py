"""
The document suppliers read, as one text that reads one way: its hash says which version it is.

Canonical JSON (sorted keys, no spaces, UTF-8), so that anybody can recompute the hash from what is
published (`tender_document`), and a bid can say which version it answers.
"""

import hashlib

import msgspec

from match.foundation import clock
from match.tenders.facts import TenderFacts

# The order of the keys is that of the names: msgspec writes them sorted, without spaces.
_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(facts: TenderFacts, files: tuple[str, ...]) -> str:
    """Every term a supplier relies on. *files*: SHA-256 of each document, in order, as hex."""
    return _ENCODER.encode(
        {
            "tender": facts.id,
            "version": facts.document_version,
            "purchaser": facts.purchaser,
            "mode": facts.mode.value,
            "method": facts.method.value,
            "scheme": facts.scheme.value,
            "envelopes": facts.envelopes.value,
            "title": facts.title,
            "item": facts.item_code,
            "category": facts.category,
            "budget_fen": facts.budget_fen,
            "requirements": facts.requirements,
            "acceptance": facts.acceptance,
            "service_days": facts.service_days,
            "areas": facts.areas,
            "skills": facts.skills,
            "files": files,
            "closes_at": facts.closes_at.astimezone(clock.HERE).isoformat(),
            "decides_on": facts.decides_on.isoformat(),
            "min_bids": facts.min_bids,
            "threshold": [facts.threshold_k, facts.threshold_n],
            "bond_fen": facts.bond_fen,
            "reference_contracts": facts.reference_contracts,
            "consortium": facts.consortium,
            "sole_supplier": facts.sole_supplier,
            "criteria": [
                {
                    "kind": each.kind.value,
                    "title": each.title,
                    "indicator": each.indicator,
                    "points": each.points,
                }
                for each in facts.criteria
            ],
        }
    ).decode()


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical text, as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()
