"""What waits in an inspector's area, as lines of the one list."""

from datetime import timedelta

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P
from match.site.worklist import Due
from match.standards.queries._shared import inspected, place_words
from match.standards.queries.flags import flags_in
from match.standards.queries.inspections import homes_due
from match.standards.queries.surveys import surveys_of
from match.standards.states import SurveyStatus

SOON = 14


async def waiting_lines(actor: Actor) -> list[Due]:
    """
    Homes to be looked at, tasks, papers that end, homes that may be idle, surveys: of the areas
    where this person inspects. Empty for everybody else.
    """
    if not actor.may(P.standards_inspect):
        return []
    return [
        *await _inspections(actor),
        *await _tasks(actor),
        *await _papers(actor),
        *await _idle(actor),
        *await _surveys(actor),
    ]


async def _inspections(actor: Actor) -> list[Due]:
    return [
        Due(
            _("检查儿童之家"),
            home.name,
            f"/desk/standards/rounds?home={home.id}",
            home.due_on,
            home.place,
        )
        for home in await homes_due(actor, within=SOON)
    ]


async def _tasks(actor: Actor) -> list[Due]:
    return [
        Due(
            _("整改任务"),
            _("%(home)s：%(line)s") % {"home": flag.home, "line": flag.line.name},
            f"/desk/standards/flags/{flag.id}",
            flag.due_on,
            flag.place,
            f"/desk/standards/flags/{flag.id}/reminder",
        )
        for flag in await flags_in(actor)
        if flag.home_id not in actor.homes
    ]


async def _papers(actor: Actor) -> list[Due]:
    until = clock.today() + timedelta(days=await whole("home.paper_remind_days"))
    found = await rows(
        "SELECT h.id, h.name, d.path, p.kind, p.valid_until FROM home_document p"
        " JOIN home h ON h.id = p.home_id JOIN division d ON d.code = h.division"
        " WHERE p.current AND p.valid_until <= $1 AND h.status <> 'closed'"
        " AND h.division LIKE ANY($2) ORDER BY p.valid_until, p.id LIMIT 100",
        until,
        inspected(actor),
    )
    return [
        Due(
            _("制度文件到期"),
            _("%(home)s：%(paper)s") % {"home": r["name"], "paper": codes.label(r["kind"])},
            f"/desk/homes/{r['id']}",
            r["valid_until"],
            place_words(r["path"]),
        )
        for r in found
    ]


async def _idle(actor: Actor) -> list[Due]:
    found = await rows(
        "SELECT h.id, h.name, d.path,"
        " (h.idle_proposed_at AT TIME ZONE 'Asia/Shanghai')::date AS day"
        " FROM home h JOIN division d ON d.code = h.division WHERE h.status = 'open'"
        " AND h.idle_proposed_at IS NOT NULL AND h.division LIKE ANY($1)"
        " ORDER BY h.idle_proposed_at, h.id LIMIT 100",
        inspected(actor),
    )
    return [
        Due(
            _("核实是否停用"), r["name"], f"/desk/homes/{r['id']}", r["day"], place_words(r["path"])
        )
        for r in found
    ]


async def _surveys(actor: Actor) -> list[Due]:
    return [
        Due(
            _("摸底调查"),
            _("%(title)s：还有 %(left)s 个村没有填")
            % {"title": survey.title, "left": survey.villages - survey.filled},
            f"/desk/surveys/{survey.id}",
            survey.due_on,
            survey.place,
        )
        for survey in await surveys_of(actor)
        if survey.status is SurveyStatus.open and survey.filled < survey.villages
    ]
