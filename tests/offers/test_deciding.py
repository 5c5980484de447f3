"""Who moderates, and what they may not wave through."""

import pytest

from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor, Grant
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.permissions import Role
from match.offers import commands, policy, queries
from tests.offers import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")
JISHOU, LUXI, CHANGSHA = "433101", "433122", "430102"


async def test_the_county_publishes_and_everybody_sees_it():
    _actor, offer_id = await make.waiting()
    county = await people.account("county", JISHOU)
    await commands.publish_offer(county, offer_id)
    view = await queries.public_offer(ANONYMOUS, offer_id)
    assert (view.left, view.unit, view.area) == (200, "册", "湘西土家族苗族自治州")
    assert view.verified
    row = await one("SELECT moderated_by, next_check_at FROM offer WHERE id = $1", offer_id)
    assert row["moderated_by"] == county.id
    assert row["next_check_at"].astimezone(clock.HERE).date() > view.ends_on


@pytest.mark.parametrize(
    ("role", "scope", "allowed"),
    [
        ("county", JISHOU, True),
        ("prefecture", "4331", True),
        ("province", "43", True),
        ("county", LUXI, False),
        ("county", CHANGSHA, False),
        ("prefecture", "4301", False),
        ("supervisor", "433101100", False),
        ("director", "433101100200", False),
        ("purchaser", JISHOU, False),
    ],
)
def test_staff_of_the_seat_or_of_the_whole_area_moderate(role, scope, allowed):
    actor = Actor(id=9, grants=(Grant(Role(role), scope),))
    verdict = policy.can_moderate(actor, "433101000000", ["433122", "433123"], 7, 8)
    assert (verdict is True) is allowed


def test_staff_of_one_county_do_not_decide_for_two():
    luxi = Actor(id=9, grants=(Grant(Role.county, LUXI),))
    assert policy.can_moderate(luxi, "430102000000", [LUXI], 7, 8) is True
    assert policy.can_moderate(luxi, "430102000000", [LUXI, JISHOU], 7, 8) is not True
    assert policy.can_moderate(luxi, "430102000000", [], 7, 8) is not True


async def test_nobody_decides_on_their_own_offer():
    manager, offer_id = await make.waiting()
    assert manager.id is not None
    county = Grant(Role.county, JISHOU)
    own = Actor(id=manager.id, grants=(county,))
    member = Actor(id=-1, grants=(county, *manager.grants))
    standing_in = Actor(id=-2, covering=manager.id, grants=(county,))
    for actor in (own, member, standing_in):
        with pytest.raises(Denied, match="不能核实自己"):
            await commands.publish_offer(actor, offer_id)
        assert await queries.waiting_offers(actor) == []


async def test_the_queue_holds_what_this_desk_may_decide():
    _actor, here = await make.waiting()
    _other, there = await make.waiting(areas=[LUXI])
    jishou = await people.account("county", JISHOU)
    luxi = await people.account("county", LUXI)
    changsha = await people.account("county", CHANGSHA)
    assert [view.id for view in await queries.waiting_offers(jishou)] == [here, there]
    assert [view.id for view in await queries.waiting_offers(luxi)] == [there]
    assert await queries.waiting_offers(changsha) == []
    assert await queries.waiting_offers(ANONYMOUS) == []


async def test_an_organisation_that_lost_its_verification_is_not_published():
    _actor, offer_id = await make.waiting()
    await one("UPDATE organisation SET status = 'expired' RETURNING id")
    with pytest.raises(Conflict, match="先完成机构核验"):
        await commands.publish_offer(await people.account("county", JISHOU), offer_id)


async def test_a_return_says_why_and_the_giver_may_try_again():
    actor, offer_id = await make.waiting()
    county = await people.account("county", JISHOU)
    with pytest.raises(Invalid):
        await commands.return_offer(county, offer_id, "不")
    await commands.return_offer(county, offer_id, "请写明适合的年龄")
    file = await queries.offer_file(actor, offer_id)
    assert (file.view.status, file.answer) == ("draft", "请写明适合的年龄")
    await commands.submit_offer(actor, offer_id)
    await commands.reject_offer(county, offer_id, "与清单不符，无法核实")
    with pytest.raises(Conflict):
        await commands.submit_offer(actor, offer_id)


async def test_money_is_seen_by_verified_organisations_only():
    _actor, offer_id = await make.published(
        mode="MONEY", category="FND-STUDY", unit="元", quantity=50_000
    )
    with pytest.raises(NotFound):
        await queries.public_offer(ANONYMOUS, offer_id)
    with pytest.raises(NotFound):
        await queries.public_offer(await people.account("volunteer"), offer_id)
    reader, _organisation = await make.manager()
    assert (await queries.public_offer(reader, offer_id, verified=True)).money
    assert await queries.offers_by_ids([offer_id]) == []
    assert await queries.open_offers() == []
    assert await queries.count_open() == 0
    assert [view.id for view in await queries.money_offers(["433122"])] == [offer_id]


async def test_a_person_who_gives_is_not_named():
    person = await people.account("volunteer", name="彭晓梅")
    offer_id = await commands.draft_offer(person, make.form(areas=[JISHOU]))
    await commands.submit_offer(person, offer_id)
    await commands.publish_offer(await people.account("county", JISHOU), offer_id)
    view = await queries.public_offer(ANONYMOUS, offer_id)
    assert (view.giver, view.organisation_id) == ("爱心个人", None)
    assert not any("彭晓梅" in str(part) for part in (view.title, view.giver, view.conditions))


async def test_open_offers_are_found_by_area_category_mode_and_words():
    _a, books = await make.published(areas=["4331"])
    _b, quilts = await make.published(
        category="MAT-BED", title="加厚棉被八十床", unit="床", quantity=80, areas=[LUXI]
    )

    async def ids(**asked):
        return [view.id for view in await queries.open_offers(**asked)]

    assert await ids() == [quilts, books]
    assert await ids(areas=["433122101"]) == [quilts, books]
    assert await ids(areas=[JISHOU]) == [books]
    assert await ids(areas=[CHANGSHA]) == []
    assert await ids(areas=["4331"]) == [quilts, books], "what it contains counts too"
    assert await ids(categories=["MAT"]) == [quilts, books]
    assert await ids(categories=["MAT-BED"]) == [quilts]
    assert await ids(modes=["VOLSVC"]) == []
    assert await ids(text="棉被") == [quilts]
    assert await ids(text="100%") == []
    assert await ids(after=quilts) == [books]
    assert await queries.count_open([JISHOU]) == 1
    assert await value("SELECT count(*) FROM offer") == 2
