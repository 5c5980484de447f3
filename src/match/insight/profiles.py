"""
What an organisation gave, won and finished: public facts, counted, with a right of reply.

Gifts are told only of an organisation that chose to be named in open data; contracts are public
by law. No share and no mean is told of fewer than five cases: one of one is a story.
"""

from collections import Counter

import msgspec

from match.catalogue import codes
from match.contracts.queries import record
from match.contracts.shapes import Record
from match.foundation.db import one, rows, value
from match.giving.trust.queries import organisation_trust
from match.giving.trust.rules import Figure
from match.people.queries.organisations import PublicOrganisation, organisation_card
from match.places.queries import area_names

FEW = 5
"""Cases under which neither a share nor a mean is told."""

_HERE = ("counted", "receipted", "allocated", "used", "answered", "paid")


class Tally(msgspec.Struct, frozen=True):
    """How often something happened in one category or place."""

    name: str
    count: int


class Gifts(msgspec.Struct, frozen=True):
    """What came of an organisation, as far as it chose to be named."""

    arrived: int
    homes: int
    categories: tuple[Tally, ...]
    places: tuple[Tally, ...]


class Work(msgspec.Struct, frozen=True):
    """Contracts as supplier or partner. ``delivered``: milestones, ``in_time`` of them."""

    record: Record
    running: int
    finished: int
    amount_fen: int
    delivered: int
    in_time: int
    categories: tuple[Tally, ...]
    places: tuple[Tally, ...]

    @property
    def in_time_percent(self) -> int | None:
        """Whole percent of milestones delivered in time; None of fewer than five."""
        return self.in_time * 100 // self.delivered if self.delivered >= FEW else None

    @property
    def points(self) -> int | None:
        """The mean of evaluations in hundredths; None of fewer than five."""
        return self.record.points if self.record.evaluated >= FEW else None


class Profile(msgspec.Struct, frozen=True):
    """One organisation. ``gifts`` is None where it did not choose to be named."""

    organisation: PublicOrganisation
    gifts: Gifts | None
    trust: tuple[Figure, ...]
    work: Work
    stage: str | None


async def profile(organisation: int) -> Profile:
    """The profile of a verified organisation. Raises NotFound for any other."""
    card = await organisation_card(organisation)
    named: bool = await value(
        "SELECT EXISTS (SELECT FROM donor_naming WHERE organisation_id = $1 AND named)",
        organisation,
    )
    _name, figures = await organisation_trust(organisation)
    return Profile(
        organisation=card,
        gifts=await _gifts(organisation) if named else None,
        trust=tuple(each for each in figures if each.of >= FEW),
        work=await _work(organisation),
        stage=await value(
            "SELECT status FROM incubation WHERE organisation_id = $1 AND status <> 'left'"
            " ORDER BY id DESC LIMIT 1",
            organisation,
        ),
    )


async def _gifts(organisation: int) -> Gifts:
    found = await rows(
        "SELECT coalesce(l.category, n.category) AS category, left(d.division, 6) AS county,"
        " d.home_id FROM donation d LEFT JOIN need_line l ON l.id = d.line_id"
        " LEFT JOIN need n ON n.id = d.need_id"
        " WHERE d.organisation_id = $1 AND d.status = ANY($2)",
        organisation,
        list(_HERE),
    )
    return Gifts(
        len(found),
        len({row["home_id"] for row in found if row["home_id"] is not None}),
        _tallies([codes.label(row["category"]) for row in found if row["category"]]),
        await _counties([row["county"] for row in found]),
    )


async def _work(organisation: int) -> Work:
    told = await record(organisation)
    ids = [line.contract_id for line in told.contracts]
    facts = await rows(
        "SELECT c.status, c.amount_fen, c.areas, c.division, t.category FROM contract c"
        " LEFT JOIN tender t ON t.id = c.tender_id WHERE c.id = ANY($1::bigint[])",
        ids,
    )
    kept = await one(
        "SELECT count(*) AS delivered, count(*) FILTER (WHERE"
        " (delivered_at AT TIME ZONE 'Asia/Shanghai')::date <= due_on) AS in_time"
        " FROM contract_milestone WHERE contract_id = ANY($1::bigint[])"
        " AND delivered_at IS NOT NULL",
        ids,
    )
    assert kept is not None, "an aggregate always has a row"
    places = [area[:6] for row in facts for area in (row["areas"] or [row["division"]])]
    return Work(
        record=told,
        running=sum(row["status"] == "in_force" for row in facts),
        finished=sum(row["status"] in ("completed", "evaluated", "archived") for row in facts),
        amount_fen=sum(row["amount_fen"] for row in facts),
        delivered=kept["delivered"],
        in_time=kept["in_time"],
        categories=_tallies([codes.label(row["category"]) for row in facts if row["category"]]),
        places=await _counties(places),
    )


async def _counties(prefixes: list[str]) -> tuple[Tally, ...]:
    names = await area_names(set(prefixes))
    return _tallies([names.get(prefix, prefix) for prefix in prefixes])


def _tallies(names: list[str]) -> tuple[Tally, ...]:
    """How often each name, the frequent first."""
    return tuple(Tally(name, count) for name, count in Counter(names).most_common())
