"""Published notices: rows that are only ever added."""

from piccolo.columns import JSONB, BigInt, BigSerial, Date, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.tenders.notices.states import NoticeKind


class TenderNotice(Table, db=DB, tablename="tender_notice"):
    """
    One published document of a purchase.

    ``position`` counts a purchase's notices from 1, ``version`` those of one kind. ``body`` is the
    text as sections of rows, prose and tables (see rules.Section); ``sha256`` is over its canonical
    JSON and head. ``posted_until``: the last day of the legal posting, where there is one; it stays
    readable afterwards. ``official_url``: the same on the official medium. ``corrects``: the notice
    that this one puts right.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    kind = Varchar(length=16, null=False, help_text="public")
    position = Integer(null=False, help_text="public")
    version = Integer(null=False, help_text="public")
    title = Varchar(length=160, null=False, help_text="public")
    facts = JSONB(null=False, help_text="public")
    body = JSONB(null=False, help_text="public")
    sha256 = Varchar(length=64, null=False, help_text="public")
    corrects = BigInt(null=True, default=None, help_text="public")
    posted_key = Varchar(length=24, null=False, default="", help_text="public")
    posted_until = Date(null=True, default=None, help_text="public")
    official_url = Text(null=False, default="", help_text="public")
    published_by = BigInt(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    tender_notice_kind_known = one_of("kind", NoticeKind)
    tender_notice_numbered = Check('"position" > 0 AND "version" > 0')
    tender_notice_hash_whole = Check("\"sha256\" ~ '^[0-9a-f]{64}$'")
    tender_notice_correction_names_one = Check(
        '("kind" = \'correction\') = ("corrects" IS NOT NULL)'
    )
    tender_notice_link_is_web = Check("\"official_url\" = '' OR \"official_url\" ~ '^https?://'")


TABLES = (TenderNotice,)
