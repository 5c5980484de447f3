"""The boxes of titles, of coordination bodies, their minutes and decisions."""

from collections.abc import Mapping
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.site.boxes import Box
from match.upkeep import policy, queries, wording
from match.upkeep.pages.boxes._shared import (
    allowed,
    department_options,
    document,
    own_seat,
    parent,
    reason,
    same,
)
from match.upkeep.states import (
    BodyKind,
    DepartmentKind,
    Level,
)


async def title(actor: Actor, of: int, about: str) -> list[Box]:
    """3.1d."""
    del about
    home = await queries.home_money(actor, of)
    require(policy.can_tend(actor, of, home.division))
    this = clock.today().year
    levels = tuple((str(one), policy.level_word(one)) for one in reversed(Level))
    return [
        Box("level", _("申报级别"), "pills", options=levels),
        Box("year", _("年度"), "pills", options=same((str(this), str(this + 1)))),
        Box("words", _("申报理由"), "words", _("写做了什么、有什么效果，不写孩子。")),
    ]


async def opinion(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's opinion on an application."""
    del about
    file = await queries.title_file(actor, of)
    allowed("refuse" in file.verbs)
    unmet = [one for one in file.standards if one.needed and not one.met]
    hint = _("有 %(count)s 项标准没有达到；仍要推荐时请写明理由。") % {"count": len(unmet)}
    return [Box("words", _("评审意见"), "words", hint if unmet else "")]


async def title_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Taking an application back."""
    del about
    file = await queries.title_file(actor, of)
    allowed("withdraw" in file.verbs)
    return reason()


async def revoke(actor: Actor, of: int, about: str) -> list[Box]:
    """Taking a title away."""
    del about
    file = await queries.title_file(actor, of)
    allowed("revoke" in file.verbs)
    return [*reason(), Box("revoked_on", _("撤销日期"), "date")]


async def naming(actor: Actor, of: int, about: str) -> list[Box]:
    """3.1d: one document, and the homes it names."""
    del about
    level = own_seat(actor, of)
    waiting = await queries.to_name(actor)
    assert waiting is not None, "who has the seat names"
    options = tuple((str(one.id), f"{one.home} · {one.place}") for one in waiting.ready)
    if not options:
        raise Conflict(_("现在没有轮到本级命名的申报。"))
    said = _("%(year)s 年%(level)s计划命名 %(planned)s 个，已命名 %(named)s 个。") % {
        "year": waiting.year,
        "level": policy.level_word(level),
        "planned": waiting.planned,
        "named": waiting.named,
    }
    return [
        Box("titles", _("命名哪些儿童之家"), "many", said, options),
        Box("year", _("年度"), "hidden"),
        Box("document", _("命名文件号")),
        Box("named_on", _("命名日期"), "date"),
        Box(
            "reason",
            _("数量与计划不同的原因"),
            "words",
            _("本年度总数与计划相同时留空。"),
            required=False,
        ),
        document(_("命名文件")),
    ]


async def quota(actor: Actor, of: int, about: str) -> list[Box]:
    """How many this year."""
    del about
    own_seat(actor, of)
    this = clock.today().year
    years = same((str(this), str(this + 1)))
    return [
        Box("year", _("年度"), "pills", options=years),
        Box("planned", _("计划命名多少个"), "whole", _("通知要求全省每年 100 个，市县同步推进。")),
    ]


async def body(actor: Actor, of: int, about: str) -> list[Box]:
    """5.1a and 5.1b."""
    del about
    own_seat(actor, of)
    kinds = tuple((str(one), wording.body_word(one)) for one in BodyKind)
    return [
        Box("kind", _("形式"), "pills", options=kinds),
        Box("name", _("名称")),
        Box("document", _("成立文件号")),
        Box("set_up_on", _("成立日期"), "date"),
        Box(
            "departments",
            _("成员部门"),
            "many",
            _("民政牵头，财政、教育、妇联都要参加；组织部门视情况参加。"),
            department_options(list(DepartmentKind)),
        ),
    ]


async def meeting(actor: Actor, of: int, about: str) -> list[Box]:
    """Minutes."""
    del about
    file = await queries.body_file(actor, of)
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return [
        Box("title", _("会议名称")),
        Box("held_on", _("开会日期"), "date"),
        Box("attended", _("参加的部门"), "many", "", department_options(file.body.departments)),
        Box("minutes", _("会议纪要"), "words", _("不要写孩子的姓名和家庭情况。")),
        document(_("纪要原件")),
    ]


async def body_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Dissolving a body."""
    del about
    file = await queries.body_file(actor, of)
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return reason()


async def decision(actor: Actor, of: int, about: str) -> list[Box]:
    """A decision is a task of one department with a last day."""
    del about
    file = await queries.body_file(actor, await parent("coordination_meeting", "body_id", of))
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return [
        Box("department", _("由谁办"), "choice", options=department_options(file.body.departments)),
        Box("words", _("议定事项"), "words"),
        Box("due_on", _("完成期限"), "date"),
    ]


async def finish(actor: Actor, of: int, about: str) -> list[Box]:
    """What became of it."""
    del about
    found = await queries.decision_of(actor, of)
    require(policy.can_finish(actor, found.department, await _division_of_decision(of)))
    return [Box("result", _("办理结果"), "words")]


def departments(given: Mapping[str, Any], field: str) -> list[DepartmentKind]:
    """The ticked departments. Raises Invalid for one that is none."""
    known = {str(one) for one in DepartmentKind}
    chosen = [one for one in given.get(field, []) if one in known]
    if not chosen:
        raise Invalid({field: _("请至少选择一个部门。")})
    return [DepartmentKind(one) for one in chosen]


def some(chosen: list[int]) -> list[int]:
    """The ticked homes. Raises Invalid where there is none."""
    if not chosen:
        raise Invalid({"titles": _("请至少选择一个儿童之家。")})
    return chosen


async def parent_of(kind: str, of: int) -> int:
    """The thing on whose page a part stands: a review's sheet, a meeting's or decision's body."""
    if kind == "reviews":
        return await parent("allowance_review", "sheet_id", of)
    if kind == "decisions":
        of = await parent("coordination_decision", "meeting_id", of)
    return await parent("coordination_meeting", "body_id", of)


async def _division_of_decision(of: int) -> str:
    return await value("SELECT division FROM coordination_decision WHERE id = $1", of)
