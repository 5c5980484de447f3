"""The shapes at the campaigns' door."""

from datetime import date
from typing import Annotated

import msgspec


class CampaignForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A campaign as its charity enters it. No amount, no account, no code to scan: ``link`` leads to
    where the designated platform keeps all that.
    """

    charity_id: int
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=60)]
    purpose: Annotated[str, msgspec.Meta(min_length=10, max_length=1000)]
    certificate_number: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    filing_number: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    filed_on: date
    starts_on: date
    ends_on: date
    link: Annotated[str, msgspec.Meta(min_length=12, max_length=300)]
    partner: Annotated[str, msgspec.Meta(max_length=80)] = ""


class RefusalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a record is not shown; the charity reads it."""

    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class CheckForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The three registers that were compared; each box is a statement of the person who checks."""

    certificate_seen: bool = False
    filing_seen: bool = False
    platform_seen: bool = False
