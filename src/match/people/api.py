"""Verified organisations as JSON: the public fields, nothing else."""

from datetime import date

import msgspec
from litestar import Controller, get
from litestar.params import FromPath, FromQuery

from match.catalogue.codes import org_kind
from match.people.queries.organisations import (
    PublicOrganisation,
    organisation_card,
    verified_organisations,
)

MOST = 100


class OrganisationAnswer(msgspec.Struct, frozen=True):
    """A verified organisation. ``kind`` and ``skills`` are codes of the catalogue; dates ISO."""

    id: int
    name: str
    kind: str
    kind_name: str
    uscc: str | None
    division: str
    introduction: str
    skills: list[str]
    serves_children: bool
    charity: bool
    fundraising_number: str
    fundraising_issuer: str
    fundraising_until: date | None
    verified_until: date


class OrganisationsAnswer(msgspec.Struct, frozen=True):
    """One page; ``next`` is the cursor of the following one, absent at the end."""

    items: list[OrganisationAnswer]
    next: int | None = None


class OrganisationsApi(Controller):
    """Organisations that civil affairs have verified."""

    path = "/api/v1/organisations"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    tags = ("organisations",)

    @get("/", summary="Verified organisations")
    async def listed(
        self,
        kind: FromQuery[str] = "",
        division: FromQuery[str] = "",
        cursor: FromQuery[int] = 0,
        limit: FromQuery[int] = 20,
    ) -> OrganisationsAnswer:
        """
        By id. *division* is a prefix of the division code, *limit* at most 100, *cursor* the
        ``next`` of the page before.
        """
        wanted = max(1, min(limit, MOST))
        found = await verified_organisations(
            kind=kind, division=division, after=cursor, limit=wanted
        )
        return OrganisationsAnswer(
            items=[_answer(one) for one in found],
            next=found[-1].id if len(found) == wanted else None,
        )

    @get("/{organisation:int}", summary="One verified organisation")
    async def one(self, organisation: FromPath[int]) -> OrganisationAnswer:
        """404 for one that is not, or no longer, verified."""
        return _answer(await organisation_card(organisation))


def _answer(card: PublicOrganisation) -> OrganisationAnswer:
    shown = {
        name: getattr(card, name)
        for name in OrganisationAnswer.__struct_fields__
        if name != "kind_name"
    }
    return OrganisationAnswer(**shown, kind_name=org_kind(card.kind).label())
