"""Each desk shows what its person must do, what is theirs, and nothing of anybody else."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, value
from match.foundation.permissions import Role
from match.front.desk import desk_of
from match.giving import commands as giving
from match.giving.forms import CountForm, ReceiptForm
from match.matching import commands as matching_commands
from match.matching.parties import party_proposal
from match.needs import commands as needs_commands
from match.notices.commands import notify
from match.notices.words import Kind
from tests.giving.make import BY_POST, agreed, promised, sent
from tests.matching import make as matching
from tests.needs import make as needs
from tests.offers import make as offers
from tests.people import make as people

LEVELS = {
    Role.supervisor: 9,
    Role.station: 9,
    Role.prefecture: 4,
    Role.province: 2,
    Role.administrator: 2,
}
PERSONAL = {Role.manager, Role.donor, Role.volunteer, Role.expert}
VILLAGE = "433101101201"


async def token(browser: httpx.AsyncClient) -> dict[str, str]:
    """What a form of ours sends along; asked for once for a browser."""
    if "__Host-csrf" not in browser.cookies:
        await browser.get("/sign-in")
    return {"x-csrftoken": browser.cookies["__Host-csrf"]}


async def post(browser: httpx.AsyncClient, path: str, **data: Any) -> httpx.Response:
    """Send a form."""
    return await browser.post(path, data=data, headers=await token(browser))


async def doing(actor: Actor) -> list[str]:
    """What a desk tells its person to do."""
    desk = await desk_of(actor)
    return [task.doing for task in (*desk.today, *desk.tasks)]


@pytest.mark.parametrize("role", Role)
async def test_every_role_has_a_desk(visitor: httpx.AsyncClient, role: Role):
    await people.place(VILLAGE)
    division = "" if role in PERSONAL else VILLAGE[: LEVELS.get(role, 6)]
    home = await people.home(VILLAGE) if role in (Role.director, Role.rota) else None
    if home:
        division = VILLAGE
    organisation = await people.organisation() if role is Role.manager else None
    actor = await people.account(role, division, home=home, organisation=organisation)
    await people.sign_in(visitor, actor)
    answer = await visitor.get("/desk")

    assert answer.status_code == 200
    assert f"{actor.name}，您好" in answer.text
    for link in set(re.findall(r'href="(/(?:desk|admin|me|roles|invitations)[^"]*)"', answer.text)):
        # Who directs one home only is led straight to it.
        assert (await visitor.get(link, follow_redirects=True)).status_code == 200, link


async def test_who_has_no_role_yet_is_told_how_to_get_one(visitor: httpx.AsyncClient):
    await people.sign_in(visitor, await people.account())
    answer = await visitor.get("/desk")

    assert "您还没有角色" in answer.text
    assert 'href="/organisations/new"' in answer.text


async def test_both_sides_are_asked_to_answer_and_each_only_once(db: None):
    at, proposal, organisation = await matching.proposed()
    manager = await matching.manager_of(organisation)
    assert "答复匹配建议" in await doing(at.director)
    assert "答复匹配建议" in await doing(manager)
    await matching_commands.accept_for_need(at.director, proposal)

    assert "答复匹配建议" not in await doing(at.director)
    assert "答复匹配建议" in await doing(manager)


async def test_a_gift_asks_one_party_after_the_other(db: None):
    deal = await promised()
    parcels: list[int] = []

    async def sent() -> None:
        parcels.append(await giving.dispatch(deal.manager, deal.agreement, BY_POST))

    async def counted() -> None:
        await giving.count_parcel(deal.director, parcels[0], CountForm(good=60))

    steps = []
    for act in (
        lambda: giving.confirm(deal.director, deal.agreement, 1),
        lambda: giving.confirm(deal.manager, deal.agreement, 1, declared=True),
        sent,
        counted,
        lambda: giving.give_receipt(deal.director, deal.agreement, ReceiptForm()),
    ):
        steps.append((await doing(deal.manager), await doing(deal.director)))
        await act()

    assert ["确认协议" in giver for giver, _home in steps] == [True, True, False, False, False]
    assert ["确认协议" in home for _giver, home in steps] == [True, False, False, False, False]
    sends = ["发出物资或开始服务" in giver for giver, _home in steps]
    assert sends == [False, False, True, False, False]
    assert ["清点签收" in home for _giver, home in steps] == [False, False, False, True, False]
    assert ["出具收货凭证" in home for _giver, home in steps] == [False] * 4 + [True]


async def test_a_question_about_a_need_is_on_top_of_its_writers_desk(hunan: None, db: None):
    # On a Tuesday the home is shut: else it is asked first whether it opened today.
    tuesday = clock.now().astimezone(clock.HERE).replace(hour=10)
    tuesday += timedelta(days=(2 - tuesday.isoweekday()) % 7)
    with clock.freeze(tuesday):
        scene = await needs.waiting()
        await needs_commands.ask_about_need(scene.supervisor, scene.need, "棉被要多大的尺寸？")
        desk = await desk_of(scene.director)

    assert desk.today[0].doing == "回答审核人员的问题"
    assert desk.today[0].by is not None
    mine = next(part for part in desk.lists if part.title == "我的需求")
    assert mine.rows[0].next.startswith("等您回答问题 · 剩")


async def test_a_queue_counts_what_lies_in_ones_own_area(hunan: None, db: None):
    scene = await needs.waiting()
    mine = {queue.title: queue for queue in (await desk_of(scene.supervisor)).queues}
    elsewhere = await people.account("supervisor", "433122100")
    theirs = {queue.title: queue for queue in (await desk_of(elsewhere)).queues}

    assert mine["待核实的需求"].count == 1
    assert mine["待核实的需求"].by is not None
    assert theirs["待核实的需求"].count == 0


async def test_homes_that_say_too_little_are_on_their_directors_desk(db: None):
    home = await people.home(VILLAGE)
    director = await people.account("director", VILLAGE, home=home)
    found = [task for task in (await desk_of(director)).tasks if task.url == f"/desk/homes/{home}"]

    assert len(found) == 1
    assert "开放时间" in found[0].doing


async def test_a_giver_sees_needs_near_what_they_offer(hunan: None, db: None):
    books = await matching.village()
    need = await matching.open_need(books)
    manager, _offer = await offers.published()
    near = next(part for part in (await desk_of(manager)).suggestions if part.card == "need_card")
    desk = await desk_of(books.county)

    assert [card.id for card in near.cards] == [need]
    assert desk.suggestions == ()


async def test_an_official_sees_how_the_area_stands(hunan: None, db: None):
    scene = await needs.published()
    area = (await desk_of(scene.county)).areas[0]
    figures = {label: shown for label, shown, _unit in area.figures}

    assert area.name == "吉首市"
    assert figures["等待帮助"] == "1"
    assert len(area.covered) > 5


# Proposals: no more than one's own pair -----------------------------------------------------------


async def test_a_party_is_told_nothing_of_rivals(visitor: httpx.AsyncClient):
    """A rival offer exists, is the runner-up, and no page or answer of a party names it."""
    at = await matching.village()
    await matching.open_need(at)
    await offers.published(title="甲家的绘本两百册")
    await offers.published(title="乙家的绘本两百册")
    await matching_commands.run_matching(SYSTEM, matching.COUNTY)
    row = await one("SELECT id, offer_id, runner_up FROM proposal ORDER BY id DESC LIMIT 1")
    assert row is not None
    assert row["runner_up"] is not None, "the scene has a rival"
    shown = (await party_proposal(at.director, row["id"])).offer_title
    rival = "乙家" if shown.startswith("甲家") else "甲家"
    await people.sign_in(visitor, at.director)
    for path in (f"/desk/proposals/{row['id']}", f"/api/v1/matches/{row['id']}"):
        answer = await visitor.get(path)
        assert shown[:2] in answer.text
        assert rival not in answer.text
        assert "margin" not in answer.text


async def test_a_giver_does_not_learn_the_village_of_a_small_group(visitor: httpx.AsyncClient):
    at, proposal, organisation = await matching.proposed(bands={"6-8": 3})
    manager = await matching.manager_of(organisation)
    name = (await party_proposal(at.director, proposal)).home_name
    await people.sign_in(visitor, manager)
    for path in ("/desk/proposals", f"/desk/proposals/{proposal}", f"/api/v1/matches/{proposal}"):
        answer = await visitor.get(path)
        assert answer.status_code == 200
        assert name not in answer.text
        assert at.division not in answer.text

    assert name
    assert "不足 5 人" in (await visitor.get(f"/desk/proposals/{proposal}")).text


async def test_strangers_find_neither_proposal_nor_agreement(visitor: httpx.AsyncClient):
    deal = await agreed()
    stranger, _organisation = await offers.manager()
    await people.sign_in(visitor, stranger)
    for path in (
        f"/desk/proposals/{deal.proposal}",
        f"/desk/agreements/{deal.agreement}",
        f"/desk/agreements/{deal.agreement}/text",
        f"/api/v1/matches/{deal.proposal}",
    ):
        assert (await visitor.get(path)).status_code == 404, path
    for path in (
        f"/desk/proposals/{deal.proposal}/acceptance",
        f"/desk/proposals/{deal.proposal}/declination",
        f"/desk/agreements/{deal.agreement}/receipt",
        f"/desk/agreements/{deal.agreement}/cancellation",
    ):
        assert (await post(visitor, path, reason="不需要了")).status_code == 404, path
    assert (await visitor.get("/api/v1/matches")).json()["items"] == []


async def test_a_form_that_is_wrong_comes_back_with_what_was_typed(visitor: httpx.AsyncClient):
    deal, _parcel = await sent()
    code = await value("SELECT code FROM parcel")
    await people.sign_in(visitor, deal.director)
    short = await post(visitor, f"/parcels/{code}/count", good="50")
    wrong = await post(visitor, f"/parcels/{code}/count", good="五十")
    over = await post(visitor, f"/desk/agreements/{deal.agreement}/dispatch", note="再发一次")

    assert (short.status_code, wrong.status_code, over.status_code) == (422, 422, 403)
    assert "有短少、破损或多出时，请写明情况" in short.text
    assert 'value="50"' in short.text
    assert "请填写整数" in wrong.text


async def test_a_clerk_may_answer_for_a_home_of_her_township(visitor: httpx.AsyncClient):
    at, proposal, _organisation = await matching.proposed()
    await people.sign_in(visitor, at.supervisor)
    listed = await visitor.get("/desk/proposals")
    answer = await post(visitor, f"/desk/proposals/{proposal}/acceptance", side="need")

    assert f"/desk/proposals/{proposal}" in listed.text
    assert "等本辖区儿童之家答复" in listed.text
    assert answer.status_code == 303
    assert (await party_proposal(at.director, proposal)).need_accepted


async def test_a_need_that_goes_without_says_why_at_its_desk(visitor: httpx.AsyncClient):
    at = await matching.village()
    need = await matching.open_need(at)
    await matching_commands.run_matching(SYSTEM, matching.COUNTY)
    await people.sign_in(visitor, at.director)
    block = await visitor.get(f"/desk/needs/{need}/matching", headers={"hx-request": "true"})
    desk = await visitor.get(f"/desk/needs/{need}")

    assert "目前没有这个类别的供给" in block.text
    assert "<html" not in block.text
    assert f'hx-get="/desk/needs/{need}/matching"' in desk.text


# Inbox --------------------------------------------------------------------------------------------


async def test_opening_a_message_marks_it_read_and_goes_there(visitor: httpx.AsyncClient):
    person = await people.account("donor")
    assert person.id is not None
    await notify(person, [person.id], Kind.need_met, link="/desk", facts={"title": "棉被"})
    await people.sign_in(visitor, person)
    before = await visitor.get("/desk/inbox/unread")
    listed = await visitor.get("/desk/inbox")
    found = re.search(r"/desk/inbox/\d+/reading", listed.text)
    assert found is not None
    opened = await post(visitor, found.group())
    after = await visitor.get("/desk/inbox/unread")

    assert "1</span>" in before.text
    assert (opened.status_code, opened.headers["location"]) == (303, "/desk")
    assert after.text.strip() == ""


async def test_a_page_of_nobody_asks_for_no_inbox(visitor: httpx.AsyncClient):
    answer = await visitor.get("/accessibility")

    assert "/desk/inbox" not in answer.text
