"""Pure decisions about contracts: terms, sums that are never over, points."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from match.contracts.states import ContractStatus, Evaluator, IndicatorKind, Stage
from match.foundation.language import _

TENTH = 10
WEIGHTS = 100
YEARS_RECURRENT = 3
AHEAD_DAYS = 30
"""So long before a contract's year ends it may be judged."""


class Facts(msgspec.Struct, frozen=True):
    """What the sums of a contract are judged by, in fen."""

    amount: int
    original: int
    instalments: int
    """Of the milestones that are not dropped."""
    asked: int
    """Of the payments that were not refused."""


def last_day(starts_on: date, years: int) -> date:
    """The last day of a term of *years* that begins on *starts_on*: one day before the jubilee."""
    year = starts_on.year + years
    if year > date.max.year:
        return date.max
    try:
        jubilee = starts_on.replace(year=year)
    except ValueError:  # 29 February
        jubilee = date(year, 3, 1)
    return date.fromordinal(jubilee.toordinal() - 1)


def term_complaint(
    starts_on: date, ends_on: date, *, recurrent: bool, years: int = 1
) -> str | None:
    """
    Why a term is too long, or None (102号令24: *years*, at most three where the service is stable
    and recurrent and its budget is assured).
    """
    if ends_on < starts_on:
        return _("结束日期不能早于开始日期。")
    most = YEARS_RECURRENT if recurrent else years
    if ends_on <= last_day(starts_on, most):
        return None
    if recurrent:
        return _("服务稳定、经常、预算有保障的，合同期也不超过 3 年。")
    return _(
        "政府购买服务合同一般不超过 1 年。服务稳定、经常、预算有保障的，请勾选后最长可以 3 年。"
    )


def start_complaint(starts_on: date, today: date) -> str | None:
    """Why a term cannot begin on *starts_on*, or None: more than a year ahead is a slip."""
    if starts_on > last_day(today, 1):
        return _("开始日期不能晚于一年以后，请检查年份。")
    return None


def over_complaint(ends_on: date, today: date) -> str | None:
    """Why a contract that is yet to be signed cannot end on *ends_on*, or None."""
    if ends_on < today:
        return _("结束日期已经过去，请改成今天或以后的日期。")
    return None


def bond_complaint(bond_fen: int, amount_fen: int) -> str | None:
    """Why a performance bond is too high, or None (实施条例48: a tenth of the contract)."""
    if bond_fen < 0 or bond_fen * TENTH > amount_fen:
        return _("履约保证金不能超过合同金额的 10%。")
    return None


def instalments_complaint(instalments: Sequence[int], amount_fen: int) -> str | None:
    """Why instalments do not make up the price, or None: every fen has its milestone."""
    if sum(instalments) != amount_fen:
        return _("各阶段付款合计必须等于合同金额。")
    return None


def addition_complaint(facts: Facts, delta_fen: int, milestone_fen: int) -> str | None:
    """
    Why *delta_fen* may not be added to (or taken from) a milestone, or None.

    All additions together are at most a tenth of the original price (采购法49); what is taken
    leaves the milestone, and the contract, with something.
    """
    amount = facts.amount + delta_fen
    if amount * TENTH > facts.original * (TENTH + 1):
        return _("累计追加不能超过原合同金额的 10%。")
    if milestone_fen + delta_fen <= 0 or amount < max(1, facts.asked):
        return _("减少的金额超过了这一阶段的付款。")
    return None


def used_complaint(earlier: int | None, what: str) -> str | None:
    """Why a paper does not stand for this payment, or None: each stands for one."""
    if earlier is None:
        return None
    return _("这个%(what)s已经用于这份合同的另一笔付款，请核对后填写这一笔的号码。") % {
        "what": what
    }


def payment_complaint(facts: Facts, amount_fen: int) -> str | None:
    """Why one more payment may not be asked for, or None."""
    if amount_fen <= 0:
        return _("这一阶段没有约定付款。")
    if facts.asked + amount_fen > facts.amount:
        return _("付款合计不能超过合同金额。")
    return None


def subcontract_complaint(given_on: int, amount_fen: int, contract_fen: int) -> str | None:
    """Why a part may not be given on, or None: never the whole (采购法48, 转包)."""
    if amount_fen <= 0:
        return _("请填写分包的金额。")
    if given_on + amount_fen >= contract_fen:
        return _("不能把全部服务转包给他人。")
    return None


def extension_complaint(
    starts_on: date, ends_on: date, new_ends_on: date, *, recurrent: bool, years: int = 1
) -> str | None:
    """Why a last day may not be moved, or None: the whole term keeps the law's length."""
    if new_ends_on == ends_on:
        return _("新的结束日期和原来一样。")
    return term_complaint(starts_on, new_ends_on, recurrent=recurrent, years=years)


def weights_complaint(weights: Sequence[int], kinds: Iterable[IndicatorKind]) -> str | None:
    """Why indicators cannot judge a contract, or None: 100 in sum, output and satisfaction both."""
    if sum(weights) != WEIGHTS:
        return _("各项指标的权重合计必须是 100。")
    present = set(kinds)
    if IndicatorKind.satisfaction not in present:
        return _("绩效指标里必须有服务对象满意度。")
    if not present - {IndicatorKind.satisfaction}:
        return _("除满意度外，还要有产出或效果指标。")
    return None


def stage(
    status: ContractStatus, starts_on: date, ends_on: date, today: date
) -> tuple[Stage, int] | None:
    """
    What is judged now, and which year of the contract (0 but for a yearly one); None while nothing
    is. A year is judged from thirty days before its end; the last year with the whole, at the end.
    """
    if status is ContractStatus.drafted:
        return Stage.before, 0
    if status is ContractStatus.completed:
        return Stage.final, 0
    if status is not ContractStatus.in_force:
        return None
    ends = [last_day(starts_on, year) for year in range(1, YEARS_RECURRENT)]
    years = sum(end < ends_on and (end - today).days <= AHEAD_DAYS for end in ends)
    return (Stage.yearly, years) if years else None


def mean(values: Sequence[int]) -> int:
    """The mean of whole numbers, half up."""
    return half_up(sum(values), len(values))


def half_up(above: int, below: int) -> int:
    """A fraction that is not negative as a whole number, half up."""
    assert below > 0 <= above, "a share of something"
    return (2 * above + below) // (2 * below)


def result(
    weights: Mapping[int, int], sheets: Mapping[Evaluator, Sequence[Mapping[int, int]]]
) -> int:
    """
    The points of a contract in hundredths, 0 to 10000.

    *weights* are indicator → weight (100 in sum); *sheets* are, by evaluator, sheets of indicator
    → points 0–100. Each evaluator has the same say however many sheets it has (many homes speak
    as one), and each sheet weighs its indicators. One rounding, at the end, half up.
    """
    total, below = 0, 1
    for found in sheets.values():
        below *= len(found)
    below *= len(sheets)
    for found in sheets.values():
        weighed = sum(weights[which] * points for sheet in found for which, points in sheet.items())
        total += weighed * (below // len(found) // len(sheets))
    return half_up(total, below)
