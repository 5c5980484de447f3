"""One release of one purchase: pure. What is free text passes a last screen before it goes out."""

import hashlib
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.screening import Kind, screen
from match.openness import outcome, sections, steps
from match.openness.process import Body, Purchase
from match.openness.sections import Json

SECTIONS: dict[str, Callable[[Purchase], Json]] = {
    "planning": sections.planning,
    "tender": sections.tender,
    "bids": outcome.bids,
    "awards": outcome.awards,
    "contracts": outcome.contracts,
    "complaints": outcome.complaints,
}
# Where people write in their own words. Names of organisations and codes are not screened.
FREE = frozenset(
    {
        "title",
        "description",
        "rationale",
        "procurementMethodRationale",
        "awardCriteriaDetails",
        "eligibilityCriteria",
        "outcome",
        "statusDetails",
    }
)
DOMAIN = "openness.release"
"""Of the chain that links releases."""

# What a service may be about. All else that a screen finds tells who somebody is.
OF_SERVICES = frozenset(
    {Kind.orphan, Kind.family_story, Kind.health, Kind.abuse_case, Kind.small_group}
)
HIDDEN = "■"
"""Stands for each character that a screen took out."""


def ocid(prefix: str, tender_id: int) -> str:
    """The process's identifier for good: a purchase and its contracts are one process."""
    return f"{prefix}-{tender_id}"


def release(
    purchase: Purchase,
    topic: str,
    *,
    prefix: str,
    at: datetime,
    before: Collection[str],
    awarded: Collection[str] = (),
) -> Json:
    """
    The release of the step that *topic* tells, dated *at*: the step's own sections as they
    are now; an earlier one is never changed. *before*: tags of all releases that this purchase
    has; *awarded*: awards that stand by those, so that one that is no more is said to be cancelled.
    Raises KeyError for a topic that is no step.
    """
    told: Json = {}
    for name in steps.STEPS[topic].sections:
        told |= SECTIONS[name](purchase)
    if gone := sorted(set(awarded) - {award.id for award in purchase.awards}):
        told["awards"] = [
            *told.get("awards", []),
            *({"id": award, "status": "cancelled"} for award in gone),
        ]
    date, process = sections.instant(at), ocid(prefix, purchase.id)
    body = {
        "ocid": process,
        "id": f"{process}-{at.astimezone(clock.HERE):%Y%m%dT%H%M%S}",
        "date": date,
        "tag": list(steps.tags(topic, before, awarded=bool(awarded))),
        "initiationType": "tender",
        "language": "zh",
        "parties": _parties(purchase),
        "buyer": sections.reference(purchase.buyer),
        **told,
    }
    return _screened(body)


def standing_awards(earlier: Iterable[Json]) -> set[str]:
    """The awards that stand by these releases, in their order."""
    told = {
        award["id"]: award.get("status") for body in earlier for award in body.get("awards", ())
    }
    return {award for award, status in told.items() if status in ("pending", "active")}


def canonical(body: Json) -> bytes:
    """The bytes that are kept, hashed and given out: sorted keys, no spaces, UTF-8."""
    return msgspec.json.encode(body, order="sorted")


def sha256(text: bytes) -> str:
    """By which everybody checks that a release is the one that was published."""
    return hashlib.sha256(text).hexdigest()


def _parties(purchase: Purchase) -> list[Json]:
    """
    Every organisation of the process so far with all that it is in it, in every release: roles are
    merged as a whole, so a later release must not know less of somebody than an earlier one.
    """
    bodies: dict[str, tuple[Body, set[str]]] = {}

    def add(body: Body, *roles: str) -> None:
        bodies.setdefault(sections.party_id(body), (body, set()))[1].update(roles)

    paid = any(contract.payments for contract in purchase.contracts)
    add(purchase.buyer, "buyer", "procuringEntity", *(("payer",) if paid else ()))
    for bid in purchase.bids:
        add(bid.bidder, "tenderer")
    for award in purchase.awards:
        add(award.supplier, "supplier", *(("payee",) if paid else ()))
    return [sections.party(body, roles) for body, roles in bodies.values()]


def _screened(value: Any, field: str = "") -> Any:
    """
    The rooms refuse personal data when it is written; this is the second net, for what came in
    another way or was written before a screen learned of it.
    """
    if isinstance(value, dict):
        return {name: _screened(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_screened(one, field) for one in value]
    return blacked_out(value) if isinstance(value, str) and field in FREE else value


def blacked_out(text: str) -> str:
    """*text* without what names a person: the second net, for other files of open data as well."""
    for found in reversed(screen(text)):
        if found.kind not in OF_SERVICES:
            text = text[: found.start] + HIDDEN * (found.end - found.start) + text[found.end :]
    return text
