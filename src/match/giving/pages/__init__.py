"""The desk of gifts: agreements and what becomes of them, parcels and where they are counted."""

from match.giving.pages.agreements import AgreementDesk
from match.giving.pages.parcels import ParcelDesk
from match.giving.pages.steps import AgreementSteps

__all__ = ["AgreementDesk", "AgreementSteps", "ParcelDesk"]
