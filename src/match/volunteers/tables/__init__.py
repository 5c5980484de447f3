"""Volunteers, shifts, the pledges to come, the hours that were confirmed, and every proof."""

from match.volunteers.tables.calls import ReplacementAsk, ReplacementCall
from match.volunteers.tables.people import (
    AccidentCover,
    Honour,
    MinorConsent,
    SafetyCourse,
    ServiceCertificate,
    SkillCertificate,
    Volunteer,
    VolunteerReminder,
)
from match.volunteers.tables.shifts import (
    PresenceReport,
    Shift,
    ShiftHours,
    ShiftRating,
    ShiftRole,
    ShiftSignup,
)

ALL = [
    Volunteer,
    Shift,
    ShiftSignup,
    ShiftHours,
    ShiftRole,
    PresenceReport,
    ShiftRating,
    SkillCertificate,
    SafetyCourse,
    AccidentCover,
    MinorConsent,
    Honour,
    ServiceCertificate,
    VolunteerReminder,
    ReplacementCall,
    ReplacementAsk,
]

__all__ = [
    "ALL",
    "AccidentCover",
    "Honour",
    "MinorConsent",
    "PresenceReport",
    "ReplacementAsk",
    "ReplacementCall",
    "SafetyCourse",
    "ServiceCertificate",
    "Shift",
    "ShiftHours",
    "ShiftRating",
    "ShiftRole",
    "ShiftSignup",
    "SkillCertificate",
    "Volunteer",
    "VolunteerReminder",
]
