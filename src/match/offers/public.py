"""What the public may know of an offer. A person who gives is not named (志愿服务条例 art. 20)."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation.language import _
from match.offers import rules
from match.offers.states import OfferStatus


class OfferView(msgspec.Struct, frozen=True):
    """
    An offer as everybody may see it. ``areas`` are division prefixes, ``area`` their names.

    ``organisation_id`` and ``organisation_kind`` are None for a person, whose ``giver`` is said
    without a name. ``ends_on`` is the last day. ``withheld``: its giver owes a
    report, and it is not found.
    """

    id: int
    title: str
    conditions: str
    status: OfferStatus
    mode: str
    category: str
    unit: str
    units: rules.Units
    least: int
    areas: tuple[str, ...]
    area: str
    starts_on: date
    ends_on: date
    child_contact: bool
    skills: tuple[str, ...]
    organisation_id: int | None
    organisation_kind: str | None
    giver: str
    verified: bool
    withheld: bool
    published_at: datetime | None
    version: int

    @property
    def left(self) -> int:
        """Units that can still be asked for; none once it is no longer open."""
        return self.units.open if self.status is OfferStatus.published else 0

    @property
    def help_mode(self) -> str:
        """One-to-one help, charity donation or welfare project, as a code; empty for none."""
        return rules.HELP_MODE.get(self.mode, "")

    @property
    def money(self) -> bool:
        """Shown to verified organisations only."""
        return rules.is_money(self.mode, self.category)


def offer_view(row: dict[str, Any], names: dict[str, str], today: date) -> OfferView:
    """The public side of a row joined with its organisation; *names* maps a prefix to its name."""
    organisation = row["organisation_id"]
    areas: list[str] = row["areas"]
    return OfferView(
        id=row["id"],
        title=row["title"],
        conditions=row["conditions"],
        status=OfferStatus(row["status"]),
        mode=row["mode"],
        category=row["category"],
        unit=row["unit"],
        units=rules.Units(row["quantity"], row["reserved"], row["committed"], row["delivered"]),
        least=row["least"],
        areas=tuple(areas),
        area=_("、").join(names.get(area, area) for area in areas),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        child_contact=row["child_contact"],
        skills=tuple(row["skills"]),
        organisation_id=organisation,
        organisation_kind=row["organisation_kind"],
        giver=row["organisation_name"] if organisation else _("爱心个人"),
        verified=rules.is_verified(row["organisation_status"], row["verified_until"], today),
        withheld=row["withheld_at"] is not None,
        published_at=row["published_at"],
        version=row["search_version"],
    )


def may_stand_open(view: OfferView) -> bool:
    """Whether everybody may find it: no money, and an organisation that is verified today."""
    return not view.money and (view.organisation_id is None or view.verified)


def words_of(view: OfferView) -> tuple[str, ...]:
    """The names of category and way of giving in every language, for search."""
    entries = (codes.category(view.category), codes.mode(view.mode))
    return tuple(name for entry in entries for name in (entry.name_zh, entry.name_en))
