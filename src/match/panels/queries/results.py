"""What came of an evaluation: for the purchaser, for each bidder, and in the end for everybody."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.panels import policy
from match.panels.queries.panels import is_public
from match.panels.rules import points_text
from match.panels.states import Basis
from match.tenders.facts import TenderFacts
from match.tenders.queries import facts as tender_facts

_LINES = """
SELECT b.*, g.name FROM panel_bid b JOIN organisation g ON g.id = b.organisation_id
WHERE b.panel_id = $1 ORDER BY b.place NULLS LAST, b.bid_id
"""
_REPORTED = """
SELECT * FROM panel WHERE tender_id = $1 AND status <> 'dissolved' ORDER BY round DESC LIMIT 1
"""
# One member's words stay without the name: what was said, not who said it.
_CRITERIA = """
SELECT c.id, c.kind, c.title, c.points AS most,
  count(*) FILTER (WHERE s.passed IS FALSE) AS against,
  count(*) AS members, sum(s.points) AS points,
  array_agg(s.note) FILTER (WHERE s.note <> '') AS notes
FROM panel_score s JOIN panel_seat p ON p.id = s.seat_id AND p.status = 'confirmed'
JOIN tender_criterion c ON c.id = s.criterion_id
WHERE s.panel_id = $1 AND s.bid_id = $2 GROUP BY c.id ORDER BY c.position, c.id
"""


class Line(msgspec.Struct, frozen=True):
    """One bid of the ranking. Points as text with two digits."""

    bid_id: int
    organisation_id: int
    name: str
    price_fen: int | None
    judged_fen: int | None
    technical: str
    price: str
    points: str
    place: int | None
    reason: str


class Part(msgspec.Struct, frozen=True):
    """What a bid got for one criterion: the mean as text, or how many were against."""

    title: str
    kind: str
    most: str
    points: str
    against: int
    members: int
    notes: tuple[str, ...]


class Own(msgspec.Struct, frozen=True):
    """A bidder's own outcome, part by part (87号令69)."""

    line: Line
    parts: tuple[Part, ...]


class DecisionView(msgspec.Struct, frozen=True):
    """What the purchaser decided."""

    id: int
    bid_id: int
    name: str
    price_fen: int
    basis: Basis
    reason: str
    decided_at: datetime
    countersigned: bool
    awarded_at: datetime | None


class Dissent(msgspec.Struct, frozen=True):
    """What a member holds against the report."""

    words: str
    at: datetime


class Result(msgspec.Struct, frozen=True):
    """The evaluation of one purchase, as far as its reader may see it."""

    facts: TenderFacts
    panel_id: int
    content_hash: str
    reported_at: datetime
    lines: tuple[Line, ...]
    void_reason: str
    dissents: tuple[Dissent, ...]
    silent: int
    decision: DecisionView | None
    own: tuple[Own, ...]
    inside: bool


async def result(actor: Actor, tender_id: int) -> Result:
    """
    The ranking once the result is public; before that for the purchaser, auditors and who
    countersigns, as soon as the panel has reported. A bidder reads the own parts beside it, also
    where the purchase failed. Raises NotFound for everybody else.
    """
    facts = await tender_facts(tender_id)
    panel = await one(_REPORTED, tender_id)
    inside = policy.can_read(
        actor, facts.organisation_id, facts.division
    ) or policy.can_countersign_here(actor, facts.division)
    ended = is_public(facts) or facts.status == "failed"
    if panel is None or panel["status"] != "reported" or not (inside or ended):
        raise NotFound(_("评审结果还没有公布。"))
    lines = await rows(_LINES, panel["id"])
    signed = await rows(
        "SELECT dissent, silent, at FROM panel_signature WHERE panel_id = $1 AND part = 'report'"
        " ORDER BY id",
        panel["id"],
    )
    return Result(
        facts,
        panel["id"],
        panel["content_hash"],
        panel["reported_at"],
        tuple(_line(line) for line in lines) if inside or is_public(facts) else (),
        panel["reason"] if panel["void_ground"] else "",
        tuple(Dissent(each["dissent"], each["at"]) for each in signed if each["dissent"])
        if inside
        else (),
        sum(each["silent"] for each in signed),
        await standing_decision(tender_id) if inside or is_public(facts) else None,
        tuple(
            [
                Own(_line(line), await _parts(panel["id"], line["bid_id"]))
                for line in lines
                if line["organisation_id"] in actor.organisations
            ]
        ),
        inside,
    )


async def standing_decision(tender_id: int) -> DecisionView | None:
    """The decision that stands, whoever may see it is the caller's to judge."""
    row = await one(
        "SELECT d.*, g.name, EXISTS (SELECT FROM approval a WHERE a.subject_kind ="
        " 'tender_decision' AND a.subject_id = d.id AND a.subject_hash = d.content_hash"
        " AND a.body <> d.decided_body) AS countersigned FROM tender_decision d"
        " JOIN organisation g ON g.id = d.organisation_id"
        " WHERE d.tender_id = $1 AND d.undone_at IS NULL",
        tender_id,
    )
    if row is None:
        return None
    return DecisionView(
        row["id"],
        row["bid_id"],
        row["name"],
        row["price_fen"],
        Basis(row["basis"]),
        row["reason"],
        row["decided_at"],
        row["countersigned"],
        row["awarded_at"],
    )


def _line(row: dict[str, Any]) -> Line:
    return Line(
        row["bid_id"],
        row["organisation_id"],
        row["name"],
        row["price_fen"],
        row["judged_fen"],
        points_text(row["technical"] or 0),
        points_text(row["price_points"] or 0),
        points_text(row["points"] or 0),
        row["place"],
        row["reason"],
    )


async def _parts(panel_id: int, bid_id: int) -> tuple[Part, ...]:
    found = await rows(_CRITERIA, panel_id, bid_id)
    return tuple(
        Part(
            row["title"],
            row["kind"],
            points_text(row["most"]),
            points_text(_mean(row["points"], row["members"])),
            row["against"],
            row["members"],
            tuple(row["notes"] or ()),
        )
        for row in found
    )


def _mean(points: int | None, members: int) -> int:
    """Rounded half up, like every other figure of an evaluation."""
    return (2 * (points or 0) + members) // (2 * members)
