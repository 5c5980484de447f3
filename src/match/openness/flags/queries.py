"""Cases of the last year within an actor's area with their flags; one case with its trail."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.openness.flags import policy, rules
from match.openness.flags.rules import Bidding, Case, Flag, Limits
from match.openness.queries import Kept
from match.openness.queries.releases import released

YEAR = timedelta(days=365)

_CASES = """
SELECT t.id, t.organisation_id, t.division, t.method, t.scheme, t.item_code, t.title, g.name,
  t.published_at, t.closes_at, CASE WHEN t.awarded_at IS NOT NULL THEN t.winner_id END AS winner_id
FROM tender t JOIN organisation g ON g.id = t.organisation_id
WHERE t.opened_at IS NOT NULL AND t.published_at >= $1
AND EXISTS (SELECT FROM unnest($2::text[]) AS held WHERE starts_with(t.division, held))
ORDER BY t.id DESC LIMIT 5000
"""
# Content is there only once it was opened; a void bid was opened as well.
_BIDS = """
SELECT b.tender_id, b.organisation_id, b.submitted_at, b.status, c.price_fen
FROM bid b LEFT JOIN bid_content c ON c.bid_id = b.id AND c.envelope = 'price'
WHERE b.tender_id = ANY($1) AND b.status IN ('opened', 'void') ORDER BY b.id
"""
# What the splitting watch saw (tenders): parts of one budget line that together reach the limit.
_SPLITS = """
SELECT s.tender_id, s.organisation_id, s.together_fen, s.limit_fen, g.name FROM tender_split s
JOIN organisation g ON g.id = s.organisation_id
WHERE s.at >= $1 AND EXISTS (SELECT FROM unnest($2::text[]) AS held
                             WHERE starts_with(s.division, held))
ORDER BY s.id DESC LIMIT 500
"""
_TRAIL = """
SELECT a.at, a.verb, a.reason, a.actor_id FROM audit a
WHERE a.subject_kind = 'tender' AND a.subject_id = $1 ORDER BY a.id LIMIT 500
"""


class Seen(msgspec.Struct, frozen=True):
    """A case in the list. ``flags`` are its own; ``others`` those of its organisations."""

    case: Case
    title: str
    purchaser: str
    flags: tuple[Flag, ...]


class Overview(msgspec.Struct, frozen=True):
    """All cases with at least one flag, and flags of organisations by name."""

    looked_at: int
    seen: tuple[Seen, ...]
    organisations: tuple[tuple[Flag, str], ...]


class Step(msgspec.Struct, frozen=True):
    """One line of the trail."""

    at: datetime
    verb: str
    reason: str
    actor_id: int | None


class File(msgspec.Struct, frozen=True):
    """One purchase for an auditor: flags, releases with their hashes, the trail."""

    seen: Seen
    releases: tuple[Kept, ...]
    whole: bool
    trail: tuple[Step, ...]


async def limits() -> Limits:
    """Today's thresholds."""
    return Limits(
        short_days_tender=await whole("flag.short_days_tender"),
        short_days_other=await whole("flag.short_days_other"),
        close_price_bp=await whole("flag.close_price_bp"),
        lost_bids=await whole("flag.lost_bids"),
        lost_won_bp=await whole("flag.lost_won_bp"),
        void_bids=await whole("flag.void_bids"),
        void_bp=await whole("flag.void_bp"),
        classes=await whole("flag.classes"),
        discount_bp=await whole("flag.discount_bp"),
    )


async def overview(actor: Actor) -> Overview:
    """The cases of the last year in the actor's area that have a flag, newest first."""
    scopes = list(actor.scope(Permission.flags_read))
    found = await _cases(scopes)
    bounds = await limits()
    seen = [
        Seen(case, row["title"], row["name"], tuple(flags))
        for row, case in found
        if (flags := rules.of_case(case, bounds))
    ]
    about = rules.over_cases([case for _row, case in found], bounds)
    names = {
        row["id"]: row["name"]
        for row in await rows(
            "SELECT id, name FROM organisation WHERE id = ANY($1)",
            [flag.organisation_id for flag in about],
        )
    }
    return Overview(
        len(found),
        tuple(seen),
        (
            *((flag, names[flag.organisation_id or 0]) for flag in about),
            *[
                (
                    Flag(
                        rules.Sign.splitting,
                        row["tender_id"],
                        row["organisation_id"],
                        row["together_fen"],
                        row["limit_fen"],
                    ),
                    row["name"],
                )
                for row in await rows(_SPLITS, clock.now() - YEAR, scopes)
            ],
        ),
    )


async def case_file(actor: Actor, tender_id: int) -> File:
    """One published purchase of the actor's area. Raises NotFound, Denied."""
    row = await one(
        "SELECT t.id, t.organisation_id, t.division, t.method, t.scheme, t.item_code, t.title,"
        " g.name, t.published_at, t.closes_at, CASE WHEN t.awarded_at IS NOT NULL THEN t.winner_id"
        " END AS winner_id FROM tender t JOIN organisation g ON g.id = t.organisation_id"
        " WHERE t.id = $1 AND t.published_at IS NOT NULL",
        tender_id,
    )
    if row is None:
        raise NotFound(_("没有找到这条采购公告。"))
    require(policy.can_audit(actor, row["division"]))
    [(_row, case)] = await _with_bids([row])
    kept = tuple(await released(tender_id))
    return File(
        Seen(case, row["title"], row["name"], tuple(rules.of_case(case, await limits()))),
        kept,
        all(one.whole for one in kept),
        tuple(Step(**line) for line in await rows(_TRAIL, tender_id)),
    )


async def _cases(scopes: list[str]) -> list[tuple[dict[str, Any], Case]]:
    return await _with_bids(await rows(_CASES, clock.now() - YEAR, scopes))


async def _with_bids(found: list[dict[str, Any]]) -> list[tuple[dict[str, Any], Case]]:
    bids: dict[int, list[Bidding]] = defaultdict(list)
    for bid in await rows(_BIDS, [row["id"] for row in found]):
        bids[bid["tender_id"]].append(
            Bidding(
                bid["organisation_id"],
                bid["submitted_at"],
                bid["status"] == "opened",
                bid["price_fen"],
            )
        )
    return [(row, _case(row, tuple(bids[row["id"]]))) for row in found]


def _case(row: dict[str, Any], bids: tuple[Bidding, ...]) -> Case:
    return Case(
        tender_id=row["id"],
        purchaser_id=row["organisation_id"],
        method=row["method"],
        scheme=row["scheme"],
        item_code=row["item_code"],
        published_at=row["published_at"],
        closes_at=row["closes_at"],
        winner_id=row["winner_id"],
        bids=bids,
    )
