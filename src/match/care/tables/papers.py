"""What was agreed, allowed and asked for: agreements, attendance, consents, photos, requests."""

from piccolo.columns import BigInt, BigSerial, Bytea, Date, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.states import Channel, ConsentScope, Decision, RequestKind
from match.foundation.db import DB
from match.foundation.tables import one_of

_FILLED = " AND ".join(
    f'length(btrim("{clause}")) >= 10' for clause in ("content", "time", "rights", "disputes")
)


class AgreementTemplate(Table, db=DB, tablename="agreement_template", schema="care"):
    """
    A version of a home's service agreement (notice 5.4g): what is offered (AG-CONT), when
    (AG-TIME), rights and duties (AG-RIGHT), settlement of disputes (AG-DISP). Only added to.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    version = Integer(null=False, help_text="internal")
    content = Text(null=False, help_text="internal")
    time = Text(null=False, help_text="internal")
    rights = Text(null=False, help_text="internal")
    disputes = Text(null=False, help_text="internal")
    text_hash = Varchar(length=64, null=False, help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    agreement_template_clauses_filled = Check(_FILLED)


class Agreement(Table, db=DB, tablename="agreement", schema="care"):
    """A home's agreement with a child's guardian (notice 5.4e), from day to day inclusive."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    home_id = BigInt(null=False, index=True, help_text="internal")
    template_id = BigInt(null=False, help_text="internal")
    guardian_id = BigInt(null=False, help_text="internal")
    signed_on = Date(null=False, help_text="child")
    valid_from = Date(null=False, help_text="child")
    valid_until = Date(null=False, help_text="child")
    ended_on = Date(null=True, default=None, help_text="child")
    ended_why = Bytea(null=True, default=None, help_text="child")
    signed_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    agreement_days_in_order = Check('"valid_from" <= "valid_until"')


class Attendance(Table, db=DB, tablename="attendance", schema="care"):
    """
    A child was in the home on a day: under an agreement, or let in without one in an emergency,
    with the reason and, later, what was done about it.
    """

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    home_id = BigInt(null=False, index=True, help_text="internal")
    day = Date(null=False, help_text="child")
    agreement_id = BigInt(null=True, default=None, help_text="internal")
    emergency = Bytea(null=True, default=None, help_text="child")
    follow_up = Bytea(null=True, default=None, help_text="child")
    followed_by = BigInt(null=True, default=None, help_text="internal")
    followed_at = Timestamptz(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    attendance_agreed_or_emergency = Check('num_nonnulls("agreement_id", "emergency") = 1')


class Consent(Table, db=DB, tablename="consent", schema="care"):
    """
    What a guardian said to one scope of one text: its version and SHA-256, relation, time,
    channel. A withdrawal is written into the row that it ends.
    """

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    guardian_id = BigInt(null=False, help_text="internal")
    relation = Varchar(length=12, null=False, help_text="child")
    scope = Varchar(length=10, null=False, help_text="child")
    decision = Varchar(length=10, null=False, help_text="child")
    version = Varchar(length=20, null=False, help_text="internal")
    text_hash = Varchar(length=64, null=False, help_text="internal")
    channel = Varchar(length=10, null=False, help_text="child")
    at = Timestamptz(null=False, help_text="child")
    by = BigInt(null=False, help_text="internal")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="child")
    withdrawn_channel = Varchar(length=10, null=True, default=None, help_text="child")
    withdrawn_by = BigInt(null=True, default=None, help_text="internal")

    consent_scope_known = one_of("scope", ConsentScope)
    consent_decision_known = one_of("decision", Decision)
    consent_channel_known = one_of("channel", Channel)
    consent_withdrawn_whole = Check(
        'num_nonnulls("withdrawn_at", "withdrawn_channel", "withdrawn_by") IN (0, 3)'
    )


class Photo(Table, db=DB, tablename="photo", schema="care"):
    """A photo in the files room that shows this child, shown only while the consent stands."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    file_id = BigInt(null=False, index=True, help_text="child")
    consent_id = BigInt(null=False, help_text="internal")
    permitted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    taken_down_at = Timestamptz(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")


class SubjectRequest(Table, db=DB, tablename="subject_request", schema="care"):
    """A guardian asks, through the home, to see, copy, correct or delete; answered in writing."""

    id = BigSerial(primary_key=True)
    child_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="child")
    guardian_id = BigInt(null=False, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="child")
    asked_on = Date(null=False, help_text="child")
    asked = Bytea(null=True, default=None, help_text="child")
    due_on = Date(null=False, help_text="internal")
    granted = Varchar(length=10, null=True, default=None, help_text="child")
    answer = Bytea(null=True, default=None, help_text="child")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")

    subject_request_kind_known = one_of("kind", RequestKind)
    subject_request_answered_whole = Check(
        'num_nonnulls("granted", "answered_at", "answered_by") IN (0, 3)'
    )
