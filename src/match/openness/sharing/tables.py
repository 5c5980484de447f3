"""Links by which somebody outside sees one view for a while."""

from piccolo.columns import BigInt, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.openness.sharing.states import SharedView


class ShareLink(Table, db=DB, tablename="share_link"):
    """
    One link. Its token is told once and kept as a hash. ``asked`` is the view's query, checked
    when the link was made; ``uses_max`` None is any number.
    """

    id = BigSerial(primary_key=True)
    token_sha256 = Varchar(length=64, null=False, unique=True, help_text="secret")
    account_id = BigInt(null=False, index=True, help_text="internal")
    view = Varchar(length=10, null=False, help_text="internal")
    asked = Text(null=False, default="", help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    expires_at = Timestamptz(null=False, default=None, help_text="internal")
    uses_max = Integer(null=True, default=None, help_text="internal")
    uses = Integer(null=False, default=0, help_text="internal")
    used_at = Timestamptz(null=True, default=None, help_text="internal")
    revoked_at = Timestamptz(null=True, default=None, help_text="internal")

    share_link_view_known = one_of("view", SharedView)
    share_link_named = Check("btrim(\"title\") <> ''")
    share_link_ends = Check('"expires_at" > "made_at"')
    share_link_uses_counted = Check('"uses" >= 0 AND ("uses_max" IS NULL OR "uses" <= "uses_max")')


TABLES = (ShareLink,)
