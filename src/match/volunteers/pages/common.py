"""What the pages of shifts share: when, how long, and the colours of states."""

from datetime import datetime
from typing import Any

from litestar import Request, Response

from match.catalogue import codes
from match.foundation import clock
from match.foundation.language import _
from match.homes.pages.common import weekdays
from match.site.formats import short_day
from match.volunteers.public import ShiftView
from match.volunteers.states import (
    ShiftPlace,
    ShiftStatus,
    SignupStatus,
    proof_word,
    shift_word,
    signup_word,
)

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def when(starts: datetime, ends: datetime) -> str:
    """11月28日 周六 09:00–11:30, in Hunan."""
    here, until = starts.astimezone(clock.HERE), ends.astimezone(clock.HERE)
    weekday = dict(weekdays())[here.isoweekday()]
    return f"{short_day(here)} {weekday} {here:%H:%M}–{until:%H:%M}"


def duration(minutes: int | None) -> str:
    """2 小时 30 分钟; nothing is left out but zeros."""
    hours, rest = divmod(minutes or 0, 60)
    if hours and rest:
        return _("%(hours)s 小时 %(minutes)s 分钟") % {"hours": hours, "minutes": rest}
    if hours:
        return _("%(hours)s 小时") % {"hours": hours}
    return _("%(minutes)s 分钟") % {"minutes": rest}


def where(view: ShiftView) -> str:
    """Where one meets, as far as it may be told."""
    if view.place is ShiftPlace.township:
        return _("乡镇政府集合（%(place)s）") % {"place": view.where}
    return _("%(home)s（%(place)s）") % {"home": view.home_name or "", "place": view.where}


def each(view: ShiftView) -> str:
    """What one participation brings the need, in the line's own unit."""
    if not view.units_each or not view.unit:
        return ""
    return _("每人次完成 %(units)s %(unit)s") % {
        "units": view.units_each,
        "unit": codes.unit(view.unit).after(view.units_each),
    }


def facts(view: ShiftView) -> list[tuple[str, str]]:
    """What one should know before signing up, as label and value."""
    told = [
        (_("时间"), when(view.starts_at, view.ends_at)),
        (_("地点"), where(view)),
        (_("发布方"), view.organisation or view.home_name or _("村儿童之家")),
        (_("年龄要求"), _("年满 %(age)s 周岁") % {"age": view.minimum_age}),
        (_("专长"), _("、").join(codes.skill(code).label() for code in view.skills)),
        (
            _("接触儿童"),
            _("会接触儿童，须有服务当天有效的违法犯罪记录查询结果，并完成儿童保护课程")
            if view.child_contact
            else "",
        ),
        (
            _("人身风险"),
            _("可能有人身危险，要有意外保险才能开始") if view.bodily_risk else "",
        ),
        (_("报酬"), _("无偿。任何人不得向志愿者付费，也不得借机推销。")),
    ]
    return [(label, text) for label, text in told if text]


def shift_tone(status: ShiftStatus) -> str:
    """The colour of a shift's chip; the words beside it say the same."""
    tones = {
        ShiftStatus.open: "ji",
        ShiftStatus.running: "qing",
        ShiftStatus.done: "dao",
        ShiftStatus.confirmed: "zhu",
    }
    return tones.get(status, "ink")


def signup_tone(status: SignupStatus) -> str:
    """The colour of a sign-up's chip."""
    tones = {
        SignupStatus.signed: "ji",
        SignupStatus.checked_in: "qing",
        SignupStatus.confirmed: "zhu",
        SignupStatus.absent: "zhusha",
        SignupStatus.waiting: "dao",
    }
    return tones.get(status, "ink")


def stars(count: int) -> str:
    """★★★☆☆, with the number for who cannot see it."""
    return "★" * count + "☆" * (5 - count)


WORDS: dict[str, Any] = {
    "stars": stars,
    "skill_name": lambda code: codes.skill(code).label(),
    "proof_word": proof_word,
    "when": when,
    "where": where,
    "each": each,
    "duration": duration,
    "shift_word": shift_word,
    "signup_word": signup_word,
    "shift_tone": shift_tone,
    "signup_tone": signup_tone,
}
"""What every template of this room is given."""
