"""
An open tender through real screens, from its plan to its evaluation: five suppliers seal on their
phones, nobody opens early, three of five officials open, a panel scores, a loser's objection stops
the signing and its reply frees it, two stages are delivered, accepted and paid.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from match.foundation import clock
from match.tenders.forms import NEGATIVE
from tests.bids.browsing import fill as fill_bid
from tests.objections.make import FACTS

from .chromium import Watch, window

pytestmark = [pytest.mark.browser, pytest.mark.walk]
ROOT = Path(__file__).parents[2]
SLOW = 90_000  # scrypt holds a busy machine for some seconds
PHRASE = "竹篓 correct 渡口 horse"
TITLE = "吉首市留守儿童心理辅导服务"
UNITS = "30"
PRICES = ("340000.00", "330000.00", "320000.00", "310000.00", "300000.00")
# Three times the unit price of the last, and 20.10 of material: see `fill_bid`.
SUM, HALF = "900,020.10", "450010.05"
WINNER = 4
OPENERS = (4, 0, 2)
LAST_WEEKS = 20
"""Days after the award: more than the seven working days in which suppliers may object."""
REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"
# What the trail says of the purchase and of its contract, first to last.
TENDER_TRAIL = (
    "起草采购计划",
    "公开采购意向",
    "选定开标人",
    "发布采购公告",
    "停止接收响应",
    *["交出份额"] * len(OPENERS),
    "公开全部响应",
    "提交评审报告",
    "确定供应商",
    "复核同意",
    "公告结果",
    "暂停采购活动",
    "恢复采购活动",
    "签订合同",
)
CONTRACT_TRAIL = (
    "起草合同",
    *["一方签署"] * 2,
    "合同生效",
    *("听取使用者意见", "申请付款") * 2,
    "全部阶段完成",
    *["评价打分"] * 3,
    "完成绩效评价",
)
STAGES_TRAIL = ("交付", "验收合格") * 2
PAYMENTS_TRAIL = ("审核同意付款", "登记支付") * 2
DISPUTE_TRAIL = ("提出质疑", "签收质疑", "答复质疑")
SHORTENED = "suppliers had the time their method gives"
"""The one live check that has to speak: nobody waits twenty days here, so the walk moved the
deadline in the database, and the check sees it."""


class Stage:
    """The product in its own process, and a window for each of its people."""

    def __init__(self, process: subprocess.Popen[str], browser: Browser, watch: Watch) -> None:
        self.process, self.browser, self.watch = process, browser, watch
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the stage did not get ready; see its stage.log"
        self.told: dict[str, Any] = json.loads(line)
        self.url: str = self.told["url"]
        self.tender = 0
        self.contract = 0
        self.windows: dict[str, Page] = {}
        self.sessions: dict[str, str] = {}

    def do(self, word: str) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def on(self, days: int) -> None:
        """The house's day is so many days from today; everybody signs in anew."""
        self.close()
        self.sessions = self.do(f"on {days}")

    def page(self, who: str, path: str = "") -> Page:
        """The page that *who* has open: staff at a desk, everybody else on a phone."""
        if who not in self.windows:
            phone = who.startswith(("bidder", "expert", "director"))
            context = window(self.browser, "m" if phone else "d", accept_downloads=True)
            if who:
                address = self.url.replace("http:", "https:")
                session = self.sessions[who]
                context.add_cookies(
                    [{"name": "__Host-sid", "value": session, "url": address, "secure": True}]
                )
            self.windows[who] = context.new_page()
            self.watch.over(self.windows[who])
        page = self.windows[who]
        if path:
            page.goto(self.url + path)
        return page

    def close(self) -> None:
        """Every window."""
        for page in self.windows.values():
            page.context.close()
        self.windows.clear()

    @property
    def purchase(self) -> str:
        return f"/purchases/{self.tender}"

    @property
    def desk(self) -> str:
        return f"/desk/contracts/{self.contract}"


@pytest.fixture
def stage(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[Stage]:
    command = [sys.executable, "-m", "tests.browser.tender_stage"]
    log = (tmp_path / "stage.log").open("w")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": log}
    with log, subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        made = None
        try:
            made = Stage(process, browser, watch)
            yield made
        finally:
            if made:
                made.close()
            process.stdin and process.stdin.close()
            process.wait(60)


def put(page: Page, **boxes: str) -> None:
    """Fill boxes by their names: text, a choice, or what is to be ticked."""
    for name, text in boxes.items():
        box = page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = box.first.evaluate("box => box.type || box.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{text}"]').check()
        elif kind.startswith("select"):
            box.select_option(text)
        else:
            box.fill(text)


def press(page: Page, name: str) -> None:
    """Press what carries exactly this name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def saved(page: Page, button: str, path: Path) -> None:
    """Press *button* and keep what it saves."""
    with page.expect_download(timeout=SLOW) as waiting:
        press(page, button)
    waiting.value.save_as(path)


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def officials_make_keys(stage: Stage, folder: Path) -> None:
    """Five people of five bodies, each on the own machine."""
    for at in range(5):
        page = stage.page(f"official{at}", "/me/official-key")
        page.get_by_label("口令").nth(0).fill(PHRASE)
        page.get_by_label("再输入一次口令").fill(PHRASE)
        saved(page, "生成密钥并保存文件", folder / f"{at}.age")
        check = page.locator("section", has_text="打开一次，再登记公钥").first
        check.get_by_label("密钥文件").set_input_files(folder / f"{at}.age")
        check.get_by_label("口令").fill(PHRASE)
        check.get_by_label("您所在的机构").fill(f"湘西州第{at}局")
        press(page, "核对并登记公钥")
        expect(page.get_by_text("公钥已登记。")).to_be_visible(timeout=SLOW)


def plan(stage: Stage) -> None:
    """The wizard, step by step, forty days ago; the intent goes out."""
    page = stage.page("officer", "/purchases/entries/new")
    put(page, title=TITLE, item_code="C20030700", budget="1200000", areas="433101")
    put(page, budget_line="2026年儿童福利服务")
    press(page, "保存，下一步")
    put(page, **dict.fromkeys(NEGATIVE, "false"), fair="true")
    press(page, "保存，下一步")
    put(page, mode="full", method="OPEN")
    put(page, official_notice_url="https://www.ccgp-hunan.gov.cn/notice/1")
    press(page, "保存，下一步")
    put(page, **{f"units-{stage.told['line']}": UNITS})
    press(page, "保存，下一步")
    put(page, held_on=day(-80), legal_adviser="湘西某律师事务所")
    put(page, respondents="湘西甲社会工作中心\n湘西乙心理服务中心\n湘西丙助学协会")
    put(page, findings="三家都能提供，课时单价在三百元上下，专业人员不足。")
    press(page, "保存，下一步")
    put(page, requirements="为全市儿童之家提供个别辅导和团体辅导，全年不少于三百课时。")
    put(page, acceptance="每季度由儿童主任和监护人评议，结果公开。", service_days="330")
    press(page, "保存，下一步")
    put(page, scheme="scoring", envelopes="together")
    for at, (kind, title, indicator, points) in enumerate(
        (
            ("subjective", "服务方案", "完整可行 41–60 分；一般 21–40 分；差 0–20 分", "60"),
            ("objective", "同类业绩", "每个项目 5 分，最多 20 分", "20"),
            ("price", "价格", "基准价比报价", "20"),
        )
    ):
        page.locator("[name=c_kind]").nth(at).select_option(kind)
        page.locator("[name=c_title]").nth(at).fill(title)
        page.locator("[name=c_indicator]").nth(at).fill(indicator)
        page.locator("[name=c_points]").nth(at).fill(points)
    press(page, "保存，下一步")
    put(page, closes_on=day(25), decides_on=day(45))
    press(page, "保存，下一步")
    press(page, "保存为计划，去检查")
    expect(page.get_by_role("heading", name="发布前检查")).to_be_visible()
    stage.tender = int(page.url.split("/")[-2])
    press(page, "公开采购意向")
    expect(page.get_by_role("heading", name="发布前检查")).to_be_visible()


def publish(stage: Stage) -> None:
    """No notice goes out before somebody can be trusted with its bids."""
    page = stage.page("officer", f"{stage.purchase}/check")
    press(page, "发布公告")
    expect(page.get_by_text("还没有选定开标人").first).to_be_visible()
    assert stage.do(f"status {stage.tender}") == "intent"
    page.goto(f"{stage.url}{stage.purchase}/check")
    page.get_by_role("link", name="选择开标人").click()
    for box in page.locator("[name=keys]").all():
        box.check()
    press(page, "确定开标人")
    expect(page.get_by_text("检查通过，可以发布。")).to_be_visible()
    press(page, "发布公告")
    expect(page.get_by_role("heading", name=TITLE).first).to_be_visible()
    assert stage.do(f"status {stage.tender}") == "published"
    page.goto(f"{stage.url}{stage.purchase}/panel")
    press(page, "公布")
    expect(page.get_by_role("heading", name="怎样抽取")).to_be_visible()


def seal(stage: Stage, folder: Path) -> None:
    """Five suppliers on five phones; each keeps a receipt."""
    for at, price in enumerate(PRICES):
        page = stage.page(f"bidder{at}", f"{stage.purchase}/bid")
        fill_bid(page, price=price)
        saved(page, "加密封存并提交", folder / f"receipt-{at}.json")
        expect(page.get_by_text("已收到您的响应。")).to_be_visible()


def nobody_opens_early(stage: Stage) -> None:
    """Not an official, not all of them one by one, not the purchaser."""
    ask = """async ([url, token, body]) => {
      const answer = await fetch(url, {method: body === null ? 'GET' : 'POST', headers:
        {'content-type': 'application/json', 'x-csrftoken': token},
        body: body === null ? undefined : JSON.stringify(body)})
      return [answer.status, await answer.text()]
    }"""
    api = f"{stage.url}/api/v1{stage.purchase}"
    for who in ("official0", "official2", "official4"):
        page = stage.page(who, f"{stage.purchase}/opening")
        expect(page.get_by_text("截止之前，任何人都不能开标")).to_be_visible()
        token = json.loads(page.locator("body").get_attribute("hx-headers") or "{}")["x-csrftoken"]
        for path, body in (("shares", None), ("opening", {})):
            status, said = page.evaluate(ask, [f"{api}/{path}", token, body])
            assert status == 409, said
            assert "还没有到开标时间" in json.loads(said)["title"], said
    assert stage.do(f"status {stage.tender}") == "published"


def open_bids(stage: Stage, folder: Path) -> None:
    """The deadline is over: any three of the five come with their key files."""
    stage.do(f"close {stage.tender}")
    first = stage.page(f"official{OPENERS[0]}", f"{stage.purchase}/opening")
    press(first, "开始开标")
    for turn, at in enumerate(OPENERS):
        page = stage.page(f"official{at}", f"{stage.purchase}/opening")
        page.get_by_label("密钥文件").first.set_input_files(folder / f"{at}.age")
        page.get_by_label("口令").fill(PHRASE)
        press(page, "解密并交出份额")
        last = turn == len(OPENERS) - 1
        said = "全部响应已同时公开" if last else "还在等其他开标人"
        expect(page.get_by_text(said)).to_be_visible(timeout=SLOW)
    page = stage.page("", f"{stage.purchase}/opening")
    expect(page.get_by_text(SUM)).to_be_visible()
    assert stage.do(f"status {stage.tender}") == "opened"


def judge(stage: Stage) -> None:
    """Drawn, free of ties, every sheet filled and signed on a phone, the report signed by all."""
    page = stage.page("officer", f"{stage.purchase}/panel")
    page.locator("[name=representatives]").first.check()
    press(page, "现在抽取")
    expect(page.get_by_role("heading", name="席位")).to_be_visible()
    seats = stage.do(f"seats {stage.tender}")
    assert len(seats) == 5
    for panel, who in seats:
        page = stage.page(who, f"/desk/panels/{panel}")
        put(page, free="true")
        press(page, "确认参加评审")
    for panel, who in seats:
        page = stage.page(who, f"/desk/panels/{panel}")
        for at in range(len(PRICES)):
            form = page.locator('form[action$="/sheet"]').nth(at)
            subjective, objective = form.locator('input[name^="points-"]').all()
            subjective.fill("45")
            objective.fill("15")
            form.get_by_role("button").click()
            page.wait_for_load_state()
        press(page, "签字确认我的评分")
        page.wait_for_load_state()
    for panel, who in seats:
        page = stage.page(who, f"/desk/panels/{panel}")
        press(page, "签署评审报告")
        expect(page.get_by_text("您已签署评审报告。")).to_be_visible()
    assert stage.do(f"status {stage.tender}") == "reported"


def decide(stage: Stage) -> None:
    """The first by points is named, countersigned by finance, published."""
    page = stage.page("officer", f"{stage.purchase}/result")
    page.locator("[name=bid]").first.check()
    press(page, "确定供应商")
    expect(page.get_by_text("等待另一个单位的人员复核")).to_be_visible()
    other = stage.page("county", f"{stage.purchase}/result")
    press(other, "复核同意")
    page.reload()
    press(page, "公告结果并发出成交通知书")
    public = stage.page("", f"{stage.purchase}/result")
    winner = public.locator("section", has=public.get_by_role("heading", name="确定的供应商"))
    expect(winner).to_contain_text(stage.told["names"][WINNER])
    expect(winner).to_contain_text(SUM)
    # 45 + 15 of every member, and the lowest price has all 20 points.
    expect(public.locator("main")).to_contain_text("80.00")
    stage.do("hear")


def draft(stage: Stage) -> None:
    """The contract is written, whole, and not yet signed."""
    page = stage.page("officer", f"/desk/contracts/new?tender={stage.tender}")
    put(
        page,
        title=f"{TITLE}合同",
        content="为儿童之家提供个别辅导和团体辅导。",
        quantity="全年三百课时，其中团体辅导一百课时。",
        quality="由持证社会工作者或心理咨询师提供。",
        settlement="按阶段验收合格后支付。",
        duties="采购单位提供场地信息，供应商保证人员资质和儿童安全。",
        breach="逾期一日按合同金额千分之一支付违约金。",
        starts_on=day(LAST_WEEKS),
        ends_on=day(200),
    )
    press(page, "保存草稿，下一步写阶段")
    expect(page.get_by_role("heading", name=f"{TITLE}合同")).to_be_visible()
    stage.contract = int(page.url.rsplit("/", 1)[1])
    for title, days in (("第一阶段", 60), ("第二阶段", 150)):
        take(
            stage,
            "officer",
            "add_milestone",
            title=title,
            deliverable="服务记录和小结各一份。",
            due_on=day(days),
            amount_fen=HALF,
        )
    for kind, words in (("service", "每个儿童之家至少十课时"), ("safety", "人员均有从业查询记录")):
        take(stage, "officer", "add_standard", kind=kind, words=words)
    for kind, weight in (("quantity", "60"), ("satisfaction", "40")):
        take(
            stage,
            "officer",
            "add_indicator",
            kind=kind,
            title=f"指标{weight}",
            target="不少于三百课时",
            weight=weight,
        )
    page = stage.page("officer", f"{stage.desk}/steps/add_line")
    page.locator("[name=milestone_id]").select_option(index=1)
    put(page, line_id=str(stage.told["line"]), units=UNITS)
    send(page)


def take(stage: Stage, who: str, verb: str, of: int = 0, **boxes: str) -> Page:
    """One step of the contract by *who*, carried out."""
    page = stage.page(who, f"{stage.desk}/steps/{verb}" + (f"?of={of}" if of else ""))
    put(page, **boxes)
    send(page)
    expect(page).to_have_url(f"{stage.url}{stage.desk}")
    return page


def send(page: Page) -> None:
    page.locator('main form[action*="/steps/"] button[type=submit]').click()
    page.wait_for_load_state()


def refused_to_sign(stage: Stage, why: str) -> None:
    page = stage.page("officer", f"{stage.desk}/steps/sign")
    send(page)
    expect(page.locator("main")).to_contain_text(why)


def object_and_reply(stage: Stage) -> None:
    """A loser objects on a phone: nobody signs. The department's answer ends that."""
    page = stage.page("bidder0", stage.purchase)
    page.get_by_role("link", name="提出质疑").click()
    page.get_by_label("采购结果").check()
    page.get_by_label("中选供应商不具备资格").check()
    page.get_by_label("重新评审").check()
    page.get_by_label("事实和依据").fill(FACTS)
    press(page, "提交质疑")
    expect(page.get_by_text("答复之前不能签订合同")).to_be_visible()
    refused_to_sign(stage, "已暂停")

    page = stage.page("colleague", "/desk/objections")
    page.get_by_role("link", name=TITLE).click()
    press(page, "签收质疑")
    page.get_by_label("质疑不成立").check()
    page.get_by_label("答复内容").fill(REPLY)
    press(page, "公开答复")
    expect(page.get_by_role("heading", name="采购单位的答复")).to_be_visible()
    refused_to_sign(stage, "质疑期还没有结束")
    stage.do("hear")


def sign(stage: Stage) -> None:
    """Both, on the first days on which they may."""
    for who in ("officer", f"bidder{WINNER}"):
        take(stage, who, "sign")
    expect(stage.page("", f"/contracts/{stage.contract}").locator("main")).to_contain_text(SUM)
    assert stage.do(f"status {stage.tender}") == "contracted"
    stage.do("hear")


def deliver_and_pay(stage: Stage, folder: Path) -> None:
    """Two stages: handed in, heard, accepted, asked for, approved and paid by three people."""
    for turn, title in enumerate(("第一阶段", "第二阶段"), 1):
        page = stage.page(f"bidder{WINNER}", stage.desk)
        page.get_by_role("link", name=f"：{title}").first.click()
        page.locator("[name=note]").fill("课时已完成，附签到表。")
        paper = folder / f"{turn}.pdf"
        paper.write_bytes(b"%PDF-1.7 " + title.encode())
        page.locator("[name=files]").set_input_files(paper)
        send(page)
        of = milestone(stage, "director", "give_opinion")
        put_opinion(stage, of)
        of = milestone(stage, "officer", "conclude")
        page = stage.page("officer", f"{stage.desk}/steps/conclude?of={of}")
        for box in page.locator('[name^="met_"][value="true"]').all():
            box.check()
        put(page, words="资料齐全，抽查合格。", accepted="true")
        send(page)
        of = milestone(stage, "officer", "request_payment")
        take(stage, "officer", "request_payment", of, invoice=f"2443200000001234567{turn}")
        of = milestone(stage, "approver", "approve_payment")
        take(stage, "approver", "approve_payment", of)
        of = milestone(stage, "payer", "record_payment")
        take(
            stage,
            "payer",
            "record_payment",
            of,
            paid_on=day(LAST_WEEKS),
            voucher=f"JK-2026-000{turn}",
        )
        stage.do("hear")


def milestone(stage: Stage, who: str, verb: str) -> int:
    """The part that the desk offers *who* for this step."""
    page = stage.page(who, stage.desk)
    link = page.locator(f'main a[href*="/steps/{verb}?of="]').first.get_attribute("href")
    assert link
    return int(link.rsplit("=", 1)[1])


def put_opinion(stage: Stage, of: int) -> None:
    take(
        stage,
        "director",
        "give_opinion",
        of,
        home_id=str(stage.told["home"]),
        kind="children",
        heard="12",
        satisfaction="4",
        words="活动有意思，希望多来几次。",
    )


def evaluate(stage: Stage) -> None:
    """The purchaser, the home and the supervisor score; the mean is public."""
    for who, role, points in (
        ("officer", "purchaser", "90"),
        ("director", "home", "80"),
        ("approver", "supervisor", "70"),
    ):
        page = stage.page(who, stage.desk)
        page.locator(f'main a[href*="/steps/evaluate_{role}"]').first.click()
        for name, text in (
            ("actual_", "三百一十课时"),
            ("points_", points),
            ("evidence_", "签到表"),
        ):
            for box in page.locator(f'[name^="{name}"]').all():
                box.fill(text)
        send(page)
        expect(page).to_have_url(f"{stage.url}{stage.desk}")
    take(stage, "officer", "conclude_evaluation")
    # (90 + 80 + 70) / 3.
    expect(stage.page("", f"/contracts/{stage.contract}").locator("main")).to_contain_text("80")
    stage.do("hear")


def recount(stage: Stage, folder: Path) -> None:
    """A stranger with the public file and the receipts."""
    page = stage.page("", f"{stage.purchase}/board")
    api = f"{stage.url}/api/v1{stage.purchase}"
    text = page.evaluate(f"fetch('{api}/board/file').then((answer) => answer.text())")
    (folder / "board.json").write_text(text)
    command = [sys.executable, "-m", "match.cli", "verify-board", str(folder / "board.json")]
    for at in range(len(PRICES)):
        command += ["--receipt", str(folder / f"receipt-{at}.json")]
    done = subprocess.run(command, capture_output=True, text=True)  # our own command
    assert (done.returncode, done.stdout.strip()) == (0, "every check holds"), done.stderr


def only(lines: list[str], steps: tuple[str, ...]) -> list[str]:
    """The lines that are about these steps, in the order of the lines."""
    return [line for line in lines if line in steps]


def read_back(stage: Stage) -> None:
    """The trail names every step in its order; the need's page leads to the contract."""
    for of, steps in (
        (f"tender&subject={stage.tender}", TENDER_TRAIL),
        (f"contract&subject={stage.contract}", CONTRACT_TRAIL),
        ("contract_milestone", STAGES_TRAIL),
        ("contract_payment", PAYMENTS_TRAIL),
        ("objection", DISPUTE_TRAIL),
    ):
        page = stage.page("auditor", f"/admin/audit?kind={of}")
        lines = page.locator("main tbody tr td:nth-child(3)").all_inner_texts()
        assert only(lines[::-1], steps) == list(steps)  # the page has the newest first
    need = stage.page("", f"/needs/{stage.told['need']}")
    expect(need.locator(f'main a[href="/contracts/{stage.contract}"]').first).to_be_visible()


def test_an_open_tender_goes_from_its_plan_to_its_evaluation(stage: Stage, tmp_path: Path):
    stage.on(-40)
    plan(stage)
    stage.on(0)
    officials_make_keys(stage, tmp_path)
    publish(stage)
    seal(stage, tmp_path)
    nobody_opens_early(stage)
    open_bids(stage, tmp_path)
    judge(stage)
    decide(stage)
    draft(stage)
    object_and_reply(stage)
    stage.on(LAST_WEEKS)
    sign(stage)
    deliver_and_pay(stage, tmp_path)
    evaluate(stage)
    recount(stage, tmp_path)
    read_back(stage)
    assert stage.do("check").keys() == {SHORTENED}
