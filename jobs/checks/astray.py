"""Whose books are not what their own rows call for, for every room that keeps some."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from match.ledger.postings import Entered, Owner, Posting, entered, expected_of
from match.ledger.queries import transactions_for

BATCH = 500


async def astray(wanted: Mapping[Owner, Sequence[Posting]]) -> list[dict[str, Any]]:
    """
    The subjects of *wanted* about which something else is posted than these, read in batches. A
    reversal and what it undid both stand out.
    """
    found: list[dict[str, Any]] = []
    left = iter(wanted)
    while subjects := list(islice(left, BATCH)):
        posted: dict[Owner, dict[UUID, Entered]] = defaultdict(dict)
        for tx in await transactions_for(subjects):
            posted[tx.subject][tx.key] = entered(tx)
        found += [
            {"subject": subject}
            for subject in subjects
            if posted[subject] != expected_of(wanted[subject])
        ]
    return found
