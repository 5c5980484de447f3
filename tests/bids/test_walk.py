"""The whole way of sealed bids: keys, envelopes, receipts, the opening, what everybody reads."""

import json

import msgspec

from jobs.checks import run_checks
from jobs.checks.bids import CHECKS
from match.bids import commands
from match.bids.queries import board, board_file, opened, public_bids
from match.bids.receipts import genuine
from match.foundation.db import value
from match.proofs.board import complaints
from tests.bids import make, sealer


async def test_five_bidders_any_three_officials(db: None) -> None:
    """Bids come, nobody reads them, three officials open them all at once."""
    about = await make.purchase()
    prices = [17_000_000 + number for number in range(5)]
    made = []
    for price_fen in prices:
        who = await make.bidder()
        price = make.sealed(who, about, "price", sealer.price(price_fen))
        made.append((who, await make.submitted(who, about, price=price)))
    assert await opened(about.id) == ()
    assert all(genuine(receipt) for _, receipt in made)

    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)
    assert (begun.bids, begun.refused) == (5, False)
    assert not await make.opened_by(about, about.officials[:2])
    assert await opened(about.id) == ()
    assert await make.opened_by(about, [about.officials[4]])

    found = await opened(about.id)
    assert [bid.price_fen for bid in found] == prices
    assert [bid.organisation_id for bid in found] == [who.organisation for who, _ in made]
    assert all(bid.valid and bid.technical == sealer.technical() for bid in found)
    assert await value("SELECT status FROM tender WHERE id = $1", about.id) == "opened"
    lines = await board(about.id)
    assert [line.kind for line in lines] == [
        "keys",
        *["sealed"] * 5,
        "opening",
        *["shares"] * 3,
        "opened",
    ]
    assert [each["name"] for each in json.loads(lines[-1].said)["bids"]] == [b.name for b in found]
    shown = await public_bids(about.id)
    assert [[each.envelope for each in bid.envelopes] for bid in shown] == [["price"]] * 5


async def test_the_published_file_is_recounted(db: None) -> None:
    """Whoever has the file alone finds it whole, and finds what was changed in it."""
    about, made = await make.ready()
    assert await make.opened_by(about, about.officials[1:4])
    file = json.loads(msgspec.json.encode(await board_file(about.id)))
    receipts = [msgspec.to_builtins(receipt) for _, receipt in made]

    assert complaints(file, receipts) == []
    file["contents"][0]["said"] = file["contents"][0]["said"].replace("17000000", "16000000")
    assert complaints(file, receipts) != []


async def test_the_house_checks_hold_after_a_walk(db: None) -> None:
    about, _ = await make.ready(min_bids=2, k=2, n=3)
    assert await make.opened_by(about, about.officials[:2])

    assert [each for each in await run_checks(CHECKS) if each.rows] == []
