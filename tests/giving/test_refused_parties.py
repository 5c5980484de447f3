"""Who is tied to a side decides nothing for it, and money stays with the home that was agreed."""

import pytest

from match.foundation.db import rows
from match.foundation.errors import Conflict, Denied
from match.giving import commands as giving
from match.giving.forms import AllocationForm
from match.giving.pledging import commands
from match.giving.pledging.states import Recipient
from tests.giving import pledges as make
from tests.giving.test_money import FEN, gift, pay
from tests.matching import make as matching
from tests.people import make as people


async def test_an_officer_of_the_institution_that_receives_does_not_approve(db: None):
    at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    school, _head = await make.organisation("SCHOOL")
    form = make.money(
        line, 20_000, firm, charity, recipient=Recipient.institution, institution=school
    )
    pledge = await make.accepted(at, manager, form)
    officer = await people.account("county", "433101")
    tie = (
        "INSERT INTO membership (account, role, division, organisation, valid_from, source)"
        " VALUES ($1, 'manager', '', $2, current_date, 'installation')"
    )
    await rows(tie, officer.id, school)
    assert officer.id is not None
    tied = await matching.actor_of_account(officer.id)
    assert tied is not None
    before = await make.everything()
    with pytest.raises(Denied, match="接收资金的机构"):
        await commands.approve_pledge(tied, pledge)

    assert await make.everything() == before
    assert await commands.approve_pledge(await matching.another_officer(), pledge)


async def test_consent_to_another_use_is_none_to_another_home(db: None):
    """慈善法 56: the giver agreed to books instead of heating, and to no other village."""
    made = await gift()
    await pay(made, FEN, "0001")
    other = (await matching.village()).home
    await rows("UPDATE home SET name = '古丈第二儿童之家' WHERE id = $1", other)
    away = [AllocationForm(other, fen=FEN)]
    await giving.ask_use_change(made.keeper, made.donation, "改为购买图书", "暖气已经装好")
    await giving.answer_use_change(made.giver, made.donation, consent=True)
    before = await make.everything()
    with pytest.raises(Conflict, match="写明这个儿童之家"):
        await giving.allocate(made.keeper, made.donation, away)
    assert await make.everything() == before

    await giving.ask_use_change(
        made.keeper, made.donation, "改给古丈第二儿童之家购买图书", "原来的儿童之家已经够用"
    )
    await giving.answer_use_change(made.giver, made.donation, consent=True)
    await giving.allocate(made.keeper, made.donation, away)
