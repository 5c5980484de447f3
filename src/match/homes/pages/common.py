"""What the pages of this room share: words for days, states and verbs."""

from typing import Any

from litestar import Request, Response

from match.foundation.language import _, pgettext
from match.homes.queries import Span
from match.homes.states import HomeStatus

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def weekdays() -> list[tuple[int, str]]:
    """1 Monday … 7 Sunday, in words."""
    words = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return list(enumerate(words, 1))


def hours_table(hours: tuple[Span, ...]) -> list[tuple[str, str]]:
    """Each weekday with its spans; a day without any is closed. Empty when no hours are known."""
    if not hours:
        return []
    return [
        (
            word,
            _("、").join(
                f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in hours if span.weekday == day
            )
            or _("不开放"),
        )
        for day, word in weekdays()
    ]


def status_word(status: HomeStatus) -> str:
    """A home's state in the words of the notice."""
    return {
        HomeStatus.none: pgettext("home", "未建"),
        HomeStatus.planned: pgettext("home", "拟建"),
        HomeStatus.building: pgettext("home", "在建"),
        HomeStatus.open: pgettext("home", "开放中"),
        HomeStatus.idle: pgettext("home", "未发挥作用"),
        HomeStatus.suspended: pgettext("home", "暂停"),
        HomeStatus.closed: pgettext("home", "已撤销"),
    }[status]


def status_tone(status: HomeStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    tones = {HomeStatus.open: "zhu", HomeStatus.idle: "dao", HomeStatus.suspended: "zhusha"}
    return tones.get(status, "ink")


def verb_words() -> dict[str, str]:
    """What the county may do to a home, in words, by the machine's verb."""
    return {
        "plan": _("列入计划"),
        "build": _("开工建设"),
        "open": _("开放"),
        "reopen": _("重新开放"),
        "idle": _("标记为未发挥作用"),
        "suspend": _("暂停开放"),
        "close": _("撤销"),
    }
