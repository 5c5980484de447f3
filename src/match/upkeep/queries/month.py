"""The county's month: what upkeep has to have done by its end, nearest first."""

from datetime import date, timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _, ngettext
from match.foundation.money import yuan_short
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P
from match.upkeep import policy
from match.upkeep.queries.allowances import covered_months, rule_of, sheets_waiting
from match.upkeep.queries.bodies import open_decisions, own_body
from match.upkeep.queries.grants import grants_waiting
from match.upkeep.queries.homes import insurance_ending
from match.upkeep.queries.titles import to_name, to_review
from match.upkeep.rules import last_of
from match.upkeep.states import (
    GrantStatus,
    Level,
    SheetStatus,
    grant_word,
    sheet_word,
    title_word,
)
from match.upkeep.wording import department_word, insurance_word


class Due(msgspec.Struct, frozen=True):
    """One thing of the month: what, about what, where it is done, by when (None: no day)."""

    part: str
    doing: str
    about: str
    url: str
    icon: str
    by: date | None = None


async def month_dues(actor: Actor) -> list[Due]:
    """What waits for this person in upkeep, the first due first, what has no day last."""
    found = [
        *await _allowance(actor),
        *await _grants(actor),
        *await _titles(actor),
        *await _coordination(actor),
        *await _insurance(actor),
    ]
    return sorted(found, key=lambda one: (one.by is None, one.by or date.max))


async def _allowance(actor: Actor) -> list[Due]:
    url = "/desk/upkeep/allowance"
    dues = [
        Due(
            "allowance",
            _("复核津贴发放表") if line.status is SheetStatus.proposed else _("登记津贴已发放"),
            f"{line.place} · {sheet_word(line.status)} · {yuan_short(line.total_fen)}",
            f"{url}/{line.id}",
            "heart-handshake",
            last_of(line.from_month, line.months),
        )
        for line in await sheets_waiting(actor)
    ]
    seat = policy.own_seat(actor)
    if seat is None or seat[0] is not Level.county or not actor.may(P.upkeep_keep):
        return dues
    first = clock.today().replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    held = await covered_months(seat[1], [before, first])
    if await rule_of(seat[1]) is None:
        return [*dues, Due("allowance", _("设定津贴标准和等级"), _("儿童主任津贴"), url, "edit")]
    for month in (before, first):
        if month not in held:
            dues.append(
                Due(
                    "allowance",
                    _("做 %(month)s 月津贴发放表") % {"month": month.month},
                    _("儿童主任津贴"),
                    url,
                    "edit",
                    last_of(month, 1) if month == first else first,
                )
            )
        elif held[month] is SheetStatus.draft:
            dues.append(Due("allowance", _("提交津贴发放表"), _("儿童主任津贴"), url, "edit"))
    return dues


async def _grants(actor: Actor) -> list[Due]:
    doing = {
        GrantStatus.requested: _("批准建设补助"),
        GrantStatus.approved: _("登记补助下达"),
        GrantStatus.allotted: _("登记补助到账"),
        GrantStatus.paid: _("登记补助支出"),
    }
    return [
        Due(
            "grant",
            doing[line.status],
            f"{line.home} · {grant_word(line.status)}",
            f"/desk/upkeep/grants/{line.id}",
            "home-heart",
        )
        for line in await grants_waiting(actor)
    ]


async def _titles(actor: Actor) -> list[Due]:
    dues = [
        Due(
            "title",
            _("评审示范称号申报"),
            f"{line.home} · {title_word(line.status)}",
            f"/desk/upkeep/titles/{line.id}",
            "star",
        )
        for line in await to_review(actor)
    ]
    waiting = await to_name(actor)
    if waiting and waiting.ready:
        count = len(waiting.ready)
        about = ngettext("%(num)s 个待命名", "%(num)s 个待命名", count) % {"num": count}
        dues.append(
            Due(
                "title",
                _("命名示范儿童之家"),
                about,
                f"/desk/upkeep/steps/seats/{waiting.division}/naming",
                "star",
            )
        )
    return dues


async def _coordination(actor: Actor) -> list[Due]:
    dues = [
        Due(
            "minutes",
            _("办结会议议定事项：%(words)s") % {"words": one.words[:30]},
            department_word(one.department),
            f"/desk/upkeep/bodies/{one.body_id}",
            "clipboard-check",
            one.due_on,
        )
        for one in await open_decisions(actor)
    ]
    if policy.own_seat(actor) is None:
        return dues
    body = await own_body(actor)
    if body is None:
        about = _("领导小组或联席会议")
        return [
            *dues,
            Due("minutes", _("登记本级协调机构"), about, "/desk/upkeep/bodies", "users"),
        ]
    months = await whole("coordination.meeting_months")
    due = (body.last_met or body.set_up_on) + timedelta(days=30 * months)
    if due <= last_of(clock.today().replace(day=1), 1):
        url = f"/desk/upkeep/steps/bodies/{body.id}/meeting"
        dues.append(Due("minutes", _("开会并登记纪要"), body.name, url, "users", due))
    return dues


async def _insurance(actor: Actor) -> list[Due]:
    return [
        Due(
            "insurance",
            _("保险已经到期") if one.over else _("保险即将到期，请续保"),
            f"{one.home} · {insurance_word(one.kind)}",
            f"/desk/upkeep/homes/{one.home_id}",
            "shield-check",
            one.ends_on,
        )
        for one in await insurance_ending(actor)
    ]
