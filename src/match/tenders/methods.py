"""
The method engine: what a way of buying asks for, and whether it may be used (domain.md §2.4).

Pure: facts in, plan out. Thresholds are parameters; every answer says which rule it rests on. The
steps are those of services, which is all this house buys (102号令10).
"""

from collections.abc import Iterator

import msgspec

from match.foundation.language import _
from match.tenders import timetable
from match.tenders.facts import Limits, TenderFacts
from match.tenders.states import Envelopes, Method, Mode, Scheme
from match.tenders.way import ARTICLE, Step, way

NATIVE = frozenset({Method.open, Method.consult, Method.negotiate, Method.single})
"""Methods of the law whose whole procedure runs here; the others are recorded as mirrors."""

GROUNDS: dict[Method, tuple[str, ...]] = {
    Method.open: (),
    Method.invite: ("few", "cost"),
    Method.negotiate: ("failed", "complex", "urgent", "unknown"),
    Method.consult: ("service", "complex", "unknown", "research"),
    Method.inquire: ("uniform",),
    Method.single: ("only", "emergency", "addition"),
    Method.frame: ("repeated",),
    Method.internal: (),
}
"""The circumstances the law lists for a method (采购法29–32, 财库〔2014〕214号3, 110号令3)."""


class Panel(msgspec.Struct, frozen=True):
    """Who judges: an odd number, of whom at least ``experts`` are drawn from the pool."""

    size: int
    experts: int
    why: str


class MethodPlan(msgspec.Struct, frozen=True):
    """
    What a purchase has to go through. ``refusals`` say why it may not be bought so; empty: it may.
    ``why`` explains the method, ``keys`` is k of n officials, ``dues`` every day known or planned.
    """

    method: Method
    mode: Mode
    refusals: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    steps: tuple[Step, ...]
    panel: Panel
    min_bids: int
    keys: tuple[int, int]
    dues: tuple[timetable.Due, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.refusals

    @property
    def forms(self) -> tuple[str, ...]:
        """What has to be written, in order."""
        return tuple(dict.fromkeys(step.form for step in self.steps if step.form))


def steps(facts: TenderFacts) -> MethodPlan:
    """The plan of a purchase. Never raises for a method that may not be used: it says why not."""
    return MethodPlan(
        method=facts.method,
        mode=facts.mode,
        refusals=tuple(refusals(facts)),
        why=tuple(_reasons(facts)),
        steps=tuple(way(facts)),
        panel=panel(facts),
        min_bids=min_bids(facts.method, facts.method_ground, facts.limits),
        keys=facts.limits.keys("light" if facts.mode is Mode.light else "full"),
        dues=timetable.dues(facts),
    )


def suggest(budget_fen: int, limits: Limits) -> tuple[Mode, Method]:
    """The method to begin with: under the limit the light flow; services are mostly bought by
    consultation; from the open-tender threshold on by open tender."""
    if budget_fen < limits.limit_fen:
        return Mode.light, Method.internal
    native = Mode.full if limits.permission else Mode.mirror
    return native, Method.open if budget_fen >= limits.open_fen else Method.consult


def min_bids(method: Method, ground: str, limits: Limits) -> int:
    """With fewer, the bids are never opened (采购法36; 财库〔2015〕124号 for consultations)."""
    if method is Method.single:
        return limits.whole("proc.single.min_bids")
    if method is Method.consult:
        return limits.whole("proc.suppliers_min.consult_service_purchase")
    if method is Method.negotiate and ground == "failed":
        return limits.whole("proc.suppliers_min") - 1
    if method is Method.internal:
        return limits.whole("proc.light.quotations_min")
    return limits.whole("proc.suppliers_min")


def panel(facts: TenderFacts) -> Panel:
    """Size and experts (采购法38, 40; 87号令47). Experts are at least two thirds."""
    limits = facts.limits
    if facts.method is Method.internal:
        return Panel(
            limits.whole("proc.light.panel_min"), 0, _source(limits, "proc.light.panel_min")
        )
    if facts.method is Method.single:
        return Panel(
            limits.whole("proc.panel_min.other"),
            0,
            _("由有经验的专业人员商定合理价格（%(source)s）。") % {"source": "74号令41"},
        )
    key = "proc.panel_min.other"
    if facts.method in (Method.open, Method.invite, Method.frame):
        large = facts.budget_fen >= limits.whole("proc.large_fen") or facts.complex
        key = "proc.panel_min.tender.large" if large else "proc.panel_min.tender"
    size = limits.whole(key)
    return Panel(size, -(-2 * size // 3), _source(limits, key))


def _source(limits: Limits, key: str) -> str:
    return _("依据：%(source)s。") % {"source": limits.source(key)}


def refusals(facts: TenderFacts) -> Iterator[tuple[str, str]]:
    """Pairs of the form's field and why this way of buying is not allowed."""
    yield from _amount_refusals(facts)
    yield from _ground_refusals(facts)
    yield from _scheme_refusals(facts)
    if facts.mode is Mode.full:
        yield from _native_refusals(facts)


def _amount_refusals(facts: TenderFacts) -> Iterator[tuple[str, str]]:
    limits = facts.limits
    if facts.method is Method.internal and facts.budget_fen >= limits.limit_fen:
        yield (
            "budget_fen",
            _(
                "预算达到 %(limit)s 元的分散采购限额，请按政府采购法规定的方式采购，"
                "并在中国政府采购网公告。"
            )
            % {"limit": limits.limit_fen // 100},
        )
    other = facts.method not in (Method.open, Method.internal)
    if other and facts.budget_fen >= limits.open_fen and not facts.method_approval.strip():
        yield (
            "method_approval",
            _(
                "预算达到 %(limit)s 元的公开招标数额标准。采用其他方式须先经财政部门批准"
                "（采购法第二十七条），请填写批准文号。"
            )
            % {"limit": limits.open_fen // 100},
        )


def _ground_refusals(facts: TenderFacts) -> Iterator[tuple[str, str]]:
    if facts.method is Method.inquire:
        yield (
            "method",
            _("询价只适用于规格标准统一、价格变化小的货物（采购法第三十二条），不能用来购买服务。"),
        )
        return
    allowed = GROUNDS[facts.method]
    if allowed and facts.method_ground not in allowed:
        yield (
            "method_ground",
            _("请选择采用这种方式的法定情形（%(source)s）。") % {"source": ARTICLE[facts.method]},
        )
    if facts.method is Method.single and not facts.sole_supplier.strip():
        yield "sole_supplier", _("单一来源采购请写明拟定的唯一供应商名称。")


def _scheme_refusals(facts: TenderFacts) -> Iterator[tuple[str, str]]:
    if facts.method is Method.consult and facts.scheme is not Scheme.scoring:
        yield "scheme", _("竞争性磋商采用综合评分法（财库〔2014〕214号第二十三条）。")
    if facts.method is Method.negotiate and facts.scheme is not Scheme.lowest:
        yield (
            "scheme",
            _("竞争性谈判由满足需求、质量和服务相等且报价最低的供应商成交（采购法第三十八条）。"),
        )
    if facts.envelopes is Envelopes.price_after and facts.scheme is not Scheme.scoring:
        yield "envelopes", _("只有综合评分法可以在技术评分签字后再开价格信封。")


def _native_refusals(facts: TenderFacts) -> Iterator[tuple[str, str]]:
    if facts.method not in NATIVE | {Method.inquire, Method.internal}:
        yield (
            "mode",
            _("这种方式的全流程请在官方系统办理，在这里登记（选择“登记官方系统的采购”）。"),
        )
    above = facts.budget_fen >= facts.limits.limit_fen
    if above and not (facts.limits.permission or facts.official_permission):
        yield (
            "mode",
            _(
                "限额以上的采购要在官方系统进行。主管部门还没有批准在本平台办理，"
                "请选择“登记官方系统的采购”。"
            ),
        )


def _reasons(facts: TenderFacts) -> Iterator[str]:
    limits, fen = facts.limits, facts.budget_fen
    if fen < limits.limit_fen:
        yield _("预算低于分散采购限额 %(limit)s 元，适用单位内部制度（%(source)s）。") % {
            "limit": limits.limit_fen // 100,
            "source": limits.source("proc.hunan.decentral.service"),
        }
    elif fen < limits.open_fen:
        yield _("预算达到分散采购限额 %(limit)s 元，低于公开招标数额标准（%(source)s）。") % {
            "limit": limits.limit_fen // 100,
            "source": limits.source("proc.hunan.open_tender"),
        }
    else:
        yield _("预算达到公开招标数额标准 %(limit)s 元（%(source)s）。") % {
            "limit": limits.open_fen // 100,
            "source": limits.source("proc.hunan.open_tender"),
        }
    yield _("采购方式的依据：%(source)s。") % {"source": ARTICLE[facts.method]}
