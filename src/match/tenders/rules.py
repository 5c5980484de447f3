"""Pure decisions about purchases: what may be bought this way, by when, and whom it suits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.catalogue.entries import Answer, TenderClass
from match.foundation import clock
from match.foundation.calendar import WorkingDays, add_days, add_workdays, settle
from match.foundation.language import _
from match.tenders.forms import NEGATIVE, TenderForm
from match.tenders.methods import MethodPlan, steps

__all__ = ["MethodPlan", "steps"]  # the method engine is a file of its own


class Dates(msgspec.Struct, frozen=True):
    """
    What follows from the two days a department sets, counted on the working-day calendar.

    ``provisional``: some of these days rest on a year whose holidays are not announced yet.
    """

    closes_on: date
    decides_on: date
    result_by: date
    contract_by: date
    contract_published_by: date
    provisional: bool


class Periods(msgspec.Struct, frozen=True):
    """Lengths from deadlines.csv: working days, but ``contract_days`` in calendar days."""

    notice_workdays: int
    result_workdays: int
    contract_days: int
    publish_workdays: int


def dates(closes_on: date, decides_on: date, periods: Periods, days: WorkingDays) -> Dates:
    """
    The timetable. A day off moves the close and the decision to the next working day; result,
    contract and its publication follow 实施条例43, 采购法46 and 实施条例50.
    """
    closes = settle(closes_on, days)
    decides = settle(max(decides_on, closes.on + timedelta(days=1)), days)
    result = add_workdays(decides.on, periods.result_workdays, days)
    contract = add_days(result.on, periods.contract_days, days)
    published = add_workdays(contract.on, periods.publish_workdays, days)
    return Dates(
        closes.on,
        decides.on,
        result.on,
        contract.on,
        published.on,
        any(each.provisional for each in (closes, decides, result, contract, published)),
    )


def over_at(closes_on: date) -> datetime:
    """The first instant that is too late to answer, in Hunan."""
    return datetime.combine(closes_on + timedelta(days=1), time(), tzinfo=clock.HERE)


def negative_complaints(form: TenderForm) -> dict[str, str]:
    """Six yes/no boxes; any yes blocks (102号令10). And one promise of fairness (实施条例20)."""
    refused = {
        name: _("选“是”的事项不得作为政府购买服务（财政部令第102号第十条）。")
        for name in NEGATIVE
        if getattr(form, name)
    }
    if not form.fair:
        refused["fair"] = _("采购条件不得指定供应商、品牌、地区或所有制（实施条例第二十条）。")
    return refused


def item_complaint(code: str) -> str | None:
    """A service of the ministry's catalogue; goods and works have their own procedures."""
    try:
        item = codes.procurement_item(code)
    except UnknownCode:
        return _("请从列表里选择采购品目。")
    if item.tender_class is not TenderClass.SERVICE:
        return _("货物和工程不能作为政府购买服务，请按相应的采购程序办理。")
    return None


def category_of(form: TenderForm) -> str:
    """The need category: as given, else the item's own, else services as a whole."""
    return form.category or codes.procurement_item(form.item_code).category or "SVC"


def category_complaint(code: str) -> str | None:
    """A known category that can be bought as a service."""
    try:
        found = codes.category(code)
    except UnknownCode:
        return _("没有这个类别，请从列表里选择。")
    if found.tender_class is not TenderClass.SERVICE:
        return _("这个类别不是服务，请换一个类别。")
    return None


def purchaser_complaint(kind: str) -> str | None:
    """Who may buy services: departments, and bodies that follow by reference (domain.md §2.2)."""
    if codes.org_kind(kind).can_purchase.answer is Answer.NO:
        return _("这类机构不能作为政府购买服务的购买主体。")
    return None


class Supplier(msgspec.Struct, frozen=True):
    """What is known of an organisation that might answer. ``reaches``: areas of its own offers."""

    id: int
    kind: str
    division: str
    skills: frozenset[str]
    offered: frozenset[str]
    reaches: tuple[str, ...]


class Fit(msgspec.Struct, frozen=True):
    """Why a purchase suits an organisation. ``condition``: the list's own words when a person has
    to look first (a class-II institution may supply, a class-I one may not). ``points``: how well,
    0 to 100 (`suiting`)."""

    organisation_id: int
    skills: tuple[str, ...]
    same_field: bool
    near: bool
    condition: str
    points: int = 0


def fit(
    supplier: Supplier, *, areas: Sequence[str], category: str, skills: Iterable[str]
) -> Fit | None:
    """
    Whether a purchase suits a supplier: its kind may supply, it is near, and it knows the work by
    a skill that is asked or an offer in the same field. None when it does not.
    """
    may = codes.org_kind(supplier.kind).can_supply
    if may.answer is Answer.NO:
        return None
    asked = set(skills)
    held = tuple(sorted(asked & supplier.skills))
    same_field = any(
        codes.covers(given, category) or codes.covers(category, given) for given in supplier.offered
    )
    seat = supplier.division[:4]
    near = any(area.startswith(seat) or seat.startswith(area) for area in areas) or any(
        area.startswith(reach) or reach.startswith(area)
        for area in areas
        for reach in supplier.reaches
    )
    if not near or not (held or same_field):
        return None
    condition = "" if may.answer is Answer.YES else may.text
    return Fit(supplier.id, held, same_field, near, condition)
