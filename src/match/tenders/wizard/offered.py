"""What each step offers to choose from, and what it knows already."""

from typing import Any

from match.catalogue import lists
from match.catalogue.entries import TenderClass
from match.catalogue.queries import guiding_items
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.language import _, pgettext
from match.foundation.parameters import periods
from match.needs.queries import open_needs
from match.places import queries as places
from match.tenders import methods, timetable
from match.tenders.pages import story
from match.tenders.pages.criteria import kind_word
from match.tenders.pages.writing import questions
from match.tenders.queries import Department
from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme, method_word
from match.tenders.wizard.queries import TypedEntry
from match.tenders.wizard.review import Review, choices, earliest_days

BLANK_ROWS = 4


async def offered(
    slug: str, actor: Actor, held: TypedEntry, judged: Review, bodies: list[Department]
) -> dict[str, Any]:
    """The step's own words for its template; ``defaults`` stand in boxes that are still empty."""
    del actor
    facts = judged.facts
    if slug == "plan":
        return await _plan(bodies)
    if slug == "screen":
        return {"questions": questions()}
    if slug == "method":
        return _method(judged)
    if slug == "needs":
        return await _needs(held)
    if slug == "survey":
        return await _survey(held, judged)
    if slug == "document":
        return {
            "skills": [(code, skill.label()) for code, skill in lists.skills().items()],
            "defaults": {"consortium": "true"},
        }
    if slug == "criteria":
        return _criteria(held)
    dates = earliest_days(facts)
    return {
        "defaults": dates,
        "earliest": dates["closes_on"],
        "days": story.key_days(facts, timetable.dues(facts)),
        "length": timetable.length(periods()[timetable.RESPONSE[facts.method]]),
        "source": periods()[timetable.RESPONSE[facts.method]].source,
    }


async def _plan(bodies: list[Department]) -> dict[str, Any]:
    year = clock.today().year
    divisions = sorted({each.division for each in bodies})
    guiding = {
        str(item.id): f"{item.code} {item.name}"
        for division in divisions
        for item in await guiding_items(division)
    }
    return {
        "departments": [(str(each.id), each.name) for each in bodies],
        "items": [
            (code, f"{code} {item.label()}")
            for code, item in lists.procurement_items().items()
            if item.tender_class is TenderClass.SERVICE
        ],
        "guiding": list(guiding.items()),
        "years": [(str(each), str(each)) for each in (year, year + 1)],
        "areas": await _areas(divisions),
        "defaults": {
            "fiscal_year": str(year),
            "organisation": str(bodies[0].id) if len(bodies) == 1 else "",
        },
    }


async def _areas(divisions: list[str]) -> list[tuple[str, str]]:
    """Where these departments may have a service given: their counties and prefectures."""
    listed: list[tuple[str, str]] = []
    for scope in sorted({code[:4] for code in divisions}):
        prefecture = await places.division(scope.ljust(12, "0"))
        listed.append((scope, _("%(place)s全域") % {"place": prefecture.name}))
        listed += [(place.scope, place.name) for place in await places.counties(scope)]
    return listed


def _method(judged: Review) -> dict[str, Any]:
    mode, first = methods.suggest(judged.facts.budget_fen, judged.facts.limits)
    found = choices(judged.facts)
    return {
        "choices": [
            (
                each.method.value,
                method_word(each.method) + (_("（建议）") if each.suggested else ""),
                _choice_words(each.method, each.plan, each.against),
            )
            for each in found
        ],
        "modes": modes(),
        "grounds": grounds(),
        "why": judged.plan.why,
        "defaults": {"mode": mode.value, "method": first.value},
    }


def _choice_words(method: Method, plan: methods.MethodPlan, against: tuple[str, ...]) -> str:
    if against:
        return _("不能用：%(why)s") % {"why": against[0]}
    period = periods()[timetable.RESPONSE[method]]
    return _(
        "公告到截止至少 %(length)s；至少 %(bids)s 家；评审 %(panel)s 人，其中专家 %(experts)s 人"
        "（%(source)s）"
    ) % {
        "length": timetable.length(period),
        "bids": plan.min_bids,
        "panel": plan.panel.size,
        "experts": plan.panel.experts,
        "source": methods.ARTICLE[method],
    }


def modes() -> list[tuple[str, str, str]]:
    """The three modes with what each means."""
    return [
        (Mode.light.value, _("简易流程"), _("限额以下，按单位内部制度，在本平台办理。")),
        (Mode.full.value, _("完整流程"), _("按政府采购法的程序，在本平台办理；限额以上须有批准。")),
        (
            Mode.mirror.value,
            _("登记官方系统的采购"),
            _("在官方系统办理，这里只登记日期、文件、结果和合同。"),
        ),
    ]


def grounds() -> list[tuple[str, str]]:
    """Every circumstance of the law once, with the methods it opens."""
    opened: dict[str, list[str]] = {}
    for method, listed in methods.GROUNDS.items():
        for ground in listed:
            opened.setdefault(ground, []).append(method_word(method))
    return [
        (
            ground,
            _("%(ground)s（%(methods)s）")
            % {"ground": ground_word(ground), "methods": _("、").join(words)},
        )
        for ground, words in opened.items()
    ]


def ground_word(ground: str) -> str:
    """A circumstance of the law in words (采购法29–32, 财库〔2014〕214号3, 110号令3)."""
    return {
        "few": pgettext("ground", "具有特殊性，只能从有限范围的供应商处采购"),
        "cost": pgettext("ground", "公开招标费用占总价值的比例过大"),
        "failed": pgettext("ground", "招标后没有供应商或没有合格标的"),
        "complex": pgettext("ground", "技术复杂或性质特殊，不能确定详细要求"),
        "urgent": pgettext("ground", "招标所需时间不能满足紧急需要"),
        "unknown": pgettext("ground", "不能事先计算出价格总额"),
        "service": pgettext("ground", "政府购买服务项目"),
        "research": pgettext("ground", "市场竞争不充分的科研或扶持项目"),
        "uniform": pgettext("ground", "货物规格统一、货源充足、价格变化小"),
        "only": pgettext("ground", "只能从唯一供应商处采购"),
        "emergency": pgettext("ground", "发生不可预见的紧急情况"),
        "addition": pgettext("ground", "追加采购不超过原合同金额的百分之十"),
        "repeated": pgettext("ground", "小额零星、需要多频次采购"),
    }[ground]


async def _needs(held: TypedEntry) -> dict[str, Any]:
    """Lines that still ask for something, where the service is to be given; what was chosen
    stands in its box."""
    areas = [str(each) for each in held.boxes.get("areas") or []]
    views = await open_needs(areas=areas, limit=60) if areas else []
    chosen = {str(each["line"]): str(each["units"]) for each in held.boxes.get("needs") or []}
    return {
        "areas": areas,
        "lines": [
            (need, line, chosen.get(str(line.id), ""))
            for need in views
            for line in need.lines
            if line.left > 0 or str(line.id) in chosen
        ],
    }


async def _survey(held: TypedEntry, judged: Review) -> dict[str, Any]:
    body = str(held.boxes.get("organisation") or "")
    kept = await rows(
        "SELECT id, held_on, item_code, cardinality(respondents) AS asked FROM tender_survey"
        " WHERE organisation_id = $1 ORDER BY held_on DESC LIMIT 20",
        int(body) if body.isdigit() else 0,
    )
    return {
        "surveys": [
            (
                str(row["id"]),
                _("%(day)s，%(item)s，调查 %(asked)s 家")
                % {"day": row["held_on"], "item": row["item_code"], "asked": row["asked"]},
            )
            for row in kept
        ],
        "least": judged.facts.limits.whole("proc.need_survey.subjects_min"),
        "light": judged.facts.mode is Mode.light,
    }


def _criteria(held: TypedEntry) -> dict[str, Any]:
    typed = list(held.boxes.get("criteria") or [])
    blank = {"kind": "", "title": "", "indicator": "", "points": ""}
    return {
        "rows": typed + [dict(blank) for _each in range(BLANK_ROWS)],
        "kinds": [(each.value, kind_word(each)) for each in CriterionKind],
        "schemes": [
            (Scheme.scoring.value, _("综合评分法"), _("按公布的分值打分，最高分成交。")),
            (Scheme.lowest.value, _("最低评标价法"), _("满足全部要求，最低价成交。")),
        ],
        "orders": [
            (Envelopes.together.value, _("技术和价格一起开启")),
            (Envelopes.price_after.value, _("技术评分签字后再开价格")),
        ],
        "defaults": {"scheme": Scheme.scoring.value, "envelopes": Envelopes.together.value},
    }
