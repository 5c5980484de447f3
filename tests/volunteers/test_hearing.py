"""Who hears of what: in the inbox of the one it concerns, with a link they may follow."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from jobs import shifts
from jobs.listeners import listeners_of
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows
from match.volunteers import commands
from tests.volunteers import make


async def hear_everything() -> None:
    """Every fact so far, to everybody who listens inside."""
    for fact in await rows("SELECT id, topic, payload FROM outbox ORDER BY id"):
        for listener in listeners_of(fact["topic"]):
            if not listener.outside:
                payload: dict[str, Any] = msgspec.json.decode(fact["payload"])
                await listener.hear(fact["id"], payload)


async def mail(actor: Actor) -> list[tuple[str, str]]:
    found = await rows("SELECT kind, link FROM message WHERE account_id = $1 ORDER BY id", actor.id)
    return [(row["kind"], row["link"]) for row in found]


async def test_the_home_hears_of_pledges_and_the_volunteer_of_hours(db: None) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)
    with clock.freeze(scene.starts):
        await commands.check_in(actor, scene.shift, await make.code(scene))
        await commands.sweep_shifts(SYSTEM)
    with clock.freeze(scene.ends):
        await commands.confirm_hours(scene.director, signup, 60)
    await hear_everything()

    assert ("signup_made", f"/desk/shifts/{scene.shift}") in await mail(scene.director)
    assert await mail(actor) == [("hours_confirmed", f"/shifts/{scene.shift}")]


async def test_who_is_called_off_or_moved_up_hears_it(db: None) -> None:
    scene = await make.opened(places=1)
    first, _ = await make.signed(scene)
    second, _ = await make.signed(scene)
    await commands.withdraw(first, scene.shift)
    await commands.cancel_shift(scene.director, scene.shift, "下大雨，改天再来")
    await hear_everything()

    told = [kind for kind, _link in await mail(second)]
    assert told == ["signup_promoted", "shift_cancelled"]
    assert await mail(first) == []


async def test_a_reminder_goes_to_who_has_a_place(db: None) -> None:
    scene = await make.opened(places=1)
    signed, _ = await make.signed(scene)
    waiting, _ = await make.signed(scene)
    with clock.freeze(scene.starts - timedelta(hours=24)):
        await commands.sweep_shifts(SYSTEM)
    await hear_everything()

    assert [kind for kind, _link in await mail(signed)] == ["shift_near"]
    assert await mail(waiting) == []


@pytest.mark.parametrize("topic", shifts.TOPICS)
def test_every_topic_is_one_that_a_command_tells(topic: str) -> None:
    from match.needs.states import NEED_MACHINE
    from match.volunteers.states import PROOF_MACHINE, SHIFT_MACHINE, SIGNUP_MACHINE

    moved = {
        move.event
        for machine in (SHIFT_MACHINE, SIGNUP_MACHINE, PROOF_MACHINE, NEED_MACHINE)
        for move in machine.moves.values()
    }
    told = {"shift.near", "shift.unconfirmed", "signup.pledged", "signup.corrected"}
    told |= {"shift.blocked", "call.asked", "call.over", "volunteer.proof_ending"}
    assert topic in moved | told | {"account.erased"}
