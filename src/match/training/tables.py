"""Courses and who came, exams and certificates; experts, packs, surveys, reminders."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.training.states import (
    Audience,
    Background,
    CourseStatus,
    Department,
    EnrolmentStatus,
    Origin,
    PackKind,
)


class Expert(Table, db=DB, tablename="training_expert"):
    """One member of the think-tank (4.4b, P2). Names of experts are public, as in a programme."""

    id = BigSerial(primary_key=True)
    name = Varchar(length=40, null=False, help_text="personal")
    post = Varchar(length=80, null=False, default="", help_text="internal")
    origin = Varchar(length=12, null=False, help_text="internal")
    background = Varchar(length=10, null=False, help_text="internal")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    kept_by = BigInt(null=False, help_text="internal")
    kept_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    training_expert_origin_known = one_of("origin", Origin)
    training_expert_background_known = one_of("background", Background)
    training_expert_topics_said = Check('cardinality("topics") > 0')


class Pack(Table, db=DB, tablename="training_pack"):
    """A course pack or an activity pack (4.4b): its name and subjects. Its text is in versions."""

    id = BigSerial(primary_key=True)
    kind = Varchar(length=10, null=False, help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    training_pack_kind_known = one_of("kind", PackKind)


class PackVersion(Table, db=DB, tablename="training_pack_version"):
    """
    One version of a pack: text, and a document where there is one. Only added to, so that a
    course keeps the version it was held with.
    """

    id = BigSerial(primary_key=True)
    pack_id = BigInt(null=False, index=True, help_text="internal")
    number = SmallInt(null=False, help_text="internal")
    summary = Text(null=False, help_text="internal")
    changes = Text(null=False, default="", help_text="internal")
    file_id = BigInt(null=True, default=None, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    training_pack_version_counted = Check('"number" >= 1')
    training_pack_version_said = Check('char_length(btrim("summary")) >= 10')


class Survey(Table, db=DB, tablename="training_survey"):
    """What trainees-to-be need to learn, asked before a course is made (P2)."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="internal")
    audience = Varchar(length=20, null=False, help_text="internal")
    year = SmallInt(null=False, help_text="internal")
    question = Text(null=False, default="", help_text="internal")
    closes_on = Date(null=False, default=None, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    training_survey_division_whole = is_division("division")
    training_survey_audience_known = one_of("audience", Audience)


class SurveyAnswer(Table, db=DB, tablename="training_answer"):
    """One person's answer: the contents she wants most, and her own words."""

    id = BigSerial(primary_key=True)
    survey_id = BigInt(null=False, index=True, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    contents = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    words = Text(null=False, default="", help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class Course(Table, db=DB, tablename="course"):
    """
    One course (4.4a–e). ``division`` is the organiser's, 12 digits; ``level`` how many of them
    name its area: 2 province, 4 prefecture, 6 county. ``days`` counts whole days of teaching.
    ``taken`` counts those who hold a place. Scores are whole points of 100.
    """

    id = BigSerial(primary_key=True)
    title = Varchar(length=60, null=False, help_text="internal")
    audience = Varchar(length=20, null=False, help_text="internal")
    department = Varchar(length=16, null=False, help_text="internal")
    level = SmallInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    # A county's protection agency that organises a supervisor course with the prefecture (4.1a).
    partner = Varchar(length=12, null=True, default=None, help_text="internal")
    status = Varchar(length=12, null=False, default=CourseStatus.draft, help_text="internal")
    starts_on = Date(null=False, default=None, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    days = SmallInt(null=False, help_text="internal")
    place = Varchar(length=80, null=False, help_text="internal")
    contents = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    capacity = Integer(null=False, help_text="internal")
    taken = Integer(null=False, default=0, help_text="internal")
    sign_up_until = Date(null=False, default=None, help_text="internal")
    has_exam = Boolean(null=False, default=True, help_text="internal")
    pass_mark = SmallInt(null=False, help_text="internal")
    survey_id = BigInt(null=True, default=None, help_text="internal")
    pack_version_id = BigInt(null=True, default=None, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    course_audience_known = one_of("audience", Audience)
    course_department_known = one_of("department", Department)
    course_status_known = one_of("status", CourseStatus)
    course_division_whole = is_division("division")
    course_level_known = Check('"level" IN (2, 4, 6)')
    course_days_in_order = Check('"ends_on" >= "starts_on"')
    # 4.4c: two or three days. A course in child protection for volunteers may be one.
    course_days_as_asked = Check(
        '"days" BETWEEN (CASE WHEN "audience" = \'safeguarding\' THEN 1 ELSE 2 END) AND 3'
    )
    course_days_fit = Check('"ends_on" - "starts_on" + 1 >= "days"')
    course_places = Check('"taken" BETWEEN 0 AND "capacity" AND "capacity" BETWEEN 1 AND 2000')
    course_pass_mark = Check('"pass_mark" BETWEEN 1 AND 100')


class CourseSession(Table, db=DB, tablename="course_session"):
    """One lesson: day, hours, which of the contents, where, and who teaches."""

    id = BigSerial(primary_key=True)
    course_id = BigInt(null=False, index=True, help_text="internal")
    day = Date(null=False, default=None, help_text="internal")
    starts = Time(null=False, help_text="internal")
    ends = Time(null=False, help_text="internal")
    content = Varchar(length=12, null=False, help_text="internal")
    topic = Varchar(length=80, null=False, default="", help_text="internal")
    place = Varchar(length=80, null=False, default="", help_text="internal")
    expert_id = BigInt(null=True, default=None, help_text="internal")

    course_session_forward = Check('"starts" < "ends"')


class Enrolment(Table, db=DB, tablename="enrolment"):
    """
    One person's place on a course, what she came to, and what she says of it.

    ``before`` and ``after`` are the scores of the same test, points of 100; ``stars`` 1–5.
    """

    id = BigSerial(primary_key=True)
    course_id = BigInt(null=False, index=True, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    # Where she works, at sign-up: reports by area do not move with later posts.
    division = Varchar(length=12, null=False, default="", help_text="internal")
    status = Varchar(length=12, null=False, help_text="internal")
    before = SmallInt(null=True, default=None, help_text="personal")
    after = SmallInt(null=True, default=None, help_text="personal")
    stars = SmallInt(null=True, default=None, help_text="internal")
    opinion = Text(null=False, default="", help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    enrolment_status_known = one_of("status", EnrolmentStatus)
    enrolment_scores = Check(
        '("before" IS NULL OR "before" BETWEEN 0 AND 100)'
        ' AND ("after" IS NULL OR "after" BETWEEN 0 AND 100)'
    )
    enrolment_stars = Check('"stars" IS NULL OR "stars" BETWEEN 1 AND 5')


class Attendance(Table, db=DB, tablename="course_attendance"):
    """Whether somebody was there on one day of a course (1, 2, 3)."""

    id = BigSerial(primary_key=True)
    enrolment_id = BigInt(null=False, index=True, help_text="internal")
    day = SmallInt(null=False, help_text="internal")
    present = Boolean(null=False, default=False, help_text="internal")
    kept_by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    course_attendance_day = Check('"day" BETWEEN 1 AND 3')


class Exam(Table, db=DB, tablename="course_exam"):
    """One try at the exam. Only added to; a retake is another row."""

    id = BigSerial(primary_key=True)
    enrolment_id = BigInt(null=False, index=True, help_text="internal")
    attempt = SmallInt(null=False, help_text="internal")
    taken_on = Date(null=False, default=None, help_text="internal")
    score = SmallInt(null=False, help_text="personal")
    passed = Boolean(null=False, default=False, help_text="internal")
    kept_by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    course_exam_score = Check('"score" BETWEEN 0 AND 100')
    course_exam_attempt = Check('"attempt" >= 1')


class TrainingCertificate(Table, db=DB, tablename="training_certificate"):
    """
    That somebody completed a course, and passed where there was an exam. ``code`` is what the
    public check asks for; it cannot be guessed.
    """

    id = BigSerial(primary_key=True)
    enrolment_id = BigInt(null=False, unique=True, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    number = Varchar(length=24, null=False, unique=True, help_text="internal")
    code = Varchar(length=16, null=False, unique=True, help_text="secret")
    issued_on = Date(null=False, default=None, help_text="internal")
    valid_until = Date(null=False, default=None, help_text="internal")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    training_certificate_days = Check('"valid_until" > "issued_on"')


class Reminder(Table, db=DB, tablename="training_reminder"):
    """That somebody was reminded to be trained this year, by whom. Only added to."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    audience = Varchar(length=20, null=False, help_text="internal")
    year = SmallInt(null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    training_reminder_audience_known = one_of("audience", Audience)
