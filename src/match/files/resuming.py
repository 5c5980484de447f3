"""Photos that arrive in pieces: a broken line goes on where it stopped, and the form finds them.

A page with script sends each photo ahead, piece by piece, under the SHA-256 of its bytes; the form
then carries only that hash, in ``<field>.kept``. `ResumingRequest.form` puts the bytes in the place
of a chosen file, so that no handler knows the difference. Without script the file goes in the form.
"""

import hashlib
import re
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile

from match.files.commands import A_DAY
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _

# What the browser's own compression leaves is a tenth of this; what is larger goes in the form.
LARGEST = 3 * 1024 * 1024
PIECE = 256 * 1024
HOURS = 24
AT_ONCE = A_DAY
"""
How many photos one person may leave lying; the oldest goes. As many as may be kept in a day: a form
that waited, full of photos, must find all of them.
"""
SUFFIX = ".kept"
_HASH = re.compile(r"[0-9a-f]{64}")
_WEBP = slice(8, 12)


class PieceForm(msgspec.Struct, frozen=True):
    """Where a piece belongs: the whole photo's hash and length, and the piece's first byte."""

    sha256: str
    total: int
    offset: int


class Arrived(msgspec.Struct, frozen=True):
    """Bytes of a photo that are here, and whether it is whole."""

    received: int
    complete: bool


async def arrived(actor: Actor, sha256: str) -> Arrived:
    """Where to go on after a broken line; a photo nobody began has no bytes yet."""
    row = await one(
        "SELECT octet_length(body) AS here, total FROM photo_part"
        " WHERE owner_id = $1 AND sha256 = $2",
        actor.id,
        sha256,
    )
    return Arrived(row["here"], row["here"] == row["total"]) if row else Arrived(0, False)


@command
async def keep_piece(actor: Actor, form: PieceForm, piece: bytes) -> Arrived:
    """
    Take the next piece. One that does not begin where the last one ended changes nothing: the
    answer says where to go on. Raises Invalid for what is no photo or too large.
    """
    if actor.id is None:
        raise Denied(_("请先登录，再上传文件。"))
    _check(form, piece)
    # The same photo may be on its way from two windows: one after the other.
    await value("SELECT pg_advisory_xact_lock(hashtext($1))", f"photo:{actor.id}:{form.sha256}")
    before = await arrived(actor, form.sha256)
    if before.complete or before.received != form.offset:
        return before
    if before.received == 0:
        _check_head(piece)
    # Only the last piece brings the whole photo back, to be looked at.
    now = await one(
        "INSERT INTO photo_part (owner_id, sha256, total, body) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (owner_id, sha256) DO UPDATE SET body = photo_part.body || $4, at = now()"
        " RETURNING octet_length(body) AS here, CASE WHEN octet_length(body) = $3 THEN body END"
        " AS whole",
        actor.id,
        form.sha256,
        form.total,
        piece,
    )
    assert now is not None, "inserted, or added to"
    whole: bytes | None = now["whole"]
    if whole is not None and hashlib.sha256(whole).hexdigest() != form.sha256:
        # Something was mixed up on the way: from the beginning.
        await rows(
            "DELETE FROM photo_part WHERE owner_id = $1 AND sha256 = $2", actor.id, form.sha256
        )
        return Arrived(0, False)
    await rows(
        "DELETE FROM photo_part WHERE id IN (SELECT id FROM photo_part WHERE owner_id = $1"
        " ORDER BY at DESC, id DESC OFFSET $2)",
        actor.id,
        AT_ONCE,
    )
    return Arrived(now["here"], whole is not None)


@command
async def drop_photo_parts(_actor: Actor) -> int:
    """Clear what was sent ahead and is no longer waited for; returns how many."""
    gone = await rows(
        "DELETE FROM photo_part WHERE at < now() - make_interval(hours => $1) RETURNING id", HOURS
    )
    return len(gone)


class ResumingRequest(Request[Any, Any, Any]):
    """A request whose form holds the photos sent ahead as if they had been chosen in it."""

    async def form(self) -> FormMultiDict:
        """The form, complete. Raises Invalid when a photo sent ahead is no longer here."""
        sent = await super().form()
        ahead = dict.fromkeys(name for name in sent if name.endswith(SUFFIX))
        if not ahead:
            return sent
        actor = self.scope.get("state", {}).get("actor", ANONYMOUS)
        told: list[tuple[str, Any]] = [pair for pair in sent.items() if pair[0] not in ahead]
        for name in ahead:
            field = name.removesuffix(SUFFIX)
            for sha256 in dict.fromkeys(map(str, sent.getall(name))):
                told.append((field, await _taken(actor, field, sha256)))
        self._form = FormMultiDict(told)
        return self._form


async def _taken(actor: Actor, field: str, sha256: str) -> UploadFile:
    row = await one(
        "SELECT body FROM photo_part WHERE owner_id = $1 AND sha256 = $2"
        " AND octet_length(body) = total",
        actor.id,
        sha256,
    )
    if row is None:
        raise Invalid({field: _("照片没有传完，请重新选择。")})
    return UploadFile("image/jpeg", "photo.jpg", bytes(row["body"]))


def _check(form: PieceForm, piece: bytes) -> None:
    whole = _HASH.fullmatch(form.sha256) and 0 < form.total <= LARGEST
    fits = 0 < len(piece) <= PIECE and 0 <= form.offset <= form.total - len(piece)
    if not (whole and fits):
        raise Invalid({"part": _("照片没有传完，请重新选择。")})


def _check_head(piece: bytes) -> None:
    """By its first bytes; what it really holds is seen when the form decodes it."""
    known = piece.startswith((b"\xff\xd8\xff", b"\x89PNG")) or piece[_WEBP] == b"WEBP"
    if not known:
        raise Invalid({"part": _("照片没有传完，请重新选择。")})
