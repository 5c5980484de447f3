"""An organisation with an agreement in force opens shifts at that home, and there only."""

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import Denied, Invalid
from match.needs import commands as need_commands
from match.needs.forms import Line
from match.volunteers import commands
from match.volunteers.queries import homes_to_serve
from tests.giving import make as giving
from tests.needs import make as needs
from tests.people import make as people
from tests.volunteers import make


async def lessons_at(deal: giving.Deal) -> tuple[int, int]:
    """A published need for lessons at the deal's home: (home, line)."""
    home: int = await value("SELECT home_id FROM agreement WHERE id = $1", deal.agreement)
    need = await need_commands.write_need(
        deal.director,
        needs.form(
            home,
            category="SVC-TUT",
            title="周末阅读陪伴二十课时",
            purpose="希望周末有人带孩子们读书。",
            lines=[Line("阅读陪伴", 20, "课时", "SVC-TUT")],
        ),
    )
    await need_commands.submit_need(deal.director, need)
    await need_commands.check_need(deal.supervisor, need)
    await need_commands.approve_need(deal.county, need)
    return home, await value("SELECT id FROM need_line WHERE need_id = $1", need)


async def test_it_opens_ticks_and_leaves_the_hours_to_the_home(db: None) -> None:
    deal = await giving.agreed()
    home, line = await lessons_at(deal)

    shift = await commands.draft_shift(deal.manager, make.form(home, line_id=line, units_each=2))
    await commands.open_shift(deal.manager, shift)

    row = await one("SELECT * FROM shift WHERE id = $1", shift)
    assert row is not None
    assert row["organisation_id"] in deal.manager.organisations
    assert row["agreement_id"] == deal.agreement
    volunteer = await make.volunteer()
    await commands.sign_up(volunteer, shift, risk_accepted=True)
    signup = await value("SELECT id FROM shift_signup WHERE shift_id = $1", shift)
    with clock.freeze(row["starts_at"]):
        await commands.tick_present(deal.manager, signup)
        await commands.sweep_shifts(SYSTEM)
    with clock.freeze(row["ends_at"]):
        with pytest.raises(Denied, match="由儿童之家确认"):
            await commands.confirm_hours(deal.manager, signup, 120)
        await commands.confirm_hours(deal.director, signup, 120)


async def test_units_of_its_own_agreement_are_not_counted_once_more(db: None) -> None:
    deal = await giving.agreed()
    home, line = await lessons_at(deal)
    await value("UPDATE agreement SET line_id = $2 WHERE id = $1", deal.agreement, line)

    with pytest.raises(Invalid) as refusal:
        await commands.draft_shift(deal.manager, make.form(home, line_id=line, units_each=1))
    await commands.draft_shift(deal.manager, make.form(home, line_id=line, units_each=0))

    assert refusal.value.fields.keys() == {"units_each"}


async def test_goods_are_no_line_for_a_shift(db: None) -> None:
    deal = await giving.agreed()
    home, _line = await lessons_at(deal)
    with pytest.raises(Invalid) as refusal:
        await commands.draft_shift(deal.director, make.form(home, line_id=deal.line))
    assert refusal.value.fields.keys() == {"line_id"}


async def test_without_an_agreement_in_force_it_opens_nothing(db: None) -> None:
    """Neither before both confirmed, nor at another home, nor somebody else's organisation."""
    promised = await giving.promised()
    home = await value("SELECT home_id FROM agreement WHERE id = $1", promised.agreement)
    elsewhere = await make.lessons(division="433122100201")
    other = await people.account("manager", organisation=await people.organisation())

    assert await homes_to_serve(promised.manager) == []
    for actor, place in (
        (promised.manager, home),
        (promised.manager, elsewhere.home),
        (other, home),
        (promised.county, home),
    ):
        with pytest.raises(Denied, match="可以发布志愿班次"):
            await commands.draft_shift(actor, make.form(place))
