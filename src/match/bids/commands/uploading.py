"""The slow half of a submission: the sealed text comes first, and waits to be submitted."""

import base64
import binascii
import hashlib

import msgspec

from match.bids import policy
from match.bids.commands._shared import clock_of_database, sealing
from match.bids.envelope import EnvelopeFile, parsed
from match.bids.forms import PartForm
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.parameters import whole
from match.tenders.queries import TenderFacts, facts

KEPT = 4
"""How many uploads of one kind a bidder may leave lying; the oldest goes."""
_FORGET = "DELETE FROM bid_part WHERE tender_id = $1 AND account_id = $2 AND sha256 = $3"


class Received(msgspec.Struct, frozen=True):
    """Bytes of an envelope that are here, and whether it is whole."""

    received: int
    complete: bool


@command
async def keep_upload(actor: Actor, tender_id: int, body: bytes) -> int:
    """
    Keep one sealed envelope until it is submitted; returns the upload's id. It is no bid yet.

    Raises Invalid for an envelope that is not of the one shape, or was sealed for another tender,
    key set or version of the documents; Conflict where the tender takes no bids.
    """
    file = parsed(body)
    require(policy.can_bid(actor, file.bidder))
    purchase = await facts(tender_id)
    check_open(purchase)
    if await clock_of_database() >= purchase.closes_at:
        raise Conflict(_("投标已经截止。"))
    await _check_place(file, purchase)
    upload_id: int = await value(
        "INSERT INTO bid_upload (tender_id, organisation_id, account_id, envelope, body, sha256,"
        " size, document_version, dek_commitment, bid_commitment)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        tender_id,
        file.bidder,
        actor.id,
        str(file.envelope),
        body,
        hashlib.sha256(body).hexdigest(),
        len(body),
        file.document,
        file.dek_commitment,
        file.bid_commitment,
    )
    await rows(
        "DELETE FROM bid_upload WHERE id IN (SELECT id FROM bid_upload WHERE tender_id = $1"
        " AND organisation_id = $2 AND envelope = $3 ORDER BY id DESC OFFSET $4)",
        tender_id,
        file.bidder,
        str(file.envelope),
        KEPT,
    )
    return upload_id


@command
async def keep_part(actor: Actor, tender_id: int, form: PartForm) -> Received:
    """
    Take the next piece of an envelope; with the last it becomes an upload (`keep_upload`). A piece
    that does not begin where the last one ended changes nothing: the answer says where to go on.
    """
    part = _piece(form)
    before = await received(actor, tender_id, form.sha256)
    if before.complete or before.received != form.offset:
        return before
    held = await one(
        "SELECT id, body FROM bid_part WHERE tender_id = $1 AND account_id = $2 AND sha256 = $3"
        " FOR UPDATE",
        tender_id,
        actor.id,
        form.sha256,
    )
    body = (bytes(held["body"]) if held else b"") + part
    if len(body) < form.total:
        await sealing(tender_id)
        await _keep_piece(actor, tender_id, form, body)
        return Received(len(body), False)
    if hashlib.sha256(body).hexdigest() != form.sha256:
        await rows(_FORGET, tender_id, actor.id, form.sha256)
        return Received(0, False)  # something was mixed up on the way: from the beginning
    await keep_upload(actor, tender_id, body)
    await rows(_FORGET, tender_id, actor.id, form.sha256)
    return Received(len(body), True)


async def received(actor: Actor, tender_id: int, sha256: str) -> Received:
    """How much of an envelope is here, so that a broken line can go on where it stopped."""
    whole_one = await value(
        "SELECT size FROM bid_upload WHERE tender_id = $1 AND account_id = $2 AND sha256 = $3",
        tender_id,
        actor.id,
        sha256,
    )
    if whole_one is not None:
        return Received(whole_one, True)
    there = await value(
        "SELECT octet_length(body) FROM bid_part WHERE tender_id = $1 AND account_id = $2"
        " AND sha256 = $3",
        tender_id,
        actor.id,
        sha256,
    )
    return Received(there or 0, False)


async def _keep_piece(actor: Actor, tender_id: int, form: PartForm, body: bytes) -> None:
    await value(
        "INSERT INTO bid_part (tender_id, account_id, sha256, total, body)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tender_id, account_id, sha256)"
        " DO UPDATE SET body = $5, total = $4, at = now()",
        tender_id,
        actor.id,
        form.sha256,
        form.total,
        body,
    )
    await rows(
        "DELETE FROM bid_part WHERE id IN (SELECT id FROM bid_part WHERE account_id = $1"
        " ORDER BY at DESC, id DESC OFFSET $2)",
        actor.id,
        KEPT,
    )


def _piece(form: PartForm) -> bytes:
    try:
        part = base64.b64decode(form.part, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Invalid({"part": _("上传的内容损坏了，请重试。")}) from error
    if not part or form.offset + len(part) > form.total:
        raise Invalid({"part": _("上传的内容长度不对，请重试。")})
    return part


def check_open(purchase: TenderFacts) -> None:
    """Whether the tender's state lets bids in; time is asked of the database, under the lock."""
    if str(purchase.mode) == "mirror":
        raise Conflict(_("官方系统上进行的采购，不在这里收投标文件。"))
    if purchase.suspended_at is not None:
        raise Conflict(_("采购活动已暂停，恢复后再投标。"))
    if str(purchase.status) != "published":
        raise Conflict(_("这次采购现在不收投标文件。"))


async def _check_place(file: EnvelopeFile, purchase: TenderFacts) -> None:
    held = await sealing(purchase.id)
    if file.tender != purchase.id:
        raise _stale(_("这个密封文件属于另一次采购。"))
    if file.document != purchase.document_version:
        raise _stale(_("采购文件已经更正，请按新的文件重新密封。"))
    if (file.keyset, file.n, file.k) != (held["keyset"], held["n"], held["k"]):
        raise _stale(_("开标人的密钥已经更换，请刷新页面后重新密封。"))


def _stale(message: str) -> Invalid:
    return Invalid({"envelope": message}, message)


async def drop_stale_uploads(actor: Actor) -> int:
    """Clear what was uploaded and never submitted; returns how many."""
    return await _drop(actor, await whole("bids.upload_hours"))


@command
async def _drop(_actor: Actor, hours: int) -> int:
    gone = await rows(
        "WITH whole AS (DELETE FROM bid_upload WHERE at < now() - make_interval(hours => $1)"
        " RETURNING id), parts AS (DELETE FROM bid_part WHERE at < now() - make_interval(hours =>"
        " $1) RETURNING id) SELECT id FROM whole UNION ALL SELECT id FROM parts",
        hours,
    )
    return len(gone)
