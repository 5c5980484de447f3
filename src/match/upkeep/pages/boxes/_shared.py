"""What the boxes of every step share: whose it is, what it belongs to, choices."""

from collections.abc import Sequence
from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.site.boxes import Box, Options
from match.upkeep import policy, queries, wording
from match.upkeep.pages.common import period_word
from match.upkeep.rules import months_of
from match.upkeep.states import (
    DepartmentKind,
    Level,
)


def own_seat(actor: Actor, of: int) -> Level:
    """The level of the reader's own seat. Raises NotFound for another division."""
    seat = policy.own_seat(actor)
    if seat is None or seat[1] != str(of):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    return seat[0]


def own_county(actor: Actor, of: int) -> None:
    """Raise NotFound unless the reader keeps this county."""
    if own_seat(actor, of) is not Level.county:
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))


async def kept_home(actor: Actor, of: int) -> None:
    """Raise unless the reader keeps the home's money."""
    home = await queries.home_money(actor, of)
    require(policy.can_keep(actor, home.division))


def allowed(may: bool) -> None:
    """Raise Conflict for a step that is not the reader's now."""
    if not may:
        raise Conflict(_("这一步现在不能办理，或不由您办理，请刷新页面后再看。"))


async def parent(table: str, column: str, of: int) -> int:
    """The thing that a part belongs to. Raises NotFound."""
    found: int | None = await value(f"SELECT {column} FROM {table} WHERE id = $1", of)  # noqa: S608 # our own words
    if found is None:
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    return found


def department_options(listed: Sequence[DepartmentKind]) -> Options:
    """Departments as choices."""
    return tuple((str(one), wording.department_word(one)) for one in listed)


def month_options(*, ahead: int, back: int) -> Options:
    """Months around this one as choices, the latest first."""
    first = clock.today().replace(day=1)
    years, month = divmod(first.year * 12 + first.month - 1 - back, 12)
    listed = months_of(date(years, month + 1, 1), back + ahead + 1)
    return tuple((one.isoformat(), period_word(one, 1)) for one in reversed(listed))


def document(label: str) -> Box:
    """A box for one paper."""
    return Box("file", label, "file", _("PDF 或照片，只拍文件，不拍人。"), required=False)


def reason() -> list[Box]:
    """The one box of a step that takes something away."""
    return [Box("reason", _("原因"), "words", _("至少 4 个字，会留在记录里。"))]


def same(values: Sequence[str]) -> Options:
    """Choices that are their own words."""
    return tuple((one, one) for one in values)
