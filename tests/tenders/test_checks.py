"""The live invariants of places, offers and purchases: clean after real work, and able to fail."""

import pytest

from jobs.checks import supply
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.offers import commands
from match.offers.states import Place
from tests.offers import make as offers
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")


async def broken():
    return [name for name, query in supply.CHECKS.items() if await rows(query)]


async def test_after_real_work_nothing_is_found():
    _a, offer_id = await offers.published(quantity=10)
    await commands.move_units(SYSTEM, offer_id, 10, source=Place.open, target=Place.reserved)
    await commands.move_units(SYSTEM, offer_id, 4, source=Place.reserved, target=Place.delivered)
    await offers.published(mode="MONEY", category="FND-STUDY", unit="元", quantity=1000)
    await make.published()
    await make.draft()
    assert await broken() == []


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("UPDATE offer SET moderated_by = submitted_by", "nobody moderated their own offer"),
        ("UPDATE offer SET reserved = quantity", "an offer's state says what its ledger says"),
        ("UPDATE offer SET areas = '{433199}'", "every area of an offer is a division"),
        (
            "UPDATE division SET lon = 1, lat = 1 WHERE code LIKE '4331011%'",
            "a village stands nowhere finer than its county",
        ),
        (
            "UPDATE division SET path = 'x' WHERE code = '433101000000'",
            "a division's path ends with its name",
        ),
        (
            "UPDATE division SET valid_to = '2099-01-01' WHERE code = '433101000000'",
            "a valid division stands in a valid one",
        ),
        (
            "INSERT INTO search_state (index, subject_id, version, public)"
            " SELECT 'offers', id, 1, true FROM offer WHERE mode = 'MONEY'",
            "the index was never told of a money offer",
        ),
    ],
)
async def test_each_finds_what_it_looks_for(damage, name):
    await offers.published()
    await offers.published(mode="MONEY", category="FND-STUDY", unit="元", quantity=1000)
    await one(damage)
    assert await broken() == [name]
