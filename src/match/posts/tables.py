"""Posts of directors and supervisors, handovers, tutors, and the words of those who guide."""

from piccolo.columns import (
    JSONB,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.posts.states import Guide, Office, PostStatus, TutorStatus


class Post(Table, db=DB, tablename="post"):
    """
    One person's time in one post. ``division`` is the village of a home, or the township, always
    12 digits. ``kind`` is a code DK-* or SK-*; None for a seat older than this register,
    whose kind nobody wrote down. A ``deputy`` stands beside the one holder and counts nowhere.
    """

    id = BigSerial(primary_key=True)
    office = Varchar(length=12, null=False, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    account_id = BigInt(null=True, default=None, index=True, help_text="internal")
    invitation_id = BigInt(null=True, default=None, help_text="internal")
    kind = Varchar(length=12, null=True, default=None, help_text="internal")
    gender = Varchar(length=1, null=True, default=None, help_text="personal")
    deputy = Boolean(null=False, default=False, help_text="internal")
    status = Varchar(length=12, null=False, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    named_by = BigInt(null=True, default=None, help_text="internal")
    named_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    # The day of the county exam that let her begin (4.4d); a seat older than the register has none.
    exam_passed_on = Date(null=True, default=None, help_text="internal")
    starts_on = Date(null=True, default=None, help_text="internal")
    ended_on = Date(null=True, default=None, help_text="internal")
    end_reason = Text(null=False, default="", help_text="internal")

    post_office_known = one_of("office", Office)
    post_status_known = one_of("status", PostStatus)
    post_division_whole = is_division("division")
    post_of_a_home = Check('("office" = \'director\') = ("home_id" IS NOT NULL)')
    post_kind_fits = Check(
        '"kind" IS NULL OR CASE WHEN "office" = \'director\''
        " THEN \"kind\" IN ('DK-VCF', 'DK-WF', 'DK-CA', 'DK-SCH', 'DK-OTH')"
        " ELSE \"kind\" IN ('SK-PTY', 'SK-WF') END"
    )
    # 4.1c: a woman of the township's leadership, or the federation's chair. Unknown only for seats
    # older than the register, which say so in their note.
    post_supervisor_fits = Check(
        "\"office\" <> 'supervisor' OR \"gender\" = 'F' OR \"kind\" = 'SK-WF'"
        ' OR ("note" <> \'\' AND "gender" IS NULL AND "kind" IS NULL)'
    )
    post_gender_known = Check("\"gender\" IS NULL OR \"gender\" IN ('F', 'M')")
    post_other_kind_says_why = Check('"kind" <> \'DK-OTH\' OR char_length(btrim("reason")) >= 4')
    # 4.4d: nobody directs before the exam, except whoever did before this register began.
    post_director_after_exam = Check(
        "\"office\" <> 'director' OR \"status\" <> 'active' OR \"note\" <> ''"
        ' OR ("exam_passed_on" IS NOT NULL AND "exam_passed_on" <= "starts_on")'
    )
    post_active_whole = Check(
        '"status" <> \'active\' OR ("account_id" IS NOT NULL AND "starts_on" IS NOT NULL)'
    )
    post_ended_whole = Check('("status" = \'ended\') = ("ended_on" IS NOT NULL)')


class Handover(Table, db=DB, tablename="post_handover"):
    """
    What passed from one holder to the next in one transaction, and how many of each. Only added
    to: ``moved`` counts by name, ``words`` is what the old holder wants the new one to know.
    """

    id = BigSerial(primary_key=True)
    from_post = BigInt(null=False, index=True, help_text="internal")
    to_post = BigInt(null=False, index=True, help_text="internal")
    moved = JSONB(null=False, default="{}", help_text="internal")
    words = Text(null=False, default="", help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    post_handover_to_another = Check('"from_post" <> "to_post"')


class Tutor(Table, db=DB, tablename="tutor"):
    """A part-time tutor of a home (4.3b), appointed by its director. ``can`` is what she offers."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    account_id = BigInt(null=True, default=None, index=True, help_text="internal")
    invitation_id = BigInt(null=True, default=None, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    can = Varchar(length=80, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=TutorStatus.waiting, help_text="internal")
    appointed_by = BigInt(null=False, help_text="internal")
    appointed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    began_on = Date(null=True, default=None, help_text="internal")
    ended_on = Date(null=True, default=None, help_text="internal")
    end_reason = Text(null=False, default="", help_text="internal")

    tutor_division_whole = is_division("division")
    tutor_status_known = one_of("status", TutorStatus)
    tutor_active_whole = Check(
        '"status" <> \'active\' OR ("account_id" IS NOT NULL AND "began_on" IS NOT NULL)'
    )
    tutor_ended_whole = Check('("status" = \'ended\') = ("ended_on" IS NOT NULL)')
    tutor_kind_known = Check("\"kind\" IN ('TK-TCH', 'TK-KG', 'TK-5OLD', 'TK-SAGE', 'TK-FOLK')")
    tutor_not_oneself = Check('"appointed_by" <> "account_id"')


class Guidance(Table, db=DB, tablename="home_guidance"):
    """A comment of the township's station or the county's agency on a home. Only added to."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    guide = Varchar(length=12, null=False, help_text="internal")
    words = Text(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    home_guidance_division_whole = is_division("division")
    home_guidance_guide_known = one_of("guide", Guide)
    home_guidance_said = Check('char_length(btrim("words")) BETWEEN 4 AND 500')
