"""The lists of upkeep as files: titles for everybody; grants, sheets, bodies at the desk."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.site.exporting import Export, each_after, in_batches, telling
from match.site.exporting import columns as the
from match.upkeep import queries
from match.upkeep.policy import level_word
from match.upkeep.queries.allowances import SheetLine
from match.upkeep.queries.bodies import Body
from match.upkeep.queries.grants import GrantLine
from match.upkeep.queries.titles import Application, Named
from match.upkeep.states import (
    BodyKind,
    GrantStatus,
    Level,
    SheetStatus,
    TitleStatus,
    grant_word,
    sheet_word,
    title_word,
)
from match.upkeep.wording import body_word, department_word

A_READ = 500


def titles_export(level: Level | None, year: int) -> Export:
    """Homes with a title of these years and levels."""
    sheet = Sheet(
        _("示范儿童之家"),
        (
            the.number("home_id", _("儿童之家编号")),
            the.text("home", _("儿童之家")),
            the.text("place", _("地点")),
            the.coded("level", _("级别"), _levels()),
            the.number("year", _("年度")),
            the.text("document", _("命名文件")),
            the.day("named_on", _("命名日期")),
            the.day("revoked_on", _("撤销日期")),
            the.text("url", _("网址")),
        ),
    )

    async def fetch(after: int) -> list[Named]:
        return await queries.named_titles(level=level, year=year or None, after=after, limit=A_READ)

    row = telling(sheet, place=_place, url=lambda one: f"{settings().base_url}/homes/{one.home_id}")
    chosen = [("", level_word(level))] if level else []
    chosen += [(_("年度"), str(year))] if year else []
    return Export("titles", sheet, each_after(fetch, row), chosen, public=True)


def grants_export(actor: Actor, states: tuple[GrantStatus, ...]) -> Export:
    """Build grants of the reader's area."""
    sheet = Sheet(
        _("建设补助"),
        (
            the.number("id", _("编号")),
            the.text("home", _("儿童之家")),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.coded("status", _("状态"), {str(one): grant_word(one) for one in GrantStatus}),
            the.yuan("total_fen", _("补助金额（元）")),
            the.yuan("used_fen", _("已使用（元）")),
            the.day("requested_on", _("申请日期")),
        ),
    )

    async def fetch(after: int) -> list[GrantLine]:
        return await queries.grants(actor, states=states, after=after, limit=A_READ)

    chosen = [("", grant_word(one)) for one in states]
    return Export("grants", sheet, each_after(fetch, telling(sheet, place=_place)), chosen)


def sheets_export(found: Sequence[SheetLine]) -> Export:
    """Allowance sheets; each sheet's own page has its people."""
    sheet = Sheet(
        _("主任津贴"),
        (
            the.number("id", _("编号")),
            the.text("place", _("地点")),
            the.day("from_month", _("起始月份")),
            the.number("months", _("月数")),
            the.number("people", _("人数")),
            the.yuan("total_fen", _("合计（元）")),
            the.coded("status", _("状态"), {str(one): sheet_word(one) for one in SheetStatus}),
        ),
    )
    return Export("allowance-sheets", sheet, in_batches(found, telling(sheet)))


def applications_export(found: Sequence[Application]) -> Export:
    """Applications for titles."""
    sheet = Sheet(
        _("示范称号申报"),
        (
            the.number("id", _("编号")),
            the.text("home", _("儿童之家")),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.coded("level", _("级别"), _levels()),
            the.number("year", _("年度")),
            the.coded("status", _("状态"), {str(one): title_word(one) for one in TitleStatus}),
        ),
    )
    return Export("title-applications", sheet, in_batches(found, telling(sheet, place=_place)))


def bodies_export(found: Sequence[Body]) -> Export:
    """Coordinating bodies with their departments."""
    sheet = Sheet(
        _("协调机构"),
        (
            the.number("id", _("编号")),
            the.text("name", _("名称")),
            the.coded("level", _("级别"), _levels()),
            the.text("division", _("区划代码")),
            the.coded("kind", _("机构类型"), {str(one): body_word(one) for one in BodyKind}),
            the.text("departments", _("成员部门")),
            the.text("document", _("成立文件")),
            the.day("set_up_on", _("成立日期")),
            the.day("ended_on", _("撤销日期")),
            the.day("last_met", _("最近一次会议")),
        ),
    )
    row = telling(
        sheet, departments=lambda body: [department_word(one) for one in body.departments]
    )
    return Export("bodies", sheet, in_batches(found, row))


def _levels() -> dict[str, str]:
    return {str(one): level_word(one) for one in Level}


def _place(one: GrantLine | Named | Application) -> str:
    return one.place.replace("/", " ")
