"""One row per stored file. The name on disk is random; what a person called it is not kept."""

from enum import StrEnum

from piccolo.columns import BigInt, BigSerial, Boolean, Bytea, Integer, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of


class FileKind(StrEnum):
    """Photos are of premises and goods; documents are evidence, for staff only."""

    photo = "photo"
    document = "document"


class File(Table, db=DB, tablename="file"):
    """
    A stored upload. ``division`` is where it belongs, so that staff of the place may see it;
    ``shown`` once it stands on a public page.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=10, null=False, help_text="internal")
    owner_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, default="", help_text="internal")
    shown = Boolean(null=False, default=False, help_text="internal")
    stored_as = Varchar(length=40, null=False, unique=True, help_text="internal")
    media_type = Varchar(length=40, null=False, help_text="internal")
    bytes = Integer(null=False, help_text="internal")
    width = Integer(null=True, default=None, help_text="internal")
    height = Integer(null=True, default=None, help_text="internal")
    sha256 = Varchar(length=64, null=False, index=True, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    # A guardian took back the consent to it: from then on nobody fetches it, whatever shows it.
    withdrawn_at = Timestamptz(null=True, default=None, help_text="internal")

    file_kind_known = one_of("kind", FileKind)
    file_not_empty = Check('"bytes" > 0')


class PhotoPart(Table, db=DB, tablename="photo_part"):
    """A photo on its way, under the hash of the whole of it; a day later it is gone."""

    id = BigSerial(primary_key=True)
    owner_id = BigInt(null=False, help_text="internal")
    sha256 = Varchar(length=64, null=False, help_text="internal")
    total = Integer(null=False, help_text="internal")
    body = Bytea(null=False, default=b"", help_text="personal")
    at = Timestamptz(null=False, default=TimestamptzNow(), index=True, help_text="internal")

    photo_part_once = Unique(["owner_id", "sha256"])
    photo_part_fits = Check('octet_length("body") BETWEEN 1 AND "total"')
