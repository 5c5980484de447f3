"""Tables of reports, concerns, cases and steady care, all in the schema of the room."""

from match.care.cases.tables.cases import Case, Referral
from match.care.cases.tables.children import (
    ChildAct,
    ContactPlan,
    Entitlement,
    ParentContact,
    ServicePlan,
)
from match.care.cases.tables.concerns import Concern, ConcernMessage
from match.care.cases.tables.reports import (
    DutyDesk,
    MandatoryReport,
    ReportAlarm,
    ReportStep,
)

TABLES = (
    DutyDesk,
    MandatoryReport,
    ReportStep,
    ReportAlarm,
    Concern,
    ConcernMessage,
    Case,
    Referral,
    ChildAct,
    ContactPlan,
    ParentContact,
    Entitlement,
    ServicePlan,
)
