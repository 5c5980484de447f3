"""Taking a file in, and showing a photo to the public. Bytes go to disk before the row does."""

import hashlib
from pathlib import Path
from uuid import uuid4

import anyio.to_thread

from match.files.tables import FileKind
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.errors import Denied, Invalid, TooMany
from match.foundation.images import ImageRefused, clean_image
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.settings import settings

# What a document may be, by its first bytes: a name or a declared type proves nothing.
DOCUMENTS = {b"%PDF-": "application/pdf"}
A_DAY = 60
MEGABYTE = 1024 * 1024


async def keep_photo(actor: Actor, data: bytes, *, division: str = "") -> int:
    """
    Re-encode and keep a picture; returns its id. EXIF, with the place it was taken, is gone.

    Raises Invalid in the words of the person who uploaded, TooMany over sixty a day.
    """
    try:
        clean = await clean_image(data)
    except ImageRefused as refusal:
        raise Invalid({"photo": refusal.message}) from refusal
    return await _keep(
        actor,
        FileKind.photo,
        clean.data,
        "image/jpeg",
        clean.sha256,
        division,
        (clean.width, clean.height),
    )


async def keep_document(actor: Actor, data: bytes, *, division: str = "") -> int:
    """Keep a document (PDF, or a picture, which is re-encoded); returns its id. Raises Invalid."""
    limit = await whole("file.document_max_mb")
    if len(data) > limit * MEGABYTE:
        raise Invalid({"document": _("文件不能超过 %(limit)s MB。") % {"limit": limit}})
    found = next((kind for head, kind in DOCUMENTS.items() if data.startswith(head)), None)
    if found is not None:
        digest = hashlib.sha256(data).hexdigest()
        return await _keep(actor, FileKind.document, data, found, digest, division, None)
    try:
        clean = await clean_image(data)
    except ImageRefused as refusal:
        raise Invalid({"document": _("请上传 PDF，或 JPG、PNG 照片。")}) from refusal
    return await _keep(
        actor,
        FileKind.document,
        clean.data,
        "image/jpeg",
        clean.sha256,
        division,
        (clean.width, clean.height),
    )


async def _keep(
    actor: Actor,
    kind: FileKind,
    data: bytes,
    media_type: str,
    digest: str,
    division: str,
    size: tuple[int, int] | None,
) -> int:
    if actor.id is None:
        raise Denied(_("请先登录，再上传文件。"))
    # A row whose file is missing would be a broken page; a file without a row is only swept away.
    name = uuid4().hex
    await anyio.to_thread.run_sync(_write, _path(name), data)
    return await _record(actor, kind, name, media_type, len(data), digest, division, size)


@command
async def _record(
    actor: Actor,
    kind: FileKind,
    name: str,
    media_type: str,
    length: int,
    digest: str,
    division: str,
    size: tuple[int, int] | None,
) -> int:
    today: int = await value(
        "SELECT count(*) FROM file WHERE owner_id = $1"
        " AND created_at > $2::timestamptz - interval '1 day'",
        actor.id,
        clock.now(),
    )
    if today >= A_DAY:
        raise TooMany(_("今天上传的文件太多了，请明天再传。"), retry_after=3600)
    file_id: int = await value(
        "INSERT INTO file (kind, owner_id, division, stored_as, media_type, bytes, width, height,"
        " sha256) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        kind.value,
        actor.id,
        division,
        name,
        media_type,
        length,
        size[0] if size else None,
        size[1] if size else None,
        digest,
    )
    await record(actor, "file.kept", subject=("file", file_id), division=division or None)
    return file_id


@command
async def show_photos(actor: Actor, photos: list[int]) -> None:
    """Photos of a need that is being published: from now on everybody may fetch them."""
    await value(
        "UPDATE file SET shown = true WHERE id = ANY($1) AND kind = 'photo'"
        " AND withdrawn_at IS NULL",
        photos,
    )
    for file_id in photos:
        await record(actor, "file.shown", subject=("file", file_id))


@command
async def withdraw_photo(actor: Actor, photo: int) -> None:
    """A child's guardian took the consent back: nobody fetches the photo any more. Told by care."""
    gone = await value(
        "UPDATE file SET withdrawn_at = $2, shown = false"
        " WHERE id = $1 AND withdrawn_at IS NULL RETURNING id",
        photo,
        clock.now(),
    )
    if gone is not None:
        await record(actor, "file.withdrawn", subject=("file", photo))


def _path(name: str) -> Path:
    return settings().uploads_dir / name[:2] / name


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(data)
    draft.replace(path)
