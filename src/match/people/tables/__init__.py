"""Storage of people. Imported by this room only."""

from match.people.tables.accounts import (
    Account,
    BackgroundCheck,
    Consent,
    Erasure,
    RecoveryCode,
    Throttle,
)
from match.people.tables.contacts import Contact, ContactClaim
from match.people.tables.grants import Cover, Invitation, Membership, Proposal
from match.people.tables.organisations import Organisation
from match.people.tables.sessions import OneTimeCode, Session

__all__ = [
    "Account",
    "BackgroundCheck",
    "Consent",
    "Contact",
    "ContactClaim",
    "Cover",
    "Erasure",
    "Invitation",
    "Membership",
    "OneTimeCode",
    "Organisation",
    "Proposal",
    "RecoveryCode",
    "Session",
    "Throttle",
]
