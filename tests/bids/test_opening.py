"""The opening: not before its time, not with too few, all at once; void bids, wrong shares."""

import json

import pytest

from jobs.checks import run_checks
from jobs.checks.bids import CHECKS
from match.bids import commands
from match.bids.forms import ShareForm
from match.bids.queries import board, opened, opening, public_bids
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.suppliers.commands import name_controller
from match.suppliers.forms import ControllerForm
from match.suppliers.states import ControlRole
from match.tenders import commands as tenders
from match.tenders.facts import Decision
from tests.bids import make, sealer
from tests.past import plan_again
from tests.people.numbers import credit_code


async def _status(tender_id: int) -> str:
    return await value("SELECT status FROM tender WHERE id = $1", tender_id)


async def test_nothing_opens_before_the_deadline(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)

    for who in (about.officer, about.officials[0].actor, SYSTEM):
        with pytest.raises(Conflict):
            await commands.begin_opening(who, about.id)
    with pytest.raises(Conflict):
        await commands.fetch_shares(about.officials[0].actor, about.id)
    with pytest.raises(Conflict):
        share = ShareForm(1, "price", sealer.b64(bytes(33)))
        await commands.post_shares(about.officials[0].actor, about.id, [share])
    assert not (await commands.open_envelopes(SYSTEM, about.id)).done
    assert await commands.sweep_openings(SYSTEM) == 0
    assert await _status(about.id) == "published"


async def test_the_sweep_begins_at_the_deadline(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)
    await make.pass_deadline(about.id)

    assert await commands.sweep_openings(SYSTEM) == 1
    view = await opening(about.officials[0].actor, about.id)
    assert view is not None
    assert (view.status, view.bids, view.k) == ("gathering", 3, 2)
    assert [each.mine for each in view.officials] == [True, False, False]


async def test_an_opening_hour_after_the_deadline_is_kept(db: None) -> None:
    about = await make.purchase(k=2, n=3, opens_at=None)
    await make.bids(about, 3)
    await plan_again(about.id)
    await rows("UPDATE tender SET opens_at = closes_at + interval '1 hour'")
    await rows("UPDATE tender SET status = 'published' WHERE id = $1", about.id)
    await make.pass_deadline(about.id)

    with pytest.raises(Conflict):
        await commands.begin_opening(about.officer, about.id)


@pytest.mark.parametrize(("least", "came"), [(3, 2), (2, 1), (1, 0)])
async def test_with_too_few_bids_none_is_ever_opened(db: None, least: int, came: int) -> None:
    """87号令41: not even when all officials come. With one more they would have been."""
    about = await make.purchase(k=2, n=3, min_bids=least)
    made = await make.bids(about, came)
    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)

    assert (begun.bids, begun.refused) == (came, True)
    assert await _status(about.id) == "failed"
    for official in about.officials:
        with pytest.raises(Conflict, match="永远"):
            await commands.fetch_shares(official.actor, about.id)
    assert not (await commands.open_envelopes(SYSTEM, about.id)).done
    assert await opened(about.id) == ()
    statuses = await rows("SELECT status FROM bid WHERE tender_id = $1", about.id)
    assert [row["status"] for row in statuses] == ["unopened"] * len(made)
    assert (await board(about.id))[-1].kind == "refused"


async def test_just_enough_bids_are_opened(db: None) -> None:
    about, _ = await make.ready(2, k=2, n=3, min_bids=2)

    assert await make.opened_by(about, about.officials[1:])
    assert len(await opened(about.id)) == 2


async def test_a_withdrawn_purchase_keeps_its_seals(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)
    await tenders.advance(about.officer, about.id, "withdraw", reason="采购任务取消")

    assert await commands.refuse_bids(SYSTEM, about.id)
    assert not await commands.refuse_bids(SYSTEM, about.id)
    with pytest.raises(Conflict, match="永远"):
        await commands.fetch_shares(about.officials[0].actor, about.id)


async def test_a_wrong_share_names_the_official_and_stops_nobody(db: None) -> None:
    about, made = await make.ready(k=3, n=5)
    liar, *honest = about.officials
    lies = [
        ShareForm(each.bid, each.envelope, sealer.b64(b"\1" * 32 + b"\7"))
        for each in await make.shares(liar, about)
    ]
    await commands.post_shares(liar.actor, about.id, lies)
    assert not await make.opened_by(about, honest[:2])
    assert await make.opened_by(about, honest[2:3])

    assert all(bid.valid for bid in await opened(about.id))
    named = [json.loads(line.said) for line in await board(about.id) if line.kind == "wrong_share"]
    assert {each["official"] for each in named} == {1}
    assert len(named) == 2 * len(made)


async def test_a_mistake_can_be_mended_by_bringing_the_share_again(db: None) -> None:
    about, _ = await make.ready(k=2, n=3)
    first, second, _third = about.officials
    good = await make.shares(first, about)
    await commands.post_shares(
        first.actor,
        about.id,
        [ShareForm(each.bid, each.envelope, sealer.b64(b"\1" * 33)) for each in good],
    )
    assert not await make.opened_by(about, [second])
    await commands.post_shares(first.actor, about.id, good)

    assert (await commands.open_envelopes(SYSTEM, about.id)).done
    assert not [line for line in await board(about.id) if line.kind == "wrong_share"]


async def test_a_bid_whose_sealed_shares_differ_is_void(db: None) -> None:
    """The bidder gave one official another share; the proof shows whose doing it was."""
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 2)
    dek = b"k" * 32
    cheat = await make.bidder()
    good = [bytes(each) for each in sealer.pyshamir.split(dek, 3, 2)]
    spoilt = [*good[:2], bytes([good[2][0] ^ 1]) + good[2][1:]]
    price = make.sealed(cheat, about, "price", dek=dek, shares=spoilt)
    bid = await make.submitted(cheat, about, price=price)
    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    for official in about.officials:
        proven = [
            ShareForm(
                each.bid_id,
                str(each.envelope),
                sealer.b64(sealer.decrypted(each.sealed, official.identity)),
                sealer.b64(sealer.file_key(each.sealed, official.identity)),
            )
            for each in await commands.fetch_shares(official.actor, about.id)
        ]
        await commands.post_shares(official.actor, about.id, proven)
    assert (await commands.open_envelopes(SYSTEM, about.id)).done

    found = {each.id: each for each in await opened(about.id)}
    assert [each.valid for each in found.values()] == [True, True, False]
    assert not found[bid.bid_id].valid
    assert "份额" in found[bid.bid_id].void_reason
    assert found[bid.bid_id].price_fen is None
    assert [each for each in await run_checks(CHECKS) if each.rows] == []


async def test_a_bid_that_cannot_be_read_is_void_and_the_others_are_not(db: None) -> None:
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 2)
    for spoilt in (
        {"bid_commitment": "0" * 64},
        {"aad": b"elsewhere"},
        {"dek_commitment": "1" * 64},
    ):
        who = await make.bidder()
        await make.submitted(who, about, technical=make.sealed(who, about, "technical", **spoilt))
    await make.pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    assert not await make.opened_by(about, about.officials[:2])  # the last wants every share
    assert await make.opened_by(about, about.officials[2:])

    found = await opened(about.id)
    assert [bid.valid for bid in found] == [True, True, False, False, False]
    assert all(bid.void_reason for bid in found[2:])
    shown = await public_bids(about.id)
    assert [bid.void_reason for bid in shown] == [bid.void_reason for bid in found]


async def test_bidders_under_one_hand_are_void_before_anything_is_read(db: None) -> None:
    """实施条例18; they do not count towards the least either."""
    about = await make.purchase(k=2, n=3, min_bids=2)
    made = await make.bids(about, 4)
    for who, _ in made[:2]:
        await name_controller(
            who.actor,
            who.organisation,
            ControllerForm(ControlRole.in_charge, "某某控股", credit_code(777_777)),
        )
    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)
    assert (begun.bids, begun.refused) == (2, False)
    assert await make.opened_by(about, about.officials[:2])

    found = await opened(about.id)
    assert [bid.valid for bid in found] == [False, False, True, True]
    assert [bid.price_fen is None for bid in found] == [True, True, False, False]


async def test_prices_open_after_the_technical_scores(db: None) -> None:
    about, made = await make.ready(k=2, n=3, envelopes="price_after")
    with pytest.raises(Conflict):
        await commands.allow_prices(SYSTEM, about.id)
    handed = await commands.fetch_shares(about.officials[0].actor, about.id)
    assert {str(each.envelope) for each in handed} == {"technical"}
    assert await make.opened_by(about, about.officials[:2])
    assert [bid.price_fen for bid in await opened(about.id)] == [None] * 3
    assert all(bid.technical for bid in await opened(about.id))
    assert await _status(about.id) == "opened"
    with pytest.raises(Conflict):
        await commands.fetch_shares(about.officials[0].actor, about.id)
    with pytest.raises(Conflict):
        await commands.open_prices(SYSTEM, about.id)
    await commands.void_bid(about.officer, made[0][1].bid_id, "没有响应实质性要求")

    await commands.allow_prices(SYSTEM, about.id)
    assert await make.opened_by(about, about.officials[1:])

    assert [bid.price_fen for bid in await opened(about.id)] == [None, 17_000_000, 17_000_000]
    assert [each for each in await run_checks(CHECKS) if each.rows] == []


async def test_shares_are_taken_from_officials_of_this_purchase_only(db: None) -> None:
    about, _ = await make.ready(k=2, n=3)
    other, _ = await make.ready(k=2, n=3)
    stranger, mine = other.officials[0], about.officials[0]
    shares = await make.shares(mine, about)

    with pytest.raises(Denied):
        await commands.post_shares(stranger.actor, about.id, shares)
    with pytest.raises(Denied):
        await commands.post_shares(about.officer, about.id, shares)
    with pytest.raises(Invalid):
        await commands.post_shares(mine.actor, about.id, await make.shares(stranger, other))
    for wrong in ("", "AAAA", "not base64!", sealer.b64(bytes(34))):
        with pytest.raises(Invalid):
            form = ShareForm(shares[0].bid, shares[0].envelope, wrong)
            await commands.post_shares(mine.actor, about.id, [form])
    await commands.revoke_key(mine.actor, mine.key_id, "优盘遗失，作废")
    with pytest.raises(Denied):
        await commands.post_shares(mine.actor, about.id, shares)
    assert await make.opened_by(about, about.officials[1:])


async def test_a_formal_defect_is_mended_once_within_a_day(db: None) -> None:
    about, made = await make.ready(k=2, n=3)
    (who, receipt), (other, second), _ = made
    with pytest.raises(Conflict):
        await commands.ask_correction(about.officer, receipt.bid_id, "承诺函没有写日期")
    assert await make.opened_by(about, about.officials[:2])
    with pytest.raises(Denied):
        await commands.ask_correction(other.actor, receipt.bid_id, "承诺函没有写日期")
    asked = await commands.ask_correction(about.officer, receipt.bid_id, "承诺函没有写日期")
    with pytest.raises(Conflict):
        await commands.ask_correction(about.officer, receipt.bid_id, "还有一处没有盖章")

    for price in ("我们的报价改为十六万元", "降价 5 折", "总价不变", "￥160000", "x"):
        with pytest.raises(Invalid):
            await commands.answer_correction(who.actor, asked, price)
    await commands.answer_correction(who.actor, asked, "承诺函日期为二〇二六年十一月一日。")
    with pytest.raises(Conflict):
        await commands.answer_correction(who.actor, asked, "再补一次。")
    late = await commands.ask_correction(about.officer, second.bid_id, "授权书没有签名")
    await rows(
        "UPDATE bid_correction SET answer_by = now() - interval '1 second' WHERE id = $1", late
    )
    with pytest.raises(Conflict):
        await commands.answer_correction(other.actor, late, "已经补签。")
    hours = await value(
        "SELECT extract(epoch FROM answer_by - asked_at) / 3600 FROM bid_correction WHERE id = $1",
        asked,
    )
    assert hours == 24


async def test_a_bid_is_voided_with_a_reason_that_everybody_reads(db: None) -> None:
    about, made = await make.ready(k=2, n=3)
    bid = made[0][1].bid_id
    with pytest.raises(Conflict):
        await commands.void_bid(about.officer, bid, "没有响应实质性要求")
    assert await make.opened_by(about, about.officials[:2])
    with pytest.raises(Denied):
        await commands.void_bid(made[1][0].actor, bid, "没有响应实质性要求")
    with pytest.raises(Invalid):
        await commands.void_bid(about.officer, bid, " ")
    await commands.void_bid(about.officer, bid, "没有响应实质性要求")

    shown = {each.id: each for each in await public_bids(about.id)}
    assert shown[bid].void_reason == "没有响应实质性要求"
    assert not shown[bid].valid


async def test_the_technical_envelope_is_public_with_the_result(db: None) -> None:
    """Before, the panel may have to judge it without names; the price is public at once."""
    about, _ = await make.ready(k=2, n=3)
    assert await make.opened_by(about, about.officials[:2])
    first = (await opened(about.id))[0]
    decision = Decision(first.name, 17_000_000, first.organisation_id, first.id)
    for verb in ("report", "decide", "award"):
        shown = await public_bids(about.id)
        assert [[each.envelope for each in bid.envelopes] for bid in shown] == [["price"]] * 3
        named = decision if verb == "decide" else None
        await tenders.advance(about.officer, about.id, verb, decision=named)

    for bid in await public_bids(about.id):
        assert [each.envelope for each in bid.envelopes] == ["price", "technical"]
        for each in bid.envelopes:
            committed = sealer.sha(bytes.fromhex(each.salt) + each.content.encode())
            assert committed == each.bid_commitment
