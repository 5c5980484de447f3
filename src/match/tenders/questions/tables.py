"""Questions and what was answered. Who asked is sealed; its pseudonym is what people see."""

from piccolo.columns import BigInt, BigSerial, Bytea, Date, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.tenders.questions.states import QuestionStatus


class TenderQuestion(Table, db=DB, tablename="tender_question"):
    """
    One question about one purchase, counted from 1 by ``position``.

    ``pseudonym`` is the same for all questions of one asker about one purchase, and tells nothing
    across purchases. ``asked_by`` is the account's id under the master key, opened only to put the
    answer into its inbox. ``due_on`` is the last day to answer (PROC.ASK.REPLY, 实施条例52).
    ``document_version``: the version of the document that came with the answer, where it changed
    something.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    position = Integer(null=False, help_text="public")
    status = Varchar(length=8, null=False, default=QuestionStatus.waiting, help_text="public")
    pseudonym = Varchar(length=8, null=False, help_text="public")
    asked_by = Bytea(null=False, help_text="personal")
    text = Text(null=False, help_text="public")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    due_on = Date(null=False, default=None, help_text="public")
    answer = Text(null=False, default="", help_text="public")
    document_version = Integer(null=True, default=None, help_text="public")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="public")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    tender_question_status_known = one_of("status", QuestionStatus)
    tender_question_numbered = Check('"position" > 0')
    tender_question_pseudonym_made = Check("\"pseudonym\" ~ '^[A-HJ-NP-Z2-9]{5}$'")
    tender_question_says_something = Check('char_length(btrim("text")) >= 5')
    tender_question_answered_whole = Check(
        '("status" = \'answered\') = ("answered_at" IS NOT NULL)'
        " AND (\"status\" = 'answered') = (btrim(\"answer\") <> '')"
    )
    # A waiting question without a time would wait for ever: the clock asks only rows with one.
    tender_question_clock_set = Check('"status" <> \'waiting\' OR "next_check_at" IS NOT NULL')


TABLES = (TenderQuestion,)
