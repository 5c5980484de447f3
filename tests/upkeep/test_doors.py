"""The pages of upkeep: every step from its own form, bad input kept, strangers kept out."""

from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import value
from match.upkeep import commands, forms
from match.upkeep.pages.steps import STEPS
from match.upkeep.pages.words import step_word
from match.upkeep.states import DepartmentKind, Level
from tests.jobs.test_hearing import hear_all, kinds_for
from tests.people import make as people
from tests.upkeep import make

pytestmark = pytest.mark.usefixtures("db")
DESK = "/desk/upkeep"


async def post(client: httpx.AsyncClient, path: str, **sent: object) -> httpx.Response:
    """A form as a browser sends it, with its token."""
    if "__Host-csrf" not in client.cookies:
        await client.get("/privacy")
    headers = {"x-csrftoken": client.cookies["__Host-csrf"]}
    return await client.post(path, data=sent, headers=headers)  # type: ignore[arg-type] # lists too


def step(kind: str, of: int | str, verb: str) -> str:
    """The address of a step."""
    return f"{DESK}/steps/{kind}/{of}/{verb}"


def test_every_step_has_its_words() -> None:
    assert all(step_word(kind, verb) for kind, verb in STEPS)


async def test_a_county_closes_its_month_on_the_pages(client: httpx.AsyncClient) -> None:
    at = await make.scene()
    await people.sign_in(client, at.county)
    month = await client.get("/desk/month")
    assert "设定津贴标准和等级" in month.text
    bad = await post(
        client,
        step("seats", make.COUNTY, "rule"),
        base_fen="150",
        from_month=make.month_ago(3).isoformat(),
        points_A="0",
        coefficient_A="0.9",
    )
    assert bad.status_code == 422
    assert 'value="150"' in bad.text
    assert "系数不能低于 1.00" in bad.text
    rule = {
        "base_fen": "２６０",
        "from_month": make.month_ago(3).isoformat(),
        "points_A": "80",
        "coefficient_A": "1.25",
        "points_B": "0",
        "coefficient_B": "1",
    }
    low = await post(client, step("seats", make.COUNTY, "rule"), **{**rule, "base_fen": "199"})
    assert low.status_code == 422
    assert "不得低于 200 元" in low.text
    assert (await post(client, step("seats", make.COUNTY, "rule"), **rule)).status_code == 303
    assert "¥260" in (await client.get(f"{DESK}/allowance")).text

    drawn = await post(client, step("seats", make.COUNTY, "sheet"), period=f"{make.month_ago()}|1")
    assert drawn.status_code == 303
    sheet = drawn.headers["location"]
    number = sheet.rpartition("/")[2]
    assert "B 档" in (await client.get(sheet)).text
    review = await value("SELECT id FROM allowance_review WHERE sheet_id = $1", int(number))
    up = step("reviews", review, "regrade")
    assert (await post(client, up, grade="A")).status_code == 422
    assert (await post(client, up, grade="A", reason="汛期值守表现突出")).status_code == 303
    assert (await post(client, step("sheets", number, "propose"))).status_code == 303
    own = await client.get(step("sheets", number, "check"))
    assert own.status_code == 409
    await people.sign_in(client, at.second)
    assert "复核津贴发放表" in (await client.get("/desk/month")).text
    assert (await post(client, step("sheets", number, "check"))).status_code == 303
    voucher = {"paid_on": clock.today().isoformat(), "voucher": "JT-9"}
    assert (await post(client, step("sheets", number, "pay"), **voucher)).status_code == 409
    await people.sign_in(client, at.county)
    assert (await post(client, step("sheets", number, "pay"), **voucher)).status_code == 303
    excel = await client.get(f"{sheet}/sheet.xlsx")
    assert excel.content[:2] == b"PK"

    await people.sign_in(client, at.director)
    mine = await client.get(f"{DESK}/allowance/own")
    assert "¥325" in mine.text
    assert (await client.get(sheet)).status_code == 404
    assert "我的津贴" in (await client.get("/desk")).text


async def test_a_grant_walks_from_the_home_to_its_end_on_the_pages(
    client: httpx.AsyncClient,
) -> None:
    at = await make.scene()
    await people.sign_in(client, at.county)
    ask = step("homes", at.home, "grant")
    wrong = await post(client, ask, prefecture_fen="8000", county_fen="11999")
    assert wrong.status_code == 422
    assert "必须正好是 20000 元" in wrong.text
    made = await post(client, ask, prefecture_fen="8000", county_fen="1.2万")
    assert made.status_code == 303
    grant = made.headers["location"].rpartition("/")[2]
    again = await post(client, ask, prefecture_fen="8000", county_fen="12000")
    assert again.status_code == 409
    assert "只能有一份" in again.text
    await people.sign_in(client, at.prefecture)
    assert "批准建设补助" in (await client.get("/desk")).text
    assert (await client.get(step("grants", grant, "approve"))).status_code == 200
    assert (await post(client, step("grants", grant, "approve"))).status_code == 303
    await people.sign_in(client, at.finance)
    page = await client.get(step("grants", grant, "allot") + "?about=county")
    assert 'value="county"' in page.text
    for level in make.LEVELS:
        sent = {"level": level.value, "document": "财社〔2026〕9号"}
        day = make.days_ago(3).isoformat()
        done = await post(client, step("grants", grant, "allot"), allotted_on=day, **sent)
        assert done.status_code == 303
    assert (await client.get(step("grants", grant, "arrive"))).status_code == 409
    for path in ("", "/grants", f"/grants/{grant}", "/titles", "/bodies", "/allowance"):
        assert (await client.get(f"{DESK}{path}")).status_code == 200, path


async def test_titles_are_applied_for_passed_and_named_and_everybody_reads_them(
    client: httpx.AsyncClient,
) -> None:
    at = await make.scene()
    await people.sign_in(client, at.director)
    words = "每周开放六天，阅读活动有固定的家长志愿者。"
    this = str(clock.today().year)
    ask = step("homes", at.home, "title")
    named = await post(
        client, ask, level="prefecture", year=this, words="有事请打孩子妈妈的电话 13812345678。"
    )
    assert named.status_code == 422
    made = await post(client, ask, level="prefecture", year=this, words=words)
    assert made.status_code == 303
    title = made.headers["location"].rpartition("/")[2]
    await people.sign_in(client, at.county)
    assert (await client.get(made.headers["location"])).status_code == 200
    short = await post(client, step("titles", title, "pass"), words="同意推荐")
    assert short.status_code == 422
    told = "现场看过，培训和活动正在补，年内达到标准。"
    assert (await post(client, step("titles", title, "pass"), words=told)).status_code == 303
    await people.sign_in(client, at.prefecture)
    naming = step("seats", "433100000000", "naming")
    assert "和平村儿童之家" in (await client.get(naming)).text
    sent = {"titles": [title], "year": this, "document": "州民发〔2026〕7号"}
    today = clock.today().isoformat()
    bare = await post(client, naming, named_on=today, **sent)
    assert bare.status_code == 422
    assert "计划是 30 个" in bare.text
    assert "checked" in bare.text
    done = await post(client, naming, named_on=today, reason="今年第一批。", **sent)
    assert done.status_code == 303
    client.cookies.clear()
    public = await client.get(f"/titles?level=prefecture&year={this}")
    assert "和平村儿童之家" in public.text
    assert "州民发〔2026〕7号" in public.text
    assert (await client.get("/titles?level=nonsense&year=1&after=-5")).status_code == 200


async def test_minutes_and_decisions_are_kept_on_the_pages(client: httpx.AsyncClient) -> None:
    at = await make.scene()
    await people.sign_in(client, at.county)
    body = {
        "kind": "joint_meeting",
        "name": "吉首市儿童工作联席会议",
        "document": "吉政办函〔2026〕8号",
        "set_up_on": make.days_ago(60).isoformat(),
    }
    few = await post(
        client, step("seats", make.COUNTY, "body"), departments=["civil", "finance"], **body
    )
    assert few.status_code == 422
    every = [str(one) for one in DepartmentKind]
    made = await post(client, step("seats", make.COUNTY, "body"), departments=every, **body)
    assert made.status_code == 303
    number = made.headers["location"].rpartition("/")[2]
    minutes = {
        "title": "第三季度联席会议",
        "held_on": make.days_ago(2).isoformat(),
        "minutes": "明确了运行经费的安排和下一步分工。",
    }
    met = await post(
        client, step("bodies", number, "meeting"), attended=["civil", "education"], **minutes
    )
    assert met.status_code == 303
    meeting = await value("SELECT max(id) FROM coordination_meeting")
    task = {
        "department": "education",
        "words": "开学前开放校内活动场地。",
        "due_on": (clock.today() + timedelta(days=15)).isoformat(),
    }
    decided = await post(client, step("meetings", meeting, "decision"), **task)
    assert decided.headers["location"] == f"{DESK}/bodies/{number}"
    education = await people.account("education", "433101")
    await people.sign_in(client, education)
    assert "开学前开放校内活动场地" in (await client.get("/desk")).text
    decision = await value("SELECT max(id) FROM coordination_decision")
    finish = step("decisions", decision, "finish")
    assert (await post(client, finish, result="场地已开放。")).status_code == 303
    assert "场地已开放" in (await client.get(f"{DESK}/bodies/{number}")).text


async def test_strangers_and_nonsense_get_a_clear_answer(client: httpx.AsyncClient) -> None:
    at = await make.scene()
    grant = await commands.request_grant(at.county, at.home, make.grant_form())
    sheet = await make.drawn(at)
    elsewhere = await people.account("county", "433122")
    await people.sign_in(client, elsewhere)
    for path in (
        f"{DESK}/homes/{at.home}",
        f"{DESK}/grants/{grant}",
        f"{DESK}/allowance/{sheet}",
        f"{DESK}/allowance/{sheet}/sheet.xlsx",
        step("seats", make.COUNTY, "rule"),
        step("grants", grant, "approve"),
        step("homes", at.home, "cost"),
        step("costs", 10**9, "reverse"),
        step("reviews", 10**9, "regrade"),
        step("nothing", 1, "at-all"),
        step("seats", 7, "naming"),
    ):
        assert (await client.get(path)).status_code == 404, path
        if "/steps/" in path:
            assert (await post(client, path, x="1")).status_code == 404, path
    await people.sign_in(client, at.county)
    odd = await post(client, step("homes", at.home, "cost"), amount_fen="一百", paid_on="明天")
    assert odd.status_code == 422
    future = {"kind": "energy", "what": "电费", "amount_fen": "10", "voucher": "Y1"}
    late = await post(client, step("homes", at.home, "cost"), paid_on="2099-01-01", **future)
    assert late.status_code == 422
    assert "不能晚于今天" in late.text
    assert (await post(client, step("seats", make.COUNTY, "sheet"), period="x")).status_code == 422
    quota = step("seats", make.COUNTY, "quota")
    assert (await post(client, quota, year="2026", planned="-4")).status_code == 422


async def test_whoever_is_next_hears_of_it() -> None:
    at = await make.scene()
    grant = await make.paid_grant(at)
    sheet = await make.checked(at)
    await commands.pay_sheet(at.county, sheet, make.voucher())
    title = await commands.apply_for_title(at.director, at.home, make.title_form())
    await commands.name_titles(at.second, Level.county, make.naming_form([title]))
    body = await commands.set_up_body(at.county, make.body_form())
    meeting = await commands.record_meeting(at.county, body, make.meeting_form())
    finance = await people.account("finance", "433101")
    due = forms.DecisionForm(DepartmentKind.finance, "列入明年预算。", clock.today())
    await commands.add_decision(at.county, meeting, due)
    await hear_all()

    assert "allowance_paid" in await kinds_for(at.director.id)
    assert "title_news" in await kinds_for(at.director.id)
    assert "upkeep_waiting" in await kinds_for(at.second.id)
    assert (await kinds_for(finance.id)).count("decision_due") == 1
    waiting = await kinds_for(at.prefecture.id)
    assert waiting.count("upkeep_waiting") >= 1, grant
