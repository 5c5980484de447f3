"""Asking every question, one after another, on the live database."""

from collections.abc import Collection

import msgspec

from jobs.checks import accounts, closures, data, flows, house, ledger, supply
from match.foundation.db import rows


class Check(msgspec.Struct, frozen=True):
    """One question: its name, and a query that returns what should not exist."""

    name: str
    query: str


class Checked(msgspec.Struct, frozen=True):
    """How many rows answered, and one of them (ids only)."""

    name: str
    rows: int
    example: str


CHECKS: tuple[Check, ...] = tuple(
    Check(name, query)
    for page in (
        house.CHECKS,
        data.CHECKS,
        supply.CHECKS,
        flows.CHECKS,
        closures.CHECKS,
        accounts.CHECKS,
        ledger.CHECKS,
    )
    for name, query in page.items()
)


async def run_checks(names: Collection[str] | None = None) -> list[Checked]:
    """The answer of every check, or of those that are named, in order. Reads only."""
    answers: list[Checked] = []
    for check in CHECKS:
        if names is not None and check.name not in names:
            continue
        found = await rows(check.query)
        answers.append(Checked(check.name, len(found), str(found[0]) if found else ""))
    return answers
