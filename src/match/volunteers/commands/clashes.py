"""One person in two places: shifts that overlap, or lie too near for the way between them."""

from match.foundation.db import rows
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.volunteers import rules
from match.volunteers.commands._shared import Row
from match.volunteers.limits import limits


async def refuse_clash(account: int | None, shift: Row) -> None:
    """Two shifts of one person at one time, or too near for the way between two homes."""
    held = await rows(
        "SELECT s.title, s.home_id, u.starts_at, u.ends_at FROM shift_signup u"
        " JOIN shift s ON s.id = u.shift_id WHERE u.volunteer_id = $1 AND u.shift_id <> $2"
        " AND u.status IN ('signed', 'checked_in', 'confirmed')"
        " AND u.starts_at < $4::timestamptz + interval '1 day'"
        " AND u.ends_at > $3::timestamptz - interval '1 day'",
        account,
        shift["id"],
        shift["starts_at"],
        shift["ends_at"],
    )
    travel = (await limits()).travel_minutes
    for other in held:
        margin = 0 if other["home_id"] == shift["home_id"] else travel
        if rules.too_close(
            shift["starts_at"],
            shift["ends_at"],
            other["starts_at"],
            other["ends_at"],
            margin_minutes=margin,
        ):
            raise Conflict(
                _("与您已报名的“%(title)s”时间冲突或路上来不及，请先退出其中一个。")
                % {"title": other["title"]}
            )
