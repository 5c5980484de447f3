"""Purchases for tests: `form()` fills a notice in, `draft()` and `published()` carry it on."""

from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.calendar import WorkingDays
from match.foundation.parameters import shipped
from match.tenders import commands
from match.tenders.facts import LIMIT_KEYS, Criterion, Limits, TenderFacts
from match.tenders.forms import NEGATIVE, CriterionForm, SurveyForm, TenderForm
from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme, TenderStatus
from tests.people import make as people

JISHOU = "433101000000"


def form(**other: Any) -> TenderForm:
    """Psychological help for a county's children, 180,000 yuan, answers for two weeks."""
    today = clock.today()
    fields: dict[str, Any] = {
        "organisation": 0,
        "title": "吉首市留守儿童心理辅导服务",
        "item_code": "C20030700",
        "budget_fen": 18_000_000,
        "budget_line": "2026年儿童福利服务",
        "requirements": "为全市儿童之家提供个别辅导和团体辅导，全年不少于三百课时。",
        "acceptance": "每季度由儿童主任和监护人评议，结果公开。",
        "service_days": 365,
        "areas": ["433101"],
        "closes_on": today + timedelta(days=14),
        "decides_on": today + timedelta(days=30),
        **dict.fromkeys(NEGATIVE, False),
        "fair": True,
        **other,
    }
    return TenderForm(**fields)


async def department(kind: str = "GOV-CIV", **other: Any) -> tuple[Actor, int]:
    """A verified department of Jishou and its purchaser officer."""
    organisation = await people.organisation(kind, JISHOU, **other)
    return await people.account("purchaser", "433101", organisation=organisation), organisation


async def draft(**other: Any) -> tuple[Actor, int]:
    """A draft notice."""
    officer, organisation = await department()
    return officer, await commands.draft_tender(officer, form(organisation=organisation, **other))


async def published(**other: Any) -> tuple[Actor, int]:
    """A notice that everybody reads."""
    officer, tender_id = await draft(**other)
    await commands.publish_tender(officer, tender_id)
    return officer, tender_id


def facts(**other: Any) -> TenderFacts:
    """The facts of a light purchase that is not stored, for the pure rules."""
    today = clock.today()
    filled = form()
    fields: dict[str, Any] = {
        **dict.fromkeys(_MOMENTS),
        "id": 0,
        "organisation_id": 1,
        "purchaser": "吉首市民政局",
        "division": JISHOU,
        "status": TenderStatus.draft,
        "mode": Mode.light,
        "method": Method.internal,
        "method_ground": "",
        "method_approval": "",
        "scheme": Scheme.scoring,
        "envelopes": Envelopes.together,
        "title": filled.title,
        "category": "SVC-PSY",
        "item_code": filled.item_code,
        "guiding_item": None,
        "budget_fen": filled.budget_fen,
        "budget_line": filled.budget_line,
        "fiscal_year": today.year,
        "limit_fen": 80_000_000,
        "requirements": filled.requirements,
        "acceptance": filled.acceptance,
        "service_days": 365,
        "stable_recurrent": False,
        "areas": ("433101",),
        "skills": (),
        "documents": (),
        "closes_on": today + timedelta(days=14),
        "closes_at": clock.now() + timedelta(days=15),
        "decides_on": today + timedelta(days=30),
        "threshold_k": 2,
        "threshold_n": 3,
        "min_bids": 3,
        "document_version": 1,
        "document_hash": "",
        "intent_waiver": "",
        "official_notice_url": "",
        "official_permission": "",
        "legal_adviser": "",
        "bond_fen": 0,
        "reference_contracts": 0,
        "complex": False,
        "consortium": True,
        "sole_supplier": "",
        "winner_name": "",
        "reason": "",
        "suspended_reason": "",
        "created_at": clock.now(),
        "criteria": (),
        "needs": (),
        "survey": None,
        "limits": limits(),
        "calendar": WorkingDays({}),
        **other,
    }
    return TenderFacts(**fields)


_MOMENTS = (
    "opens_at",
    "winner_id",
    "winner_bid",
    "award_fen",
    "suspended_at",
    "published_at",
    "intent_at",
    "closed_at",
    "opened_at",
    "reported_at",
    "decided_at",
    "awarded_at",
    "contracted_at",
    "archived_at",
    "ended_at",
)


def limits(**other: str) -> Limits:
    """The shipped parameters, some of them changed (dots written as ``__``)."""
    held = {key: shipped()[key] for key in LIMIT_KEYS}
    for name, text in other.items():
        key = name.replace("__", ".")
        held[key] = msgspec.structs.replace(held[key], text=text)
    return Limits(held)


def criterion(
    kind: str, points: int = 0, title: str = "", indicator: str = "", position: int = 1
) -> Criterion:
    """One criterion with words that pass."""
    told = {"pass": "具有独立承担民事责任的能力", "price": "价格分"}.get(kind, "服务方案")
    measure = "" if kind in ("pass", "price") else "完整可行得 10 分，较完整得 6 分，其他 2 分。"
    return Criterion(0, CriterionKind(kind), title or told, indicator or measure, points, position)


CRITERIA = [
    CriterionForm(CriterionKind.passing, "具有独立承担民事责任的能力"),
    CriterionForm(CriterionKind.price, "价格分", points=1500),
    CriterionForm(
        CriterionKind.objective, "专业人员", "每名持证社会工作师得 5 分，最多 35 分。", 3500
    ),
    CriterionForm(
        CriterionKind.subjective, "服务方案", "完整可行得 50 分，较完整得 30 分，其他 10 分。", 5000
    ),
]


async def permit(document: str = "湘财采函〔2026〕1号") -> None:
    """The authority's permission to run full procedures here."""
    await commands.store_permission(SYSTEM, document)


async def survey(officer: Actor, organisation: int, **other: Any) -> int:
    """A survey among three suppliers, last month."""
    fields: dict[str, Any] = {
        "organisation": organisation,
        "item_code": "C20030700",
        "held_on": clock.today() - timedelta(days=60),
        "respondents": ["湘西甲社会工作中心", "湘西乙心理服务中心", "湘西丙助学协会"],
        "findings": "三家都能提供，课时单价在三百元上下，专业人员不足是共同的困难。",
        **other,
    }
    return await commands.keep_survey(officer, SurveyForm(**fields))


def full_form(organisation: int, survey_id: int, **other: Any) -> TenderForm:
    """A consultation of 1.2 million yuan, with criteria, that may run here."""
    return form(
        **{
            "organisation": organisation,
            "mode": Mode.full,
            "method": Method.consult,
            "method_ground": "service",
            "budget_fen": 120_000_000,
            "legal_adviser": "湘西某律师事务所",
            "official_notice_url": "https://www.ccgp-hunan.gov.cn/notice/1",
            "survey": survey_id,
            "criteria": CRITERIA,
            "closes_time": "09:30",
            "closes_on": clock.today() + timedelta(days=30),
            "decides_on": clock.today() + timedelta(days=50),
            **other,
        }
    )


async def announced(**other: Any) -> tuple[Actor, int]:
    """A full purchase whose intent went out forty days ago."""
    with clock.freeze(clock.now() - timedelta(days=40)):
        await permit()
    officer, organisation = await department()
    survey_id = await survey(officer, organisation)
    filled = full_form(organisation, survey_id, **other)
    tender_id = await commands.draft_tender(officer, filled)
    with clock.freeze(clock.now() - timedelta(days=40)):
        await commands.announce_intent(officer, tender_id)
    return officer, tender_id


async def full(**other: Any) -> tuple[Actor, int]:
    """A full consultation whose notice is out."""
    officer, tender_id = await announced(**other)
    await commands.publish_tender(officer, tender_id)
    return officer, tender_id
