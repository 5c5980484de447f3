"""Needs go the way every need goes: written at the home, checked at the township, published."""

from collections.abc import Sequence
from datetime import timedelta

from match.demo.casting import Staff
from match.demo.content import wording
from match.demo.desks import PlannedNeed, need_form
from match.demo.seed import pick, roll
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role
from match.needs.commands import (
    approve_need,
    ask_about_need,
    check_need,
    clear_privacy,
    reject_need,
    submit_need,
    withdraw_need,
    write_need,
)
from match.needs.states import NeedStatus

S = NeedStatus


async def ask_for_everything(
    troupe: Troupe, staff: Staff, planned: Sequence[PlannedNeed], progress: Progress
) -> None:
    """Write every need that is not there yet. A need that somebody moved since stays as it is."""
    stage = Stage(progress, "needs", len(planned))
    written = await rows("SELECT home_id, title FROM need")
    there = {(row["home_id"], row["title"]) for row in written}
    directors = {
        row["id"]: row["director_id"]
        for row in await rows("SELECT id, director_id FROM home WHERE director_id IS NOT NULL")
    }
    for plan in planned:
        if (plan.home.id, plan.text.title) not in there:
            township, county = plan.home.division[:9], plan.home.division[:6]
            writer = (
                await staff.at(Role.station, township)
                if plan.text.voice == "township"
                else await troupe.actor(directors[plan.home.id])
            )
            supervisor = await staff.at(Role.supervisor, township)
            await _tell(plan, writer, supervisor, await staff.at(Role.county, county))
        stage.step()


@command
async def _tell(plan: PlannedNeed, writer: Actor, supervisor: Actor, county: Actor) -> None:
    """One need from the first word to where it is to wait, or not at all."""
    key, target, words = plan.text.key, plan.target, wording()
    due_on = clock.today() + timedelta(days=plan.text.due_in_days)
    need_id = await write_need(writer, need_form(plan, due_on))
    if target is S.draft:
        return
    status = await submit_need(writer, need_id)
    if status is S.privacy:
        if roll(2, "privacy desk", key):
            return
        await clear_privacy(supervisor, need_id, pick(words.privacy_reasons, key))
    if target is S.information:
        await ask_about_need(supervisor, need_id, pick(words.questions, key))
    elif target is S.rejected:
        await reject_need(supervisor, need_id, pick(words.rejections, key))
    elif target is S.withdrawn:
        await withdraw_need(writer, need_id, pick(words.withdrawals, key))
    elif target is not S.township:
        await check_need(supervisor, need_id, pick(words.notes, key))
        if target is S.published:
            await approve_need(county, need_id)
