"""The way of a pair, and of a letter through the home."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class PairStatus(StrEnum):
    """A helper is accepted twice before anybody thinks of a child; ended pairs are looked after."""

    offered = "offered"
    home_accepted = "home_accepted"
    county_accepted = "county_accepted"
    active = "active"
    ended = "ended"
    followed = "followed"
    refused = "refused"
    withdrawn = "withdrawn"


class LetterStatus(StrEnum):
    """The home reads every letter before it goes on."""

    waiting = "waiting"
    passed = "passed"
    refused = "refused"


S = PairStatus
PAIR_MACHINE = Machine(
    {
        (S.offered, "accept_home"): Move(S.home_accepted, "pair.home_accepted"),
        (S.home_accepted, "accept_county"): Move(S.county_accepted, "pair.county_accepted"),
        (S.county_accepted, "begin"): Move(S.active, "pair.begun"),
        (S.active, "end"): Move(S.ended, "pair.ended"),
        (S.ended, "follow"): Move(S.followed, "pair.followed"),
        (S.offered, "refuse"): Move(S.refused, "pair.refused"),
        (S.home_accepted, "refuse"): Move(S.refused, "pair.refused"),
        (S.county_accepted, "refuse"): Move(S.refused, "pair.refused"),
        (S.offered, "withdraw"): Move(S.withdrawn, "pair.withdrawn"),
        (S.home_accepted, "withdraw"): Move(S.withdrawn, "pair.withdrawn"),
        (S.county_accepted, "withdraw"): Move(S.withdrawn, "pair.withdrawn"),
    }
)
L = LetterStatus
LETTER_MACHINE = Machine(
    {
        (L.waiting, "pass_on"): Move(L.passed, "letter.passed"),
        (L.waiting, "refuse"): Move(L.refused, "letter.refused"),
    }
)


def pair_word(status: PairStatus) -> str:
    """Where a pair stands."""
    return {
        S.offered: pgettext("pair", "等儿童之家同意"),
        S.home_accepted: pgettext("pair", "等县级民政部门同意"),
        S.county_accepted: pgettext("pair", "等监护人同意"),
        S.active: pgettext("pair", "结对中"),
        S.ended: pgettext("pair", "已结束，待回访"),
        S.followed: pgettext("pair", "已回访"),
        S.refused: pgettext("pair", "未同意"),
        S.withdrawn: pgettext("pair", "已撤回"),
    }[status]


def letter_word(status: LetterStatus) -> str:
    """Where a letter stands."""
    return {
        L.waiting: pgettext("letter", "等儿童之家审阅"),
        L.passed: pgettext("letter", "已转交"),
        L.refused: pgettext("letter", "已退回"),
    }[status]


def mode_word(mode: str) -> str:
    """What kind of pair is asked for."""
    return {
        "PAIR-STUDY": pgettext("pair", "助学结对"),
        "PAIR-COMP": pgettext("pair", "陪伴结对"),
    }[mode]
