"""
Contracts for tests. `drafted()` writes one from an award with a need it serves, `signed()`,
`delivered()`, `heard()`, `accepted()`, `paid()` carry it on; `project()` is a cooperation.
"""

from datetime import date, timedelta
from typing import Any

import msgspec

from match.contracts import commands, forms
from match.contracts.states import (
    Evaluator,
    IndicatorKind,
    ReportKind,
    StandardKind,
    UserKind,
)
from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.tenders.commands import advance
from match.tenders.facts import Decision
from tests.needs import make as needs
from tests.people import make as people
from tests.tenders import make as tenders

JISHOU, JISHOU_SEAT = "433101", "433101000000"
PRICE = 12_000_000
UNITS = 10


class Scene(msgspec.Struct, frozen=True):
    """A contract and the people around it; ``officer`` and ``clerk`` are both of the purchaser."""

    contract: int
    tender: int
    officer: Actor
    clerk: Actor
    manager: Actor
    finance: Actor
    second: Actor
    third: Actor
    director: Actor
    home: int
    need: int
    line: int
    purchaser: int
    supplier: int
    milestones: tuple[int, ...]


def terms(**other: Any) -> forms.TermsForm:
    """Half a year of psychological help."""
    today = clock.today()
    fields: dict[str, Any] = {
        "title": "吉首市留守儿童心理辅导服务合同",
        "content": "为儿童之家提供个别辅导和团体辅导。",
        "quantity": "全年三百课时，其中团体辅导一百课时。",
        "quality": "由持证社会工作者或心理咨询师提供。",
        "settlement": "按阶段验收合格后支付。",
        "duties": "采购单位提供场地信息，供应商保证人员资质和儿童安全。",
        "breach": "逾期一日按合同金额千分之一支付违约金。",
        "starts_on": today,
        "ends_on": today + timedelta(days=180),
        **other,
    }
    return forms.TermsForm(**fields)


async def awarded(price: int = PRICE) -> tuple[Actor, int, int, int]:
    """An awarded purchase: officer, tender, purchaser, and the winner's organisation."""
    officer, tender = await tenders.published()
    winner = await people.organisation()
    name = await value("SELECT name FROM organisation WHERE id = $1", winner)
    for verb in ("close", "open", "report"):
        await advance(SYSTEM, tender, verb)
    await advance(SYSTEM, tender, "decide", decision=Decision(name, price, winner))
    await advance(SYSTEM, tender, "award")
    purchaser = await value("SELECT organisation_id FROM tender WHERE id = $1", tender)
    return officer, tender, purchaser, winner


async def drafted(price: int = PRICE, **other: Any) -> Scene:
    """A complete draft: two milestones of a half each, the first brings UNITS of a need."""
    need = await needs.published()
    officer, tender, purchaser, supplier = await awarded(price)
    contract = await commands.draft_award(officer, tender, terms(**other))
    half = price // 2
    first = await commands.add_milestone(officer, contract, milestone("第一阶段", 60, half))
    second = await commands.add_milestone(
        officer, contract, milestone("第二阶段", 150, price - half)
    )
    for kind, words in (
        (StandardKind.service, "每个儿童之家至少十课时"),
        (StandardKind.safety, "服务人员均有当年的从业查询记录"),
    ):
        await commands.add_standard(officer, contract, forms.StandardForm(kind, words))
    for kind, weight in ((IndicatorKind.quantity, 60), (IndicatorKind.satisfaction, 40)):
        form = forms.IndicatorForm(kind, f"指标{weight}", "不少于三百课时", weight)
        await commands.add_indicator(officer, contract, form)
    await commands.add_line(officer, contract, forms.LineForm(first, need.line, UNITS))
    return Scene(
        contract,
        tender,
        officer,
        await people.account("purchaser", JISHOU, organisation=purchaser),
        await people.account("manager", organisation=supplier),
        await people.account("finance", JISHOU),
        await people.account("finance", JISHOU),
        await people.account("finance", JISHOU),
        need.director,
        need.home,
        need.need,
        need.line,
        purchaser,
        supplier,
        (first, second),
    )


def milestone(title: str, days: int, fen: int) -> forms.MilestoneForm:
    """Due so many days from today."""
    due = clock.today() + timedelta(days=days)
    return forms.MilestoneForm(title, "服务记录、签到表和小结各一份。", due, fen)


async def signed(price: int = PRICE, **other: Any) -> Scene:
    """In force: both sides signed."""
    scene = await drafted(price, **other)
    version = await version_of(scene.contract)
    await commands.sign(scene.officer, scene.contract, forms.SignForm(version))
    await commands.sign(scene.manager, scene.contract, forms.SignForm(version))
    return scene


async def delivered(scene: Scene | None = None, at: int = 0) -> Scene:
    """A milestone handed in."""
    scene = scene or await signed()
    form = forms.DeliveryForm("三十课时已完成，附签到表。", [await paper(scene.manager)])
    await commands.deliver(scene.manager, scene.milestones[at], form)
    return scene


async def heard(scene: Scene | None = None, at: int = 0) -> Scene:
    """Delivered, and users have spoken."""
    scene = scene or await delivered()
    await commands.give_opinion(scene.director, scene.milestones[at], opinion(scene))
    return scene


async def accepted(scene: Scene | None = None, at: int = 0) -> Scene:
    """A milestone accepted, every standard met."""
    scene = await heard(await delivered(scene, at), at)
    form = await acceptance(scene)
    await commands.conclude(scene.officer, scene.milestones[at], form)
    return scene


async def paid(scene: Scene | None = None, at: int = 0) -> Scene:
    """An accepted milestone's instalment: asked, approved, paid by three people."""
    scene = await accepted(scene, at)
    payment = await commands.request_payment(
        scene.officer, scene.milestones[at], forms.PaymentForm(f"2443200000001234567{at}")
    )
    await commands.approve_payment(scene.finance, payment)
    form = forms.VoucherForm(clock.today(), f"JK-2026-000{at}")
    await commands.record_payment(scene.second, payment, form)
    return scene


async def completed() -> Scene:
    """Both milestones accepted and paid."""
    return await paid(await paid(), 1)


async def evaluated() -> Scene:
    """All who must have scored, and it was counted."""
    scene = await completed()
    for actor, role, points in (
        (scene.officer, Evaluator.purchaser, 90),
        (scene.director, Evaluator.home, 80),
        (scene.finance, Evaluator.supervisor, 70),
    ):
        await commands.evaluate(actor, scene.contract, await sheet(scene, role, points))
    await commands.conclude_evaluation(scene.officer, scene.contract)
    return scene


async def sheet(scene: Scene, role: Evaluator, points: int) -> forms.SheetForm:
    """The same points for every indicator."""
    scores = [
        forms.Points(row["id"], "三百一十课时", points, "服务记录和签到表")
        for row in await rows(
            "SELECT id FROM contract_indicator WHERE contract_id = $1", scene.contract
        )
    ]
    home = scene.home if role is Evaluator.home else None
    return forms.SheetForm(role, scores, home)


def opinion(scene: Scene, kind: UserKind = UserKind.children, **other: Any) -> forms.OpinionForm:
    """What twelve children say, without a name."""
    fields: dict[str, Any] = {
        "home_id": scene.home,
        "kind": kind,
        "heard": 1 if kind is UserKind.director else 12,
        "satisfaction": 4,
        "words": "活动有意思，希望多来几次。",
        **other,
    }
    return forms.OpinionForm(**fields)


async def acceptance(
    scene: Scene, *, accepted: bool = True, met: bool = True
) -> forms.AcceptanceForm:
    """Every standard looked at."""
    found = await rows("SELECT id FROM contract_standard WHERE contract_id = $1", scene.contract)
    findings = [forms.Found(row["id"], met, "抽查记录一致") for row in found]
    return forms.AcceptanceForm(accepted, "资料齐全，抽查合格。", findings)


async def version_of(contract: int) -> int:
    """The wording that is to be signed now."""
    return await value("SELECT version FROM contract WHERE id = $1", contract)


async def paper(actor: Actor) -> int:
    """A document of the actor's."""
    return await keep_document(actor, b"%PDF-1.7 " + str(actor.id).encode())


async def row(contract: int) -> dict[str, Any]:
    """The contract as it stands."""
    found = await one("SELECT * FROM contract WHERE id = $1", contract)
    assert found is not None
    return found


class Project(msgspec.Struct, frozen=True):
    """A cooperation of two organisations."""

    contract: int
    lead: Actor
    partner: Actor
    lead_id: int
    partner_id: int
    budget: int
    milestone: int
    director: Actor
    home: int
    need: int
    line: int


async def project(**other: Any) -> Project:
    """A complete draft of a cooperation that serves a need."""
    need = await needs.published()
    lead_id, partner_id = await people.organisation(), await people.organisation()
    lead = await people.account("manager", organisation=lead_id)
    partner = await people.account("manager", organisation=partner_id)
    contract = await commands.draft_project(
        lead, lead_id, terms(title="山村阅读陪伴合作项目", **other), areas=(JISHOU,)
    )
    await commands.add_partner(lead, contract, forms.PartnerForm(partner_id))
    budget = await commands.add_budget(
        lead, contract, forms.BudgetForm("图书和书架", lead_id, 3_000_000)
    )
    await commands.add_budget(lead, contract, forms.BudgetForm("志愿者交通", partner_id, 500_000))
    first = await commands.add_milestone(lead, contract, milestone("建好阅读角", 60, 0))
    await commands.add_line(lead, contract, forms.LineForm(first, need.line, UNITS))
    return Project(
        contract, lead, partner, lead_id, partner_id, budget, first,
        need.director, need.home, need.need, need.line,
    )  # fmt: skip


async def agreed() -> int:
    """A cooperation in force that serves no need: for those who only want to look at one."""
    lead_id, partner_id = await people.organisation(), await people.organisation()
    lead = await people.account("manager", organisation=lead_id)
    partner = await people.account("manager", organisation=partner_id)
    contract = await commands.draft_project(lead, lead_id, terms(), areas=(JISHOU,))
    await commands.add_partner(lead, contract, forms.PartnerForm(partner_id))
    await commands.add_budget(lead, contract, forms.BudgetForm("图书", lead_id, 100_000))
    await commands.add_milestone(lead, contract, milestone("建好阅读角", 60, 0))
    version = await version_of(contract)
    for actor in (lead, partner):
        await commands.sign(actor, contract, forms.SignForm(version))
    return contract


async def running() -> Project:
    """A cooperation in force."""
    made = await project()
    version = await version_of(made.contract)
    await commands.sign(made.lead, made.contract, forms.SignForm(version))
    await commands.sign(made.partner, made.contract, forms.SignForm(version))
    return made


async def report(made: Project, kind: ReportKind, fen: int) -> int:
    """A report of the lead that spent *fen* of the first budget line."""
    spent = [(made.budget, fen)] if fen else []
    form = forms.ReportForm(kind, "阅读角已经建好，图书上架。", spent, [await paper(made.lead)])
    return await commands.report(made.lead, made.contract, form)


def in_days(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)
