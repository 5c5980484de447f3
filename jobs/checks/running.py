"""Asking every question, one after another, on the live database."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

import msgspec

from jobs.checks import (
    accounts,
    activities,
    bids,
    closures,
    contracts,
    data,
    duties,
    flows,
    house,
    insight,
    ledger,
    matching,
    notices,
    objections,
    openness,
    panels,
    partners,
    pledges,
    posts,
    protection,
    publicity,
    publiclog,
    purchases,
    reconciliation,
    standards,
    supply,
    upkeep,
    volunteers,
    wechat,
)
from match.foundation.db import rows

Query = str | Callable[[], Awaitable[list[dict[str, Any]]]]


class Check(msgspec.Struct, frozen=True):
    """
    One question: its name, and what finds that which should not exist: SQL, or where a rule is
    written in Python, a function that reads in batches.
    """

    name: str
    query: Query

    async def found(self) -> list[dict[str, Any]]:
        """What should not exist and does."""
        return await rows(self.query) if isinstance(self.query, str) else await self.query()


class Checked(msgspec.Struct, frozen=True):
    """How many rows answered, and one of them (ids only)."""

    name: str
    rows: int
    example: str


CHECKS: tuple[Check, ...] = tuple(
    Check(name, query)
    for page in (
        house.CHECKS,
        insight.CHECKS,
        data.CHECKS,
        supply.CHECKS,
        flows.CHECKS,
        matching.CHECKS,
        notices.CHECKS,
        panels.CHECKS,
        pledges.CHECKS,
        posts.CHECKS,
        purchases.CHECKS,
        closures.CHECKS,
        openness.CHECKS,
        publiclog.CHECKS,
        publicity.CHECKS,
        contracts.CHECKS,
        upkeep.CHECKS,
        duties.CHECKS,
        standards.CHECKS,
        volunteers.CHECKS,
        wechat.CHECKS,
        partners.CHECKS,
        protection.CHECKS,
        activities.CHECKS,
        accounts.CHECKS,
        bids.CHECKS,
        objections.CHECKS,
        ledger.CHECKS,
        reconciliation.CHECKS,
    )
    for name, query in page.items()
)


async def run_checks(names: Collection[str] | None = None) -> list[Checked]:
    """The answer of every check, or of those that are named, in order. Reads only."""
    answers: list[Checked] = []
    for check in CHECKS:
        if names is not None and check.name not in names:
            continue
        found = await check.found()
        answers.append(Checked(check.name, len(found), str(found[0]) if found else ""))
    return answers
