"""What a bidder, an official or an ending can spoil, and what it must not spoil for others."""

import json

import pyrage
import pytest

from jobs.checks import run_checks
from jobs.checks.bids import CHECKS
from match.bids import commands
from match.bids.forms import ShareForm
from match.bids.queries import board, board_file, opened, public_bids
from match.foundation.actor import SYSTEM
from match.foundation.errors import Conflict
from match.tenders import commands as tenders
from tests.bids import make, sealer


async def _brought(official: make.Official, about: make.Purchase) -> None:
    """As the page does: each share with its proof, and what does not open called damaged."""
    answers: list[ShareForm] = []
    for each in await commands.fetch_shares(official.actor, about.id):
        envelope = str(each.envelope)
        try:
            share = sealer.decrypted(each.sealed, official.identity)
        except pyrage.DecryptError:
            answers.append(ShareForm(each.bid_id, envelope, "", damaged=True))
            continue
        proof = sealer.file_key(each.sealed, official.identity)
        answers.append(ShareForm(each.bid_id, envelope, sealer.b64(share), sealer.b64(proof)))
    await commands.post_shares(official.actor, about.id, answers)


async def test_who_seals_rubbish_holds_up_nobody(db: None) -> None:
    """Any k officials are enough to see that a bid can never be opened: the others do not wait for
    the last official, who may never come."""
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)
    cheat, foreign = await make.bidder(), [str(pyrage.x25519.Identity.generate().to_public())] * 3
    rubbish = [b"\1" * 32 + bytes([x]) for x in (1, 2, 3)]
    await make.submitted(cheat, about, price=make.sealed(cheat, about, "price", shares=rubbish))
    other = await make.bidder()
    closed = json.loads(make.sealed(other, about, "technical"))
    strange = json.loads(make.sealed(other, about, "technical", recipients=foreign))
    for mine, theirs in zip(closed["shares"], strange["shares"], strict=True):
        mine["sealed"] = theirs["sealed"]
    await make.submitted(other, about, technical=json.dumps(closed).encode())
    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)

    await _brought(about.officials[0], about)
    assert not (await commands.open_envelopes(SYSTEM, about.id)).done
    await _brought(about.officials[2], about)
    assert (await commands.open_envelopes(SYSTEM, about.id)).done

    assert [bid.valid for bid in await opened(about.id)] == [True, True, True, False, False]
    said = [json.loads(line.said) for line in await board(about.id) if line.kind == "shares"]
    assert [len(line["damaged"]) for line in said] == [1, 1]
    assert [each for each in await run_checks(CHECKS) if each.rows] == []


async def test_one_official_who_calls_a_good_share_damaged_changes_nothing(db: None) -> None:
    about, _ = await make.ready(k=2, n=3)
    shares = await make.shares(about.officials[0], about)
    lies = [ShareForm(each.bid, each.envelope, "", damaged=True) for each in shares]
    await commands.post_shares(about.officials[0].actor, about.id, lies)
    assert not await make.opened_by(about, about.officials[1:2])

    assert await make.opened_by(about, about.officials[2:])
    assert all(bid.valid for bid in await opened(about.id))
    assert await board_file(about.id)


async def test_no_share_is_taken_once_the_purchase_has_ended(db: None) -> None:
    """Not even in the moment before the seals hear of it."""
    about, _ = await make.ready(k=2, n=3)
    shares = await make.shares(about.officials[0], about)
    await tenders.advance(about.officer, about.id, "fail", reason="采购任务取消")

    with pytest.raises(Conflict):
        await commands.post_shares(about.officials[0].actor, about.id, shares)


async def test_what_failed_is_put_away_without_its_technical_envelopes(db: None) -> None:
    """Nobody won: what the bidders offered stays between them and the panel."""
    about, _ = await make.ready(k=2, n=3)
    assert await make.opened_by(about, about.officials[:2])
    for verb in ("fail", "archive"):
        await tenders.advance(about.officer, about.id, verb, reason="采购任务取消")

    shown = await public_bids(about.id)
    file = await board_file(about.id)
    assert [[each.envelope for each in bid.envelopes] for bid in shown] == [["price"]] * 3
    assert file is not None
    assert {each["envelope"] for each in file["contents"] + file["sealed"]} == {"price"}
    assert file["published"] == "price"
