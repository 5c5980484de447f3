"""Homes are entered and opened by the county, each with the director it needs."""

from collections.abc import Sequence
from datetime import timedelta

from match.demo.cast import DIRECTORS, Part, man, phone, woman
from match.demo.casting import Staff
from match.demo.desks import HomeAt
from match.demo.papers import paper
from match.demo.seed import roll
from match.demo.steps import Progress, Stage, Troupe
from match.demo.villages import PlannedHome
from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role
from match.homes.commands import (
    approve_area,
    change_status,
    check_outdoor,
    file_paper,
    open_home,
    register_home,
    seat_director,
    set_opening,
)
from match.homes.forms import PaperForm
from match.homes.rules import REQUIRED_DOCUMENTS
from match.homes.states import HomeStatus


async def build_homes(
    troupe: Troupe,
    staff: Staff,
    planned: Sequence[tuple[int, PlannedHome]],
    progress: Progress,
) -> list[HomeAt]:
    """
    Enter every planned home that its village does not have yet; returns those that may ask.

    The number with each home is its village's place in the tree, so that the director's phone
    is the same whatever villages are chosen.
    """
    stage = Stage(progress, "homes", len(planned))
    there = {
        row["division"]: row["id"]
        for row in await rows(
            "SELECT id, division FROM home WHERE kind = 'main' AND status <> 'closed'"
        )
    }
    asking: list[HomeAt] = []
    for number, plan in planned:
        division = plan.form.division
        if division not in there:
            county = await staff.at(Role.county, division[:6])
            there[division] = await _build(county, plan, troupe, number)
        if plan.working:
            asking.append(HomeAt(there[division], division, plan.in_school))
        stage.step()
    return asking


@command
async def _build(county: Actor, plan: PlannedHome, troupe: Troupe, number: int) -> int:
    """One home from the list entry to the state it is to reach."""
    home_id = await register_home(county, plan.form)
    if plan.status is HomeStatus.planned:
        return home_id
    if plan.status is HomeStatus.building:
        await change_status(county, home_id, "build", "")
        return home_id
    await _file_papers(county, home_id, plan.form.division)
    await check_outdoor(county, home_id, safe=True)
    if plan.form.area_reason:
        await approve_area(county, home_id)
    account = await troupe.join(director_part(plan, number), home=home_id)
    await set_opening(await troupe.actor(account), home_id, plan.opening)
    await seat_director(county, home_id, account)
    await open_home(county, home_id)
    if plan.status is HomeStatus.idle:
        await change_status(county, home_id, "idle", "演示：已有一段时间没有开门记录，先提醒。")
    return home_id


async def _file_papers(county: Actor, home_id: int, division: str) -> None:
    """The three papers of 5.4a, as a county sends the same text to all of its homes."""
    held = {
        row["kind"]: row["file_id"]
        for row in await rows(
            "SELECT DISTINCT ON (d.kind) d.kind, d.file_id FROM home_document d"
            " JOIN file f ON f.id = d.file_id WHERE f.owner_id = $1 ORDER BY d.kind, d.id",
            county.id,
        )
    }
    dated = clock.today() - timedelta(days=roll(345, "paper", division))
    for kind in REQUIRED_DOCUMENTS:
        if kind not in held:
            held[kind] = await keep_document(
                county, paper("RULES", kind), division=division[:6].ljust(12, "0")
            )
        until = dated + timedelta(days=365) if kind == "DOC-SAFE" else None
        await file_paper(county, home_id, PaperForm(kind, dated, until, held[kind]))


def director_part(plan: PlannedHome, number: int) -> Part:
    """The invented director: by preference a woman (notice 4.1d), in a school also a man."""
    code = plan.form.division
    given = man if plan.in_school and roll(100, "man", code) < 45 else woman
    return Part(given("home", code), phone(DIRECTORS, number), Role.director, code)
