"""Coming in: who may bid, with what, until when; replacing, withdrawing, standing by a bid."""

import json
from typing import Any

import pytest

from match.bids import commands
from match.bids.forms import DigestsForm, PartForm, SubmitForm
from match.bids.queries import board, count, receipts_of, standing_bids
from match.bids.receipts import genuine
from match.bids.states import Envelope
from match.foundation.chain import START, link
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from tests.bids import make, sealer
from tests.people import make as people


async def test_the_last_bid_counts_and_both_receipts_stay_good(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    first = await make.submitted(who, about)
    with pytest.raises(Conflict):
        await make.submitted(who, about)
    second = await commands.replace(who.actor, about.id, await make.uploads(who, about))

    assert await count(about.id) == 1
    lines = {line.number: line for line in await board(about.id)}
    for receipt, kind in ((first, "sealed"), (second, "replaced")):
        assert genuine(receipt)
        assert lines[receipt.number].kind == kind
        assert json.loads(receipt.said)["board_hash"] == lines[receipt.number].hash
        assert await receipts_of(who.actor, receipt.bid_id) == (receipt,)
    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)
    assert (begun.bids, begun.refused) == (1, True)


async def test_a_receipt_with_one_letter_changed_is_not_genuine(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    receipt = await make.submitted(await make.bidder(), about)
    changed = type(receipt)(
        receipt.bid_id,
        receipt.number,
        receipt.kind,
        receipt.said.replace('"sealed"', '"Sealed"'),
        receipt.signature,
        receipt.public_key,
    )

    assert genuine(receipt)
    assert not genuine(changed)


async def test_a_withdrawn_bid_is_never_opened(db: None) -> None:
    about = await make.purchase(k=2, n=3, min_bids=1)
    (gone, first), (kept, second) = await make.bids(about, 2)
    receipt = await commands.withdraw(gone.actor, first.bid_id)
    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    assert await make.opened_by(about, about.officials[:2])

    assert genuine(receipt)
    assert receipt.kind == "withdrawn"
    found = await rows("SELECT bid_id FROM bid_content WHERE tender_id = $1", about.id)
    assert {row["bid_id"] for row in found} == {second.bid_id}
    with pytest.raises(Conflict):
        await commands.withdraw(kept.actor, second.bid_id)
    assert await make.submitted(gone, await make.purchase(k=2, n=3))


async def test_an_edit_voids_bids_until_they_are_confirmed(db: None) -> None:
    about = await make.purchase(k=2, n=3, min_bids=2)
    made = await make.bids(about, 3)
    with pytest.raises(Conflict):
        await commands.reconfirm(made[0][0].actor, made[0][1].bid_id)
    await rows("UPDATE tender SET document_version = 2 WHERE id = $1", about.id)
    assert [bid.stale for bid in await standing_bids(made[0][0].actor, about.id)] == [True]
    for who, receipt in made[:2]:
        confirmed = await commands.reconfirm(who.actor, receipt.bid_id)
        assert json.loads(confirmed.said)["document"] == 2
    with pytest.raises(Invalid):
        await commands.keep_upload(
            made[2][0].actor, about.id, make.sealed(made[2][0], about, "price")
        )
    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)
    assert begun.bids == 2
    assert await make.opened_by(about, about.officials[:2])

    status = {row["id"]: row["status"] for row in await rows("SELECT id, status FROM bid")}
    assert [status[receipt.bid_id] for _, receipt in made] == ["opened", "opened", "lapsed"]


async def test_after_the_deadline_nothing_comes_in(db: None) -> None:
    """By the database's clock; the bidder's envelopes had been uploaded in time."""
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    standing = await make.submitted(who, about)
    late = await make.bidder()
    form, again = await make.uploads(late, about), await make.uploads(who, about)
    await make.pass_deadline(about.id)

    for attempt in (
        commands.submit(late.actor, about.id, form),
        commands.replace(who.actor, about.id, again),
        commands.withdraw(who.actor, standing.bid_id),
        commands.reconfirm(who.actor, standing.bid_id),
        commands.keep_upload(late.actor, about.id, make.sealed(late, about, "price")),
    ):
        with pytest.raises(Conflict):
            await attempt


async def test_a_suspended_purchase_takes_no_bids(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    form = await make.uploads(who, about)
    await rows(
        "UPDATE tender SET suspended_at = now(), suspended_reason = '投诉处理中' WHERE id = $1",
        about.id,
    )

    with pytest.raises(Conflict):
        await commands.submit(who.actor, about.id, form)
    await rows(
        "UPDATE tender SET suspended_at = NULL, suspended_reason = '' WHERE id = $1", about.id
    )
    assert await commands.submit(who.actor, about.id, form)


async def test_who_may_not_bid(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    form = await make.uploads(who, about)
    stranger = await make.bidder()
    with pytest.raises(Denied):  # somebody else's manager
        await commands.submit(stranger.actor, about.id, form)
    with pytest.raises(Denied):
        await commands.keep_upload(stranger.actor, about.id, make.sealed(who, about, "price"))
    with pytest.raises(Denied):  # an officer who buys
        await commands.keep_upload(about.officer, about.id, make.sealed(who, about, "price"))
    unready = await people.organisation("NGO", make.JISHOU)
    manager = await people.account("manager", organisation=unready)
    bare = make.Bidder(manager, unready)
    with pytest.raises(Denied) as refused:  # nothing declared, no papers
        await commands.submit(manager, about.id, await make.uploads(bare, about))
    assert "article22" in refused.value.facts["checks"]
    await make.eligible(bare)
    assert await make.submitted(bare, about)


async def test_who_wrote_the_requirements_does_not_bid(db: None) -> None:
    """实施条例18: the drafter of the purchase manages the bidder."""
    who = await make.bidder()
    officer, tender_id = await make.tender(k=2, n=3, drafted_by=who.actor.id)
    officials = [await make.official(role) for role in make.ROLES[:3]]
    await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
    about = make.Purchase(tender_id, officer, officials, 2)

    with pytest.raises(Denied) as refused:
        await make.submitted(who, about)
    assert "independent" in refused.value.facts["checks"]
    assert await make.submitted(await make.bidder(), about)


async def test_an_officials_own_body_does_not_bid(db: None) -> None:
    who = await make.bidder()
    officer, tender_id = await make.tender(k=2, n=3)
    officials = [await make.official(role) for role in make.ROLES[:2]]
    officials.append(await make.official("expert", organisation=who.organisation))
    await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
    about = make.Purchase(tender_id, officer, officials, 2)

    with pytest.raises(Denied):
        await make.submitted(who, about)


WRONG: dict[str, dict[str, Any]] = {
    "another tender": {"tender": 999_999},
    "another version": {"document": 2},
    "another threshold": {"k": 3},
}


@pytest.mark.parametrize("what", WRONG)
async def test_an_envelope_for_another_place_is_refused(db: None, what: str) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()

    with pytest.raises(Invalid):
        await commands.keep_upload(
            who.actor, about.id, make.sealed(who, about, "price", **WRONG[what])
        )


async def test_an_envelope_for_other_officials_is_refused(db: None) -> None:
    about, other = await make.purchase(k=2, n=3), await make.purchase(k=2, n=3)
    who = await make.bidder()

    with pytest.raises(Invalid):
        await commands.keep_upload(
            who.actor, about.id, make.sealed(who, about, "price", recipients=other.recipients)
        )


async def test_uploads_are_one_of_each_and_ones_own(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who, other = await make.bidder(), await make.bidder()
    mine, theirs = await make.uploads(who, about), await make.uploads(other, about)

    for form in (
        SubmitForm(who.organisation, mine.technical, theirs.price),
        SubmitForm(who.organisation, mine.price, mine.technical),
        SubmitForm(who.organisation, mine.technical, mine.technical),
        SubmitForm(who.organisation, mine.technical, 2**40),
    ):
        with pytest.raises(Invalid):
            await commands.submit(who.actor, about.id, form)
    assert await commands.submit(who.actor, about.id, mine)


async def test_a_broken_line_goes_on_where_it_stopped(db: None) -> None:
    """Pieces in order; a piece twice, or too early, changes nothing; the whole is submitted by its
    hash, and asking again gives the same receipt."""
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    digests: dict[str, str] = {}
    for envelope in ("technical", "price"):
        body = make.sealed(who, about, envelope)
        digest = digests[envelope] = sealer.sha(body)
        piece = len(body) // 3 + 1
        done = commands.Received(0, False)
        for offset in (0, 0, 2 * piece, piece, 2 * piece):
            part = sealer.b64(body[offset : offset + piece])
            form = PartForm(sha256=digest, total=len(body), offset=offset, part=part)
            done = await commands.keep_part(who.actor, about.id, form)
        assert done == commands.Received(len(body), True)
        assert await commands.received(who.actor, about.id, digest) == done
    form = DigestsForm(**digests, document=1)
    receipt = await commands.submit_digests(who.actor, about.id, form)

    assert await commands.submit_digests(who.actor, about.id, form) == receipt
    assert await value("SELECT count(*) FROM bid_part") == 0
    assert await count(about.id) == 1


async def test_pieces_that_make_something_else_are_forgotten(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    body = make.sealed(who, about, "price")
    half = len(body) // 2
    for offset, part in ((0, body[:half]), (half, body[half:-1] + b" ")):
        form = PartForm(
            sha256=sealer.sha(body), total=len(body), offset=offset, part=sealer.b64(part)
        )
        done = await commands.keep_part(who.actor, about.id, form)

    assert done == commands.Received(0, False)


async def test_stale_uploads_are_cleared(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    form = await make.uploads(who, about)
    await rows(
        "UPDATE bid_upload SET at = now() - interval '49 hours' WHERE id = $1", form.technical
    )
    dropped = await commands.drop_stale_uploads(who.actor)

    assert dropped == 1
    with pytest.raises(Invalid):
        await commands.submit(who.actor, about.id, form)


async def test_the_board_hides_who_bids_and_its_chain_holds(db: None) -> None:
    """Before the opening a name on the board would tell rivals whom to talk to (采购法22)."""
    about = await make.purchase(k=2, n=3)
    made = await make.bids(about, 3)
    before = START
    for line in await board(about.id):
        moment = [
            None if each is None else round(each.timestamp() * 1_000_000)
            for each in (line.at, line.prev_at)
        ]
        assert bytes.fromhex(line.prev) == before
        assert (
            line.hash
            == link(
                "bids.board", before, [about.id, line.number, line.kind, *moment, line.said]
            ).hex()
        )
        before = bytes.fromhex(line.hash)
        names = await rows(
            "SELECT name FROM organisation WHERE id = ANY($1)", [w.organisation for w, _ in made]
        )
        assert not any(row["name"] in line.said for row in names)
        assert "organisation" not in json.loads(line.said)


async def test_others_do_not_see_a_bid(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    (who, receipt), (other, _) = await make.bids(about, 2)

    for attempt in (
        commands.withdraw(other.actor, receipt.bid_id),
        commands.reconfirm(other.actor, receipt.bid_id),
        commands.fetch_envelope(other.actor, receipt.bid_id, Envelope.price),
        commands.fetch_envelope(about.officer, receipt.bid_id, Envelope.price),
        receipts_of(other.actor, receipt.bid_id),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await commands.fetch_envelope(who.actor, receipt.bid_id, Envelope.price)
    with pytest.raises(Denied):
        await commands.fetch_envelope(about.officials[1].actor, receipt.bid_id, Envelope.price)
