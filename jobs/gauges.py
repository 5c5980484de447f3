"""
What changed where: facts about homes, needs, gifts, posts … mark their division to be counted
again. The sweep of the next minute does it: a list of 5,000 homes is counted once, not 5,000 times.
"""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.insight.commands import mark_due

# From what a fact names to the divisions that it may have changed: one question for all of them.
_PLACES: dict[str, str] = {
    "home_id": "SELECT division FROM home WHERE id = $1",
    "need_id": "SELECT division FROM need WHERE id = $1",
    "proposal_id": "SELECT division FROM proposal WHERE id = $1",
    "donation_id": "SELECT division FROM donation WHERE id = $1",
    "agreement_id": "SELECT division FROM agreement WHERE id = $1",
    "organisation_id": "SELECT division FROM organisation WHERE id = $1",
    "account_id": "SELECT division FROM post WHERE account_id = $1",
    "post_id": "SELECT division FROM post WHERE id = $1",
    "course_id": (
        "SELECT DISTINCT p.division FROM enrolment e JOIN post p ON p.account_id = e.account_id"
        " WHERE e.course_id = $1"
    ),
    "enrolment_id": (
        "SELECT p.division FROM enrolment e JOIN post p ON p.account_id = e.account_id"
        " WHERE e.id = $1"
    ),
    "counsellor_id": "SELECT division FROM counsellor WHERE id = $1",
    "grant_id": "SELECT division FROM build_grant WHERE id = $1",
    "title_id": "SELECT division FROM demo_title WHERE id = $1",
    "sheet_id": (
        "SELECT DISTINCT h.division FROM allowance_line l JOIN home h ON h.id = l.home_id"
        " WHERE l.sheet_id = $1"
    ),
    "naming_id": "SELECT division FROM demo_title WHERE naming_id = $1",
}
SUBJECTS = (
    "home",
    "need",
    "match",
    "proposal",
    "pledge",
    "donation",
    "agreement",
    "organisation",
    "post",
    "role",
    "account",
    "course",
    "enrolment",
    "exam",
    "counsellor",
    "incubation",
    "grant",
    "title",
    "titles",
    "allowance",
    "sheet",
    "inspection",
    "flag",
    "standards",
)
"""First words of the topics whose facts can move a gauge."""


async def mark_gauges(event_id: int, payload: dict[str, Any]) -> None:
    """Every division that the fact speaks of is due to be counted again."""
    del event_id
    places: set[str] = set()
    for key, question in _PLACES.items():
        if isinstance(payload.get(key), int):
            found = await value(f"SELECT array_agg(division) FROM ({question}) q", payload[key])  # noqa: S608 # our own words
            places |= set(found or ())
    if isinstance(named := payload.get("division"), str) and named:
        places.add(named.ljust(12, "0"))
    if places:
        await mark_due(SYSTEM, places)
