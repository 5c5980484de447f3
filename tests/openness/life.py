"""Whole lives of purchases, each step by its room's command; every fact is heard as it comes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from match.bids.commands import begin_opening, choose_keys
from match.contracts import commands as contracts
from match.contracts import forms as contract_forms
from match.contracts.states import Evaluator, IndicatorKind, StandardKind
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.needs.forms import Line
from match.objections import commands as objections
from match.objections.forms import ReplyForm
from match.objections.states import Outcome
from match.panels import commands as panels
from match.panels.forms import DecisionForm, PanelForm
from match.tenders import commands as tenders
from match.tenders.forms import CriterionForm, EditForm, NeedForm, SurveyForm
from match.tenders.questions import commands as questions
from match.tenders.questions.forms import AnswerForm, QuestionForm
from match.tenders.states import CriterionKind as Kind
from match.tenders.states import Method, Mode
from tests.bids import make as bids
from tests.bids import sealer
from tests.contracts import make as works
from tests.needs import make as needs
from tests.objections import make as disputes
from tests.panels import make as judging
from tests.past import plan_again
from tests.people import make as people
from tests.tenders import make
from tests.walks.steps import Walker

PRICES = (17_000_000, 16_000_000, 15_000_000)
CRITERIA = [
    CriterionForm(Kind.passing, "具备社会工作师", "附证书"),
    CriterionForm(Kind.objective, "同类项目经验", "每个项目 5 分，最多 20 分", 2000),
    CriterionForm(
        Kind.subjective, "服务方案", "完整可行 41–60 分；一般 21–40 分；差 0–20 分", 6000
    ),
    CriterionForm(Kind.price, "报价", "价格分统一计算", 2000),
]
SURVEYED = timedelta(days=40)
NOBODY_OBJECTS = timedelta(days=20)
"""More than the time in which the result can be objected to: before it is over nobody signs."""


class Life(msgspec.Struct):
    """A purchase under way, and the people around it."""

    walker: Walker
    officer: Actor
    department: int
    tender: int
    need: needs.Scene | None = None
    judged: judging.Scene | None = None

    async def hear(self) -> None:
        await self.walker.hear()


async def planned(walker: Walker, **other: Any) -> Life:
    """A consultation whose intent was announced forty days ago, for a published need."""
    need = await needs.published(
        category="SVC-PSY",
        title="心理辅导课时",
        purpose="每周一次团体辅导。",
        lines=[Line("团体辅导", 30, "课时")],
    )
    officer, department = await make.department()
    filled: dict[str, Any] = {
        "organisation": department,
        "mode": Mode.full,
        "method": Method.consult,
        "method_ground": "service",
        "criteria": CRITERIA,
        "needs": [NeedForm(need.line, 3)],
        "legal_adviser": "湖南某律师事务所",
        **other,
    }
    with clock.freeze(clock.now() - SURVEYED):
        filled["survey"] = await tenders.keep_survey(officer, _survey(department))
        tender = await tenders.draft_tender(officer, make.form(**filled, **_days(SURVEYED)))
        await tenders.announce_intent(officer, tender)
    made = Life(walker, officer, department, tender, need)
    await made.hear()
    return made


def _survey(department: int) -> SurveyForm:
    return SurveyForm(
        department,
        "C20030700",
        clock.today(),
        ["吉首市某社会工作服务中心", "凤凰县某志愿者协会", "长沙市某心理咨询机构"],
        "三家机构均可在一年内提供三百课时的服务，人均课时费相近。",
    )


def _days(ago: timedelta) -> dict[str, Any]:
    today = clock.today() + ago
    return {"closes_on": today + timedelta(days=20), "decides_on": today + timedelta(days=40)}


async def published(made: Life) -> Life:
    """Published; somebody asked, was answered; the document was edited."""
    await tenders.publish_tender(made.officer, made.tender)
    await made.hear()
    asker = await people.account("manager", organisation=await people.organisation())
    question = await questions.ask(asker, made.tender, QuestionForm("团体辅导是否可以在周末进行？"))
    await questions.answer(
        made.officer,
        made.tender,
        question,
        AnswerForm("可以，须提前与儿童之家商定。", changes=False),
    )
    await tenders.edit_tender(
        made.officer,
        made.tender,
        EditForm("补充服务要求", requirements="个别辅导和团体辅导，全年不少于三百二十课时。"),
    )
    await made.hear()
    return made


async def sealed(made: Life, prices: Sequence[int] = PRICES, **content: str) -> Life:
    """Officials chosen, the panel announced, a sealed bid for each price."""
    row = await one("SELECT threshold_k, threshold_n FROM tender WHERE id = $1", made.tender)
    officials = [await bids.official(role) for role in bids.ROLES[: row["threshold_n"]]]
    await choose_keys(made.officer, made.tender, [each.key_id for each in officials])
    about = bids.Purchase(made.tender, made.officer, officials, row["threshold_k"])
    made.judged = judging.Scene(about, [])
    for _number in range(8):
        expert = await judging.expert()
        made.judged.experts[expert.id] = expert
    made.judged.panel = await panels.announce_panel(made.officer, made.tender, PanelForm(size=3))
    version = await value("SELECT document_version FROM tender WHERE id = $1", made.tender)
    for fen in prices:
        who = await bids.bidder()
        await bids.submitted(
            who,
            about,
            technical=bids.sealed(
                who, about, "technical", sealer.technical(**content), document=version
            ),
            price=bids.sealed(who, about, "price", sealer.price(fen), document=version),
        )
        made.judged.bidders.append(who)
    await made.hear()
    return made


async def pass_deadline(tender: int) -> None:
    """The deadline and the opening's hour were just now. A published purchase cannot be moved back,
    so it is a plan again for a moment."""
    await plan_again(tender)
    await rows("UPDATE tender SET opens_at = NULL WHERE id = $1", tender)
    await bids.pass_deadline(tender)


async def opened(made: Life) -> Life:
    """The deadline is over; enough officials brought their shares."""
    assert made.judged is not None
    about = made.judged.about
    await pass_deadline(made.tender)
    await begin_opening(made.officer, made.tender)
    assert await bids.opened_by(about, about.officials[: about.k])
    await made.hear()
    return made


async def awarded(made: Life) -> Life:
    """Judged; the first by points is named, countersigned, published."""
    assert made.judged is not None
    scene = await judging.scored(
        await judging.seated(await judging.drawn(made.judged)),
        [("10", "40"), ("15", "45"), ("20", "50")],
    )
    await judging.reported(scene)
    await made.hear()
    first = scene.bidders[-1]
    bid = (await scene.bids())[first.organisation]
    await panels.decide(made.officer, made.tender, DecisionForm(bid=bid))
    await panels.countersign(await judging.countersigner(), made.tender)
    await made.hear()
    await panels.award(made.officer, made.tender)
    await made.hear()
    return made


async def disputed(made: Life) -> Life:
    """Who lost objects to the result; a colleague answers that it does not hold."""
    assert made.judged is not None
    loser = made.judged.bidders[0]
    objection = await objections.raise_objection(
        loser.actor, made.tender, disputes.form(loser.organisation)
    )
    await made.hear()
    colleague = await people.account("purchaser", "433101", organisation=made.department)
    await objections.reply_objection(
        colleague,
        objection,
        ReplyForm(Outcome.unfounded, "经核实，项目负责人证书在有效期内，发证机关已书面确认。"),
    )
    await made.hear()
    return made


async def contracted(made: Life) -> works.Scene:
    """Signed by both: two milestones of a half each, the first brings three lessons of the need."""
    assert made.judged is not None
    assert made.need is not None
    winner = made.judged.bidders[-1]
    price = PRICES[-1]
    contract = await contracts.draft_award(made.officer, made.tender, works.terms())
    half = price // 2
    milestones = [
        await contracts.add_milestone(made.officer, contract, works.milestone(title, days, fen))
        for title, days, fen in (("第一阶段", 60, half), ("第二阶段", 150, price - half))
    ]
    for kind, words in (
        (StandardKind.service, "每个儿童之家至少十课时"),
        (StandardKind.safety, "服务人员均有当年的从业查询记录"),
    ):
        await contracts.add_standard(
            made.officer, contract, contract_forms.StandardForm(kind, words)
        )
    for kind, weight in ((IndicatorKind.quantity, 60), (IndicatorKind.satisfaction, 40)):
        form = contract_forms.IndicatorForm(kind, f"指标{weight}", "不少于三百课时", weight)
        await contracts.add_indicator(made.officer, contract, form)
    await contracts.add_line(
        made.officer, contract, contract_forms.LineForm(milestones[0], made.need.line, 3)
    )
    version = await works.version_of(contract)
    await contracts.sign(made.officer, contract, contract_forms.SignForm(version))
    await contracts.sign(winner.actor, contract, contract_forms.SignForm(version))
    await made.hear()
    finance = [await people.account("finance", "433101") for _each in range(3)]
    clerk = await people.account("purchaser", "433101", organisation=made.department)
    return works.Scene(
        contract, made.tender, made.officer, clerk, winner.actor, *finance,
        made.need.director, made.need.home, made.need.need, made.need.line,
        made.department, winner.organisation, tuple(milestones),
    )  # fmt: skip


async def finished(made: Life) -> Life:
    """From the award to the evaluation."""
    with clock.freeze(clock.now() + NOBODY_OBJECTS):
        scene = await contracted(made)
        await works.paid(scene)
        await made.hear()
        await works.paid(scene, 1)
        await made.hear()
        await _evaluated(scene)
        await made.hear()
    return made


async def _evaluated(scene: works.Scene) -> None:
    for actor, role, points in (
        (scene.officer, Evaluator.purchaser, 90),
        (scene.director, Evaluator.home, 80),
        (scene.finance, Evaluator.supervisor, 70),
    ):
        await contracts.evaluate(actor, scene.contract, await works.sheet(scene, role, points))
    await contracts.conclude_evaluation(scene.officer, scene.contract)
