"""An open tender on its screens, from the officials' keys and the plan to the result."""

import json
from pathlib import Path

from playwright.sync_api import expect

from match.tenders.forms import NEGATIVE
from tests.bids.browsing import fill as fill_bid

from .tender_walk import SLOW, Stage, day, press, put, saved

PHRASE = "竹篓 correct 渡口 horse"
TITLE = "吉首市留守儿童心理辅导服务"
UNITS = "30"
PRICES = ("340000.00", "330000.00", "320000.00", "310000.00", "300000.00")
WINNER = 4
SUM = "900,020.10"
"""Three times the unit price of the winner, and 20.10 of material: see `fill_bid`."""
OPENERS = (4, 0, 2)


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
