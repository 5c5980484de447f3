"""What a party must do now: answer, send, count, judge, finish. The first due comes first."""

from datetime import date, datetime

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.contracts import contract_tasks
from match.front.desk.openness import openness_tasks
from match.front.desk.posts import post_tasks
from match.front.desk.shapes import Task
from match.front.desk.shifts import shift_tasks
from match.front.desk.upkeep import upkeep_tasks
from match.giving.disclosure.queries import my_duties
from match.giving.disclosure.states import DutyKind, duty_word
from match.giving.pledging.queries import waiting_pledges
from match.giving.queries import waiting_donations
from match.giving.states import PledgeStatus
from match.giving.wording import task_word
from match.homes.queries import HomeFile, home_file
from match.homes.wording import requirement
from match.matching.parties import waiting_for_me
from match.needs.queries import my_needs
from match.needs.states import NeedStatus
from match.offers.queries import my_offers
from match.offers.states import OfferStatus
from match.panels.queries import own_seats
from match.panels.states import panel_word
from match.people.queries.organisations import own_organisations
from match.people.states import OrganisationStatus
from match.site.formats import local_day
from match.tenders.queries import department_tenders
from match.tenders.states import TenderStatus

SHOWN = 12


async def tasks_of(actor: Actor) -> list[Task]:
    """At most `SHOWN` tasks; what has no day comes after what has one."""
    found = [
        *await _proposals(actor),
        *await _pledges(actor),
        *await _donations(actor),
        *await _duties(actor),
        *await _needs(actor),
        *await _homes(actor),
        *await _offers(actor),
        *await _organisations(actor),
        *await _purchases(actor),
        *await _panels(actor),
        *await shift_tasks(actor),
        *await contract_tasks(actor),
        *await post_tasks(actor),
        *await upkeep_tasks(actor),
        *await openness_tasks(actor),
    ]
    return sorted(found, key=_due)[:SHOWN]


def _due(task: Task) -> tuple[bool, date]:
    return task.by is None, local_day(task.by) if task.by else clock.today()


async def _proposals(actor: Actor) -> list[Task]:
    return [
        Task(
            f"{view.line_name} × {view.units} {view.unit_label}",
            _("答复匹配建议"),
            f"/desk/proposals/{view.id}",
            "arrows-exchange",
            view.answer_by,
        )
        for view in await waiting_for_me(actor)
    ]


async def _pledges(actor: Actor) -> list[Task]:
    """Promises that one's home answers, or that one chooses about; the desks have their queue."""
    doing = {
        PledgeStatus.offered: _("答复捐赠承诺"),
        PledgeStatus.choosing: _("选择承诺的去向"),
        PledgeStatus.agreed: _("确认条件已经达到"),
    }
    return [
        Task(
            line.subject + _("：") + line.amount,
            doing[line.status],
            f"/desk/pledges/{line.id}",
            "heart-handshake",
            line.choose_until or line.expires_on,
        )
        for line in await waiting_pledges(actor)
        if line.status in doing
    ]


async def _donations(actor: Actor) -> list[Task]:
    return [
        Task(
            line.what,
            task_word(line.status)[0],
            f"/desk/agreements/{line.id}",
            task_word(line.status)[1],
            line.due_on,
        )
        for line in await waiting_donations(actor)
    ]


async def _duties(actor: Actor) -> list[Task]:
    """What is owed for a gift and no state of the gift asks for: reports of long ones, answers."""
    asked = (DutyKind.answer, DutyKind.periodic, DutyKind.final)
    return [
        Task(
            line.subject,
            duty_word(line.kind),
            f"/desk/donations/{line.donation_id}/use",
            "message-circle" if line.kind is DutyKind.answer else "file-text",
            line.due_on,
        )
        for line in await my_duties(actor)
        if line.kind in asked
    ]


async def _needs(actor: Actor) -> list[Task]:
    """Needs of one's own homes that wait for their writer: ``next_check_at`` is their last day."""
    if not actor.homes:
        return []
    doing = {
        NeedStatus.information: (_("回答审核人员的问题"), "message-circle"),
        NeedStatus.draft: (_("填完并提交需求"), "edit"),
        NeedStatus.met: (_("确认全部收到"), "circle-check"),
    }
    return [
        Task(
            line.title or _("未命名的草稿"),
            doing[line.status][0],
            f"/desk/needs/{line.id}",
            doing[line.status][1],
            line.next_check_at if line.status is NeedStatus.information else None,
        )
        for line in await my_needs(actor)
        if line.status in doing
    ]


async def _homes(actor: Actor) -> list[Task]:
    """Facts that a director's own home still lacks (the 2019 notice, 3.3 and 5.4a)."""
    tasks: list[Task] = []
    for home_id in sorted(actor.homes):
        file = await home_file(actor, home_id)
        if missing := missing_facts(file):
            doing = _("补全儿童之家资料：%(facts)s") % {"facts": _("、").join(missing)}
            tasks.append(Task(file.card.name, doing, f"/desk/homes/{home_id}", "home-heart"))
    return tasks


def missing_facts(file: HomeFile) -> list[str]:
    """What a home still lacks, in words."""
    return [requirement(code) for code in file.missing]


async def _offers(actor: Actor) -> list[Task]:
    if not actor.may(P.offers_draft):
        return []
    return [
        Task(view.title, _("填完并提交供给"), f"/offers/{view.id}", "gift")
        for view in await my_offers(actor)
        if view.status is OfferStatus.draft
    ]


async def _organisations(actor: Actor) -> list[Task]:
    doing = {
        OrganisationStatus.refused: _("按说明修改机构资料，再次申请核验"),
        OrganisationStatus.expired: _("核验已到期，请更新资料"),
    }
    return [
        Task(
            one.fields["name"],
            doing[one.status],
            f"/organisations/{one.id}/own",
            "building-community",
        )
        for one in await own_organisations(actor)
        if one.status in doing
    ]


async def _purchases(actor: Actor) -> list[Task]:
    if not actor.may(P.tenders_publish):
        return []
    return [
        Task(view.title, _("填完并发布采购公告"), f"/purchases/{view.id}", "gavel")
        for view in await department_tenders(actor)
        if view.status is TenderStatus.draft
    ]


async def _panels(actor: Actor) -> list[Task]:
    """Panels that wait for this member: a declaration, a sheet, a signature."""
    return [
        Task(seat.title, panel_word(seat.panel), f"/desk/panels/{seat.panel_id}", "scale")
        for seat in await own_seats(actor)
        if seat.waits
    ]


def earliest(days: list[datetime | None]) -> datetime | None:
    """When the first of several things is due."""
    return min((day for day in days if day is not None), default=None)
