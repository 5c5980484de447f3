"""The way of an organisation that is being incubated, and of a township's counsellor."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Stage(StrEnum):
    """How far an organisation has come: each step needs the fact that proves it."""

    seed = "seed"
    registered = "registered"
    contracted = "contracted"
    graduated = "graduated"
    left = "left"


class CounsellorStatus(StrEnum):
    """Proposed counsellors count once somebody else saw the certificate."""

    waiting = "waiting"
    checked = "checked"
    refused = "refused"
    ended = "ended"


class BaseLevel(StrEnum):
    """Bases stand at three levels (notice 4.2a)."""

    province = "province"
    prefecture = "prefecture"
    county = "county"


S = Stage
STAGE_MACHINE = Machine(
    {
        (S.seed, "register"): Move(S.registered, "incubation.registered"),
        (S.registered, "contract"): Move(S.contracted, "incubation.contracted"),
        (S.contracted, "graduate"): Move(S.graduated, "incubation.graduated"),
        **{
            (stage, "leave"): Move(S.left, "incubation.dropped")
            for stage in (S.seed, S.registered, S.contracted)
        },
    }
)

C = CounsellorStatus
COUNSELLOR_MACHINE = Machine(
    {
        (C.waiting, "check"): Move(C.checked, "counsellor.checked"),
        (C.waiting, "refuse"): Move(C.refused, "counsellor.refused"),
        (C.checked, "end"): Move(C.ended, "counsellor.ended"),
    }
)


def stage_word(stage: Stage) -> str:
    """A stage in words."""
    return {
        S.seed: pgettext("incubation", "培育中"),
        S.registered: pgettext("incubation", "已登记"),
        S.contracted: pgettext("incubation", "已承接首个项目"),
        S.graduated: pgettext("incubation", "已出壳"),
        S.left: pgettext("incubation", "已退出"),
    }[stage]


def step_word(verb: str) -> str:
    """What a button does to the stage."""
    return {
        "register": pgettext("incubation", "登记为法人"),
        "contract": pgettext("incubation", "承接首个项目"),
        "graduate": pgettext("incubation", "出壳"),
        "leave": pgettext("incubation", "退出孵化"),
    }[verb]


def counsellor_word(status: CounsellorStatus) -> str:
    """Where a counsellor's certificate stands."""
    return {
        C.waiting: pgettext("counsellor", "待核验"),
        C.checked: pgettext("counsellor", "已核验"),
        C.refused: pgettext("counsellor", "未通过"),
        C.ended: pgettext("counsellor", "已离任"),
    }[status]


def level_word(level: BaseLevel) -> str:
    """A base's level in words."""
    return {
        BaseLevel.province: pgettext("base", "省级"),
        BaseLevel.prefecture: pgettext("base", "市州级"),
        BaseLevel.county: pgettext("base", "县级"),
    }[level]
