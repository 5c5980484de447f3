"""A use report's way: told, looked at where a picture or a word asks for it, corrected later."""

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move
from match.giving.states import ReportStatus

S = ReportStatus
REPORT_MACHINE = Machine(
    {
        (S.submitted, "accept"): Move(S.accepted, "use_report.accepted"),
        (S.submitted, "return"): Move(S.returned, "use_report.returned"),
        **{
            (status, "replace"): Move(S.replaced, "use_report.replaced")
            for status in (S.submitted, S.returned, S.accepted)
        },
    }
)


def report_word(status: ReportStatus) -> str:
    """The state in words."""
    return {
        S.submitted: pgettext("use report", "待查看"),
        S.returned: pgettext("use report", "已退回，请更正"),
        S.accepted: pgettext("use report", "捐赠人可见"),
        S.replaced: pgettext("use report", "已被更正"),
    }[status]


def report_tone(status: ReportStatus) -> str:
    """The colour of a state's chip; the words beside it say the same."""
    return {S.submitted: "dao", S.returned: "zhusha", S.accepted: "zhu", S.replaced: "ink"}[status]
