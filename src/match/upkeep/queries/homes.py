"""One home's money and papers: its running cost by year, insurance, grant and titles."""

from datetime import date, timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.upkeep import policy
from match.upkeep.queries.grants import GrantLine, grant_of
from match.upkeep.queries.titles import Title, titles
from match.upkeep.states import CostKind, InsuranceKind, Payer


class Cost(msgspec.Struct, frozen=True):
    """One entry of the running-cost ledger (5.2f). Below zero: it undoes another."""

    id: int
    kind: CostKind
    what: str
    amount_fen: int
    paid_on: date
    voucher: str
    reverses: int | None
    reversed: bool


class Insurance(msgspec.Struct, frozen=True):
    """A policy (5.4d, 5.4f). ``insured`` counts children and names none."""

    id: int
    home_id: int
    home: str
    kind: InsuranceKind
    insurer: str
    policy: str
    starts_on: date
    ends_on: date
    payer: Payer
    insured: int | None

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.ends_on < clock.today()


class HomeMoney(msgspec.Struct, frozen=True):
    """What keeps one home going."""

    id: int
    name: str
    place: str
    division: str
    kind: str
    status: str
    grant: GrantLine | None
    titles: tuple[Title, ...]
    costs: tuple[Cost, ...]
    years: tuple[tuple[int, int], ...]
    """Year → fen the county paid, newest first."""
    insurance: tuple[Insurance, ...]
    keeps: bool
    tends: bool


class AccidentCover(msgspec.Struct, frozen=True):
    """How many children of an area are insured against accidents, by who pays (5.4f)."""

    payer: Payer
    homes: int
    insured: int


_POLICIES = (
    "SELECT i.id, i.home_id, h.name AS home, i.kind, i.insurer, i.policy, i.starts_on, i.ends_on,"
    " i.payer, i.insured FROM home_insurance i JOIN home h ON h.id = i.home_id"
    " WHERE i.ended_at IS NULL"
)


async def home_money(actor: Actor, home_id: int) -> HomeMoney:
    """One home. Raises NotFound for who neither directs it nor reads upkeep in its area."""
    row = await one(
        "SELECT h.id, h.name, h.division, h.kind, h.status, d.path FROM home h"
        " JOIN division d ON d.code = h.division WHERE h.id = $1",
        home_id,
    )
    if row is None or not policy.can_see(actor, home_id, row["division"]):
        raise NotFound(_("没有找到这个儿童之家。"))
    return HomeMoney(
        id=home_id,
        name=row["name"],
        place=" · ".join(row["path"].split("/")[2:]),
        division=row["division"],
        kind=row["kind"],
        status=row["status"],
        grant=await grant_of(home_id),
        titles=await titles(home_id),
        costs=tuple(await costs_of(home_id)),
        years=await costs_by_year(home_id),
        insurance=tuple(
            msgspec.convert(one, Insurance)
            for one in await rows(
                _POLICIES + " AND i.home_id = $1 ORDER BY i.ends_on DESC", home_id
            )
        ),
        keeps=policy.can_keep(actor, row["division"]) is True,
        tends=policy.can_tend(actor, home_id, row["division"]) is True,
    )


async def costs_of(home_id: int, limit: int = 100) -> list[Cost]:
    """The entries, newest first."""
    found = await rows(
        "SELECT c.id, c.kind, c.what, c.amount_fen, c.paid_on, c.voucher, c.reverses,"
        " EXISTS (SELECT FROM running_cost r WHERE r.reverses = c.id) AS reversed"
        " FROM running_cost c WHERE c.home_id = $1 ORDER BY c.paid_on DESC, c.id DESC LIMIT $2",
        home_id,
        limit,
    )
    return [msgspec.convert(row, Cost) for row in found]


async def costs_by_year(home_id: int) -> tuple[tuple[int, int], ...]:
    """Year → fen, newest first; what was undone is not in it."""
    found = await rows(
        "SELECT year, sum(amount_fen)::bigint AS fen FROM running_cost WHERE home_id = $1"
        " GROUP BY year ORDER BY year DESC",
        home_id,
    )
    return tuple((row["year"], row["fen"]) for row in found)


async def insurance_ending(actor: Actor, days: int = 31) -> list[Insurance]:
    """Policies of the reader's homes or area that end within *days*, or did, and none follows."""
    found = await rows(
        _POLICIES  # noqa: S608 # our own words
        + " AND i.ends_on <= $1 AND i.ends_on > $2 AND NOT EXISTS (SELECT FROM"
        " home_insurance n WHERE n.home_id = i.home_id AND n.kind = i.kind AND n.ended_at IS NULL"
        " AND n.ends_on > i.ends_on) AND (i.home_id = ANY($3) OR EXISTS"
        " (SELECT FROM unnest($4::text[]) AS held WHERE starts_with(i.division, held)))"
        " ORDER BY i.ends_on LIMIT 100",
        clock.today() + timedelta(days=days),
        clock.today() - timedelta(days=365),
        sorted(actor.homes),
        list(actor.scope(P.upkeep_keep)),
    )
    return [msgspec.convert(row, Insurance) for row in found]


async def accident_cover(prefix: str) -> list[AccidentCover]:
    """Valid accident insurance in an area, by payer: homes and children, as counts."""
    found = await rows(
        "SELECT payer, count(DISTINCT home_id)::int AS homes, sum(insured)::int AS insured"
        " FROM home_insurance WHERE kind = 'INS-ACC' AND ended_at IS NULL"
        " AND $1 BETWEEN starts_on AND ends_on AND division LIKE $2 || '%' GROUP BY payer"
        " ORDER BY payer",
        clock.today(),
        prefix,
    )
    return [msgspec.convert(row, AccidentCover) for row in found]
