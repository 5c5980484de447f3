"""What follows the result on its screens: objection and reply, contract, payments, evaluation."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.objections.make import FACTS

from .tender_buying import SUM, TITLE, UNITS, WINNER
from .tender_walk import Stage, day, press, put

HALF = "450010.05"
"""Half of the winner's price, in yuan."""
LAST_WEEKS = 20
"""Days after the award: more than the seven working days in which suppliers may object."""
REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"


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
