"""Volunteers' shifts on the desk: hours to confirm, the next time to be there, what is open."""

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission, Role
from match.front.desk.shapes import Listing, Row, Task
from match.incubation.queries import counsellors
from match.incubation.states import CounsellorStatus
from match.site.formats import short_day
from match.volunteers.queries import (
    homes_to_serve,
    kept_shifts,
    my_calls,
    my_shifts,
    skills_to_check,
)
from match.volunteers.states import ShiftStatus, SignupStatus, shift_word, signup_word

SHOWN = 5


async def shift_tasks(actor: Actor) -> list[Task]:
    """Hours that a home has to confirm, and shifts that this person promised to come to."""
    keeps = bool(actor.homes or actor.organisations)
    waiting = [
        Task(
            view.title,
            _("确认服务时长"),
            f"/desk/shifts/{view.id}",
            "clipboard-check",
            view.ends_at,
        )
        for view in (await kept_shifts(actor) if keeps else ())
        if view.status is ShiftStatus.done and view.home_id in actor.homes
    ]
    ahead = [
        Task(
            one.shift.title, _("按时到场"), f"/shifts/{one.shift.id}", "clock", one.shift.starts_at
        )
        for one in (await my_shifts(actor)).ahead
        if one.status is SignupStatus.signed
    ]
    asked = [
        Task(
            call.shift.title,
            _("回复能不能接替"),
            f"/desk/shifts/calls/{call.id}",
            "heart-handshake",
            call.shift.starts_at,
        )
        for call in await my_calls(actor)
    ]
    return [*waiting, *ahead, *asked, *await _to_check(actor)]


async def _to_check(actor: Actor) -> list[Task]:
    """For a county: certificates that wait to be seen, counsellors that wait to be checked."""
    if not any(len(scope) == 6 for scope in actor.scope(Permission.people_verify)):
        return []
    certificates = [
        Task(
            _("%(name)s的%(skill)s证书")
            % {"name": one["name"], "skill": codes.skill(one["skill"]).label()},
            _("核验证书"),
            "/desk/checks",
            "certificate",
            None,
        )
        for one in await skills_to_check(actor)
    ]
    named = [
        Task(
            f"{one['township']} · {one['name']}",
            _("核验心理辅导人员"),
            "/desk/incubation",
            "certificate",
            None,
        )
        for one in await counsellors(actor)
        if one["status"] == CounsellorStatus.waiting and one["proposed_by"] != actor.id
    ]
    return [*certificates, *named]


async def shift_lists(actor: Actor) -> list[Listing]:
    """For a director the shifts of her homes; for who serves, their own."""
    lists: list[Listing] = []
    if actor.homes:
        kept = [view for view in await kept_shifts(actor) if view.ends_at > clock.now()]
        rows = [
            Row(
                short_day(view.starts_at),
                view.title,
                f"/desk/shifts/{view.id}",
                shift_word(view.status),
                "ji",
                _("还差 %(left)s 人") % {"left": view.left} if view.left else "",
            )
            for view in reversed(kept)
        ]
        lists.append(
            Listing(
                _("我发布的班次"),
                tuple(rows[:SHOWN]),
                "/desk/shifts/kept",
                _("需要志愿者的时间时，从这里发布。"),
                # A home that does not work yet opens no shifts: no way to a refusal is shown.
                "/desk/shifts/new" if await homes_to_serve(actor) else "",
                _("发布班次"),
            )
        )
    held = await my_shifts(actor)
    if held.registered or any(grant.role is Role.volunteer for grant in actor.grants):
        rows = [
            Row(
                short_day(one.shift.starts_at),
                one.shift.title,
                f"/shifts/{one.shift.id}",
                signup_word(one.status),
                "ji",
            )
            for one in held.ahead[:SHOWN]
        ]
        lists.append(
            Listing(
                _("我的志愿服务"),
                tuple(rows),
                "/desk/shifts",
                _("还没有报名的班次。"),
                "/shifts",
                _("看看近期的班次"),
            )
        )
    return lists
