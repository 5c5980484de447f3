"""
Purchases and a cooperation in a real Chromium, from the plan to the end that each comes to: a
consultation with two suppliers, an open tender that failed with two bids, a project of two
organisations, quotations under the limit, and an open tender that is run elsewhere.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from match.foundation import clock
from match.proofs.board import complaints

from .staged import Staged, staged

pytestmark = [pytest.mark.browser, pytest.mark.walk]
ROOT = Path(__file__).parents[2]
PHRASE = "竹篓 correct 渡口 horse"
SLOW = 90_000  # scrypt holds a busy machine for some seconds
# A walk cannot wait twenty days: the stage ends them at once, and this check alone says so.
SHORTENED = "suppliers had the time their method gives"
PAPER = "%PDF-1.7 清单"
URL = "https://www.ccgp-hunan.gov.cn/notice/4711"


class Stage:
    """Tabs of the people on the stage (`purchases.py`)."""

    def __init__(self, staged: Staged, browser: Browser) -> None:
        self.staged, self.browser = staged, browser
        self.url, self.do = staged.url, staged.do

    @contextmanager
    def tab(self, session: str, path: str = "", size: str = "d") -> Iterator[Page]:
        """Somebody's tab ("" a visitor's). It must end without script errors."""
        with self.staged.tab(self.browser, session, size, accept_downloads=True) as page:
            if path:
                page.goto(self.url + path)
            yield page


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged("tests.browser.purchases", tmp_path_factory.mktemp("purchases")) as playing:
        yield Stage(playing, browser)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()


def step(stage: Stage, session: str, base: str, verb: str, *, of: str = "", **given: str) -> None:
    """One step of a contract on its page. Boxes are filled by name, whatever their kind is."""
    with stage.tab(session, base) as page:
        link = page.locator(f'#next a[href^="{base}/steps/{verb}"]').first
        link.click()
        put(page, given)
        page.locator("main form button[type=submit], main form .btn").first.click()
        expect(page).to_have_url(stage.url + base)


def put(page: Page, given: dict[str, str]) -> None:
    for name, text in given.items():
        boxes = page.locator(f'main [name="{name}"]')
        kind = boxes.first.evaluate("box => box.type || box.tagName")
        if kind == "select-one":
            boxes.first.select_option(text)
        elif kind in ("radio", "checkbox"):
            page.locator(f'main label:has([name="{name}"][value="{text}"])').click()
        elif kind == "file":
            boxes.first.set_input_files(
                {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": text.encode()}
            )
        else:
            boxes.first.fill(text)


def publish(stage: Stage, told: dict[str, Any]) -> str:
    """The officer chooses who opens, checks the plan and publishes; the purchase's path."""
    path = f"/purchases/{told['tender']}"
    with stage.tab(told["officer"], path) as page:
        page.get_by_role("link", name="检查并发布").click()
        page.get_by_role("link", name="选择开标人").click()
        press(page, "确定开标人")
        expect(page.locator("#error-keys")).to_contain_text("请填写这一项")
        for key in told["key_ids"]:
            page.locator(f'[name="keys"][value="{key}"]').check()
        press(page, "确定开标人")
        press(page, "发布公告")
        expect(page).to_have_url(stage.url + path)
    return path


def announce(stage: Stage, told: dict[str, Any], experts: int) -> None:
    """The officer says how the three who judge are found."""
    with stage.tab(told["officer"], f"/purchases/{told['tender']}/panel") as page:
        put(page, {"size": "3", "experts": str(experts)})
        press(page, "公布")
        expect(page.get_by_role("heading", name="怎样抽取")).to_be_visible()


def seal(stage: Stage, told: dict[str, Any], at: int, price: str, *, answers: bool) -> None:
    """A supplier writes and seals in the page; what is sent names neither words nor price."""
    organisation, session = told["suppliers"][at]
    with stage.tab(session, f"/purchases/{told['tender']}/bid?organisation={organisation}") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or ""))
        if answers:
            page.get_by_label("服务方案").fill("两名社工常驻。")
            page.get_by_label("同类业绩").fill("三个项目。")
        page.get_by_label("实施方案").fill("每周三次，每次两小时。")
        for tick in page.get_by_role("checkbox").all():
            tick.check()
        page.get_by_label("分项").first.fill("课后辅导")
        page.get_by_label("数量").first.fill("3")
        page.get_by_label("单价（元）").first.fill(price)
        with page.expect_download(timeout=SLOW):
            press(page, "加密封存并提交")
        expect(page.get_by_text("已收到您的响应。")).to_be_visible()
        assert not any("每周三次" in body or price in body for body in sent)


def give(stage: Stage, told: dict[str, Any], tmp: Path, who: int, *, last: bool) -> None:
    """An official opens the own shares in the page and gives them."""
    key = tmp / f"{who}.age"
    key.write_text(told["keys"][who])
    with stage.tab(told["officials"][who], f"/purchases/{told['tender']}/opening") as page:
        begin = page.get_by_role("button", name="开始开标")
        if begin.count():
            begin.click()
        page.get_by_label("密钥文件").first.set_input_files(key)
        page.get_by_label("口令").fill(PHRASE)
        press(page, "解密并交出份额")
        said = "全部响应已同时公开" if last else "还在等其他开标人"
        expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)


def judge(stage: Stage, told: dict[str, Any], representatives: int, bids: int) -> None:
    """Drawn, seated, scored with the same points for everybody, signed, reported."""
    with stage.tab(told["officer"], f"/purchases/{told['tender']}/panel") as page:
        for at in range(representatives):
            page.locator('[name="representatives"]').nth(at).check()
        press(page, "现在抽取")
        expect(page.get_by_role("button", name="现在抽取")).to_have_count(0)
    sessions = stage.do("members", told["tender"])
    assert len(sessions) == 3
    for session in sessions:
        with stage.tab(session, "/desk/expert") as page:
            page.get_by_role("link", name="现在处理").first.click()
            page.locator('[name="free"]').check()
            press(page, "确认参加评审")
    for session in sessions:
        with stage.tab(session, "/desk/expert") as page:
            page.get_by_role("link", name="现在处理").first.click()
            for at in range(bids):
                form = page.locator('form[action$="/sheet"]').nth(at)
                form.get_by_label("“服务方案”的分数").fill("45")
                form.get_by_label("“同类业绩”的分数").fill("15")
                form.get_by_role("button").click()
            press(page, "签字确认我的评分")
    for session in sessions:
        with stage.tab(session, "/desk/expert") as page:
            page.get_by_role("link", name="现在处理").first.click()
            press(page, "签署评审报告")
            expect(page.get_by_text("您已签署评审报告。")).to_be_visible()


def award(stage: Stage, told: dict[str, Any]) -> None:
    """The department names the first; finance countersigns; the result is published."""
    path = f"/purchases/{told['tender']}/result"
    with stage.tab(told["officer"], path) as page:
        page.locator('[name="bid"]').first.check()
        press(page, "确定供应商")
        expect(page.get_by_text("等待另一个单位的人员复核")).to_be_visible()
    with stage.tab(told["finance"], path) as page:
        press(page, "复核同意")
    with stage.tab(told["officer"], path) as page:
        press(page, "公告结果并发出成交通知书")
        expect(page.get_by_role("button", name="公告结果并发出成交通知书")).to_have_count(0)


def trail(stage: Stage, auditor: str, kind: str, subject: object, *said: str) -> None:
    """The auditor finds the steps in the trail."""
    stage.do("hear")
    with stage.tab(auditor, f"/admin/audit?kind={kind}&subject={subject}") as page:
        for words in said:
            expect(page.locator("main")).to_contain_text(words)


def recorded(stage: Stage, auditor: str, kind: str, subject: object, *said: str) -> None:
    """The steps are in the trail, and the live checks find nothing wrong."""
    trail(stage, auditor, kind, subject, *said)
    found = stage.do("checks")
    assert set(found) <= {SHORTENED}, found


def test_a_consultation_with_two_suppliers_comes_to_a_result(stage: Stage, tmp_path: Path):
    told = stage.do("consultation")
    path = publish(stage, told)
    announce(stage, told, 2)
    seal(stage, told, 0, "1000.00", answers=True)
    seal(stage, told, 1, "900.00", answers=True)
    stage.do("close", told["tender"])
    for who in (0, 2, 4):
        give(stage, told, tmp_path, who, last=who == 4)
    judge(stage, told, 1, 2)
    award(stage, told)
    stage.do("hear")

    # 60 for all; 2700/3000 × 20 = 18 for the dearer, 20 for the cheaper.
    with stage.tab("", f"{path}/result") as page:
        ranking = page.locator("section", has=page.get_by_role("heading", name="排名"))
        for words in ("2,700", "3,000", "80.00", "78.00"):
            expect(ranking).to_contain_text(words)
        page.goto(f"{stage.url}{path}")
        expect(page.locator("main")).to_contain_text("结果公告")
    recorded(stage, told["auditor"], "tender", told["tender"], "→ 结果已公告")


def clauses(start: date) -> dict[str, str]:
    """What two sides agree on, for half a year."""
    return {
        "title": "吉首市儿童之家服务",
        "content": "为儿童之家提供个别辅导和团体辅导。",
        "quantity": "全年三百课时。",
        "quality": "由持证社会工作者提供。",
        "starts_on": str(start),
        "ends_on": str(start + timedelta(days=180)),
        "settlement": "按阶段验收合格后支付。",
        "duties": "提供场地信息，保证人员资质和儿童安全。",
        "breach": "逾期一日按千分之一支付违约金。",
    }


ASK = """async ([url, token, body]) => {
  const answer = await fetch(url, {method: body === null ? 'GET' : 'POST', headers:
    {'content-type': 'application/json', 'x-csrftoken': token,
    'idempotency-key': 'asked-once-0001'},
    body: body === null ? undefined : JSON.stringify(body)})
  return [answer.status, await answer.text()]
}"""


def asked(page: Page, url: str, body: object) -> tuple[int, str]:
    """What a door answers to this person."""
    headers = json.loads(page.locator("body").get_attribute("hx-headers") or "{}")
    status, text = page.evaluate(ASK, [url, headers["x-csrftoken"], body])
    return status, text


def test_a_tender_with_two_bids_fails_and_is_never_opened(stage: Stage, tmp_path: Path):
    told = stage.do("failing")
    path, api = publish(stage, told), f"/api/v1/purchases/{told['tender']}"
    for at, price in enumerate(("1000.00", "900.00")):
        seal(stage, told, at, price, answers=True)
    stage.do("close", told["tender"])
    with stage.tab(told["officials"][0], f"{path}/opening") as page:
        press(page, "开始开标")
        expect(page.locator("main")).to_contain_text("有效投标 2 份，不足 3 份")
        assert page.get_by_role("button", name="解密并交出份额").count() == 0
    share = {"bid": 1, "envelope": "price", "share": "A" * 44, "proof": ""}
    for session in told["officials"]:
        with stage.tab(session, f"{path}/opening") as page:
            for door, body in (("shares", None), ("shares", {"shares": [share]}), ("opening", {})):
                status, text = asked(page, f"{api}/{door}", body)
                assert status == 409, (door, text)

    stage.do("hear")
    with stage.tab("", path) as page:
        expect(page.locator("main")).to_contain_text("终止原因：有效投标 2 份，不足 3 份")
        page.get_by_role("link", name="终止公告").first.click()
        expect(page.locator("main")).to_contain_text("不足 3 份")
        page.goto(f"{stage.url}{path}/board")
        expect(page.get_by_text("不予开启").first).to_be_visible()
        file = page.evaluate(f"fetch('{api}/board/file').then(a => a.json())")
    assert file["contents"] == []
    assert complaints(file) == []
    recorded(stage, told["auditor"], "tender", told["tender"], "不足 3 份")


def test_a_cooperation_goes_from_agreement_to_final_report(stage: Stage):
    told = stage.do("cooperation")
    lead, partner, today = told["lead"], told["partner"], clock.today()
    with stage.tab(lead, "/desk/contracts") as page:
        page.get_by_role("link", name="新的合作项目").click()
        where = {"lead_id": str(told["lead_id"]), "areas": "433101"}
        put(page, {**where, **clauses(today), "title": "山村阅读陪伴合作项目"})
        press(page, "保存草稿，下一步写阶段")
        expect(page.get_by_role("heading", name="阶段", exact=True)).to_be_visible()
        base = page.url.removeprefix(stage.url)
    step(stage, lead, base, "add_partner", organisation_id=str(told["partner_id"]))
    for title, who, yuan in (("图书和书架", "lead_id", "30000"), ("交通", "partner_id", "5000")):
        payer = str(told[who])
        step(stage, lead, base, "add_budget", title=title, organisation_id=payer, amount_fen=yuan)
    due = str(today + timedelta(days=60))
    part = {"title": "建好阅读角", "deliverable": "书架和图书清单各一份。", "due_on": due}
    step(stage, lead, base, "add_milestone", **part)
    with stage.tab(lead, f"{base}/steps/add_line") as page:
        page.locator('[name="milestone_id"]').select_option(index=1)
        put(page, {"line_id": str(told["line"]), "units": "10"})
        page.locator("main form .btn").first.click()
    for who in (lead, partner):
        step(stage, who, base, "sign")
    step(stage, partner, base, "deliver", note="阅读角已建好，附清单。", files=PAPER)
    step(stage, lead, base, "conclude", words="现场清点无误。", accepted="true")
    for kind, yuan in (("progress", "10000"), ("final", "20000")):
        with stage.tab(lead, f"{base}/steps/report") as page:
            put(page, {"kind": kind, "words": "阅读角已经建好，图书上架。", "files": PAPER})
            page.locator('[name^="spent_"]').first.fill(yuan)
            page.locator("main form .btn").first.click()
            expect(page).to_have_url(stage.url + base)

    public = base.removeprefix("/desk")
    with stage.tab("", public) as page:
        for words in ("结项报告", "建好阅读角", "已到位", "30,000"):
            expect(page.locator("main")).to_contain_text(words)
    recorded(stage, told["auditor"], "contract", public.rpartition("/")[2], "履行中 → 已完成")


def test_quotations_under_the_limit_come_to_a_contract(stage: Stage, tmp_path: Path):
    told = stage.do("quotations")
    publish(stage, told)
    announce(stage, told, 0)
    for at, price in enumerate(("1000.00", "900.00", "800.00")):
        seal(stage, told, at, price, answers=False)
    stage.do("close", told["tender"])
    give(stage, told, tmp_path, 0, last=False)
    give(stage, told, tmp_path, 1, last=True)
    judge(stage, told, 3, 0)
    award(stage, told)
    stage.do("hear")
    stage.do("later", 25)  # nobody signs while the result can be objected to
    try:
        told["officer"], winner = stage.do("again", "officer"), stage.do("again", "supplier 2")
        base = draft(stage, told)
        for who in (told["officer"], winner):
            step(stage, who, base, "sign")
        with stage.tab("", base.removeprefix("/desk")) as page:
            expect(page.locator("main")).to_contain_text("2,400")
        told["auditor"] = stage.do("again", "auditor")
        trail(stage, told["auditor"], "tender", told["tender"], "结果已公告 → 已签合同")
    finally:
        stage.do("later", 0)


def draft(stage: Stage, told: dict[str, Any]) -> str:
    """The officer writes the contract and its parts; its page."""
    start = date.fromisoformat(stage.do("later", 25))
    with stage.tab(told["officer"], "/desk/contracts") as page:
        page.get_by_role("link", name="拟订合同").click()
        put(page, clauses(start))
        press(page, "保存草稿，下一步写阶段")
        expect(page.get_by_role("heading", name="阶段", exact=True)).to_be_visible()
        base = page.url.removeprefix(stage.url)
    officer = told["officer"]
    part = {"title": "第一阶段", "deliverable": "服务记录和小结各一份。"}
    due = str(start + timedelta(days=60))
    step(stage, officer, base, "add_milestone", **part, due_on=due, amount_fen="2400")
    step(stage, officer, base, "add_standard", kind="service", words="每个儿童之家至少十课时")
    step(stage, officer, base, "add_standard", kind="safety", words="均有当年的从业查询记录")
    for kind, weight in (("quantity", "60"), ("satisfaction", "40")):
        measured = {"title": f"指标{weight}", "target": "不少于九十", "weight": weight}
        step(stage, officer, base, "add_indicator", kind=kind, **measured)
    return base


def test_a_mirrored_tender_is_told_and_takes_no_bid(stage: Stage):
    told = stage.do("mirror")
    path = f"/purchases/{told['tender']}"
    today = clock.today()
    back = {days: str(today - timedelta(days=days)) for days in (100, 60, 50, 37, 35, 30, 28, 14)}
    won = {"winner": "长沙某社会工作服务中心", "amount": "2880000"}
    moved = {"reason": "澄清评分标准后顺延", "closes_on": back[35]}
    notice = {"closes_on": back[37], "closes_time": "09:30", "decides_on": back[30]}
    for name, on, given in (
        ("intent", 100, {}),
        ("notice", 60, notice),
        ("change", 50, moved),
        ("opening", 35, {}),
        ("result", 28, won),
        ("contract", 14, won),
    ):
        with stage.tab(told["officer"], f"{path}/official") as page:
            papers = {"upload": PAPER} if name == "notice" else {}
            put(page, {"step": name, "held_on": back[on], "url": URL, **given, **papers})
            press(page, "登记这一步")
            expect(page).to_have_url(stage.url + path)
        if name == "notice":
            nobody_bids(stage, told)

    stage.do("hear")
    with stage.tab("", path) as page:
        shown = page.locator("section", has=page.get_by_role("heading", name="官方系统的步骤"))
        expect(shown.locator(f'a[href="{URL}"]')).to_have_count(6)
        with page.expect_download() as waiting:
            page.locator(f'a[href="{path}/documents/1"]').click()
        assert Path(waiting.value.path()).read_text("utf-8") == PAPER
        expect(page.locator("main")).to_contain_text(won["winner"])
        file = page.evaluate("fetch('/api/v1/ocds/releases?limit=100').then(a => a.json())")
    found = [one for one in file["releases"] if one["ocid"].endswith(f"-{told['tender']}")]
    contract = [one["contracts"][0]["value"]["amount"] for one in found if "contracts" in one]
    tags = {tag for one in found for tag in one["tag"]}
    assert {"planning", "tender", "award", "contract"} <= tags
    assert contract[-1] == 2_880_000
    assert not any("bids" in one for one in found)
    recorded(stage, told["auditor"], "tender", told["tender"])


def nobody_bids(stage: Stage, told: dict[str, Any]) -> None:
    """No officials can be chosen, and a supplier finds no way to bid, by page or by door."""
    path, api = f"/purchases/{told['tender']}", f"/api/v1/purchases/{told['tender']}"
    organisation, supplier = told["suppliers"][0]
    with stage.tab(supplier, path) as page:
        assert page.get_by_role("link", name="写响应并密封").count() == 0
        bid = {"organisation": organisation, "technical": 1, "price": 2}
        assert asked(page, f"{path}/bid?organisation={organisation}", None)[0] == 409
        status, text = asked(page, f"{api}/bids", bid)
        assert (status, "官方系统" in text) == (409, True), text
    with stage.tab(told["officer"], path) as page:
        assert page.get_by_role("link", name="指定开标人").count() == 0
        status, text = asked(page, f"{api}/keys", {"keys": [1, 2, 3, 4, 5]})
        assert status == 409, text
