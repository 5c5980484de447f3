"""Fetching a file, and checking that a list of photos is somebody's own."""

from pathlib import Path

import msgspec

from match.files import policy
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings


class Stored(msgspec.Struct, frozen=True):
    """A file on disk that the reader may have."""

    path: Path
    media_type: str
    sha256: str
    shown: bool
    photo: bool


async def stored(actor: Actor, file_id: int) -> Stored:
    """Where a file is. Raises NotFound for who may not have it: its existence tells nothing."""
    row = await one("SELECT * FROM file WHERE id = $1", file_id)
    if row is None or policy.can_fetch(actor, row) is not True:
        raise NotFound(_("没有找到这个文件，或您没有查看权限。"))
    name = row["stored_as"]
    return Stored(
        settings().uploads_dir / name[:2] / name,
        row["media_type"],
        row["sha256"],
        row["shown"],
        row["kind"] == "photo",
    )


async def own_photos(actor: Actor, photos: list[int], division: str) -> list[int]:
    """Those of *photos* that this person uploaded, or that belong to the same place, in order."""
    found = await rows(
        "SELECT id FROM file WHERE id = ANY($1) AND kind = 'photo'"
        " AND (owner_id = $2 OR division = $3)",
        photos,
        actor.id,
        division,
    )
    known = {row["id"] for row in found}
    return [photo for photo in photos if photo in known]


async def own_documents(actor: Actor, documents: list[int]) -> list[int]:
    """Those of *documents* that this person uploaded, in order."""
    found = await rows(
        "SELECT id FROM file WHERE id = ANY($1::bigint[]) AND owner_id = $2", documents, actor.id
    )
    known = {row["id"] for row in found}
    return [document for document in documents if document in known]
