"""Units are promised once, and the state follows the ledger. Time ends what is not promised."""

from datetime import timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, unit_of_work, value
from match.foundation.errors import Conflict, NotFound
from match.offers import commands
from match.offers.found import offer_document
from match.offers.states import OfferStatus, Place
from tests.offers import make

pytestmark = pytest.mark.usefixtures("hunan", "db")
P = Place


async def status(offer_id):
    return OfferStatus(await value("SELECT status FROM offer WHERE id = $1", offer_id))


async def moved(offer_id, units, source, target):
    await commands.move_units(SYSTEM, offer_id, units, source=source, target=target)
    return await status(offer_id)


async def test_the_state_follows_the_units_there_and_back():
    _actor, offer_id = await make.published(quantity=10)
    assert await moved(offer_id, 4, P.open, P.reserved) is OfferStatus.published
    assert await moved(offer_id, 6, P.open, P.reserved) is OfferStatus.reserved
    assert await moved(offer_id, 1, P.reserved, P.open) is OfferStatus.published
    assert await moved(offer_id, 1, P.open, P.committed) is OfferStatus.reserved
    assert await moved(offer_id, 9, P.reserved, P.committed) is OfferStatus.reserved
    assert await moved(offer_id, 10, P.committed, P.delivered) is OfferStatus.delivered
    assert await moved(offer_id, 2, P.delivered, P.committed) is OfferStatus.reserved
    assert await moved(offer_id, 2, P.committed, P.delivered) is OfferStatus.delivered
    assert await moved(offer_id, 3, P.delivered, P.open) is OfferStatus.published


async def test_more_than_is_left_is_refused_with_the_figure():
    _actor, offer_id = await make.published(quantity=10)
    await moved(offer_id, 7, P.open, P.reserved)
    with pytest.raises(Conflict, match="只剩 3") as refusal:
        await moved(offer_id, 4, P.open, P.reserved)
    assert refusal.value.facts["left"] == 3
    with pytest.raises(Conflict):
        await moved(offer_id, 8, P.reserved, P.committed)
    with pytest.raises(NotFound):
        await moved(0, 1, P.open, P.reserved)


@pytest.mark.parametrize(
    "change",
    [
        "reserved = 11",
        "reserved = 6, committed = 5",
        "delivered = -1",
        "least = 11",
        "areas = '{}'",
    ],
)
async def test_the_database_itself_keeps_the_ledger(change):
    _actor, offer_id = await make.published(quantity=10)
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await one(f"UPDATE offer SET {change} WHERE id = $1 RETURNING id", offer_id)


@pytest.mark.parametrize(
    "areas",
    [[""], ["430"], ["4331", ""], ["4331", "44"], ["4331011"], ["4331,4301"], ["4331", None]],
)
async def test_the_database_itself_keeps_areas_prefixes(areas):
    _actor, offer_id = await make.published()
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await one("UPDATE offer SET areas = $2 WHERE id = $1 RETURNING id", offer_id, areas)


async def test_a_draft_promises_nothing():
    _actor, offer_id = await make.waiting()
    with pytest.raises(Conflict, match="不再接受"):
        await moved(offer_id, 1, P.open, P.reserved)


async def test_the_sweep_ends_what_is_over_but_not_what_is_promised():
    _a, free = await make.published(quantity=10)
    _b, promised = await make.published(quantity=10)
    _c, waiting = await make.waiting()
    await moved(promised, 10, P.open, P.committed)
    assert await commands.sweep_offers(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=62)):
        assert await commands.sweep_offers(SYSTEM) == 3
        assert await status(free) is OfferStatus.expired
        assert await status(promised) is OfferStatus.reserved
        assert await status(waiting) is OfferStatus.expired
        assert await commands.sweep_offers(SYSTEM) == 0, "the promised one is looked at in a week"
    with clock.freeze(clock.now() + timedelta(days=70)):
        assert await commands.sweep_offers(SYSTEM) == 1
    assert await moved(promised, 10, P.committed, P.delivered) is OfferStatus.delivered


async def test_a_desk_that_lets_an_offer_wait_is_told_daily():
    _actor, offer_id = await make.waiting()
    with clock.freeze(clock.now() + timedelta(days=10)):
        assert await commands.sweep_offers(SYSTEM) == 1
        assert await commands.sweep_offers(SYSTEM) == 0
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'offer.overdue'") == 1
    assert await status(offer_id) is OfferStatus.verifying


async def test_search_is_told_public_words_only():
    _actor, offer_id = await make.published(areas=["433101"], unit_value_fen=1800, groups=["DIF"])
    document = await offer_document(offer_id)
    assert document is not None
    assert (document.title, document.modes, document.areas) == (
        "全新注音绘本两百册",
        ("GOODS",),
        ("4331", "433101"),
    )
    assert document.place_names == ("吉首市",)
    assert "图书绘本" in document.category_names
    assert "books and picture books" in document.category_names
    assert document.quantity_left == 200
    assert 109 < (document.lon or 0) < 110
    assert document.amount_minor is None, "the giver's own estimate is not public"
    assert "DIF" not in repr(document)


@pytest.mark.parametrize(
    "change",
    ["status = 'expired'", "verified_until = '2020-01-01'"],
)
async def test_nothing_of_a_giver_who_is_no_longer_verified_is_found(change):
    _actor, offer_id = await make.published()
    before = await offer_document(offer_id)
    organisation = await one(f"UPDATE organisation SET {change} RETURNING id")
    assert await commands.organisation_changed(SYSTEM, organisation["id"]) == 1
    assert await offer_document(offer_id) is None
    version = await value("SELECT search_version FROM offer WHERE id = $1", offer_id)
    assert version > before.version, "so that the index takes the news"
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'offer.changed'") == 1


@pytest.mark.parametrize("made", [make.draft, make.waiting])
async def test_what_is_not_published_is_not_found(made):
    _actor, offer_id = await made()
    assert await offer_document(offer_id) is None


async def test_money_reaches_no_index():
    _actor, offer_id = await make.published(
        mode="PROJFUND", category="ACT-CAMP", unit="期", quantity=2
    )
    assert await offer_document(offer_id) is None
