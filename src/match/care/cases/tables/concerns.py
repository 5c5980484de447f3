"""Concerns: who speaks has a made-up name and a return code, and is nowhere else."""

from piccolo.columns import BigInt, BigSerial, Bytea, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.cases.states import About, ConcernStatus
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of


class Concern(Table, db=DB, tablename="concern", schema="care"):
    """
    Something that worries somebody. No account, no network, no telephone is kept: only the hash
    of the code that opens it again. ``desk`` is the role that reads it, never the one concerned.
    """

    id = BigSerial(primary_key=True)
    code_key = Bytea(null=False, unique=True, help_text="secret")
    pseudonym = Varchar(length=20, null=False, help_text="internal")
    about = Varchar(length=12, null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    desk = Varchar(length=10, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=ConcernStatus.waiting, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    concern_about_known = one_of("about", About)
    concern_status_known = one_of("status", ConcernStatus)
    concern_division_whole = is_division("division")
    concern_desk_known = Check("\"desk\" IN ('protection', 'prefecture', 'province')")
    # Nobody judges a concern about themselves.
    concern_desk_apart = Check(
        "(\"about\" <> 'county' OR \"desk\" = 'prefecture')"
        " AND (\"about\" <> 'prefecture' OR \"desk\" = 'province')"
    )


class ConcernMessage(Table, db=DB, tablename="concern_message", schema="care"):
    """One message, in either direction, sealed. Only ever added to."""

    id = BigSerial(primary_key=True)
    concern_id = BigInt(null=False, index=True, help_text="internal")
    account_id = BigInt(null=True, default=None, help_text="internal")
    text = Bytea(null=False, help_text="secret")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
