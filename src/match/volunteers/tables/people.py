"""Who volunteers: identity, proofs, consent, insurance, honours, and certificates of service."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.volunteers.states import ProofStatus


class Volunteer(Table, db=DB, tablename="volunteer"):
    """
    What a person says of themselves to serve (志愿服务条例 art. 7): kind, age, skills, where, when.

    Name and phone are the account's. ``identity`` is the number of an identity document, sealed
    (慈善法 art. 66 asks for real names); ``identity_key`` is its keyed hash, so that one person
    registers once. ``area`` is a county's 6 digits, or nothing; ``radius_km`` counts from its
    centre, 0 keeps to the county. ``times`` are weekday and part of day: 6a, 6p, 6e.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, unique=True, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    born_on = Date(null=False, default=None, help_text="personal")
    area = Varchar(length=6, null=False, default="", help_text="internal")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    declared_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    number = Varchar(length=12, null=True, default=None, unique=True, help_text="internal")
    identity = Bytea(null=True, default=None, help_text="personal")
    identity_key = Bytea(null=True, default=None, unique=True, help_text="personal")
    radius_km = SmallInt(null=False, default=0, help_text="internal")
    times = Array(base_column=Varchar(length=2), null=False, default=list, help_text="internal")
    calls = Boolean(null=False, default=True, help_text="internal")

    volunteer_area_county = Check("\"area\" ~ '^(43[0-9]{4})?$'")
    volunteer_radius_range = Check('"radius_km" BETWEEN 0 AND 500')
    volunteer_identity_whole = Check('("identity" IS NULL) = ("identity_key" IS NULL)')


class SkillCertificate(Table, db=DB, tablename="skill_certificate"):
    """A certificate for a skill of codes_skill.csv: counts once the county has seen it."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    skill = Varchar(length=12, null=False, help_text="internal")
    number = Bytea(null=False, default=b"", help_text="personal")
    issuer = Varchar(length=80, null=False, help_text="internal")
    issued_on = Date(null=False, default=None, help_text="internal")
    expires_on = Date(null=True, default=None, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=ProofStatus.waiting, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    skill_certificate_status_known = one_of("status", ProofStatus)
    skill_certificate_expires_later = Check('"expires_on" IS NULL OR "expires_on" > "issued_on"')
    skill_certificate_by_another = Check('"decided_by" IS NULL OR "decided_by" <> "account_id"')


class SafetyCourse(Table, db=DB, tablename="safety_course"):
    """
    The safeguarding course before contact with children (志愿服务条例 art. 16).

    Online it has a beginning, and an end at least the course's minutes later with every question
    answered; or the county writes down a course that was held, with organiser and day.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    organiser = Varchar(length=80, null=False, help_text="internal")
    begun_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    held_on = Date(null=True, default=None, help_text="internal")
    minutes = Integer(null=True, default=None, help_text="internal")
    recorded_by = BigInt(null=True, default=None, help_text="internal")

    safety_course_passed_whole = Check('("held_on" IS NULL) = ("minutes" IS NULL)')


class AccidentCover(Table, db=DB, tablename="accident_cover"):
    """Accident insurance of one volunteer, or of everybody in one shift (志愿服务条例 art. 17)."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=True, default=None, index=True, help_text="internal")
    shift_id = BigInt(null=True, default=None, index=True, help_text="internal")
    insurer = Varchar(length=80, null=False, help_text="internal")
    policy_number = Varchar(length=60, null=False, help_text="internal")
    starts_on = Date(null=False, default=None, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    accident_cover_of_one = Check('("account_id" IS NULL) <> ("shift_id" IS NULL)')
    accident_cover_forward = Check('"ends_on" >= "starts_on"')


class MinorConsent(Table, db=DB, tablename="minor_consent"):
    """
    A guardian's consent that a minor volunteers: asked with a code, given by the guardian's own
    account, withdrawn at any time. ``text_hash`` is of the words that were agreed to.
    """

    id = BigSerial(primary_key=True)
    minor_id = BigInt(null=False, index=True, help_text="personal")
    code = Varchar(length=8, null=False, unique=True, help_text="internal")
    guardian_id = BigInt(null=True, default=None, index=True, help_text="personal")
    relation = Varchar(length=20, null=False, default="", help_text="personal")
    text_version = SmallInt(null=False, help_text="internal")
    text_hash = Varchar(length=64, null=False, default="", help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    given_at = Timestamptz(null=True, default=None, help_text="internal")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="internal")

    minor_consent_given_whole = Check('("guardian_id" IS NULL) = ("given_at" IS NULL)')
    minor_consent_by_another = Check('"guardian_id" IS NULL OR "guardian_id" <> "minor_id"')


class Honour(Table, db=DB, tablename="volunteer_honour"):
    """An honour that a home, an organisation or a department gave. Only added to."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    issuer = Varchar(length=80, null=False, help_text="internal")
    given_on = Date(null=False, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    volunteer_honour_by_another = Check('"by" <> "account_id"')


class ServiceCertificate(Table, db=DB, tablename="service_certificate"):
    """
    A certificate of service with a check code, free and on request (志愿服务条例 art. 19).

    The figures are those of its day and stay; the check page also says what is on record now.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    code = Varchar(length=12, null=False, unique=True, help_text="internal")
    since = Date(null=False, default=None, help_text="internal")
    until = Date(null=False, default=None, help_text="internal")
    minutes = Integer(null=False, help_text="internal")
    times = Integer(null=False, help_text="internal")
    issued_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    service_certificate_counted = Check('"minutes" > 0 AND "times" > 0 AND "until" >= "since"')


class VolunteerReminder(Table, db=DB, tablename="volunteer_reminder"):
    """That somebody was reminded of something that runs out on a day: once each."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, help_text="internal")
    what = Varchar(length=20, null=False, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
