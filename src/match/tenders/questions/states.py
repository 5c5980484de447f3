"""A question's way: it waits, then it is answered to all; or it ends with the purchase."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class QuestionStatus(StrEnum):
    waiting = "waiting"
    answered = "answered"
    ended = "ended"


Q = QuestionStatus
QUESTION_MACHINE = Machine(
    {
        (Q.waiting, "answer"): Move(Q.answered, "tender.question_answered"),
        (Q.waiting, "end"): Move(Q.ended, "tender.question_ended"),
    }
)


def question_word(status: QuestionStatus) -> str:
    """The state in words."""
    return {
        Q.waiting: pgettext("tender-question", "待答复"),
        Q.answered: pgettext("tender-question", "已答复"),
        Q.ended: pgettext("tender-question", "随采购结束"),
    }[status]
