"""A director's three things today: the first of each kind that waits, what is overdue first."""

from collections.abc import Iterable
from datetime import date

from match.activities.queries import (
    KeptHome,
    dues,
    home_bookings,
    my_homes,
    opened_on,
    opening_rule,
    plan,
    to_record,
)
from match.activities.states import BookingStatus, PlanStatus
from match.activities.words import due_words, when
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _
from match.front.desk.shapes import Task
from match.giving.disclosure.queries import my_duties
from match.giving.disclosure.states import duty_word
from match.giving.queries import waiting_donations
from match.giving.states import DonationStatus
from match.giving.wording import task_word
from match.needs.queries import Line, my_needs
from match.needs.states import NeedStatus
from match.site.formats import local_day
from match.standards.queries import flags_in

THREE = 3
DUE_SOON_DAYS = 30


async def three_of(actor: Actor) -> list[Task]:
    """
    At most three things for who directs or helps to keep a home, from what really waits: a parcel,
    the day's log, an activity to count, a failed line, a report, a need, the plan, a duty of the
    quarter. One of each kind before a second of any; empty for everybody else.
    """
    homes = await my_homes(actor)
    if not homes:
        return []
    directed = [home for home in homes if home.id in actor.homes]
    drafts = await _waiting_needs(actor) if directed else []
    kinds = [
        await _parcels(actor),
        await _logs(homes),
        await _flags(actor, drafts) if directed else [],
        await _activities(homes),
        await _bookings(directed),
        await _reports(actor) if directed else [],
        _drafts(drafts),
        await _plans(directed),
        await _dues(directed),
    ]
    return chosen(kinds, clock.today())


def chosen(kinds: list[list[Task]], today: date) -> list[Task]:
    """
    Three of the tasks, listed by kind in the order of importance: overdue ones first, then the
    first of each kind, then the second.
    """
    ranked = [
        (not (task.by is not None and local_day(task.by) < today), place, rank, task)
        for rank, kind in enumerate(kinds)
        for place, task in enumerate(kind)
    ]
    return [task for *_key, task in sorted(ranked, key=lambda one: one[:3])[:THREE]]


def without(tasks: Iterable[Task], taken: Iterable[Task]) -> list[Task]:
    """The tasks that do not lead where one of *taken* leads already."""
    there = {task.url for task in taken}
    return [task for task in tasks if task.url not in there]


async def _parcels(actor: Actor) -> list[Task]:
    return [
        Task(
            line.what,
            task_word(line.status)[0],
            f"/desk/agreements/{line.id}",
            "package",
            line.due_on,
        )
        for line in await waiting_donations(actor)
        if line.status is DonationStatus.in_transit
    ]


async def _logs(homes: list[KeptHome]) -> list[Task]:
    """One tap: the form is on the desk itself."""
    today = clock.today()
    return [
        Task(
            home.name,
            _("登记今天已开放"),
            f"/desk/activities/{home.id}",
            "home-heart",
            today,
            act=f"/desk/activities/{home.id}/opened",
        )
        for home in homes
        if home.status in ("open", "idle")
        and (await opening_rule(home.id)).hours_on(today)
        and not await opened_on(home.id, today)
    ]


async def _activities(homes: list[KeptHome]) -> list[Task]:
    return [
        Task(
            f"{one.title} · {when(one.starts_at, one.ends_at)}",
            _("登记活动人数"),
            f"/desk/activities/items/{one.id}",
            "users",
        )
        for one in await to_record([home.id for home in homes])
    ]


async def _flags(actor: Actor, drafts: list[Line]) -> list[Task]:
    """
    Failed lines of an inspection. Where the need was written in advance, its draft is the next
    step, and leaves *drafts*; once it is on its way, nothing waits for the director.
    """
    found: list[Task] = []
    for flag in await flags_in(actor):
        if flag.home_id not in actor.homes:
            continue
        draft = next((one for one in drafts if one.id == flag.need_id), None)
        if draft is not None:
            drafts.remove(draft)
            doing, url = _("检查没通过：补上人数，提交需求"), f"/desk/needs/{draft.id}"
        elif flag.need_id is None:
            doing, url = _("检查没通过，要整改"), f"/desk/standards/flags/{flag.id}"
        else:
            continue
        found.append(Task(flag.line.name, doing, url, "alert-triangle", flag.due_on))
    return found


async def _bookings(homes: list[KeptHome]) -> list[Task]:
    return [
        Task(
            when(one.starts_at, one.ends_at),
            _("答复场地申请"),
            f"/desk/activities/{one.home_id}",
            "building-community",
            one.starts_at,
        )
        for one in await home_bookings([home.id for home in homes])
        if one.status is BookingStatus.asked
    ]


async def _reports(actor: Actor) -> list[Task]:
    return [
        Task(
            line.subject,
            duty_word(line.kind),
            f"/desk/donations/{line.donation_id}/use",
            "file-text",
            line.due_on,
        )
        for line in await my_duties(actor)
    ]


async def _waiting_needs(actor: Actor) -> list[Line]:
    """Needs that wait for their writer."""
    waits = (NeedStatus.information, NeedStatus.draft)
    return [line for line in await my_needs(actor) if line.status in waits]


def _drafts(lines: list[Line]) -> list[Task]:
    """To answer comes before to finish: somebody waits for it, until a day."""
    asked = [line for line in lines if line.status is NeedStatus.information]
    return [
        Task(
            line.title or _("未命名的草稿"),
            _("回答审核人员的问题") if line in asked else _("填完并提交需求"),
            f"/desk/needs/{line.id}",
            "edit",
            line.next_check_at if line in asked else None,
        )
        for line in (*asked, *(line for line in lines if line not in asked))
    ]


async def _plans(homes: list[KeptHome]) -> list[Task]:
    """The year's plan to write or to send, and what of an approved one has come due."""
    today = clock.today()
    found: list[Task] = []
    for home in homes:
        mine = await plan(home.id, today.year)
        url = f"/desk/activities/{home.id}/plans/{today.year}"
        if mine.status is PlanStatus.draft:
            found.append(Task(home.name, _("写好今年的工作计划"), url, "clipboard-check"))
        elif mine.status is PlanStatus.approved:
            found += [
                Task(item.title, _("完成计划事项"), url, "clipboard-check", item.due_on)
                for item in mine.overdue(today)
            ]
    return found


async def _dues(homes: list[KeptHome]) -> list[Task]:
    today = clock.today()
    return [
        Task(
            due_words(due),
            _("办一次家庭教育指导") if due.what == "family" else _("办一次安全教育"),
            f"/desk/activities/{home.id}/held",
            "users",
            due.by,
        )
        for home in homes
        for due in await dues(home.id, today)
        if (due.by - today).days <= DUE_SOON_DAYS
    ]
