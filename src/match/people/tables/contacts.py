"""Where else a person may be told: a mailbox that answered, a WeChat account that was bound."""

from piccolo.columns import BigSerial, Bytea, ForeignKey, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.people.states import ContactKind
from match.people.tables.accounts import Account


class Contact(Table, db=DB, tablename="contact"):
    """
    One proven address of one person: sealed like the phone, found again by its keyed hash, gone
    with the account. Several people may share an office's mailbox; a WeChat account has one.
    """

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade, help_text="internal")
    kind = Varchar(length=8, null=False, help_text="internal")
    address = Bytea(null=False, default=b"", help_text="personal")
    address_key = Bytea(null=False, default=b"", index=True, help_text="personal")
    proven_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    contact_kind_known = one_of("kind", ContactKind)
    contact_once = Unique(["account", "kind"])


class ContactClaim(Table, db=DB, tablename="contact_claim"):
    """
    An address on its way to being proven. For mail the code was sent to ``address``; for WeChat
    the person types the code into the official account, so there is no address yet.
    """

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade, help_text="internal")
    kind = Varchar(length=8, null=False, help_text="internal")
    address = Bytea(null=True, default=None, help_text="personal")
    code_hash = Bytea(null=False, default=b"", index=True, help_text="secret")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    expires_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    tries = SmallInt(null=False, default=0, help_text="internal")

    contact_claim_kind_known = one_of("kind", ContactKind)
    contact_claim_once = Unique(["account", "kind"])
