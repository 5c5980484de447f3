"""Filing a mandatory report, opening it, and looking at who filed it."""

import msgspec

from match.care.cases import policy
from match.care.cases.alarms import first_level
from match.care.cases.codes import REPORT, code_key, new_code
from match.care.cases.commands.alarming import add_step, alarm
from match.care.cases.forms import DutyForm, ReportForm
from match.care.cases.queries.reports import desk_scope, reached_by
from match.care.cases.states import Level, Step
from match.care.cases.wall import inside, verb
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.audit import record
from match.foundation.db import one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell

PLACE, DETAILS, REPORTER = (
    "mandatory_report.place",
    "mandatory_report.details",
    "mandatory_report.reporter",
)


@verb
async def file_report(actor: Actor, form: ReportForm) -> str:
    """
    File a mandatory report (未保法11) and return the code by which its reporter finds it again.

    Anybody may, without an account. The same nonce again is the same report. The trail says that
    a report was filed, not by whom; tells ``report.filed``. Raises Invalid for an unknown place.
    """
    county = await one(
        "SELECT code FROM division WHERE code = $1 AND valid_to IS NULL", form.division
    )
    if county is None:
        raise Invalid({"division": _("请选择事情发生的县（市、区）。")})
    code = new_code(REPORT, form.nonce)
    key = code_key(REPORT, code)
    async with inside(code=key):
        first = await first_level(form.division, past_county=form.past_county)
        report_id: int | None = await value(
            "INSERT INTO care.mandatory_report (code_key, situation, division, first, place,"
            " details, reporter, filed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (code_key) DO NOTHING RETURNING id",
            key,
            form.situation,
            form.division,
            first.value,
            keys().seal(form.place, PLACE),
            keys().seal(form.details, DETAILS) if form.details else None,
            _reporter(actor, form.contact),
            clock.now(),
        )
        if report_id is None:
            return code
        # The trail is read by many: it must not lead to who spoke.
        await record(
            ANONYMOUS,
            "report.filed",
            subject=("mandatory_report", report_id),
            division=form.division,
        )
        await alarm(report_id, form.division, first, "report.filed")
    return code


def _reporter(actor: Actor, contact: str) -> bytes | None:
    """Who filed it, sealed; a guest who leaves nothing is nobody."""
    if actor.id is None and not contact:
        return None
    told = {"account": actor.id, "name": actor.name, "contact": contact}
    return keys().seal(msgspec.json.encode(told).decode(), REPORTER)


@verb
async def open_report(actor: Actor, report_id: int) -> None:
    """
    Take a report in hand: from now on its reporter is told that a named desk has it. Raises
    NotFound for everybody whose desk it has not come to, so that nobody learns that it exists.
    """
    async with inside(desk=desk_scope(actor)):
        held = await held_report(actor, report_id)
        if actor.id in held.opened_by:
            return
        await add_step(report_id, Step.opened, held.level, actor.id)
        await record(
            actor,
            "report.opened",
            subject=("mandatory_report", report_id),
            division=held.division,
        )
        await tell("report.opened", report_id=report_id)


@verb
async def note_reading(actor: Actor, report_id: int) -> None:
    """
    One line for one look, before anything is unsealed: it stays when the page then fails.
    Raises NotFound, or Conflict before the report was opened.
    """
    async with inside(desk=desk_scope(actor)):
        held = await held_report(actor, report_id)
        if actor.id not in held.opened_by:
            raise Conflict(_("请先点“打开并接手”，报告人会立即看到已有人处理。"))
        await add_step(report_id, Step.read, held.level, actor.id)


@verb
async def ask_for_reporter(actor: Actor, report_id: int, purpose: str) -> None:
    """Look at who filed it, for ten minutes, with a reason that stays (未保法11: 保密)."""
    async with inside(desk=desk_scope(actor)):
        held = await held_report(actor, report_id)
        require(policy.can_see_reporter(actor, held.opened_by))
        await add_step(report_id, Step.reporter_read, held.level, actor.id, purpose=purpose)
        await record(
            actor,
            "report.reporter_read",
            subject=("mandatory_report", report_id),
            division=held.division,
        )


@verb
async def name_desk(actor: Actor, level: Level, division: str, form: DutyForm) -> None:
    """Say who is on duty at one's own desk: name and telephone are shown to reporters."""
    require(policy.can_name_desk(actor, level, division))
    async with inside(desk=desk_scope(actor)):
        made = await value(
            "INSERT INTO care.duty_desk (level, division, name, phone, mail, named_by, named_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            level.value,
            division,
            form.name,
            form.phone,
            form.mail,
            actor.id,
            clock.now(),
        )
        await record(actor, "report.desk_named", subject=("duty_desk", made), division=division)


class Held(msgspec.Struct, frozen=True):
    """A report as far as a step on it must know it; ``level`` is the actor's own desk."""

    division: str
    level: Level
    opened_by: frozenset[int]


async def held_report(actor: Actor, report_id: int) -> Held:
    """The report, if it has come to a desk of the actor's."""
    row = await one(
        "SELECT id, division, first FROM care.mandatory_report WHERE id = $1", report_id
    )
    if row is None:
        raise NotFound(_("没有找到这份报告。"))
    reached, opened_by = await reached_by(report_id, Level(row["first"]))
    level = policy.level_of(actor, row["division"], reached)
    if level is None:
        raise NotFound(_("没有找到这份报告。"))
    return Held(row["division"], level, opened_by)
