"""A round of homes, and one home looked at: idempotent, because a phone sends until it is heard."""

import json
from datetime import date, timedelta
from typing import Any

from match.files.queries import own_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes.commands import check_outdoor, note_findings, sign_of_life
from match.homes.states import Sign
from match.needs.wording import refuse_personal_data
from match.standards import policy, rules
from match.standards.commands.flags import close_flag, end_of, locked_flags, raise_flag
from match.standards.forms import Findings, Found, RoundForm
from match.standards.lines import AREA, OUTDOOR_SAFETY, line, lines
from match.standards.states import Result

Row = dict[str, Any]
PHOTOS_A_LINE = 3
BACK_DAYS = 366


@command
async def plan_round(actor: Actor, form: RoundForm) -> int:
    """
    Plan a day's way through homes that this person may inspect, in this order; returns its id.

    Raises Invalid for a home that is not there or closed, or named twice.
    """
    found = await rows(
        "SELECT id, division FROM home WHERE id = ANY($1) AND status NOT IN ('none', 'closed')",
        form.homes,
    )
    where = {row["id"]: row["division"] for row in found}
    if set(form.homes) != set(where) or len(set(form.homes)) != len(form.homes):
        raise Invalid({"homes": _("有儿童之家已撤销或选了两次，请重新选择。")})
    for home_id, division in where.items():
        require(policy.can_inspect(actor, home_id, division))
    if form.planned_on < clock.today():
        raise Invalid({"planned_on": _("检查日期不能早于今天。")})
    division = _common([where[home_id] for home_id in form.homes])
    return await _arrange(actor, division, form.planned_on, form.homes)


@command
async def note_inspection(actor: Actor, home_id: int, findings: Findings) -> int:
    """
    Keep an inspection that was made before and written down elsewhere, on a round of its own of
    that day; returns its id. As `inspect_home`, and raises Invalid for a day more than a year ago,
    Conflict where the home was looked at later: the registry follows the last look.
    """
    home = await one("SELECT id, division, status FROM home WHERE id = $1 FOR UPDATE", home_id)
    if home is None or home["status"] in ("none", "closed"):
        raise Conflict(_("这个儿童之家还没有建成，或已经撤销，不能登记检查。"))
    require(policy.can_inspect(actor, home_id, home["division"]))
    day, today = findings.inspected_on, clock.today()
    if not today - timedelta(BACK_DAYS) <= day <= today:
        raise Invalid({"inspected_on": _("检查日期应在过去一年以内，不能晚于今天。")})
    last: date | None = await value(
        "SELECT max(inspected_on) FROM inspection WHERE home_id = $1", home_id
    )
    if last is not None and last > day:
        raise Conflict(
            _("这个儿童之家 %(last)s 又检查过，更早的检查不再登记。") % {"last": last.isoformat()}
        )
    tour = await _arrange(actor, home["division"], day, [home_id])
    return await inspect_home(actor, tour, home_id, findings)


async def _arrange(actor: Actor, division: str, day: date, homes: list[int]) -> int:
    round_id: int = await value(
        "INSERT INTO inspection_round (division, inspector_id, planned_on, homes, created_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        division,
        actor.id,
        day,
        homes,
        clock.now(),
    )
    await record(actor, "inspection_round.arranged", subject=("round", round_id), division=division)
    return round_id


@command
async def inspect_home(actor: Actor, round_id: int, home_id: int, findings: Findings) -> int:
    """
    Keep what was found at one home of a round; returns the inspection's id.

    Sent again, the same is answered with the same id and changes nothing; something else for the
    same home and round is a Conflict. Failed lines raise flags, tasks and drafts of needs; lines
    that pass close the flags they had. The registry follows what was seen. Tells
    ``inspection.made``.
    """
    home = await one("SELECT * FROM home WHERE id = $1 FOR UPDATE", home_id)
    tour = await one("SELECT * FROM inspection_round WHERE id = $1 FOR UPDATE", round_id)
    if home is None or tour is None or home_id not in tour["homes"]:
        raise NotFound(_("这次检查里没有这个儿童之家。"))
    require(policy.can_inspect(actor, home_id, home["division"]))
    digest = rules.digest(findings)
    known = await one(
        "SELECT id, digest FROM inspection WHERE round_id = $1 AND home_id = $2", round_id, home_id
    )
    if known is not None:
        if known["digest"] != digest:
            raise Conflict(_("这个儿童之家在这次检查里已经提交过；要更正，请另安排一次检查。"))
        return known["id"]
    await _look_through(actor, home, findings)
    seen = _with_area(
        findings,
        rules.area_result(
            findings.area_m2 or 0,
            await whole("home.indoor_area_min_m2"),
            approved=home["area_approved_at"] is not None
            and findings.area_m2 == home["indoor_area_m2"],
        ),
    )
    inspection_id = await _keep(actor, tour, home, findings, seen, digest)
    await _tell_registry(actor, home_id, findings, seen)
    await _follow_flags(actor, home, findings, seen, inspection_id)
    await record(
        actor,
        "inspection.recorded",
        subject=("home", home_id),
        division=home["division"],
        changes={"failed": (None, [c for c, f in seen.items() if f.result is Result.failed])},
    )
    await tell("inspection.made", inspection_id=inspection_id, home_id=home_id)
    return inspection_id


async def _follow_flags(
    actor: Actor, home: Row, findings: Findings, seen: dict[str, Found], inspection_id: int
) -> None:
    known = await locked_flags(home["id"])
    for code, found in seen.items():
        if found.result is not Result.failed:
            if code in known:
                await close_flag(actor, known[code], inspection_id)
        elif line(code).flagged and code not in known:
            # A known one keeps its day: seeing it again gives no new time.
            await raise_flag(actor, home, line(code), inspection_id, findings.inspected_on)


async def _look_through(actor: Actor, home: Row, findings: Findings) -> None:
    """Everything that is wrong with what was sent. Raises Invalid."""
    complaints = rules.findings_complaints(findings, clock.today())
    given = [photo for found in findings.lines.values() for photo in found.photos]
    own = set(await own_photos(actor, given, home["division"]))
    for code, found in findings.lines.items():
        line(code)
        if len(found.photos) > PHOTOS_A_LINE:
            complaints[f"p-{code}"] = _("每一项最多 %(limit)s 张照片。") % {"limit": PHOTOS_A_LINE}
        elif not own.issuperset(found.photos):
            complaints[f"p-{code}"] = _("有照片没有传上来，请重新选择。")
    if complaints:
        raise Invalid(complaints)
    notes = {f"n-{code}": found.note for code, found in findings.lines.items() if found.note}
    refuse_personal_data({"note": findings.note, **notes})


def _with_area(findings: Findings, area: Result) -> dict[str, Found]:
    """Every line in the list's order, the area judged by its measure."""
    said = findings.lines.get(AREA, Found(area))
    judged = Found(area, said.note, said.photos)
    return {
        each.code: judged if each.code == AREA else findings.lines[each.code] for each in lines()
    }


async def _keep(
    actor: Actor, tour: Row, home: Row, findings: Findings, seen: dict[str, Found], digest: str
) -> int:
    failed = [code for code, found in seen.items() if found.result is Result.failed]
    inspection_id: int = await value(
        "INSERT INTO inspection (round_id, home_id, division, inspector_id, inspected_on, area_m2,"
        " note, failed, digest, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " RETURNING id",
        tour["id"],
        home["id"],
        home["division"],
        actor.id,
        findings.inspected_on,
        findings.area_m2,
        findings.note.strip(),
        len([code for code in failed if line(code).flagged]),
        digest,
        clock.now(),
    )
    told = [
        {"line": code, "result": str(found.result), "note": found.note.strip(), "p": found.photos}
        for code, found in seen.items()
    ]
    await value(
        "INSERT INTO inspection_line (inspection_id, line, result, note, photos)"
        " SELECT $1, t.line, t.result, t.note, t.p"
        " FROM jsonb_to_recordset($2::jsonb) AS t (line text, result text, note text, p bigint[])",
        inspection_id,
        json.dumps(told),
    )
    return inspection_id


async def _tell_registry(
    actor: Actor, home_id: int, findings: Findings, seen: dict[str, Found]
) -> None:
    """
    Facilities that are there or not, the measured area, the outdoor place; a sign of life, of the
    day of the look: one of last month says nothing of today.
    """
    at = None if findings.inspected_on == clock.today() else end_of(findings.inspected_on)
    has = {line(code).facility for code, f in seen.items() if f.result is Result.passed} - {""}
    lacks = {line(code).facility for code, f in seen.items() if f.result is Result.failed} - {""}
    await note_findings(actor, home_id, has=has, lacks=lacks, area_m2=findings.area_m2)
    outdoor = seen[OUTDOOR_SAFETY].result
    if outdoor is not Result.absent:
        await check_outdoor(actor, home_id, safe=outdoor is Result.passed, at=at)
    await sign_of_life(actor, home_id, Sign.inspection, at=at)


def _common(divisions: list[str]) -> str:
    """The smallest unit that holds all of them, as twelve digits."""
    for length in (9, 6, 4, 2):
        if len({division[:length] for division in divisions}) == 1:
            return divisions[0][:length].ljust(12, "0")
    return divisions[0][:2].ljust(12, "0")
