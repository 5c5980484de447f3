"""
Why it came out so, from what the runs stored: for a proposal what would have changed it, for a
need what it lost to, for an offer how contested it is and where it does most.
"""

from datetime import datetime
from typing import Any

import msgspec

from match.allocation.answers import Unserved
from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.matching import policy
from match.offers.queries import offer_file

# v = 8 × score × beneficiaries × standing × 10,000 ÷ units asked for (docs/matching.md).
_POINT = 80_000


class OfferPlace(msgspec.Struct, frozen=True):
    """Where units of an offer go, or would go: a need, its county, and what a unit is worth."""

    need_id: int
    title: str
    county: str
    units: int
    worth: int


class OfferStanding(msgspec.Struct, frozen=True):
    """
    An offer in the last run that read it. ``price``: what one more unit would be worth at most,
    0 = nobody misses it. ``used_up``: the run placed every unit. ``waiting``: lines that came
    nearest to this offer and went short.
    """

    run_id: int
    price: int
    used_up: bool
    placed: tuple[OfferPlace, ...]
    waiting: int
    next_place: OfferPlace | None


class DayLine(msgspec.Struct, frozen=True):
    """What a need's line would get from an offer if the plan were made now."""

    line_id: int
    line: str
    unit: str
    offer_id: int
    offer: str
    giver: str
    units: int
    at: datetime

    @property
    def unit_label(self) -> str:
        """The unit in words, in the number of the units."""
        return codes.unit(self.unit).after(self.units)


def points_of(worth: int, beneficiaries: int, asked: int, standing: int) -> int:
    """How many points of the score a difference in worth comes to, at least one."""
    return max(1, -(-worth // _step(beneficiaries, asked, standing)))


def points_within(worth: int, beneficiaries: int, asked: int, standing: int) -> int:
    """How many points of the score a difference in worth bears: rounded down."""
    return worth // _step(beneficiaries, asked, standing)


def _step(beneficiaries: int, asked: int, standing: int) -> int:
    """What one point of the score is worth per unit."""
    return max(1, _POINT * max(1, beneficiaries) * standing // max(1, asked))


async def latest_price(side: str, subject_id: int) -> tuple[int, int] | None:
    """(run, price) of a line or an offer in the last run that read it, or None."""
    found = await one(
        "SELECT run_id, price FROM run_price WHERE side = $1 AND subject_id = $2"
        " AND run_id IN (SELECT id FROM match_run ORDER BY id DESC LIMIT 200)"
        " ORDER BY run_id DESC LIMIT 1",
        side,
        subject_id,
    )
    return (found["run_id"], found["price"]) if found else None


async def day_price(offer_id: int) -> int:
    """An offer's shadow price now: as the day has moved it, else that of its last run, else 0."""
    by_day = await value("SELECT price FROM day_price WHERE offer_id = $1", offer_id)
    if by_day is not None:
        return by_day
    known = await latest_price("offer", offer_id)
    return known[1] if known else 0


async def tier_price(county: str, category: str) -> int:
    """What the ladder adds to a county's next unit of a category, by the last run; 0 = nothing."""
    found = await one(
        "SELECT price FROM run_price WHERE side = 'tier' AND name = $1"
        " ORDER BY run_id DESC LIMIT 1",
        f"{county}/{category}",
    )
    return found["price"] if found else 0


async def latest_prices(side: str, subject_ids: list[int]) -> dict[int, int]:
    """The same of many: what a unit of each was worth when it was last planned."""
    found = await rows(
        "SELECT DISTINCT ON (subject_id) subject_id, price FROM run_price WHERE side = $1"
        " AND subject_id = ANY($2) AND run_id IN (SELECT id FROM match_run ORDER BY id DESC"
        " LIMIT 200) ORDER BY subject_id, run_id DESC",
        side,
        subject_ids,
    )
    return {row["subject_id"]: row["price"] for row in found}


async def offer_standing(actor: Actor, offer_id: int) -> OfferStanding | None:
    """For the giver and for who works on the offer; None before its first run."""
    await offer_file(actor, offer_id)
    known = await latest_price("offer", offer_id)
    if known is None:
        return None
    run_id, price = known
    placed = await rows(_PLACED, run_id, offer_id)
    waiting: int = await value(
        "SELECT count(*) FROM unserved WHERE offer_id = $2 AND run_id = $1", run_id, offer_id
    )
    beyond = await one(_WAITING, run_id, offer_id)
    used_up = await value(_USED_UP, run_id, offer_id)
    return OfferStanding(
        run_id,
        price,
        bool(used_up),
        tuple(_place(row) for row in placed),
        waiting,
        _place(beyond) if beyond else None,
    )


async def day_lines(actor: Actor, need_id: int) -> list[DayLine]:
    """Provisional matches of a need, for its home and who works on matches of the area."""
    need = await one("SELECT home_id, division FROM need WHERE id = $1", need_id)
    if need is None or not policy.can_see(actor, need["division"], need["home_id"], None, None):
        raise NotFound(_("没有找到这条需求。"))
    found = await rows(_BY_DAY, need_id)
    return [msgspec.convert(row, DayLine) for row in found]


async def why_unserved(actor: Actor, need_id: int) -> list[Unserved]:
    """
    Why lines of a need went without, or short, in the last run that looked at them: nothing of a
    line that a later run gave all it wants.
    """
    need = await one("SELECT home_id, division FROM need WHERE id = $1", need_id)
    if need is None or not policy.can_see(actor, need["division"], need["home_id"], None, None):
        raise NotFound(_("没有找到这条需求。"))
    found = await rows(_WHY_UNSERVED, need_id)
    return [msgspec.json.decode(row["facts"], type=Unserved) for row in found]


async def overrides_of(actor: Actor, proposal_id: int) -> list[dict[str, Any]]:
    """Locks and swaps of a proposal, newest first, with who and why."""
    proposal = await one("SELECT division FROM proposal WHERE id = $1", proposal_id)
    if proposal is None or not policy.can_follow(actor, proposal["division"]):
        raise NotFound(_("没有找到这条匹配建议。"))
    return await rows(
        "SELECT o.kind, o.at, o.reason, o.proposal_id, o.other_id, o.facts, a.name AS by_name"
        " FROM match_override o LEFT JOIN account a ON a.id = o.by"
        " WHERE o.proposal_id = $1 OR o.other_id = $1 OR (o.facts->'made') @> to_jsonb($1::bigint)"
        " ORDER BY o.id DESC",
        proposal_id,
    )


# Every run gives a price to every line it reads, so that the newest of them is its last run.
_WHY_UNSERVED = """
SELECT u.facts FROM need_line l JOIN LATERAL
   (SELECT max(run_id) AS run_id FROM run_price WHERE side = 'need' AND subject_id = l.id
     AND run_id IN (SELECT id FROM match_run ORDER BY id DESC LIMIT 200)) last ON true
  JOIN unserved u ON u.run_id = last.run_id AND u.line_id = l.id
 WHERE l.need_id = $1 ORDER BY l.position, l.id
"""
# What is proposed already is on the page as such, and not told a second time.
_BY_DAY = """
SELECT l.id AS line_id, l.name AS line, l.unit, o.id AS offer_id, o.title AS offer,
  coalesce(g.name, '') AS giver, m.units, m.at
  FROM day_match m JOIN need_line l ON l.id = m.line_id JOIN offer o ON o.id = m.offer_id
  LEFT JOIN organisation g ON g.id = o.organisation_id
 WHERE l.need_id = $1 AND o.status = 'published' AND NOT EXISTS
   (SELECT FROM proposal p WHERE p.line_id = m.line_id AND p.offer_id = m.offer_id
     AND p.status IN ('proposed', 'need_accepted', 'offer_accepted'))
 ORDER BY l.position, m.unit_value DESC, o.id
"""
# A need's title and county are public words; the home of a small group is not named anywhere here.
_PLACED = """
SELECT n.id AS need_id, n.title, c.name AS county, sum(p.units)::int AS units,
  max(p.unit_value) AS worth
  FROM proposal p JOIN need n ON n.id = p.need_id
  LEFT JOIN division c ON c.code = left(n.division, 6) || '000000'
 WHERE p.run_id = $1 AND p.offer_id = $2 AND p.origin = 'run'
 GROUP BY n.id, n.title, c.name ORDER BY max(p.unit_value) DESC, n.id LIMIT 5
"""
# What an offer had is among the facts of each of its proposals; without one it has all it had.
_USED_UP = """
SELECT sum(units) >= max((facts->>'capacity')::bigint) FROM proposal
 WHERE run_id = $1 AND offer_id = $2 AND origin = 'run'
"""
_WAITING = """
SELECT n.id AS need_id, n.title, c.name AS county, u.missing AS units,
  (u.facts->>'unit_value')::bigint + (u.facts->>'tier_price')::bigint AS worth
  FROM unserved u JOIN need_line l ON l.id = u.line_id JOIN need n ON n.id = l.need_id
  LEFT JOIN division c ON c.code = left(n.division, 6) || '000000'
 WHERE u.run_id = $1 AND u.offer_id = $2
   AND n.status IN ('published', 'matching', 'partly_met', 'met', 'confirmed', 'closed')
 ORDER BY worth DESC, n.id LIMIT 1
"""


def _place(row: dict[str, Any]) -> OfferPlace:
    return OfferPlace(row["need_id"], row["title"], row["county"] or "", row["units"], row["worth"])
