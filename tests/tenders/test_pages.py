"""The way from a plan to a notice through the doors, the desk by day, the page for everybody."""

import hashlib
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from match.foundation import clock
from match.foundation.db import value
from match.tenders import commands, sections
from match.tenders.facts import Criterion
from match.tenders.forms import NEGATIVE, EditForm
from match.tenders.pages.calendar import calendar
from match.tenders.pages.criteria import drawn
from match.tenders.pages.story import KeyDay
from match.tenders.queries import facts
from match.tenders.questions.commands import answer, ask
from match.tenders.questions.forms import AnswerForm, QuestionForm
from match.tenders.states import CriterionKind, Method, Mode, Scheme
from tests.offers.browser import send, token
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

NO = {**dict.fromkeys(NEGATIVE, "false"), "fair": "true"}
DOCUMENT = {
    "requirements": "为全市儿童之家提供个别辅导和团体辅导，全年不少于三百课时。",
    "acceptance": "每季度由儿童主任和监护人评议，结果公开。",
    "service_days": "360",
    "consortium": "true",
}


def first_step(organisation, **other):
    return {
        "organisation": str(organisation),
        "title": "吉首市留守儿童心理辅导服务",
        "item_code": "C20030700",
        "budget": "18万",
        "budget_line": "2026年儿童福利服务",
        "fiscal_year": str(clock.today().year),
        "areas": ["433101"],
        **other,
    }


async def begun(client, **other):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    made = await send(client, "/purchases/entries", **first_step(organisation, **other))
    assert made.status_code == 303, made.text
    return officer, made.headers["location"].rsplit("/", 1)[0]


async def typed_light(client, entry):
    """The seven other steps of a small purchase."""
    for slug, boxes in (
        ("screen", NO),
        ("method", {"mode": "light", "method": "INTERNAL"}),
        ("needs", {}),
        ("survey", {}),
        ("document", DOCUMENT),
        ("criteria", {"scheme": "lowest", "envelopes": "together"}),
    ):
        saved = await send(client, f"{entry}/{slug}", **boxes)
        assert saved.status_code == 303, (slug, saved.text)
    page = (await client.get(f"{entry}/dates")).text
    chosen = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)[1]
        for name in ("closes_on", "decides_on")
    }
    saved = await send(client, f"{entry}/dates", **chosen)
    assert saved.status_code == 303, saved.text
    return chosen


async def test_a_small_purchase_goes_from_plan_to_notice_step_by_step(client):
    _officer, entry = await begun(client)
    chosen = await typed_light(client, entry)
    assert "需要修改" not in (await client.get(entry)).text

    planned = await send(client, f"{entry}/completion")
    assert planned.status_code == 303, planned.text
    check = await client.get(planned.headers["location"])
    assert "检查通过" in check.text
    assert "签订合同最迟" in check.text
    address = planned.headers["location"].removesuffix("/check")
    assert (await send(client, f"{address}/publication")).status_code == 303

    client.cookies.clear()
    public = await client.get(address)
    assert public.status_code == 200
    assert "采购公告" in public.text
    assert date.fromisoformat(chosen["closes_on"]) > clock.today()


@pytest.mark.parametrize(("budget", "follows"), [("120万", "screen"), ("无", "plan")])
async def test_a_big_budget_is_no_mistake_before_anybody_chose_a_way(client, budget, follows):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    first = first_step(organisation, budget=budget)
    made = await send(client, "/purchases/entries", **first)
    assert made.headers["location"].rsplit("/", 1)[1] == follows


async def test_the_earliest_legal_day_is_chosen_and_a_day_before_is_refused(client):
    """The unit's own rules: three working days, the floor of an inquiry (74号令). Announced on
    Friday 6 March 2026, answers close on Wednesday the 11th at the earliest."""
    with clock.freeze(datetime(2026, 3, 6, 2, tzinfo=UTC)):
        _officer, entry = await begun(client)
        for slug, boxes in (("screen", NO), ("method", {"mode": "light", "method": "INTERNAL"})):
            await send(client, f"{entry}/{slug}", **boxes)
        page = (await client.get(f"{entry}/dates")).text
        early = await send(
            client, f"{entry}/dates", closes_on="2026-03-10", decides_on="2026-03-20"
        )
        right = await send(
            client, f"{entry}/dates", closes_on="2026-03-11", decides_on="2026-03-20"
        )

    assert 'value="2026-03-11"' in page
    assert early.status_code == 422
    assert "2026-03-11" in early.text
    assert right.status_code == 303


async def test_half_a_step_survives_and_another_device_goes_on(client):
    officer, entry = await begun(client)
    left = await send(client, f"{entry}/document", requirements="写到一半", later="true")
    assert left.headers["location"] == entry

    client.cookies.clear()
    await people.sign_in(client, officer)
    page = await client.get(f"{entry}/document")
    assert page.status_code == 200
    assert "写到一半" in page.text
    assert entry in (await client.get("/purchases/mine")).text
    assert "需要修改" in (await client.get(entry)).text


async def test_complaints_stand_at_their_boxes(client):
    _officer, entry = await begun(client)
    yes = await send(client, f"{entry}/screen", **{**NO, "staffing": "true"})
    assert yes.status_code == 422
    assert 'id="error-staffing"' in yes.text
    sums = await send(
        client,
        f"{entry}/criteria",
        scheme="scoring",
        envelopes="together",
        c_kind=["objective", "price"],
        c_title=["服务方案", "报价"],
        c_indicator=["满足 3 项得 50 分，2 项得 30 分", ""],
        c_points=["50", "40"],
    )
    assert sums.status_code == 422
    assert "90.00" in sums.text
    assert "满足 3 项得 50 分" in sums.text
    assert (await send(client, f"{entry}/nothing")).status_code == 404


async def test_the_plan_is_refused_with_everything_that_is_missing(client):
    _officer, entry = await begun(client)

    answer = await send(client, f"{entry}/completion")
    assert answer.status_code == 422
    for slug in ("screen", "document", "dates"):
        assert f"{entry}/{slug}" in answer.text
    assert await value("SELECT count(*) FROM tender") == 0


async def test_another_officer_does_not_see_what_was_typed(client):
    _officer, entry = await begun(client)
    client.cookies.clear()
    stranger, _organisation = await make.department()
    await people.sign_in(client, stranger)

    assert (await client.get(entry)).status_code == 404
    assert (await client.get(f"{entry}/plan")).status_code == 404
    for verb in ("plan", "completion", "discard", "screen"):
        assert (await send(client, f"{entry}/{verb}", **NO)).status_code == 404


async def test_a_plan_is_changed_in_the_same_steps_and_the_questions_are_asked_anew(client):
    officer, tender_id = await make.draft()
    await people.sign_in(client, officer)
    opened = await send(client, f"/purchases/{tender_id}/entry")
    entry = opened.headers["location"]
    assert "180,000.00" in (await client.get(f"{entry}/plan")).text
    questions = (await client.get(f"{entry}/screen")).text
    assert not re.search(r'name="financing" value="(true|false)"[^>]*checked', questions)
    again = await send(client, f"/purchases/{tender_id}/entry")
    assert again.headers["location"] == entry

    await send(client, f"{entry}/screen", **NO)
    await send(client, f"{entry}/document", **{**DOCUMENT, "service_days": "200"})
    saved = await send(client, f"{entry}/completion")
    assert saved.headers["location"] == f"/purchases/{tender_id}/check", saved.text
    assert await value("SELECT service_days FROM tender WHERE id = $1", tender_id) == 200


async def test_above_the_limit_the_engine_says_what_and_why(client):
    _officer, entry = await begun(client, budget="120万")

    page = (await client.get(f"{entry}/method")).text
    assert page.index('value="CONSULT"') < page.index('value="OPEN"'), "the suggestion first"
    assert "竞争性磋商（建议）" in page
    assert "800000" in page
    light = await send(client, f"{entry}/method", mode="light", method="INTERNAL")
    assert light.status_code == 422 or "需要修改" in (await client.get(entry)).text
    missing = await send(client, f"{entry}/method", mode="mirror", method="CONSULT")
    assert missing.status_code == 422
    assert "法定情形" in missing.text


async def test_a_light_flow_with_a_method_of_the_law_is_complained_about_not_a_fault(client):
    _officer, entry = await begun(client)
    await typed_light(client, entry)
    await send(
        client, f"{entry}/method", mode="light", method="CONSULT", method_ground="service",
        later="true",
    )  # fmt: skip

    answer = await send(client, f"{entry}/completion")
    assert answer.status_code == 422, answer.text


async def test_the_page_tells_questions_notices_days_and_files(client):
    officer, tender_id = await make.published()
    organisation = await people.organisation("NGO", "433122000000")
    asking = await people.account("manager", organisation=organisation)
    name = await value("SELECT name FROM organisation WHERE id = $1", organisation)
    asked = await ask(asking, tender_id, QuestionForm("服务人员的交通费是否包含在限价之内？"))
    before = (await client.get(f"/purchases/{tender_id}")).text
    assert "交通费" not in before
    assert "1 个提问等待答复" in before

    await answer(officer, tender_id, asked, AnswerForm("包含在最高限价之内。", False))
    page = (await client.get(f"/purchases/{tender_id}")).text
    assert "交通费" in page
    assert "包含在最高限价之内" in page
    assert name not in page
    for wanted in (
        "关键日期",
        "全过程记录",
        "采购条款第 1 版",
        "本平台不是法定公告媒体",
        "feed.atom",
    ):
        assert wanted in page, wanted
    text = (await client.get(f"/purchases/{tender_id}/terms/1")).content
    assert hashlib.sha256(text).hexdigest() in page


async def test_a_question_through_the_doors(client):
    officer, tender_id = await make.published()
    organisation = await people.organisation("NGO", "433122000000")
    await people.sign_in(client, await people.account("manager", organisation=organisation))
    short = await send(client, f"/purchases/{tender_id}/questions", text="？")
    assert short.status_code == 422
    sent = await send(client, f"/purchases/{tender_id}/questions", text="可以组成联合体响应吗？")
    assert sent.status_code == 303
    assert "可以组成联合体响应吗" in (await client.get(f"/purchases/{tender_id}")).text

    client.cookies.clear()
    await people.sign_in(client, officer)
    desk = (await client.get("/purchases/mine")).text
    assert "答复 1 个提问" in desk
    page = (await client.get(f"/purchases/{tender_id}/questions")).text
    action = re.search(r'action="(/purchases/\d+/questions/\d+/answer)"', page)[1]
    assert (await send(client, action, answer="")).status_code == 422
    done = await send(client, action, answer="可以，须附联合体协议。", changes="true")
    assert done.headers["location"] == f"/purchases/{tender_id}/change"
    client.cookies.clear()
    public = (await client.get(f"/purchases/{tender_id}")).text
    assert "须附联合体协议" in public
    assert "见采购文件第 2 版" in public


async def test_the_document_is_changed_through_the_door_and_a_notice_says_how(client):
    officer, tender_id = await make.published()
    await people.sign_in(client, officer)
    form = (await client.get(f"/purchases/{tender_id}/change")).text
    assert "全年不少于三百课时" in form
    changed = await send(
        client,
        f"/purchases/{tender_id}/change",
        reason="供应商询问后明确课时",
        requirements="为全市儿童之家提供个别辅导和团体辅导，全年不少于三百二十课时。",
    )
    assert changed.status_code == 303, changed.text

    page = (await client.get(f"/purchases/{tender_id}")).text
    assert "变更公告" in page
    assert "采购条款第 2 版" in page
    notice = re.search(rf"/purchases/{tender_id}/notices/\d+(?=\">变更公告)", page)[0]
    told = (await client.get(notice)).text
    assert "三百课时" in told
    assert "三百二十课时" in told
    same = await send(client, f"/purchases/{tender_id}/change", reason="没有改动内容")
    assert same.status_code == 422


async def test_a_change_near_the_deadline_puts_it_off_and_says_so(client):
    """74号令: three working days from the change at least."""
    officer, tender_id = await make.published()
    before = await facts(tender_id)
    with clock.freeze(before.closes_at - timedelta(hours=3)):
        await commands.edit_tender(
            officer, tender_id, EditForm(reason="明确课时数量", service_days=300)
        )

    after = await facts(tender_id)
    assert after.closes_at > before.closes_at + timedelta(days=2)
    page = (await client.get(f"/purchases/{tender_id}")).text
    told = re.search(rf"/purchases/{tender_id}/notices/\d+(?=\">变更公告)", page)[0]
    assert "响应截止时间" in (await client.get(told)).text


async def test_the_desk_is_ordered_by_day_and_marks_what_is_late(client):
    officer, tender_id = await make.published()
    await people.sign_in(client, officer)
    page = (await client.get("/purchases/mine")).text
    assert "停止接收响应，组织开标" in page
    assert "修改采购文件的最后一天" in page
    assert page.index("修改采购文件的最后一天") < page.index("停止接收响应，组织开标")
    assert "已逾期" not in page

    with clock.freeze(clock.now() - timedelta(days=40)):
        organisation = await value("SELECT organisation_id FROM tender WHERE id = $1", tender_id)
        old = await commands.draft_tender(officer, make.form(organisation=organisation))
        await commands.publish_tender(officer, old)
    late = (await client.get("/purchases/mine")).text
    assert "已逾期" in late
    assert late.index("已逾期") < late.index(f'href="/purchases/{tender_id}"'), "first things first"


async def test_the_days_come_as_a_calendar(client):
    """RFC 5545: CRLF, no line over 75 bytes, every event with UID, DTSTAMP and DTSTART."""
    _officer, tender_id = await make.published()

    answered = await client.get(f"/purchases/{tender_id}/dates.ics")
    assert answered.headers["content-type"].startswith("text/calendar")
    lines = answered.content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    whole = answered.content.replace(b"\r\n ", b"").decode()
    events = whole.split("BEGIN:VEVENT")[1:]
    assert len(events) >= 5
    for event in events:
        for name in ("UID:", "DTSTAMP:", "DTSTART", "SUMMARY:"):
            assert event.count(f"\r\n{name}") == 1, (name, event)
    closes = await value("SELECT closes_at FROM tender WHERE id = $1", tender_id)
    assert f"DTSTART:{closes.astimezone(UTC):%Y%m%dT%H%M%SZ}" in whole
    assert (
        whole
        == (await client.get(f"/purchases/{tender_id}/dates.ics"))
        .content.replace(b"\r\n ", b"")
        .decode()
    )


def test_a_calendar_keeps_commas_and_long_names_whole(settings):
    title = "甲,乙;丙\\丁" + "很长的名称" * 20
    day = KeyDay("响应截止", "2026年3月11日", date(2026, 3, 11))
    made = calendar(7, title, [day], stamp=datetime(2026, 3, 1, tzinfo=UTC)).decode()

    whole = made.replace("\r\n ", "")
    assert "甲\\,乙\\;丙\\\\丁" in whole
    assert "很长的名称" * 20 in whole


async def test_rooms_above_speak_on_the_page_where_they_have_something_to_say(client):
    _officer, first = await make.published()
    _other, second = await make.published()
    demand = Criterion(1, CriterionKind.passing, "持证咨询师三名以上", "查证书原件", 0, 1)

    async def told(_actor, asked):
        if asked != first:
            return None
        held = {"criteria": drawn([demand]), "facts": await facts(asked)}
        return sections.Block("tenders/criteria.html", held)

    held = dict(sections._FINDERS)  # put back afterwards
    try:
        sections.show("trial", told)
        assert "持证咨询师三名以上" in (await client.get(f"/purchases/{first}")).text
        assert "持证咨询师三名以上" not in (await client.get(f"/purchases/{second}")).text
    finally:
        sections._FINDERS.clear()
        sections._FINDERS.update(held)


async def test_strange_addresses_are_not_found_and_never_faults(client):
    _officer, tender_id = await make.published()
    _other, draft = await make.draft()
    for address in (
        f"/purchases/{draft}/dates.ics",
        f"/purchases/{draft}/terms/1",
        f"/purchases/{draft}/feed.atom",
        f"/purchases/{tender_id}/terms/9",
        f"/purchases/{tender_id}/notices/999999",
        "/purchases/999999/feed.atom",
    ):
        assert (await client.get(address)).status_code == 404, address


async def test_a_mirror_is_recorded_step_by_step_with_the_official_links(client):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    mirror = make.form(
        organisation=organisation,
        budget_fen=260_000_000,
        mode=Mode.mirror,
        method=Method.open,
        scheme=Scheme.lowest,
    )
    tender_id = await commands.draft_tender(officer, mirror)
    address, today = f"/purchases/{tender_id}", clock.today()
    check = (await client.get(f"{address}/check")).text
    assert "登记官方步骤" in check
    assert (await send(client, f"{address}/publication")).status_code == 409

    form = f"{address}/official"
    step = {"step": "notice", "held_on": today.isoformat()}
    boxes = {"_csrf_token": await token(client), **step}
    wrong = await client.post(form, data=boxes | {"url": "https://example.com/1"})
    assert wrong.status_code == 422
    assert "gov.cn" in wrong.text
    link = "https://www.ccgp-hunan.gov.cn/page/notice/1"
    closes = (today + timedelta(days=21)).isoformat()
    sent = await client.post(form, data=boxes | {"url": link, "closes_on": closes})
    assert sent.status_code == 303, sent.text
    client.cookies.clear()
    page = (await client.get(address)).text
    assert link in page
    assert "官方发布采购公告" in page
    assert "不接收响应" in page
    assert "向采购单位提问" not in page
    questions = await send(client, f"{address}/questions", text="可以组成联合体响应吗？")
    assert questions.status_code == 401
