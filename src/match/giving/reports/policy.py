"""
Who may tell what was done with a gift, look at it, ask and answer: True, or the reason why not.

*gift* is a row of ``donation`` with its ``homes``; *report* and *question* are rows of theirs.
"""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving.policy import is_charity, is_giver

Row = Mapping[str, Any]


def speaks_for_home(actor: Actor, home_id: int, division: str) -> bool:
    """Its director, or who may enter for her in the area."""
    return home_id in actor.homes or actor.may(Permission.needs_draft_for, division)


def can_report(actor: Actor, gift: Row, home_id: int) -> bool | str:
    """The home that had a part; or the charity that spent it for the home."""
    if home_id not in (gift["homes"] or ()):
        return _("这笔捐赠没有分配给这个儿童之家，不能登记使用情况。")
    if speaks_for_home(actor, home_id, gift["division"]) or is_charity(actor, gift):
        return True
    return _("只有收到捐赠的儿童之家（或代办的乡镇人员、受赠的慈善组织）可以登记使用情况。")


def can_look(actor: Actor, gift: Row, report: Row) -> bool | str:
    """The township or the county, never who wrote it."""
    if actor.id is not None and actor.id == report["by"]:
        return _("自己写的报告要由别人查看。")
    if actor.may(Permission.needs_check, gift["division"]) or actor.may(
        Permission.needs_approve, gift["division"]
    ):
        return True
    return _("只有当地乡镇督导员或县民政部门可以查看后放行。")


def can_tell_progress(actor: Actor, gift: Row) -> bool | str:
    """The charity whose project it is; without one, the home that received it."""
    if gift["charity_id"] is not None:
        if is_charity(actor, gift):
            return True
        return _("只有受赠的慈善组织可以写进展报告。")
    if gift["home_id"] is not None and speaks_for_home(actor, gift["home_id"], gift["division"]):
        return True
    return _("只有收到捐赠的儿童之家可以写进展报告。")


def can_ask(actor: Actor, gift: Row) -> bool | str:
    """Who gave may ask what became of it (慈善法 42)."""
    if is_giver(actor, gift):
        return True
    return _("只有捐赠人可以查询这笔捐赠的使用情况。")


def can_answer_question(actor: Actor, gift: Row, question: Row) -> bool | str:
    """Whoever was asked."""
    if question["organisation_id"] is not None:
        if question["organisation_id"] in actor.organisations:
            return True
        return _("这个问题由受赠的慈善组织答复。")
    if speaks_for_home(actor, question["home_id"], gift["division"]):
        return True
    return _("这个问题由收到捐赠的儿童之家答复。")


def can_write_back(actor: Actor, gift: Row) -> bool | str:
    """The giver answers a word of thanks."""
    if is_giver(actor, gift):
        return True
    return _("只有捐赠人可以回复这条反馈。")


def may_publish_person(permit: str) -> bool | str:
    """
    Whether a picture with a person may be shown to a giver, by its publication permit.

    Permits come from guardians and are kept by the care room; until it can be asked, the answer is
    no, whatever number is given: a child's face is never shown on a promise.
    """
    del permit
    return _("照片里有人时，须先核对监护人的公开许可；平台现在还不能核对，请换一张没有人的照片。")
