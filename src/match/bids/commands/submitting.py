"""
The quick half: one small request that is in time or is not.

The tender is locked FOR SHARE first and the database's clock is read after it, so that every
acknowledged bid was there before the opening, which takes the same row FOR UPDATE, could begin.
"""

from collections.abc import Mapping
from typing import Any

from match.bids import policy
from match.bids.commands._shared import (
    Line,
    alias,
    bid_of,
    clock_of_database,
    locked,
    locked_bid,
    missing,
    post,
    receipt,
    sealing,
)
from match.bids.commands.uploading import check_open
from match.bids.forms import SubmitForm
from match.bids.receipts import Receipt
from match.bids.states import BID_MACHINE, BidStatus, BoardKind, Envelope
from match.bids.tables import Bid
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.permissions import Role
from match.suppliers.queries import eligibility, joint_partners
from match.tenders.queries import TenderFacts


@command
async def submit(actor: Actor, tender_id: int, form: SubmitForm) -> Receipt:
    """
    Turn two uploads into a bid; returns the signed receipt. Raises Conflict after the deadline by
    the database's clock, where a bid stands already, or where the tender takes none; Denied for
    who may not bid (采购法22, 实施条例18); Invalid for uploads that are gone or out of date.
    """
    facts = await accepting(tender_id)
    require(policy.can_bid(actor, form.organisation))
    if await _standing(tender_id, form.organisation) is not None:
        raise Conflict(_("本机构已经投标。要修改请用“替换”，原来的回执仍然有效。"))
    await _check_bidder(facts, form.organisation)
    return await _take(actor, facts, form, None)


@command
async def replace(actor: Actor, tender_id: int, form: SubmitForm) -> Receipt:
    """Put a new bid in the place of the standing one; the last counts (87号令34)."""
    facts = await accepting(tender_id)
    require(policy.can_bid(actor, form.organisation))
    held = await _standing(tender_id, form.organisation)
    if held is None:
        raise Conflict(_("本机构还没有投标，请先提交。"))
    await _check_bidder(facts, form.organisation)
    await _move(actor, facts, held, "replace")
    return await _take(actor, facts, form, held["id"])


@command
async def withdraw(actor: Actor, bid_id: int) -> Receipt:
    """Take a bid back before the deadline; nobody will ever open it."""
    facts, held = await _own(actor, bid_id)
    await _move(actor, facts, held, "withdraw")
    line = await post_in_time(
        facts, BoardKind.withdrawn, bid=bid_id, bidder=alias(facts.id, held["organisation_id"])
    )
    return await receipt(held, BoardKind.withdrawn, line)


@command
async def reconfirm(actor: Actor, bid_id: int) -> Receipt:
    """
    Stand by a bid after the documents were corrected; without this it lapses at the deadline. Who
    may bid is asked again: what was in date for the first deadline need not be for a later one.
    """
    facts, held = await _own(actor, bid_id)
    if held["status"] != BidStatus.sealed:
        raise Conflict(_("这份投标已经不在，请提交新的。"))
    if held["confirmed_version"] == facts.document_version:
        raise Conflict(_("采购文件没有再更正，不需要重新确认。"))
    await _check_bidder(facts, held["organisation_id"])
    await value(
        "UPDATE bid SET confirmed_version = $2 WHERE id = $1", bid_id, facts.document_version
    )
    line = await post_in_time(
        facts,
        BoardKind.confirmed,
        bid=bid_id,
        bidder=alias(facts.id, held["organisation_id"]),
        document=facts.document_version,
    )
    await record(actor, "bid.confirmed", subject=("bid", bid_id), division=facts.division)
    await tell("bid.confirmed", bid_id=bid_id, tender_id=facts.id)
    return await receipt(held, BoardKind.confirmed, line, document=facts.document_version)


async def accepting(tender_id: int) -> TenderFacts:
    """
    The tender, locked FOR SHARE, with its deadline still ahead, and its bidders one after another.
    Raises Conflict otherwise.
    """
    facts = await locked(tender_id, share=True)
    check_open(facts)
    held = await sealing(tender_id, lock=True)
    # Only now: before the locks, "in time" could be said and the opening still come first.
    if held["status"] != "arranged" or await clock_of_database() >= facts.closes_at:
        raise late()
    return facts


async def post_in_time(facts: TenderFacts, kind: BoardKind, **words: object) -> Line:
    """A line whose own time, which everybody reads, lies before the deadline; else nothing."""
    line = await post(facts.id, kind, **words)
    if line.at >= facts.closes_at:
        raise late()
    return line


def late() -> Conflict:
    """The deadline is over."""
    return Conflict(_("投标已经截止。"))


async def _own(actor: Actor, bid_id: int) -> tuple[TenderFacts, dict[str, Any]]:
    held = await bid_of(bid_id)
    if policy.can_bid(actor, held["organisation_id"]) is not True:
        raise missing()
    facts = await accepting(held["tender_id"])
    return facts, await locked_bid(bid_id)


async def _standing(tender_id: int, organisation_id: int) -> dict[str, Any] | None:
    return await one(
        "SELECT * FROM bid WHERE tender_id = $1 AND organisation_id = $2 AND status = 'sealed'"
        " FOR NO KEY UPDATE",
        tender_id,
        organisation_id,
    )


async def _move(actor: Actor, facts: TenderFacts, held: Mapping[str, Any], verb: str) -> None:
    await carry_out(
        actor,
        BID_MACHINE,
        Bid,
        {"id": held["id"], "division": facts.division},
        BidStatus(held["status"]),
        verb,
        bid_id=held["id"],
        tender_id=facts.id,
        organisation_id=held["organisation_id"],
    )


async def _check_bidder(facts: TenderFacts, organisation_id: int) -> None:
    """Who may bid. Time is left out here: the lock has just settled it."""
    together = [organisation_id, *await joint_partners(facts.id, organisation_id)]
    if await value(
        "SELECT 1 FROM tender_key k WHERE k.tender_id = $1 AND (k.body = ANY($2::text[])"
        " OR EXISTS (SELECT FROM membership m WHERE m.account = k.account_id"
        " AND m.organisation = ANY($3::bigint[]) AND m.ended_at IS NULL)) LIMIT 1",
        facts.id,
        [f"organisation:{each}" for each in together],
        together,
    ):
        raise Denied(_("本机构有人担任这次采购的开标人，不能投标。"))
    designers = await rows(
        "SELECT DISTINCT m.organisation AS id FROM tender t JOIN membership m"
        " ON m.account IN (t.drafted_by, t.screened_by, t.published_by)"
        " WHERE t.id = $1 AND m.role = $2 AND m.organisation IS NOT NULL",
        facts.id,
        str(Role.manager),
    )
    checks = await eligibility(
        organisation_id, facts, tender_id=facts.id, designers=[row["id"] for row in designers]
    )
    failed = [check for check in checks if check.ok is False and check.key != "time"]
    if failed:
        raise Denied(
            _("还不能投标：%(why)s")
            % {"why": "；".join(f"{check.title}：{check.words}" for check in failed)},
            checks=[check.key for check in failed],
        )


async def _take(
    actor: Actor, facts: TenderFacts, form: SubmitForm, replaces: int | None
) -> Receipt:
    uploads = await _uploads(facts, form)
    bid = await one(
        "INSERT INTO bid (tender_id, organisation_id, document_version, confirmed_version,"
        " replaces, submitted_by, submitted_at)"
        " VALUES ($1, $2, $3, $3, $4, $5, clock_timestamp()) RETURNING *",
        facts.id,
        form.organisation,
        facts.document_version,
        replaces,
        actor.id,
    )
    assert bid is not None, "an insert returns its row"
    await rows(
        "WITH gone AS (DELETE FROM bid_upload WHERE id = ANY($2::bigint[]) RETURNING *)"
        " INSERT INTO bid_envelope (bid_id, envelope, body, sha256, size, dek_commitment,"
        " bid_commitment) SELECT $1, envelope, body, sha256, size, dek_commitment, bid_commitment"
        " FROM gone",
        bid["id"],
        [form.technical, form.price],
    )
    said = {
        each["envelope"]: {
            name: each[name] for name in ("sha256", "size", "dek_commitment", "bid_commitment")
        }
        for each in uploads
    }
    kind = BoardKind.sealed if replaces is None else BoardKind.replaced
    line = await post_in_time(
        facts,
        kind,
        bid=bid["id"],
        bidder=alias(facts.id, form.organisation),
        document=facts.document_version,
        envelopes=said,
        **({} if replaces is None else {"replaces": replaces}),
    )
    await record(actor, "bid.sealed", subject=("bid", bid["id"]), division=facts.division)
    await tell(
        "bid.sealed", bid_id=bid["id"], tender_id=facts.id, organisation_id=form.organisation
    )
    return await receipt(bid, kind, line, document=facts.document_version, envelopes=said)


async def _uploads(facts: TenderFacts, form: SubmitForm) -> list[dict[str, Any]]:
    """The two uploads, locked, without their bodies."""
    found = await rows(
        "SELECT id, envelope, sha256, size, document_version, dek_commitment, bid_commitment"
        " FROM bid_upload WHERE id = ANY($1::bigint[]) AND tender_id = $2"
        " AND organisation_id = $3 ORDER BY envelope FOR UPDATE",
        [form.technical, form.price],
        facts.id,
        form.organisation,
    )
    kinds = {row["id"]: row["envelope"] for row in found}
    complaints = {
        field: _("没有找到这个上传的文件，请重新上传。")
        for field, upload, kind in (
            ("technical", form.technical, Envelope.technical),
            ("price", form.price, Envelope.price),
        )
        if kinds.get(upload) != kind
    }
    if not complaints and any(row["document_version"] != facts.document_version for row in found):
        complaints["technical"] = _("采购文件已经更正，请按新的文件重新密封。")
    if complaints:
        raise Invalid(complaints)
    return found
