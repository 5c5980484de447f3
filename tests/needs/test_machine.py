"""Every state and every verb, against a table written by hand."""

import pytest

from match.foundation.db import value
from match.foundation.errors import Conflict
from match.needs.states import NEED_MACHINE, OPEN, PUBLIC, WAITING, NeedStatus, inside, outside
from match.needs.tables import Need
from tests.needs import make

S = NeedStatus
# domain.md §1.10, with the reviewers' questions. What is not here is refused.
EXPECTED: dict[NeedStatus, dict[str, NeedStatus]] = {
    S.draft: {"submit": S.township, "submit_for_privacy": S.privacy, "withdraw": S.withdrawn},
    S.privacy: {
        "clear_privacy": S.township,
        "return": S.draft,
        "reject": S.rejected,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.township: {
        "check": S.county,
        "ask": S.information,
        "return": S.draft,
        "reject": S.rejected,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.county: {
        "approve": S.published,
        "ask": S.information,
        "return": S.draft,
        "reject": S.rejected,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.information: {
        "answer": S.township,
        "answer_for_privacy": S.privacy,
        "return": S.draft,
        "reject": S.rejected,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.published: {
        "propose": S.matching,
        "meet_part": S.partly_met,
        "meet": S.met,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.matching: {
        "unpropose": S.published,
        "meet_part": S.partly_met,
        "meet": S.met,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.partly_met: {
        "meet_part": S.partly_met,
        "meet": S.met,
        "reopen": S.published,
        "withdraw": S.withdrawn,
        "expire": S.expired,
    },
    S.met: {"confirm": S.confirmed, "meet_part": S.partly_met, "reopen": S.published},
    S.confirmed: {"close": S.closed},
    S.closed: {},
    S.rejected: {},
    S.withdrawn: {},
    S.expired: {},
}
VERBS = sorted({verb for moves in EXPECTED.values() for verb in moves})


def test_the_machine_has_no_verb_that_the_table_does_not_know() -> None:
    assert {verb for _state, verb in NEED_MACHINE.moves} == set(VERBS)
    assert set(EXPECTED) == set(NeedStatus)


@pytest.mark.parametrize("state", list(NeedStatus))
async def test_every_verb_moves_a_real_row_as_the_table_says_or_is_refused(
    db: None, state: NeedStatus
) -> None:
    scene = await make.draft()
    for verb in VERBS:
        await value("UPDATE need SET status = $2 WHERE id = $1", scene.need, str(state))
        expected = EXPECTED[state].get(verb)
        if expected is None:
            with pytest.raises(Conflict):
                await NEED_MACHINE.fire(Need, scene.need, state, verb)
            assert await make.status(scene.need) == state, verb
        else:
            await NEED_MACHINE.fire(Need, scene.need, state, verb)
            assert await make.status(scene.need) == expected, verb


async def test_whoever_comes_second_is_told_so(db: None) -> None:
    scene = await make.waiting()
    await NEED_MACHINE.fire(Need, scene.need, S.township, "check")

    with pytest.raises(Conflict, match="别人刚刚处理过"):
        await NEED_MACHINE.fire(Need, scene.need, S.township, "reject")


def test_every_state_has_a_name_inside_and_outside() -> None:
    assert len({inside(state) for state in NeedStatus}) == len(NeedStatus)
    assert {outside(state) for state in set(NeedStatus) - PUBLIC} == {"暂未公开"}


def test_open_needs_are_public_and_waiting_ones_are_not() -> None:
    assert OPEN < PUBLIC
    assert not WAITING & PUBLIC
