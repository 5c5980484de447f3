"""Purchases as they are published: what, for whom, for how much, until when."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.tenders.states import Method, TenderStatus


class Tender(Table, db=DB, tablename="tender"):
    """
    One purchase of services by one department.

    ``division`` is the department's seat, ``areas`` division prefixes where the service is given.
    ``item_code`` is of the finance ministry's catalogue, ``guiding_item`` of the guiding catalogue
    of the area, where one is loaded. Money in fen. Days are days in Hunan, the last one included.
    ``screened_by`` answered the six questions of 102号令10, all with no.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=10, null=False, default=TenderStatus.draft, help_text="public")
    method = Varchar(length=10, null=False, default=Method.internal, help_text="public")
    title = Varchar(length=80, null=False, help_text="public")
    category = Varchar(length=12, null=False, help_text="public")
    item_code = Varchar(length=9, null=False, help_text="public")
    guiding_item = BigInt(null=True, default=None, help_text="public")
    budget_fen = BigInt(null=False, help_text="public")
    budget_line = Varchar(length=120, null=False, help_text="internal")
    requirements = Text(null=False, help_text="public")
    acceptance = Text(null=False, help_text="public")
    service_days = Integer(null=False, help_text="public")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="public")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="public")
    documents = Array(base_column=BigInt(), null=False, help_text="public")
    closes_on = Date(null=False, default=None, help_text="public")
    decides_on = Date(null=False, default=None, help_text="public")
    screened_by = BigInt(null=False, help_text="internal")
    drafted_by = BigInt(null=False, help_text="internal")
    published_by = BigInt(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    reason = Text(null=False, default="", help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    tender_status_known = one_of("status", TenderStatus)
    tender_method_known = one_of("method", Method)
    tender_division_whole = is_division("division")
    tender_budget_positive = Check('"budget_fen" > 0')
    tender_budget_line_named = Check("btrim(\"budget_line\") <> ''")
    tender_service_days_sane = Check('"service_days" BETWEEN 1 AND 1096')
    tender_days_in_order = Check('"decides_on" > "closes_on"')
    tender_published_whole = Check(
        '"status" <> \'published\' OR ("published_at" IS NOT NULL AND "next_check_at" IS NOT NULL)'
    )
    # A purchase of services is a class C item: goods and works go another way (102号令10).
    tender_item_is_service = Check("\"item_code\" ~ '^C[0-9]{8}$'")
