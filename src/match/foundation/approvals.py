"""
Two persons from two bodies: what one person alone may never put into effect.

An approval names the content it approved by hash, so any edit voids the approvals before it. The
count is taken by a function in the database (see the guards migration of people), which also
stands behind the trigger that refuses a staff role without it.
"""

import hashlib
from typing import Any

import msgspec
from piccolo.columns import BigInt, BigSerial, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.table import Table

from match.foundation.actor import Actor, Grant
from match.foundation.db import DB, in_transaction, one, value
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _


class Approval(Table, db=DB, tablename="approval"):
    """One person's yes to one content. Only added to."""

    id = BigSerial(primary_key=True)
    subject_kind = Varchar(length=40, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    subject_hash = Varchar(length=64, null=False, help_text="internal")
    approver = BigInt(null=False, help_text="internal")
    covering = BigInt(null=True, default=None, help_text="internal")
    role = Varchar(length=20, null=False, help_text="internal")
    body = Varchar(length=80, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


def content_hash(**content: Any) -> str:
    """The hash of what is approved; equal content gives equal hashes whatever the order."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted", enc_hook=str)).hexdigest()


def body_of(grant: Grant) -> str:
    """The body a grant speaks for: its organisation, or the authority of its role and division."""
    if grant.organisation is not None:
        return f"organisation:{grant.organisation}"
    return f"{grant.role}:{grant.division}"


async def approve(
    actor: Actor, grant: Grant, kind: str, subject_id: int, subject_hash: str, *, proposer: int
) -> bool:
    """
    Record *actor*'s approval, given with *grant*; True once two persons from two bodies have.

    Runs inside a command. Raises Denied for the proposer (also through leave cover), Conflict
    for a second approval by the same person.
    """
    assert in_transaction(), "approve() only inside a command"
    assert actor.id is not None, "a person approves"
    if proposer in (actor.id, actor.covering):
        raise Denied(_("提出的人不能自己批准，请由另外两个单位的人批准。"))
    added = await one(
        "INSERT INTO approval (subject_kind, subject_id, subject_hash, approver, covering, role,"
        " body) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (subject_kind, subject_id, subject_hash, approver) DO NOTHING RETURNING id",
        kind,
        subject_id,
        subject_hash,
        actor.id,
        actor.covering,
        str(grant.role),
        body_of(grant),
    )
    if added is None:
        raise Conflict(_("您已经批准过这一项，还需要另一个单位的人批准。"))
    return await approved(kind, subject_id, subject_hash, proposer=proposer)


async def approved(kind: str, subject_id: int, subject_hash: str, *, proposer: int) -> bool:
    """Whether two persons from two bodies, neither the proposer, approved exactly this content."""
    return bool(
        await value(
            "SELECT approved_by_two($1, $2, $3, $4)", kind, subject_id, subject_hash, proposer
        )
    )
