"""The giving room's tables: pledges, agreements, donations with their parcels, and what follows."""

from match.giving.tables.agreements import Agreement, AgreementVersion
from match.giving.tables.changing import GoodsReturn, UseChange
from match.giving.tables.donations import AllocationLine, Donation, DonationStep, Parcel
from match.giving.tables.following import Feedback, UseReport
from match.giving.tables.pledges import Pledge

TABLES = [
    Pledge,
    Agreement,
    AgreementVersion,
    Donation,
    Parcel,
    DonationStep,
    AllocationLine,
    UseReport,
    Feedback,
    GoodsReturn,
    UseChange,
]

__all__ = [
    "TABLES",
    "Agreement",
    "AgreementVersion",
    "AllocationLine",
    "Donation",
    "DonationStep",
    "Feedback",
    "GoodsReturn",
    "Parcel",
    "Pledge",
    "UseChange",
    "UseReport",
]
