"""What a run reads, held against what was written: by hand, column by column."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.matching import commands
from match.matching.intake import Market, asked_today, read_market
from match.matching.wire import bigints
from match.needs.commands import Closure, move_units
from match.needs.commands.units import Place
from match.needs.states import ClosureKind
from match.places.shapes import point_of
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


async def market(scope: str = make.COUNTY) -> Market:
    return await read_market(await asked_today(scope))


def only(column: Any) -> Any:
    (one,) = column.tolist()
    return one


async def test_a_line_is_read_as_it_was_written(db: None):
    at = await make.village()
    today = clock.today()
    need = await make.open_need(at, groups=["LBC"], due_on=today + timedelta(days=30))
    read = (await market()).needs
    place = point_of(at.division)
    assert place is not None

    assert only(read.quantity) == 60
    assert only(read.asked) == 60
    assert only(read.county) == 433101
    assert only(read.home) == at.home
    assert only(read.beneficiaries) == 20
    assert (only(read.x), only(read.y)) == (round(place.lon * 10_000), round(place.lat * 10_000))
    assert only(read.from_day) == today.toordinal()
    assert only(read.by_day) == (today + timedelta(days=30)).toordinal()
    assert only(read.waiting_days) == 0
    assert only(read.child_contact) is False
    assert only(read.priority) is False
    assert only((await market()).need_of) == need
    assert only((await market()).division_of) == int(at.division)


async def test_what_a_home_has_had_is_read_over_all_its_lines(db: None):
    at, other = await make.village(), await make.village()
    lines = [make.Line("注音绘本", 60, "册"), make.Line("识字卡片", 40, "册")]
    need = await make.open_need(at, lines=lines)
    await make.open_need(other)
    first: int = await value("SELECT min(id) FROM need_line WHERE need_id = $1", need)
    by = Closure(ClosureKind.gift, 1)
    await move_units(SYSTEM, first, 45, source=Place.open, target=Place.received, by=by)
    read = (await market()).needs
    had = zip(read.never_served.tolist(), read.home_share.tolist(), strict=True)
    told = dict(zip(read.home.tolist(), had, strict=True))

    # 45 of 60 and 0 of 40: three quarters and nothing.
    assert told == {at.home: (False, 37), other.home: (True, 0)}


@pytest.mark.notice
async def test_children_in_difficulty_come_first(db: None):
    """Notice 4.3d: poor left-behind children and children in difficulty weigh more in a match."""
    await make.open_need(await make.village(), groups=["DIF-POV"])

    assert only((await market()).needs.priority) is True


async def test_an_offer_is_read_as_it_was_written(db: None):
    await make.open_need(await make.village())
    await people.place("430102000000")
    _giver, offer = await offers.published(quantity=90, areas=["4331", "430102"])
    read = (await market()).offers
    first = point_of("433100000000")
    assert first is not None

    assert only(read.id) == offer
    assert only(read.capacity) == 90
    assert read.areas[0].tolist() == [4331, 430102]
    # The widest area that has a point: the prefecture before the county.
    assert (only(read.x), only(read.y)) == (round(first.lon * 10_000), round(first.lat * 10_000))
    assert only(read.reliability) == 50
    assert only(read.until_day) == date.fromordinal(only(read.until_day)).toordinal()
    assert only(read.valid_check) is False


async def test_the_same_word_has_the_same_number_on_both_sides(db: None):
    await make.open_need(await make.village())
    await offers.published()
    read = await market()
    need = set(await value("SELECT tokens FROM need"))
    offer = set(await value("SELECT tokens FROM offer"))
    shared = np.intersect1d(read.needs.tokens[0], read.offers.tokens[0])

    assert len(read.needs.tokens[0]) == len(need)
    assert len(shared) == len(need & offer) > 0


async def test_what_is_spoken_for_is_not_read_again(db: None):
    await make.open_need(await make.village())
    await offers.published(quantity=90)
    await commands.run_matching(SYSTEM, make.COUNTY)
    read = await market()

    assert len(read.needs) == 0
    assert only(read.offers.capacity) == 30


async def test_who_wrote_the_need_may_not_give(db: None):
    """The director is a member of the organisation that offers: a conflict of interest."""
    at = await make.village()
    await make.open_need(at)
    _giver, offer = await offers.published()
    organisation = await value("SELECT organisation_id FROM offer WHERE id = $1", offer)
    await value(
        "INSERT INTO membership (account, role, division, organisation, valid_from, source)"
        " VALUES ($1, 'donor', '', $2, current_date, 'installation')",
        at.director.id,
        organisation,
    )
    read = await market()
    figures = await commands.run_matching(SYSTEM, make.COUNTY)

    assert read.needs.conflicts[0].tolist() == [organisation]
    assert figures["proposals"] == 0


async def test_an_offer_for_one_township_leaves_the_rest_of_the_county_out(db: None):
    near, far = await make.village(f"{make.COUNTY}101"), await make.village(f"{make.COUNTY}102")
    await make.open_need(near)
    await make.open_need(far)
    await people.place(f"{make.COUNTY}101000")
    await offers.published(quantity=200, areas=[f"{make.COUNTY}101"])
    read = await market()

    assert read.offers.conflicts[0].tolist() == [far.home]


async def test_a_null_is_refused_not_shifted(db: None):
    with pytest.raises(ValueError, match="another width"):
        await bigints("one two", "SELECT 1::bigint, NULL::bigint")
    with pytest.raises(ValueError, match="bigint"):
        await bigints("one", "SELECT 1::int")

    assert (await bigints("one", "SELECT n::bigint FROM generate_series(1, 3) n"))[
        "one"
    ].tolist() == [1, 2, 3]
