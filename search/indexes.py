"""The settings of the six indexes, in one place for both engines.

Add a facet: give the document the attribute, name it in `Field`, list it here; a rebuild does the
rest.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from search.documents import (
    Document,
    HomeDocument,
    NeedDocument,
    OfferDocument,
    OrganisationDocument,
    PolicyDocument,
    PurchaseDocument,
)
from search.filters import Field


class Index(StrEnum):
    NEEDS = "needs"
    OFFERS = "offers"
    PURCHASES = "purchases"
    HOMES = "homes"
    ORGANISATIONS = "organisations"
    POLICIES = "policies"


class Tier(StrEnum):
    """How much a word counts by where it stands."""

    TITLE = "title"
    NAMES = "names"
    BODY = "body"


WEIGHTS = {Tier.TITLE: 8.0, Tier.NAMES: 4.0, Tier.BODY: 1.0}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`names`: attributes searched besides title and body. `facets` ⊆ `filters`. `numbers`: the
    filters that hold whole numbers.
    """

    document: type[Document]
    names: tuple[str, ...]
    facets: frozenset[Field]
    filters: frozenset[Field]

    @property
    def numbers(self) -> frozenset[Field]:
        return self.filters & NUMBERS


NUMBERS = frozenset(
    {
        Field.URGENCY,
        Field.VERIFIED,
        Field.HOME,
        Field.ORGANISATION,
        Field.DUE,
        Field.PUBLISHED,
        Field.AMOUNT,
        Field.QUANTITY,
    }
)

_SHARED_FACETS = frozenset(
    {
        Field.CATEGORY,
        Field.CATEGORY_ROOT,
        Field.PREFECTURE,
        Field.COUNTY,
        Field.TOWNSHIP,
        Field.KIND,
        Field.STATUS,
        Field.TAG,
    }
)
_SHARED_FILTERS = _SHARED_FACETS | {Field.DIVISION, Field.POINT, Field.PUBLISHED}
_SHARED_NAMES = ("category_names", "place_names", "tags")


def _settings(
    document: type[Document],
    *,
    names: tuple[str, ...] = (),
    facets: frozenset[Field] = frozenset(),
    filters: frozenset[Field] = frozenset(),
) -> Settings:
    return Settings(
        document=document,
        names=_SHARED_NAMES + names,
        facets=_SHARED_FACETS | facets,
        filters=_SHARED_FILTERS | facets | filters,
    )


INDEXES: dict[Index, Settings] = {
    Index.NEEDS: _settings(
        NeedDocument,
        names=("village_name", "home_name"),
        facets=frozenset(
            {
                Field.URGENCY,
                Field.BENEFICIARIES,
                Field.GROUP,
                Field.AMOUNT_BAND,
                Field.REMAINING,
            }
        ),
        filters=frozenset({Field.HOME, Field.DUE, Field.AMOUNT, Field.QUANTITY}),
    ),
    Index.OFFERS: _settings(
        OfferDocument,
        names=("organisation_name",),
        facets=frozenset(
            {
                Field.MODE,
                Field.AREA,
                Field.ORGANISATION_KIND,
                Field.VERIFIED,
                Field.AMOUNT_BAND,
            }
        ),
        filters=frozenset({Field.ORGANISATION, Field.DUE, Field.AMOUNT, Field.QUANTITY}),
    ),
    Index.PURCHASES: _settings(
        PurchaseDocument,
        names=("purchaser_name",),
        facets=frozenset({Field.METHOD, Field.PROCUREMENT, Field.AMOUNT_BAND}),
        filters=frozenset({Field.ORGANISATION, Field.DUE, Field.AMOUNT}),
    ),
    Index.HOMES: _settings(
        HomeDocument,
        names=("village_name",),
        facets=frozenset({Field.STANDING, Field.FACILITY, Field.BENEFICIARIES}),
    ),
    Index.ORGANISATIONS: _settings(
        OrganisationDocument,
        names=("skill_names",),
        facets=frozenset({Field.ORGANISATION_KIND, Field.AREA, Field.SKILL, Field.VERIFIED}),
    ),
    Index.POLICIES: _settings(
        PolicyDocument,
        names=("numbers", "issuers"),
        facets=frozenset({Field.ISSUER, Field.TOPIC}),
    ),
}
