"""Writing an offer: what is kept, what is refused and why."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.offers import commands, queries
from match.offers.states import OfferStatus
from tests.offers import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")


async def test_a_draft_is_kept_as_it_was_filled_in():
    actor, offer_id = await make.draft(areas=["433122", "433101"], least=40)
    row = await one("SELECT * FROM offer WHERE id = $1", offer_id)
    assert row["status"] == "draft"
    assert row["areas"] == ["433101", "433122"]
    assert row["division"] == "433101000000", "where the giver sits"
    assert row["submitted_by"] == actor.id
    assert "图书" in row["tokens"], "绘本 under the first word of its thesaurus group"
    assert (await queries.offer_file(actor, offer_id)).view.area == "吉首市、泸溪县"


async def test_without_an_end_it_holds_for_the_default_period():
    _actor, offer_id = await make.draft(ends_on=None)
    ends_on = await value("SELECT ends_on FROM offer WHERE id = $1", offer_id)
    assert ends_on == clock.today() + timedelta(days=180)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"category": "MAT-NOPE"}, "category"),
        ({"unit": "元"}, "unit"),
        ({"areas": ["433199"]}, "areas"),
        ({"areas": ["430100"]}, "areas"),
        ({"least": 201}, "least"),
        ({"skills": ["NOPE"]}, "skills"),
        ({"groups": ["NOPE"]}, "groups"),
        ({"ends_on": clock.today() - timedelta(days=1)}, "ends_on"),
        ({"title": "联系我13800138000领取图书"}, "title"),
        ({"conditions": "加微信号 wx_id20261 详谈"}, "conditions"),
    ],
)
async def test_a_bad_field_is_refused_by_its_name(change, field):
    with pytest.raises(Invalid) as refusal:
        await make.draft(**change)
    assert field in refusal.value.fields
    assert await value("SELECT count(*) FROM offer") == 0


async def test_all_complaints_come_at_once():
    with pytest.raises(Invalid) as refusal:
        await make.draft(unit="尺", least=999, skills=["NOPE"])
    assert set(refusal.value.fields) == {"unit", "least", "skills"}


async def test_nobody_gives_for_an_organisation_that_is_not_theirs():
    _manager, organisation = await make.manager()
    stranger, _other = await make.manager()
    for actor in (stranger, ANONYMOUS, await people.account("volunteer")):
        with pytest.raises(Denied):
            await commands.draft_offer(actor, make.form(organisation=organisation))


MONEY = {"mode": "MONEY", "category": "FND-STUDY", "unit": "元", "quantity": 50_000}


async def test_an_unverified_organisation_may_hand_in_things_but_not_money():
    organisation = await people.organisation(verified=False)
    manager = await people.account("manager", organisation=organisation)
    offer_id = await commands.draft_offer(manager, make.form(organisation=organisation))
    await commands.submit_offer(manager, offer_id)
    with pytest.raises(Conflict, match="先完成机构核验"):
        await commands.publish_offer(await people.account("county", "433101"), offer_id)
    with pytest.raises(Denied, match="慈善法"):
        await commands.draft_offer(manager, make.form(organisation=organisation, **MONEY))


async def test_money_from_a_person_is_refused_with_the_law():
    person = await people.account("donor")
    with pytest.raises(Invalid) as refusal:
        await commands.draft_offer(person, make.form(**MONEY))
    assert "慈善法第二十七条" in refusal.value.fields["mode"]


async def test_money_from_an_organisation_whose_verification_ended_is_refused_with_the_law():
    _actor, organisation = await make.manager()
    await one("UPDATE organisation SET status = 'expired' WHERE id = $1 RETURNING id", organisation)
    with pytest.raises(Denied, match="慈善法") as refusal:
        await commands.draft_offer(SYSTEM, make.form(organisation=organisation, **MONEY))
    assert refusal.value.facts["law"] == "慈善法27,114"


async def test_a_draft_is_changed_and_thrown_away_but_not_once_handed_in():
    actor, offer_id = await make.draft()
    organisation = await value("SELECT organisation_id FROM offer WHERE id = $1", offer_id)
    changed = make.form(organisation=organisation, quantity=150)
    await commands.change_offer(actor, offer_id, changed)
    trail = await one("SELECT changes FROM audit WHERE verb = 'offer.saved'")
    assert "150" in trail["changes"]
    await commands.submit_offer(actor, offer_id)
    for refused in (
        commands.change_offer(actor, offer_id, changed),
        commands.discard_offer(actor, offer_id),
    ):
        with pytest.raises(Conflict):
            await refused
    other, spare = await make.draft()
    await commands.discard_offer(other, spare)
    assert await value("SELECT count(*) FROM offer WHERE id = $1", spare) == 0


async def test_others_do_not_learn_of_a_draft():
    _actor, offer_id = await make.draft()
    stranger, _organisation = await make.manager()
    with pytest.raises(NotFound):
        await commands.submit_offer(stranger, offer_id)
    with pytest.raises(NotFound):
        await queries.offer_file(stranger, offer_id)


async def test_submitting_waits_for_staff_and_tells_the_house():
    _actor, offer_id = await make.waiting()
    row = await one("SELECT status, next_check_at FROM offer WHERE id = $1", offer_id)
    assert row["status"] == OfferStatus.verifying
    assert row["next_check_at"] > clock.now()
    told = await one("SELECT payload FROM outbox WHERE topic = 'offer.submitted'")
    assert f'"offer_id": {offer_id}' in told["payload"]


async def test_withdrawing_needs_a_reason_and_nothing_promised():
    actor, offer_id = await make.published()
    with pytest.raises(Invalid):
        await commands.withdraw_offer(actor, offer_id, " ")
    await one("UPDATE offer SET reserved = 5 WHERE id = $1 RETURNING id", offer_id)
    with pytest.raises(Conflict, match="已有约定"):
        await commands.withdraw_offer(actor, offer_id, "仓库已经清空")
    await one("UPDATE offer SET reserved = 0 WHERE id = $1 RETURNING id", offer_id)
    await commands.withdraw_offer(actor, offer_id, "仓库已经清空")
    with pytest.raises(NotFound):
        await queries.public_offer(ANONYMOUS, offer_id)
