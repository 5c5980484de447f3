"""A home's book of activities as a kind of import: what took place, in numbers, never a name."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.activities import policy
from match.activities.commands import note_activity, record_heads
from match.activities.commands._shared import moments
from match.activities.forms import ActivityForm, HeadsForm
from match.activities.queries import my_homes
from match.activities.sheet import HEADS, cells, clock_of, counted, counts, sheet
from match.activities.states import ActivityStatus
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Row, Sheet, Value
from match.foundation.sheets.cells import tidy
from match.site.importing import (
    About,
    Diff,
    ImportKind,
    Outcome,
    Understood,
    diffs,
    one_by_one,
    understood,
)

MOST_PLACES = 500


class ActivityRow(msgspec.Struct, frozen=True):
    """
    One row: the home, the gathering, who came in numbers, the counts that were filled, and its
    number where the row says one.
    """

    number: int
    home: int
    form: ActivityForm
    heads: HeadsForm
    given: list[str]
    activity: int | None = None


class ActivityList(ImportKind[ActivityRow]):
    """What a director or the rota wrote down elsewhere; sent again, it changes nothing."""

    name = "activities"
    permission = Permission.homes_keep
    item = ActivityRow

    def title(self) -> str:
        return _("活动名单")

    def intro(self) -> str:
        return _("一行是一次已经办完的活动，只有人数，没有姓名。由儿童之家的主任或轮值人员导入。")

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/activities", _("活动")

    async def allow(self, actor: Actor, about: About) -> str:
        del about
        if not await my_homes(actor):
            raise Denied(_("只有本儿童之家的主任或轮值人员可以登记。"))
        return ""  # no area's list, but the home's alone

    def offered(self, actor: Actor) -> bool:
        return bool(policy.homes_of(actor))

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del about
        return sheet([(home.id, home.name) for home in await my_homes(actor)])

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[ActivityRow]:
        del actor, about
        return understood(reading, "day", _activity_row)

    def same(self, item: ActivityRow) -> object:
        form = item.form
        return item.activity or (item.home, form.day, form.starts, form.kind)

    async def take(self, actor: Actor, about: About, items: Sequence[ActivityRow]) -> list[Outcome]:
        listed = await self.sheet(actor, about)

        async def deed(row: ActivityRow) -> Outcome:
            result, changes = await import_activity(actor, row, listed)
            return Outcome(row.number, str(row.form.day), result, changes=changes)

        return await one_by_one(items, deed)


@command
async def import_activity(
    actor: Actor, row: ActivityRow, listed: Sheet
) -> tuple[str, tuple[Diff, ...]]:
    """
    One row: ``created``, ``updated`` where the numbers differ or were not counted yet, or
    ``unchanged``, as a row without numbers is that speaks of one known. It finds its activity by
    number, else by home, begin and kind. Raises what writing one down does, and Conflict where
    something else than the numbers differs.
    """
    known = await _known(actor, row)
    if known is None:
        await note_activity(actor, row.home, row.form, row.heads)
        return "created", ()
    parts = await rows("SELECT code, heads FROM activity_heads WHERE activity_id = $1", known["id"])
    before = counted(known, parts)
    after = msgspec.structs.replace(before, **{key: getattr(row.heads, key) for key in row.given})
    held = {key: cell for key, cell in cells(known, ()).items() if key not in counts(before)}
    fixed = diffs(listed, held, {**held, **_said(row)})
    if fixed:
        raise Conflict(
            _("这次活动已经记下，名单只能改人数：%(header)s不同。") % {"header": fixed[0].header}
        )
    changes = diffs(listed, counts(before), counts(after))
    if not changes and (known["status"] == ActivityStatus.done or not row.given):
        return "unchanged", ()
    await record_heads(actor, known["id"], after)
    return "updated", changes


async def _known(actor: Actor, row: ActivityRow) -> dict[str, Any] | None:
    """The activity a row speaks of. Raises NotFound for a number that is none of one's homes'."""
    if row.activity is not None:
        known = await one("SELECT * FROM activity WHERE id = $1", row.activity)
        if known is None or not policy.helps(actor, known["home_id"]):
            raise NotFound(
                _("您的儿童之家没有编号 %(id)s 的活动。新增时请把编号空着。") % {"id": row.activity}
            )
        return known
    form = row.form
    return await one(
        # What was called off and took place after all is another one.
        "SELECT * FROM activity WHERE home_id = $1 AND starts_at = $2 AND kind = $3"
        " AND (status <> 'cancelled' OR $4)"
        " ORDER BY status = 'done' DESC, status = 'cancelled', id DESC LIMIT 1",
        row.home,
        moments(form.day, form.starts, form.ends)[0],
        form.kind,
        not row.given,
    )


def _said(row: ActivityRow) -> dict[str, Value]:
    """What a row says that no list changes of an activity that is written down."""
    form = row.form
    said = {key: getattr(form, key) for key in ("day", "starts", "ends", "kind")}
    words = {key: tidy(getattr(form, key)) for key in ("title", "risk_note")}
    return {"home": str(row.home), **said, **{key: word for key, word in words.items() if word}}


def _activity_row(row: Row) -> ActivityRow:
    """Raises Invalid as the form of the home's desk does."""
    values = {key: value for key, value in row.values.items() if value is not None}
    wrong: dict[str, str] = {}
    for key in ("starts", "ends"):
        said = clock_of(str(values[key]))
        if said is None:
            wrong[key] = _("请写成 15:00 的样子。")
        else:
            values[key] = said
    if wrong:
        raise Invalid(wrong)
    home, number = int(str(values.pop("home"))), values.pop("id", None)
    heads = read(HeadsForm, values)
    came = heads.children + heads.adults
    form = read(ActivityForm, {**values, "capacity": min(max(came, 1), MOST_PLACES)})
    given = [key for key, _header in HEADS if key in values]
    known = number if isinstance(number, int) else None
    return ActivityRow(row.number, home, form, heads, given, known)
