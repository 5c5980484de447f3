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
    What the gate must know of who wants to serve, on the day of the shift.

    ``born_on`` None: not registered. ``identified``: an identity document is on record, sealed.
    ``checked``: a clear background check is in date. ``trained``: so is the safeguarding course.
    ``consented``: a minor's guardian agreed, and has not withdrawn; ``accompanied``: that guardian
    holds a place in the same shift. ``declared``: skills of one's own word; ``proved``: skills
    with a certificate that the county saw and that is in date.
    """

    account: int
    name: str
    has_phone: bool
    born_on: date | None
    directs: frozenset[int]
    checked: bool
    adult_age: int
    identified: bool = True
    trained: bool = True
    consented: bool = False
    accompanied: bool = False
    declared: frozenset[str] = frozenset()
    proved: frozenset[str] = frozenset()


class Task(msgspec.Struct, frozen=True):
    """What the gate must know of a shift and of the role in it; ``skill`` empty: anybody."""

    on: date
    home_id: int
    minimum_age: int
    child_contact: bool
    skill: str = ""
    must_prove: bool = False


def may_serve(person: Person, task: Task) -> Verdict:
    """
    The gate: the one place where it is decided whether somebody may serve. True, or the reason.

    Real name (慈善法 66), age, skill and qualification (志愿服务条例 15, 16), guardian and company
    for minors (domain.md §3.5), safeguarding course (条例 16) and background check (未成年人保护法
    62) before contact with children. Insurance (条例 17) is asked at the start: `may_begin`.
    """
    for ask in (_real_name, _of_age, _fit_for_children, _skilled):
        verdict = ask(person, task)
        if verdict is not True:
            return verdict
    return True


def _real_name(person: Person, task: Task) -> Verdict:
    if person.born_on is None:
        return _("请先登记志愿者信息，再报名。")
    if not person.name.strip() or not person.has_phone:
        return _("报名需要实名：请先在“我的账号”里填写真实姓名并绑定手机号。")
    if not person.identified:
        return _("报名需要实名：请先在志愿者信息里登记证件号码，号码加密保存，不公开。")
    if task.home_id in person.directs:
        return _("您是这个儿童之家的主任，本职工作不登记为志愿服务。")
    return True


def _of_age(person: Person, task: Task) -> Verdict:
    assert person.born_on is not None, "asked before"
    age = age_on(person.born_on, task.on)
    if age < task.minimum_age:
        return _("这个班次要求年满 %(age)s 周岁。") % {"age": task.minimum_age}
    if age >= person.adult_age:
        return True
    if not person.consented:
        return _("未成年人参加志愿服务需要监护人同意：请在“我的志愿服务”里请监护人确认。")
    if not person.accompanied:
        return _("未成年人由同意的监护人陪同参加：请监护人先报名同一个班次。")
    return True


def _fit_for_children(person: Person, task: Task) -> Verdict:
    if not task.child_contact:
        return True
    assert person.born_on is not None, "asked before"
    # Records of offences of minors are sealed (刑事诉讼法 286): their guardian is checked instead.
    if age_on(person.born_on, task.on) >= person.adult_age and not person.checked:
        return _(
            "这个班次接触儿童，需要服务当天有效的违法犯罪记录查询结果。请联系县级民政部门登记。"
        )
    if not person.trained:
        return _("这个班次接触儿童，请先完成儿童保护课程，课程在服务当天要有效。")
    return True


def _skilled(person: Person, task: Task) -> Verdict:
    if not task.skill or task.skill in person.proved:
        return True
    if task.must_prove:
        return _("这个岗位依法需要职业资格：请上传证书信息，由县级民政部门核验后再报名。")
    if task.skill not in person.declared:
        return _("这个岗位需要相应专长：请先在志愿者信息里登记。")
    return True


def may_begin(*, bodily_risk: bool, covered: bool, adults: int, wanted: int) -> Verdict:
    """
    Whether this person may begin now: insured where there is bodily risk (志愿服务条例 17), and
    never one adult alone with children. *adults* are those with a place and the home's own;
    *wanted* is 0 where there are no children.
    """
    if bodily_risk and not covered:
        return _("这个班次可能有人身危险，要先有意外保险才能开始：请登记保险单。")
    if adults < wanted:
        return _("接触儿童时至少要有 %(wanted)s 名成年人在场，现在不足，不能开始。") % {
            "wanted": wanted
        }
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


def can_record_proof(actor: Actor, division: str) -> Verdict:
    """The county, or above, sees certificates and writes down courses of people it looks after."""
    return actor.may(Permission.people_verify, division) or _(
        "证书和培训由县级以上民政部门在本辖区内核验。"
    )


def can_see_roster(actor: Actor, shift: Mapping[str, Any]) -> bool:
    """Names of volunteers are for those who meet them (志愿服务条例 20)."""
    return keeps(actor, shift) or confirms(actor, shift)
