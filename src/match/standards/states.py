"""What an inspection finds, and the lives of a flag and a survey."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Result(StrEnum):
    """Of one line."""

    passed = "pass"
    failed = "fail"
    absent = "na"


class FlagStatus(StrEnum):
    """A line that a home failed; closed by a later inspection, a need that was met, or a reason."""

    open = "open"
    passed = "passed"
    met = "met"
    waived = "waived"


class SurveyStatus(StrEnum):
    """A survey of villages."""

    open = "open"
    closed = "closed"


F = FlagStatus
FLAG_MACHINE = Machine(
    {
        (F.open, "pass"): Move(F.passed, "standard_flag.passed"),
        (F.open, "meet"): Move(F.met, "standard_flag.met"),
        (F.open, "waive"): Move(F.waived, "standard_flag.waived"),
        (F.met, "reopen"): Move(F.open, "standard_flag.reopened"),
    }
)
SURVEY_MACHINE = Machine(
    {
        (SurveyStatus.open, "close"): Move(SurveyStatus.closed, "survey.closed"),
        (SurveyStatus.closed, "reopen"): Move(SurveyStatus.open, "survey.reopened"),
    }
)


def result_word(result: Result) -> str:
    """What was found, in a word."""
    return {
        Result.passed: pgettext("inspection", "符合"),
        Result.failed: pgettext("inspection", "不符合"),
        Result.absent: pgettext("inspection", "不适用"),
    }[result]


def flag_word(status: FlagStatus) -> str:
    """Where a flag stands, in words."""
    return {
        FlagStatus.open: pgettext("flag", "待整改"),
        FlagStatus.passed: pgettext("flag", "复查已符合"),
        FlagStatus.met: pgettext("flag", "需求已满足"),
        FlagStatus.waived: pgettext("flag", "说明原因后保留"),
    }[status]


def flag_tone(status: FlagStatus) -> str:
    """The colour of its chip; the words beside it say the same."""
    return "zhusha" if status is FlagStatus.open else "zhu"
