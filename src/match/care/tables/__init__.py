"""Everything the restricted room keeps, in schema `care`, by the part it serves."""

from match.care.tables.access import AccessGrant, Erasure, InCharge, Look
from match.care.tables.papers import (
    Agreement,
    AgreementTemplate,
    Attendance,
    Consent,
    Photo,
    SubjectRequest,
)
from match.care.tables.people import Child, ChildChange, Guardian, GuardianTalk, MonthCount

TABLES = (
    Child,
    ChildChange,
    Guardian,
    GuardianTalk,
    MonthCount,
    AgreementTemplate,
    Agreement,
    Attendance,
    Consent,
    Photo,
    SubjectRequest,
    AccessGrant,
    InCharge,
    Look,
    Erasure,
)
"""Of this folder alone. The parts of the room add theirs in piccolo_app.py."""
