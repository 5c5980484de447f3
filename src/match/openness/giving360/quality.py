"""
What a reader of 360Giving data would stumble over, though the schema lets it pass.

Written anew after the list of checks that users of the standard know; none of their code is here.
An ``error`` keeps a file from being published, a ``remark`` is counted and shown.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import msgspec

from match.foundation import clock
from match.openness.giving360.grants import TITLE_MOST
from match.openness.sections import USCI, Json

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]*")
_LISTED = re.compile(rf"360G-|{USCI}-")


class Finding(msgspec.Struct, frozen=True):
    """One check that found something: its name, whether it keeps the file back, which grants."""

    check: str
    error: bool
    grants: tuple[str, ...]


def findings(grants: Sequence[Json]) -> list[Finding]:
    """Every check that found something, in the order of the list; an empty list is clean."""
    found: list[Finding] = []
    for name, (error, holds) in CHECKS.items():
        caught = tuple(one["id"] for one in grants if holds(one))
        if caught:
            found.append(Finding(name, error, caught))
    counted = Counter(one["id"] for one in grants)
    twice = tuple(sorted(one for one, times in counted.items() if times > 1))
    return [*found, Finding("id_twice", True, twice)] if twice else found


def _sides(grant: Json) -> Iterable[Json]:
    return [*grant.get("fundingOrganization", ()), *grant.get("recipientOrganization", ())]


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value


def _backwards(grant: Json) -> bool:
    return any(one["endDate"] < one["startDate"] for one in grant.get("plannedDates", ()))


def _gives_to_itself(grant: Json) -> bool:
    givers = {side["id"] for side in grant.get("fundingOrganization", ())}
    return any(side["id"] in givers for side in grant.get("recipientOrganization", ()))


CHECKS: dict[str, tuple[bool, Callable[[Json], bool]]] = {
    "amount_not_positive": (True, lambda one: one["amountAwarded"] <= 0),
    "recipient_individual": (
        True,
        lambda one: "recipientIndividual" in one or "toIndividualsDetails" in one,
    ),
    "several_funders": (True, lambda one: len(one["fundingOrganization"]) != 1),
    "several_recipients": (True, lambda one: len(one["recipientOrganization"]) != 1),
    "organisation_without_prefix": (
        True,
        lambda one: not all(_LISTED.match(side["id"]) for side in _sides(one)),
    ),
    "id_characters": (
        True,
        lambda one: (
            not all(
                _ID.fullmatch(text) for text in [one["id"], *(side["id"] for side in _sides(one))]
            )
        ),
    ),
    "looks_like_email": (True, lambda one: any(_EMAIL.search(text) for text in _texts(one))),
    "paid_over_awarded": (
        True,
        lambda one: one.get("amountDisbursed", 0) > one["amountAwarded"],
    ),
    "award_in_future": (
        True,
        lambda one: date.fromisoformat(one["awardDate"]) > clock.today(),
    ),
    "dates_backwards": (True, _backwards),
    "title_is_description": (False, lambda one: one["title"] == one["description"]),
    "title_over_long": (False, lambda one: len(one["title"]) > TITLE_MOST),
    "gives_to_itself": (False, _gives_to_itself),
    "no_programme": (False, lambda one: not one.get("grantProgramme")),
    "no_place": (False, lambda one: not one.get("beneficiaryLocation")),
    "place_without_code": (
        False,
        lambda one: any(
            not place.get("geoCode") or not place.get("geoCodeType")
            for place in one.get("beneficiaryLocation", ())
        ),
    ),
    "no_date_modified": (False, lambda one: not one.get("dateModified")),
}
"""Name → whether it keeps the file back, and what is asked of one grant."""
