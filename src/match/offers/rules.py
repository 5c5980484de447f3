"""Pure decisions about offers: what may be given how and by whom, and where its units stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation import clock
from match.foundation.language import _
from match.offers.states import OfferStatus
from match.places.rules import BadCode, scope, scope_of
from match.places.shapes import points

# Which roots of the catalogue a way of giving can serve.
ROOTS: Mapping[str, frozenset[str]] = {
    "GOODS": frozenset({"MAT", "FAC", "ACT"}),
    "MONEY": frozenset({"FND"}),
    "VOLSVC": frozenset({"SVC", "ACT", "FAC"}),
    "PROSVC": frozenset({"SVC", "ACT", "FAC"}),
    "LOWFEE": frozenset({"SVC", "ACT", "FAC"}),
    "VENUE": frozenset({"FAC", "ACT"}),
    "PAIRING": frozenset({"PAIR"}),
    "PROJFUND": frozenset({"FND", "SVC", "FAC", "ACT"}),
    "TRAINING": frozenset({"SVC", "ACT"}),
    "INCUBATE": frozenset({"SVC"}),
    "DISCOUNT": frozenset({"MAT", "FAC"}),
    "PUBLICITY": frozenset({"SVC", "ACT"}),
}
MONEY_MODES = frozenset({"MONEY", "PROJFUND"})
# What a matching run may give away. Money goes by agreement with a charity (domain.md §3.3), and
# what is paid for goes by the procedure of a purchase.
GIFT_MODES = frozenset({"GOODS", "VOLSVC", "VENUE", "PAIRING", "TRAINING", "INCUBATE", "PUBLICITY"})
# A person may give these in their own name; money, contracts and grants need an organisation.
PERSONAL_MODES = frozenset({"GOODS", "VOLSVC", "PAIRING", "TRAINING"})
# Ways of giving that bring giver and children together: checks come first (未成年人保护法 62).
CONTACT_MODES = frozenset({"PAIRING"})
# The ways of help that the notice names (4.3d, list help_mode). What is sold or bought is none of
# them, and a room, an hour or a course alone is no project.
HELP_MODE: Mapping[str, str] = {
    "PAIRING": "HM-PAIR",
    "GOODS": "HM-DON",
    "MONEY": "HM-DON",
    "PROJFUND": "HM-PROJ",
}
LONGEST_DAYS = 731


class Units(msgspec.Struct, frozen=True):
    """Where the units of one offer are."""

    quantity: int
    reserved: int = 0
    committed: int = 0
    delivered: int = 0

    @property
    def open(self) -> int:
        """Units that nobody has been promised."""
        return self.quantity - self.reserved - self.committed - self.delivered


def standing(units: Units) -> OfferStatus:
    """What the ledger says of a published offer."""
    if units.delivered == units.quantity:
        return OfferStatus.delivered
    return OfferStatus.published if units.open else OfferStatus.reserved


def is_money(mode: str, category: str) -> bool:
    """Whether this is money, in whatever form (domain.md §3.2)."""
    return mode in MONEY_MODES or codes.category(category).is_money


def money_law() -> str:
    """Why money does not stand open here; the sentence people see."""
    return _(
        "本平台不是民政部指定的互联网公开募捐服务平台（慈善法第二十七条、第一百一十四条），"
        "资金只能在已核验的机构之间对接。"
    )


def category_complaint(mode: str, category: str) -> dict[str, str]:
    """Known codes that fit each other."""
    complaints: dict[str, str] = {}
    try:
        codes.mode(mode)
    except UnknownCode:
        complaints["mode"] = _("请选择提供方式。")
    try:
        root = codes.category(category).root
    except UnknownCode:
        complaints["category"] = _("没有这个类别，请从列表里选择。")
    else:
        if "mode" not in complaints and root not in ROOTS[mode]:
            complaints["category"] = _("“%(mode)s”不能对应这个类别，请换一个类别或提供方式。") % {
                "mode": codes.mode(mode).label()
            }
    return complaints


def unit_complaint(unit: str, category: str) -> str | None:
    """A unit of the list; money is counted in yuan and nothing else is."""
    try:
        kind = codes.unit(unit).kind
    except UnknownCode:
        return _("请从列表里选择计量单位，例如 册、套、课时。")
    if codes.category(category).is_money is not (kind == "money"):
        return _("资金类用“元”，其他类别请选择物品或服务的单位。")
    return None


def areas_complaint(areas: Iterable[str]) -> str | None:
    """Prefixes of Hunan codes, none inside another."""
    try:
        checked = sorted({scope(area) for area in areas})
    except BadCode:
        return _("请从列表里选择能到达的地区。")
    if any(not area.startswith("43") for area in checked):
        return _("本平台只服务湖南省内的地区。")
    for wide in checked:
        if any(area != wide and area.startswith(wide) for area in checked):
            return _("所选地区有重复：上级地区已经包含下级地区。")
    return None


def list_complaints(skills: Iterable[str], groups: Iterable[str]) -> dict[str, str]:
    """Codes of the lists of skills and of beneficiary groups."""
    complaints: dict[str, str] = {}
    for name, listed, look_up in (("skills", skills, codes.skill), ("groups", groups, codes.group)):
        try:
            for code in listed:
                look_up(code)
        except UnknownCode:
            complaints[name] = _("请从给出的选项里选择。")
    return complaints


def period_complaints(starts_on: date, ends_on: date, today: date) -> dict[str, str]:
    """Days that can be kept, and not so far off that nobody means them."""
    if ends_on < today:
        return {"ends_on": _("结束日期已经过去，请改成今天或以后的日期。")}
    if ends_on < starts_on:
        return {"ends_on": _("结束日期不能早于开始日期。")}
    if (ends_on - today).days > LONGEST_DAYS:
        return {"ends_on": _("有效期最长两年，到期可以重新发布。")}
    return {}


def giver_complaints(mode: str, category: str, kind: str | None, contact: bool) -> dict[str, str]:
    """
    Whether this giver may give this. *kind* is the organisation's, None for a person.

    A religious venue does no work with minors through the platform (codes_org_kind.csv).
    """
    if kind is None:
        if is_money(mode, category):
            return {"mode": money_law()}
        if mode not in PERSONAL_MODES:
            return {"mode": _("这种方式需要以机构名义提供，请先登记并核验机构。")}
    if kind == "REL" and (contact or mode in CONTACT_MODES):
        return {"child_contact": _("宗教活动场所不能通过本平台开展面向未成年人的活动。")}
    return {}


def reached(areas: Sequence[str]) -> tuple[str, ...]:
    """
    Every prefecture (4 digits) and county (6 digits) that an offer reaches at least in part, with
    its own areas: what a visitor may narrow a list by.
    """
    units = {scope_of(code) for code in points()}
    touched = {
        unit for unit in units for area in areas if unit.startswith(area) or area.startswith(unit)
    }
    return tuple(sorted(touched | set(areas)))


def is_verified(status: str | None, until: date | None, today: date) -> bool:
    """Whether an organisation's verification holds today."""
    return status == "verified" and until is not None and until >= today


def over_at(ends_on: date) -> datetime:
    """The first instant after the last day, in Hunan."""
    return datetime.combine(ends_on + timedelta(days=1), time(), tzinfo=clock.HERE)
