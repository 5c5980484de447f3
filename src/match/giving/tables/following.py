"""What the giver hears afterwards: what it was used for, and how it was."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
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
from match.giving.states import ReportStatus


class UseReport(Table, db=DB, tablename="use_report"):
    """
    What one home did with its part: so many units or fen, a few words, photos of things.

    ``shows_person``: a person is in a picture, so that it needs ``permit``, the number of a
    publication permit, before anybody but staff sees it. A correction is a row of its own that
    ``replaces`` the one before it.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="internal")
    status = Varchar(length=12, null=False, default=ReportStatus.submitted, help_text="internal")
    text = Text(null=False, help_text="internal")
    photos = Array(base_column=BigInt(), null=False, help_text="internal")
    shows_person = Boolean(null=False, default=False, help_text="internal")
    permit = Varchar(length=40, null=False, default="", help_text="internal")
    replaces = BigInt(null=True, default=None, unique=True, help_text="internal")
    units = Integer(null=True, default=None, help_text="internal")
    fen = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    use_report_status_known = one_of("status", ReportStatus)
    use_report_positive = Check('coalesce("units", "fen") > 0')
    use_report_one_measure = Check('("units" IS NULL) <> ("fen" IS NULL)')
    use_report_person_permitted = Check('NOT "shows_person" OR "permit" <> \'\'')


class Feedback(Table, db=DB, tablename="feedback"):
    """
    How it was, 1 to 5, and a few words that the giver reads: the home's thanks. One a gift.
    ``answer``: what the giver wrote back.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, unique=True, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    rating = SmallInt(null=False, help_text="internal")
    words = Text(null=False, default="", help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    answer = Text(null=False, default="", help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")

    feedback_rating_range = Check('"rating" BETWEEN 1 AND 5')
    feedback_answered_whole = Check('("answer" = \'\') = ("answered_at" IS NULL)')
