"""A round of homes on a phone: planned with a signal, filled in without, sent once it is back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath, FromQuery

from match.files.commands import keep_photo
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.foundation.forms import read
from match.foundation.language import _
from match.site.api import WAITING_PHONE
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.standards import commands
from match.standards.forms import Findings, RoundForm
from match.standards.lines import AREA, MAY_NOT_APPLY, lines
from match.standards.pages.common import WORDS, Answer, AnyRequest, hardness_word
from match.standards.policy import can_inspect
from match.standards.queries import RoundFile, RoundLine, homes_due, round_file, rounds_of
from match.standards.states import Result, result_word

BASE = "/desk/standards/rounds"


class RoundPages(Controller):
    """Planning a round and going through it."""

    path = BASE
    opt = {"permission": "standards:inspect"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, home: FromQuery[int] = 0) -> Page:
        """Rounds, and the homes to choose from, the longest due first."""
        chosen = {"homes": [str(home)] if home else [], "planned_on": str(clock.today())}
        return await _plan(request, actor, Entry(chosen))

    @post("/")
    async def plan(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Plan one."""
        sent = await request.form()
        raw: dict[str, Any] = {
            "planned_on": str(sent.get("planned_on", "")),
            "homes": [str(one) for one in sent.getall("homes", [])],
        }
        try:
            round_id = await commands.plan_round(actor, read(RoundForm, raw))
        except (Invalid, Denied) as refusal:
            entry = Entry(raw, refusal.at("homes"))
            return await _plan(request, actor, entry, refusal.status)
        return see(f"{BASE}/{round_id}")

    @get("/{round_id:int}")
    async def show(self, request: AnyRequest, actor: Who, round_id: FromPath[int]) -> Page:
        """The homes of a round, each with its checklist. The phone may keep this page: it holds
        names of homes and lines of a list, nothing of a child."""
        tour = await round_file(actor, round_id)
        return await _show(request, tour, 0, Entry(), headers={"X-Offline-Copy": "yes"})

    @post("/{round_id:int}/homes/{home_id:int}")
    async def inspect(
        self,
        request: AnyRequest,
        actor: Who,
        round_id: FromPath[int],
        home_id: FromPath[int],
    ) -> Answer | Page:
        """What was found at one home. The same again is answered as the first time."""
        tour = await round_file(actor, round_id)
        sent = await request.form()
        typed = {
            name.removeprefix(f"{home_id}-"): one
            for name in sent
            if isinstance(one := sent.get(name), str)
        }
        try:
            findings = _findings(typed)
            home = next((each for each in tour.homes if each.home_id == home_id), None)
            if home is not None:
                findings = await _with_photos(actor, home, findings, sent)
            await commands.inspect_home(actor, round_id, home_id, findings)
        except (Invalid, Conflict, Denied) as refusal:
            return await _refused(request, tour, home_id, typed, refusal)
        return see(f"{BASE}/{round_id}#home-{home_id}")


async def _refused(
    request: AnyRequest,
    tour: RoundFile,
    home_id: int,
    typed: Mapping[str, str],
    refusal: MatchError,
) -> Page:
    if request.headers.get(WAITING_PHONE):
        raise refusal
    wrong = refusal.at("note")
    here = f"{home_id}-"
    return await _show(
        request,
        tour,
        home_id,
        Entry(
            {here + name: told for name, told in typed.items()},
            {here + name: message for name, message in wrong.items()},
        ),
        status=refusal.status,
    )


def _findings(typed: Mapping[str, str]) -> Findings:
    """The boxes of one checklist. Raises Invalid with a complaint for each that does not fit."""
    said = {
        line.code: {
            "result": typed[f"r-{line.code}"],
            "note": typed.get(f"n-{line.code}", "").strip(),
        }
        for line in lines()
        if line.code != AREA and typed.get(f"r-{line.code}")
    }
    if note := typed.get(f"n-{AREA}", "").strip():
        said[AREA] = {"result": Result.passed, "note": note}
    raw: dict[str, Any] = {
        "inspected_on": typed.get("inspected_on") or str(clock.today()),
        "lines": said,
        "area_m2": typed.get("area_m2", ""),
        "note": typed.get("note", ""),
        "no_person": typed.get("no_person", ""),
    }
    return read(Findings, raw)


async def _with_photos(actor: Actor, home: RoundLine, findings: Findings, sent: Any) -> Findings:
    """
    Photos are kept only once the words are in order, and not again when a phone repeats itself:
    the day's allowance is for new ones.
    """
    if home.inspection_id or can_inspect(actor, home.home_id, home.division) is not True:
        return findings
    given = {
        line.code: _uploads(sent.getall(f"{home.home_id}-p-{line.code}", [])) for line in lines()
    }
    if any(given.values()) and not findings.no_person:
        raise Invalid({"no_person": _("附了照片，请确认照片里没有人；有人的请换一张。")})
    said = dict(findings.lines)
    for code, uploads in given.items():
        if uploads and code in said:
            kept = [
                await keep_photo(actor, await one.read(), division=home.division)
                for one in uploads[:3]
            ]
            said[code] = msgspec.structs.replace(said[code], photos=kept)
    return msgspec.structs.replace(findings, lines=said)


def _uploads(boxes: list[Any]) -> list[UploadFile]:
    """What was chosen; a browser sends an empty part for an empty box."""
    return [one for one in boxes if isinstance(one, UploadFile) and one.filename]


async def _plan(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "standards/rounds.html",
        request=request,
        status=status,
        form=form,
        rounds=await rounds_of(actor),
        homes=await homes_due(actor),
        today=clock.today(),
        **WORDS,
    )


async def _show(
    request: AnyRequest,
    tour: RoundFile,
    chosen: int,
    form: Entry,
    *,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Page:
    return page(
        "standards/round.html",
        request=request,
        status=status,
        headers=headers,
        tour=tour,
        chosen=chosen,
        form=form,
        lines=lines(),
        area=AREA,
        results=[(str(one), result_word(one)) for one in (Result.passed, Result.failed)],
        with_absent=[(str(one), result_word(one)) for one in Result],
        may_not_apply=MAY_NOT_APPLY,
        hardness_word=hardness_word,
        today=_today(tour.planned_on),
        **WORDS,
    )


def _today(planned: date) -> date:
    """The day that stands in the box: the round's, never one to come."""
    return min(planned, clock.today())
