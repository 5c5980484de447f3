"""Every state and every verb of shifts and sign-ups, against tables written by hand."""

import pytest

from match.foundation.db import one, value
from match.foundation.errors import Conflict
from match.volunteers.states import (
    SHIFT_MACHINE,
    SIGNUP_MACHINE,
    ShiftStatus,
    SignupStatus,
    shift_word,
    signup_word,
)
from match.volunteers.tables import Shift, ShiftSignup
from tests.volunteers import make

S, U = ShiftStatus, SignupStatus
# What is not here is refused.
SHIFTS: dict[ShiftStatus, dict[str, ShiftStatus]] = {
    S.draft: {"open": S.open, "cancel": S.cancelled},
    S.open: {"fill": S.full, "start": S.running, "cancel": S.cancelled},
    S.full: {"free": S.open, "start": S.running, "cancel": S.cancelled},
    S.running: {"finish": S.done},
    S.done: {"confirm": S.confirmed},
    S.confirmed: {},
    S.cancelled: {},
}
SIGNUPS: dict[SignupStatus, dict[str, SignupStatus]] = {
    U.waiting: {
        "promote": U.signed,
        "withdraw": U.withdrawn,
        "lapse": U.lapsed,
        "cancel": U.cancelled,
    },
    U.signed: {
        "withdraw": U.withdrawn,
        "check_in": U.checked_in,
        "miss": U.absent,
        "cancel": U.cancelled,
    },
    U.checked_in: {"confirm": U.confirmed, "miss": U.absent, "cancel": U.cancelled},
    U.absent: {"check_in": U.checked_in},
    U.confirmed: {"miss": U.absent},
    U.withdrawn: {},
    U.lapsed: {},
    U.cancelled: {},
}


def test_the_machines_have_no_verb_that_the_tables_do_not_know() -> None:
    assert set(SHIFTS) == set(S)
    assert set(SIGNUPS) == set(U)
    assert {verb for _s, verb in SHIFT_MACHINE.moves} == {v for m in SHIFTS.values() for v in m}
    assert {verb for _s, verb in SIGNUP_MACHINE.moves} == {v for m in SIGNUPS.values() for v in m}


@pytest.mark.parametrize("state", list(S))
async def test_every_verb_moves_a_real_shift_as_the_table_says(
    db: None, state: ShiftStatus
) -> None:
    scene = await make.opened()
    for verb in {verb for moves in SHIFTS.values() for verb in moves}:
        await value(
            "UPDATE shift SET status = $2, reason = '天气原因' WHERE id = $1", scene.shift, state
        )
        expected = SHIFTS[state].get(verb)
        if expected is None:
            with pytest.raises(Conflict):
                await SHIFT_MACHINE.fire(Shift, scene.shift, state, verb)
        else:
            await SHIFT_MACHINE.fire(Shift, scene.shift, state, verb)
        assert await make.status(scene) == (expected or state), verb


@pytest.mark.parametrize("state", list(U))
async def test_every_verb_moves_a_real_signup_as_the_table_says(
    db: None, state: SignupStatus
) -> None:
    scene = await make.opened()
    _actor, signup = await make.signed(scene)
    for verb in {verb for moves in SIGNUPS.values() for verb in moves}:
        confirmed = state is U.confirmed
        await one(
            "UPDATE shift_signup SET status = $2, minutes = $3, confirmed_at = now()"
            " WHERE id = $1 RETURNING id",
            signup,
            state,
            60 if confirmed else None,
        )
        expected = SIGNUPS[state].get(verb)
        sets = {"minutes": 60 if expected is U.confirmed else None}
        if expected is None:
            with pytest.raises(Conflict):
                await SIGNUP_MACHINE.fire(ShiftSignup, signup, state, verb, sets)
        else:
            await SIGNUP_MACHINE.fire(ShiftSignup, signup, state, verb, sets)
        assert await make.standing(signup) == (expected or state), verb


def test_every_state_has_a_word_of_its_own() -> None:
    assert len({shift_word(state) for state in S}) == len(S)
    assert len({signup_word(state) for state in U}) == len(U)
