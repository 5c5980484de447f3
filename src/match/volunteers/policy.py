"""Who may do what to a shift, and who may serve: True, or the reason why not."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.volunteers.rules import age_on

Verdict = bool | str


class Person(msgspec.Struct, frozen=True):
    """
    What the gate must know of who wants to serve. ``checked``: a clear background check is in
    date on the day of the shift. ``born_on`` None: not registered as a volunteer.
    """

    account: int
    name: str
    has_phone: bool
    born_on: date | None
    directs: frozenset[int]
    checked: bool
    adult_age: int


class Task(msgspec.Struct, frozen=True):
    """What the gate must know of a shift."""

    on: date
    home_id: int
    minimum_age: int
    child_contact: bool


def may_serve(person: Person, task: Task) -> Verdict:
    """
    The gate: the one place where it is decided whether somebody may serve. True, or the reason.

    Real name (慈善法 66), age (志愿服务条例 15), guardian and company for minors (domain.md §3.5:
    refused until there is a way to prove both), background check before contact with children
    (未成年人保护法 62). Insurance (条例 17) and training (条例 16) will ask here too.
    """
    if person.born_on is None:
        return _("请先登记志愿者信息，再报名。")
    if not person.name.strip() or not person.has_phone:
        return _("报名需要实名：请先在“我的账号”里填写真实姓名并绑定手机号。")
    if task.home_id in person.directs:
        return _("您是这个儿童之家的主任，本职工作不登记为志愿服务。")
    age = age_on(person.born_on, task.on)
    if age < person.adult_age:
        return _("未成年人参加志愿服务需要监护人同意并由成年人陪同，暂不能在网上报名。")
    if age < task.minimum_age:
        return _("这个班次要求年满 %(age)s 周岁。") % {"age": task.minimum_age}
    if task.child_contact and not person.checked:
        return _(
            "这个班次接触儿童，需要服务当天有效的违法犯罪记录查询结果。请联系县级民政部门登记。"
        )
    return True


def can_open(actor: Actor, home_id: int, *, agreed: bool) -> Verdict:
    """The home's director; or who acts for an organisation that has an *agreed* gift with it."""
    if actor.system or home_id in actor.homes or agreed:
        return True
    return _("只有本儿童之家的主任，或与本儿童之家有生效协议的机构，可以发布志愿班次。")


def keeps(actor: Actor, shift: Mapping[str, Any]) -> bool:
    """Whether this person runs the shift: for the home, or for the organisation that opened it."""
    return (
        actor.system
        or shift["home_id"] in actor.homes
        or (
            shift["organisation_id"] is not None and shift["organisation_id"] in actor.organisations
        )
    )


def can_keep(actor: Actor, shift: Mapping[str, Any]) -> Verdict:
    """Open, cancel, tick who came."""
    return keeps(actor, shift) or _("只有发布这个班次的儿童之家或机构可以这样做。")


def confirms(actor: Actor, shift: Mapping[str, Any]) -> bool:
    """Whether this person speaks for the home: its director, or the township that stands in."""
    return (
        actor.system
        or shift["home_id"] in actor.homes
        or actor.may(Permission.needs_check, shift["division"])
    )


def can_confirm(actor: Actor, shift: Mapping[str, Any], volunteer_id: int) -> Verdict:
    """Hours are confirmed by the home, never by who served."""
    if volunteer_id in (actor.id, actor.covering):
        return _("不能确认自己的服务时长，请由儿童之家的其他人员确认。")
    return can_speak(actor, shift)


def can_speak(actor: Actor, shift: Mapping[str, Any]) -> Verdict:
    """Whether this person may confirm anybody's hours here."""
    return confirms(actor, shift) or _("服务时长由儿童之家确认。")


def can_see_roster(actor: Actor, shift: Mapping[str, Any]) -> bool:
    """Names of volunteers are for those who meet them (志愿服务条例 20)."""
    return keeps(actor, shift) or confirms(actor, shift)
