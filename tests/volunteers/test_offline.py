"""Presence without network: signed codes, the telephone's own time, once for each tap."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import NotFound
from match.volunteers import commands
from match.volunteers.door import door_pass, opens
from match.volunteers.forms import ReportForm
from match.volunteers.states import Outcome, Verb
from tests.volunteers import make


async def told(
    scene: make.Scene, actor: Actor, verb: Verb, at: datetime, **other: object
) -> tuple[Outcome, str]:
    """One report with a fresh key and the signed code."""
    fields: dict[str, object] = {
        "key": uuid4(),
        "shift_id": scene.shift,
        "verb": verb,
        "told_at": at,
        "code": door_pass(scene.shift, scene.ends + timedelta(hours=1)),
        **other,
    }
    return await commands.report_presence(actor, ReportForm(**fields))  # pyright: ignore[reportArgumentType] # fields by name


async def test_a_signed_code_opens_its_own_shift_until_its_end(db: None) -> None:
    end = datetime(2026, 12, 5, 18, tzinfo=clock.HERE)
    code = door_pass(7, end)
    shift = {"id": 7, "code": "ABCD2345"}

    assert opens(shift, code, end)
    assert opens(shift, "abcd 2345", end)
    assert not opens(shift, code, end + timedelta(seconds=1))
    assert not opens(shift | {"id": 8}, code, end)
    # Its end moved by an hour, its shift changed, its signature cut: nothing of it holds.
    parts = code.split(".")
    later = ".".join([parts[0], parts[1], str(int(parts[2]) + 3600), parts[3]])
    assert not opens(shift, later, end)
    assert not opens(shift | {"id": 8}, code.replace(".7.", ".8."), end)
    assert not opens(shift, code[:-1], end)


async def test_what_was_told_later_counts_from_the_time_it_tells(db: None) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)
    came, left = scene.starts + timedelta(minutes=10), scene.ends - timedelta(minutes=20)

    with clock.freeze(scene.ends + timedelta(hours=5)):
        assert await told(scene, actor, Verb.come, came) == (Outcome.taken, "")
        assert await told(scene, actor, Verb.go, left) == (Outcome.taken, "")

    row = await one("SELECT * FROM shift_signup WHERE id = $1", signup)
    assert row is not None
    assert (row["checked_in_at"], row["checked_out_at"]) == (came, left)
    assert (row["in_by_device"], row["out_by_device"]) == (True, True)


async def test_told_twice_it_counts_once(db: None) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)
    key = UUID(int=7)

    with clock.freeze(scene.ends):
        first = await told(scene, actor, Verb.come, scene.starts, key=key)
        again = await told(scene, actor, Verb.come, scene.starts + timedelta(hours=1), key=key)
        stranger = await make.volunteer()
        with pytest.raises(NotFound):
            await told(scene, stranger, Verb.come, scene.starts, key=key)

    assert first == again == (Outcome.taken, "")
    assert await value("SELECT count(*) FROM presence_report WHERE key = $1", key) == 1
    assert (
        await value("SELECT checked_in_at FROM shift_signup WHERE id = $1", signup) == scene.starts
    )


@pytest.mark.parametrize(
    ("now", "shift", "words"),
    [
        (timedelta(hours=3), timedelta(minutes=-31), "不在签到时间内"),
        (timedelta(hours=3), timedelta(hours=2, minutes=1), "不在签到时间内"),
        (timedelta(0), timedelta(minutes=6), "比现在还晚"),
    ],
)
async def test_a_time_that_cannot_be_is_refused_and_kept(
    db: None, now: timedelta, shift: timedelta, words: str
) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)

    with clock.freeze(scene.starts + now):
        outcome, why = await told(scene, actor, Verb.come, scene.starts + shift)

    assert outcome is Outcome.refused
    assert words in why
    assert await make.standing(signup) == "signed"
    assert await value("SELECT words FROM presence_report WHERE shift_id = $1", scene.shift) == why


async def test_a_wrong_code_and_a_stranger_are_refused(db: None) -> None:
    scene = await make.opened()
    actor, _signup = await make.signed(scene)
    stranger = await make.volunteer()

    with clock.freeze(scene.ends):
        wrong = await told(scene, actor, Verb.come, scene.starts, code="AAAA2222")
        nobody = await told(scene, stranger, Verb.come, scene.starts)

    assert wrong[0] is Outcome.refused
    assert "签到码不对" in wrong[1]
    assert nobody[0] is Outcome.refused


async def test_the_homes_phone_ticks_for_others_never_for_itself(db: None) -> None:
    scene = await make.opened()
    actor, signup = await make.signed(scene)

    with clock.freeze(scene.ends):
        outcome, _why = await told(
            scene, scene.director, Verb.come, scene.starts, code="", signup_id=signup
        )
        own = await told(scene, actor, Verb.come, scene.starts, code="", signup_id=signup)

    assert outcome is Outcome.taken
    assert own[0] is Outcome.refused
    assert await make.standing(signup) == "checked_in"
