"""What every verb of this room begins with: the home, its day, the hours of a form."""

from datetime import date, datetime, time
from typing import Any

from match.activities import policy
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.homes.states import WORKING, HomeStatus

Row = dict[str, Any]


async def home_of(actor: Actor, home_id: int, *, working: bool = False) -> Row:
    """
    The home, for those who may know of its work. Raises NotFound for others, and Conflict for a
    home that is not in use where *working* is wanted.
    """
    home = await one("SELECT id, name, division, status FROM home WHERE id = $1", home_id)
    if home is None or not policy.sees(actor, home_id, home["division"]):
        raise NotFound(_("没有找到这个儿童之家。"))
    if working and HomeStatus(home["status"]) not in WORKING:
        raise Conflict(_("这个儿童之家现在没有开放，不能登记。"))
    return home


def clock_time(text: str) -> time:
    """HH:MM as a time; the form has looked at its shape."""
    return time.fromisoformat(text)


def moments(day: date, starts: str, ends: str) -> tuple[datetime, datetime]:
    """A day's times in Hunan as instants. Raises Invalid where the end is not after the start."""
    begin = datetime.combine(day, clock_time(starts), clock.HERE)
    end = datetime.combine(day, clock_time(ends), clock.HERE)
    if begin >= end:
        raise Invalid({"ends": _("结束时间要晚于开始时间。")})
    return begin, end
