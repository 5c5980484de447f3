"""Reports, referrals and pairs, asked inside the restricted room, where other checks may not go."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.care.cases.wall import every_county, inside
from match.care.pairs.wall import among_pairs
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.settings import settings

Found = list[dict[str, Any]]

STUCK = (
    "SELECT r.id FROM care.mandatory_report r WHERE r.filed_at < now() - interval '20 minutes'"
    " AND NOT EXISTS (SELECT FROM care.mandatory_report_step s WHERE s.report_id = r.id"
    " AND s.step IN ('opened', 'late'))"
)
UNTOLD = (
    "SELECT r.id FROM care.mandatory_report r WHERE NOT EXISTS (SELECT FROM"
    " care.mandatory_report_step s WHERE s.report_id = r.id AND s.step = 'alarmed')"
)
LEFT_LYING = (
    "SELECT id FROM care.referral WHERE status = 'sent'"
    " AND next_check_at < now() - interval '1 day'"
)
UNCONSENTED = (
    "SELECT p.id FROM care.pair p LEFT JOIN care.pair_child c ON c.pair_id = p.id"
    " AND c.withdrawn_at IS NULL WHERE p.status = 'active' AND c.id IS NULL"
)
NOT_TWICE = (
    "SELECT id FROM care.pair WHERE status = 'active'"
    " AND (home_by IS NULL OR county_by IS NULL OR home_by = county_by)"
)


def _at_desks(query: str) -> Callable[[], Awaitable[Found]]:
    async def ask() -> Found:
        if not settings().cares:
            return []
        async with inside(desk=("43",)):
            return await rows(query)

    return ask


def _in_counties(query: str) -> Callable[[], Awaitable[Found]]:
    async def ask() -> Found:
        if not settings().cares:
            return []
        async with among_pairs(SYSTEM, await every_county()):
            return await rows(query)

    return ask


CHECKS: dict[str, Callable[[], Awaitable[Found]]] = {
    "a report that nobody opened is called late within minutes": _at_desks(STUCK),
    "every report woke a desk": _at_desks(UNTOLD),
    "no referral is left lying": _in_counties(LEFT_LYING),
    "no pair runs without a guardian's consent": _in_counties(UNCONSENTED),
    "every pair was accepted by two people": _in_counties(NOT_TWICE),
}
