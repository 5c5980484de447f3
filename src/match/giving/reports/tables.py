"""A giver's question about the use of a gift, which must be answered (慈善法 42)."""

from piccolo.columns import BigInt, BigSerial, Date, Text, Timestamptz
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB


class UseQuestion(Table, db=DB, tablename="use_question"):
    """
    A question of the giver to the home, or to the charity that received for several. ``due_on``:
    the last day for the answer; the duty of that day carries it to the county.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, help_text="internal")
    organisation_id = BigInt(null=True, default=None, help_text="internal")
    question = Text(null=False, help_text="internal")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    due_on = Date(null=False, default=None, help_text="internal")
    answer = Text(null=False, default="", help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")

    use_question_asks = Check("\"question\" <> ''")
    use_question_one_answers = Check('("home_id" IS NULL) <> ("organisation_id" IS NULL)')
    use_question_answered_whole = Check('("answer" = \'\') = ("answered_at" IS NULL)')


TABLES = [UseQuestion]
