"""What every verb of upkeep needs: the home, the locked row, the move, the books, the words."""

from datetime import date, datetime, time
from typing import Any

from match.foundation import clock, decisions
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.upkeep import policy
from match.upkeep.wording import screened


async def home_of(actor: Actor, home_id: int, *, lock: bool = False) -> dict[str, Any]:
    """The home. Raises NotFound for who may not know of its money."""
    home = await one(
        "SELECT id, name, division, kind, status FROM home WHERE id = $1"  # noqa: S608 # our own words
        + (" FOR NO KEY UPDATE" if lock else ""),
        home_id,
    )
    if home is None or not policy.can_see(actor, home_id, home["division"]):
        raise NotFound(_("没有找到这个儿童之家。"))
    return home


async def row_of(table: str, row_id: int, *, lock: bool = True) -> dict[str, Any]:
    """A row of one of our tables, locked. Raises NotFound."""
    found = await one(
        f"SELECT * FROM {table} WHERE id = $1" + (" FOR UPDATE" if lock else ""),  # noqa: S608 # our own tables
        row_id,
    )
    if found is None:
        raise not_found()
    return found


def not_found() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这一条，或您没有查看权限。"))


async def noted(
    actor: Actor,
    verb: str,
    subject: tuple[str, int],
    division: str,
    *,
    reason: str = "",
    changes: dict[str, tuple[Any, Any]] | None = None,
    **told: Any,
) -> None:
    """Something happened: one line in the trail, one fact for the house."""
    await record(actor, verb, subject=subject, division=division, reason=reason, changes=changes)
    await tell(verb, **told)


def reasoned(words: str, field: str = "reason") -> str:
    """The trimmed *words*; Invalid unless a few, that name no child."""
    told = decisions.reasoned(words, field)
    screened(**{field: told})
    return told


def not_later(day: date, field: str) -> None:
    """Raise Invalid for a day that has not come."""
    if day > clock.today():
        raise Invalid({field: _("日期不能晚于今天。")})


def morning(day: date) -> datetime:
    """Eight in the morning of a day in Hunan: nobody is reminded at midnight."""
    return datetime.combine(day, time(8), clock.HERE)


def stands(row: dict[str, Any], *wanted: str) -> None:
    """Raise Conflict unless the row is in one of the *wanted* states."""
    if row["status"] not in wanted:
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"), state=str(row["status"]))
