"""The supply side of a run: published offers with units left that reach an area."""

from datetime import date

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.offers.rules import GIFT_MODES
from match.offers.states import OfferStatus

# A giver without a history is neither good nor bad (domain.md §4.10, part reliability).
UNKNOWN = 50


class MatchingOffer(msgspec.Struct, frozen=True):
    """One offer as a run sees it. ``areas`` are division prefixes; ``left`` whole units."""

    id: int
    organisation_id: int | None
    mode: str
    category: str
    unit: str
    left: int
    areas: tuple[str, ...]
    from_on: date
    until_on: date
    skills: tuple[str, ...]
    valid_check: bool
    groups: tuple[str, ...]
    only_need: int | None
    reliability: int
    words: tuple[str, ...]


async def offers_for_matching(scope: str) -> list[MatchingOffer]:
    """
    Published gifts of verified givers that reach *scope* (a division prefix), by id.

    Units in open proposals that the giver has not taken yet are spoken for; taken ones are in
    the ledger. ``valid_check``: somebody of the giver has a background check that is in date.
    ``reliability``: the share of this giver's approved matches that arrived, in percent.
    """
    found = await rows(
        "SELECT o.*, o.quantity - o.reserved - o.committed - o.delivered"
        "   - coalesce((SELECT sum(p.units) FROM proposal p WHERE p.offer_id = o.id"
        "               AND p.status IN ('proposed', 'need_accepted')), 0)::int AS left,"
        " EXISTS (SELECT FROM background_check c LEFT JOIN membership m ON m.account = c.account"
        "         WHERE c.result = 'clear' AND c.next_due_on >= $2 AND (c.account = o.submitted_by"
        "         OR (m.organisation = o.organisation_id AND m.ended_at IS NULL))) AS valid_check,"
        " coalesce(g.skills, '{}') AS giver_skills,"
        " (SELECT (100 * count(*) FILTER (WHERE p.status IN ('received', 'evaluated'))"
        "          / nullif(count(*), 0))::int FROM proposal p"
        "   WHERE p.organisation_id = o.organisation_id AND (p.status IN ('received', 'evaluated')"
        "   OR (p.status IN ('approved', 'in_delivery')"
        "       AND p.decided_at < now() - interval '60 days'))) AS kept"
        " FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id"
        " WHERE o.status = $1 AND o.ends_on >= $2 AND EXISTS (SELECT FROM unnest(o.areas) area"
        "   WHERE area LIKE $3 || '%' OR $3 LIKE area || '%')"
        " AND o.mode = ANY($4) AND o.category NOT LIKE 'FND%' AND (o.organisation_id IS NULL"
        "   OR (g.status = 'verified' AND g.verified_until >= $2)) ORDER BY o.id",
        OfferStatus.published.value,
        clock.today(),
        scope,
        sorted(GIFT_MODES),
    )
    return [
        MatchingOffer(
            id=row["id"],
            organisation_id=row["organisation_id"],
            mode=row["mode"],
            category=row["category"],
            unit=row["unit"],
            left=row["left"],
            areas=tuple(sorted(row["areas"])),
            from_on=row["starts_on"],
            until_on=row["ends_on"],
            skills=tuple(sorted({*row["skills"], *row["giver_skills"]})),
            valid_check=row["child_contact"] and row["valid_check"],
            groups=tuple(sorted(row["groups"])),
            only_need=row["for_need"],
            reliability=row["kept"] if row["kept"] is not None else UNKNOWN,
            words=tuple(row["tokens"]),
        )
        for row in found
        if row["left"] > 0
    ]
