"""A contract whose first instalment is paid, and a project of two organisations with a report."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from match.contracts import commands, forms
from match.contracts.states import IndicatorKind, ReportKind, StandardKind, UserKind
from match.demo.casting import PREFECTURE, Staff
from match.demo.content import organisations
from match.demo.papers import paper
from match.demo.steps import Progress, Stage, Troupe
from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.permissions import Role

SUPPLIER, LEAD, PARTNER = "shanquan", "shudian", "nuanyang"
PROJECT = "永顺县山村阅读陪伴合作项目（演示）"
_LINE = """
SELECT l.id, h.director_id, h.id AS home
  FROM need_line l JOIN need n ON n.id = l.need_id JOIN home h ON h.id = n.home_id
 WHERE n.status = 'published' AND starts_with(n.division, $1) AND h.director_id IS NOT NULL
   AND starts_with(l.category, $2) AND l.reserved + l.committed + l.in_transit + l.received = 0
   AND NOT EXISTS (SELECT FROM tender_need p WHERE p.line_id = l.id)
   AND NOT EXISTS (SELECT FROM shift s WHERE s.need_id = n.id)
 ORDER BY l.quantity DESC, l.id LIMIT 1
"""


async def agree(troupe: Troupe, staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Write the contract of the mirrored award and the project, unless they are there."""
    stage = Stage(progress, "contracts", 2)
    people = {text.key: (text.person_in_charge, text.phone) for text in organisations()}
    award = await one(
        "SELECT id, left(division, 6) AS county FROM tender WHERE mode = 'mirror'"
        " AND status = 'awarded' AND winner_name = (SELECT name FROM organisation WHERE id = $1)"
        " AND NOT EXISTS (SELECT FROM contract c WHERE c.tender_id = tender.id)",
        ids[SUPPLIER],
    )
    if award is not None:
        manager = await troupe.actor(await troupe.account(*people[SUPPLIER]))
        need = await _need(award["county"])
        director = await troupe.actor(need["director_id"])
        officer = await staff.at(Role.purchaser, award["county"])
        desks = [await staff.at(Role.finance, PREFECTURE, seat) for seat in (0, 1)]
        await _purchase(officer, manager, director, desks, award["id"], need)
    stage.step()
    if not await value("SELECT count(*) FROM contract WHERE title = $1", PROJECT):
        lead = await troupe.actor(await troupe.account(*people[LEAD]))
        partner = await troupe.actor(await troupe.account(*people[PARTNER]))
        await _project(lead, partner, ids)
    stage.step()


async def _need(county: str) -> dict[str, Any]:
    """A line that the award can serve: psychological help where somebody waits for it."""
    found = await one(_LINE, county, "SVC-PSY") or await one(_LINE, county, "SVC")
    assert found is not None, "every county of the demo waits for some service"
    return found


def _terms(title: str, **other: Any) -> forms.TermsForm:
    today = clock.today()
    fields: dict[str, Any] = {
        "title": title,
        "content": "为儿童之家提供个别辅导、团体活动和家长讲座。",
        "quantity": "全年三百课时，其中团体活动一百课时。",
        "quality": "由持证社会工作者或心理咨询师提供，人员固定。",
        "settlement": "按阶段验收合格后支付。",
        "duties": "采购单位协调场地，供应商保证人员资质和儿童安全。",
        "breach": "逾期一日按合同金额千分之一支付违约金。",
        "starts_on": today,
        "ends_on": today + timedelta(days=300),
    }
    return forms.TermsForm(**{**fields, **other})


def _milestone(title: str, days: int, fen: int = 0) -> forms.MilestoneForm:
    due = clock.today() + timedelta(days=days)
    return forms.MilestoneForm(title, "服务记录、签到表和小结各一份。", due, fen)


@command
async def _purchase(
    officer: Actor,
    manager: Actor,
    director: Actor,
    finance: list[Actor],
    tender_id: int,
    need: dict[str, Any],
) -> None:
    """From the draft to the first instalment, each step by whose it is."""
    title: str = await value("SELECT title FROM tender WHERE id = $1", tender_id)
    contract = await commands.draft_award(officer, tender_id, _terms(f"{title}合同"))
    price: int = await value("SELECT amount_fen FROM contract WHERE id = $1", contract)
    third = price // 3
    steps = (("第一阶段：需求评估", 60, third), ("第二阶段：团体服务", 180, third))
    steps += (("第三阶段：总结评估", 290, price - 2 * third),)
    first, *_later = [
        await commands.add_milestone(officer, contract, _milestone(*step)) for step in steps
    ]
    standards = (
        (StandardKind.service, "每个儿童之家至少十课时"),
        (StandardKind.safety, "服务人员均有当年的从业查询记录"),
    )
    for kind, words in standards:
        await commands.add_standard(officer, contract, forms.StandardForm(kind, words))
    for kind, name, target, weight in (
        (IndicatorKind.quantity, "服务课时", "不少于三百课时", 60),
        (IndicatorKind.satisfaction, "服务对象满意度", "不低于百分之九十", 40),
    ):
        form = forms.IndicatorForm(kind, name, target, weight)
        await commands.add_indicator(officer, contract, form)
    await commands.add_line(officer, contract, forms.LineForm(first, need["id"], 1))
    await commands.record_signed(officer, contract, clock.today())
    evidence = await keep_document(manager, paper("delivery", str(contract)))
    note = "三十课时的需求评估已经完成，附签到表。"
    await commands.deliver(manager, first, forms.DeliveryForm(note, [evidence]))
    said = forms.OpinionForm(need["home"], UserKind.children, 12, 5, "活动有意思，希望多来几次。")
    await commands.give_opinion(director, first, said)
    await _accept(officer, finance, contract, first)


async def _accept(officer: Actor, finance: list[Actor], contract: int, milestone: int) -> None:
    found = await rows("SELECT id FROM contract_standard WHERE contract_id = $1", contract)
    findings = [forms.Found(row["id"], True, "抽查记录一致") for row in found]
    form = forms.AcceptanceForm(True, "资料齐全，抽查合格。", findings)
    await commands.conclude(officer, milestone, form)
    asked = forms.PaymentForm(f"演示发票{contract:08d}")
    payment = await commands.request_payment(officer, milestone, asked)
    await commands.approve_payment(finance[0], payment)
    voucher = forms.VoucherForm(clock.today(), f"演示凭证{contract:06d}")
    await commands.record_payment(finance[1], payment, voucher)


@command
async def _project(lead: Actor, partner: Actor, ids: Mapping[str, int]) -> None:
    """Two organisations build reading corners; the lead has reported once."""
    terms = _terms(
        PROJECT,
        content="在村儿童之家建立阅读角，每周开展一次亲子共读。",
        quantity="五个阅读角，全年一百二十场共读活动。",
        settlement="各方按预算自行支出，每季度公开报告。",
        duties="牵头方采购图书和组织活动，合作方负责志愿者和交通。",
        breach="不能履行的，提前三十日通知对方并公开说明。",
    )
    contract = await commands.draft_project(lead, ids[LEAD], terms, areas=("433127",))
    await commands.add_partner(lead, contract, forms.PartnerForm(ids[PARTNER]))
    books = forms.BudgetForm("图书和书架", ids[LEAD], 3_000_000)
    budget = await commands.add_budget(lead, contract, books)
    await commands.add_budget(lead, contract, forms.BudgetForm("志愿者交通", ids[PARTNER], 500_000))
    await commands.add_milestone(lead, contract, _milestone("建好五个阅读角", 90))
    await commands.add_milestone(lead, contract, _milestone("完成一百二十场共读", 280))
    version: int = await value("SELECT version FROM contract WHERE id = $1", contract)
    for side in (lead, partner):
        await commands.sign(side, contract, forms.SignForm(version))
    receipt = await keep_document(lead, paper("report", str(contract)))
    words = "第一个阅读角已经建好，上架图书四百二十册，开展共读活动六场。"
    report = forms.ReportForm(ReportKind.progress, words, [(budget, 620_000)], [receipt])
    await commands.report(lead, contract, report)
