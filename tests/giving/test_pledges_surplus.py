"""More came than was promised: the giver chooses, or thirty days do."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.giving import commands as giving
from match.giving.forms import CountForm, DispatchForm
from match.giving.pledging import commands
from match.giving.pledging.states import Regift
from tests.giving import pledges as make
from tests.giving.make import Deal, agreed
from tests.matching import make as matching


async def over(units: int = 8) -> Deal:
    """All of it came, and *units* more."""
    deal = await agreed()
    form = DispatchForm(carrier="顺丰", waybill="SF1234567890", note="三天到")
    parcel = await giving.dispatch(deal.manager, deal.agreement, form)
    count = CountForm(good=60, surplus=units, note="比清单多出几册")
    await giving.count_parcel(deal.director, parcel, count)
    return deal


async def choice(deal: Deal) -> str:
    return await value("SELECT surplus_choice FROM donation WHERE id = $1", deal.agreement)


async def test_it_is_promised_to_the_like_need(db: None):
    deal = await over()
    _at, _need, line = await make.books()
    with pytest.raises(Denied):
        await commands.choose_surplus(deal.director, deal.agreement, Regift.like)
    with pytest.raises(Invalid):
        await commands.choose_surplus(deal.manager, deal.agreement, None)
    pledge = await commands.choose_surplus(deal.manager, deal.agreement, Regift.like)

    row = await one("SELECT status, line_id, units FROM pledge WHERE id = $1", pledge)
    assert row == {"status": "offered", "line_id": line, "units": 8}
    assert await choice(deal) == "like"
    with pytest.raises(Conflict):
        await commands.choose_surplus(deal.manager, deal.agreement, Regift.back)


async def test_it_is_taken_back(db: None):
    deal = await over()
    assert await commands.choose_surplus(deal.manager, deal.agreement, Regift.back) is None

    assert await choice(deal) == "back"


async def test_the_county_says_once_it_was_asked(db: None):
    deal = await over()
    officer = await matching.another_officer()
    with pytest.raises(Denied):
        await commands.choose_surplus(officer, deal.agreement, Regift.back)
    await commands.choose_surplus(deal.manager, deal.agreement, Regift.county)
    await commands.choose_surplus(officer, deal.agreement, Regift.back)

    assert await choice(deal) == "back"


@pytest.mark.parametrize(("like", "ends"), [(True, "like"), (False, "back")])
async def test_after_thirty_days_it_settles_itself(db: None, like: bool, ends: str):
    deal = await over()
    if like:
        await make.books()
    with clock.freeze(clock.now() + timedelta(days=30)):
        assert await commands.sweep_surplus(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert await commands.sweep_surplus(SYSTEM) == 1
        assert await commands.sweep_surplus(SYSTEM) == 0

    assert await choice(deal) == ends


async def test_where_nothing_came_over_there_is_nothing_to_choose(db: None):
    deal = await agreed()

    with pytest.raises(Conflict):
        await commands.choose_surplus(deal.manager, deal.agreement, Regift.back)
