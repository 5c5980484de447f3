"""The opening hours and what is on, as text for the village's WeChat group."""

from datetime import date, datetime, time

from match.activities.queries import KeptHome, activities_ahead
from match.activities.rules import OpeningRule
from match.activities.states import ActivityStatus
from match.activities.words import exception_words, spans_words, when
from match.foundation import clock
from match.foundation.language import _
from match.foundation.settings import settings
from match.homes.pages.common import weekdays


async def wechat_text(home: KeptHome, rule: OpeningRule, since: date, until: date) -> str:
    """Hours, exceptions and activities from *since* to *until*, ready to be pasted (5.4b)."""
    lines = [_("【%(home)s】免费开放") % {"home": home.name}]
    lines += [
        f"{word} {spans_words(rule.week[day])}" for day, word in weekdays() if day in rule.week
    ]
    for one in rule.exceptions:
        if since <= one.ends_on and one.starts_on <= until:
            lines.append(_("临时安排：") + " ".join(exception_words(one)))
    begin = datetime.combine(since, time(), clock.HERE)
    end = datetime.combine(until, time(23, 59), clock.HERE)
    for one in await activities_ahead(home.id, begin, end):
        if one.status is ActivityStatus.planned:
            lines.append(_("活动：") + f"{when(one.starts_at, one.ends_at)} {one.title}")
    lines.append(f"{settings().base_url}/homes/{home.id}")
    return "\n".join(lines)
