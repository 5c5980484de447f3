"""How a wish to take a document down stands."""

from enum import StrEnum

from match.foundation.language import pgettext


class TakedownStatus(StrEnum):
    """
    asked: one person found something that may not be public; the text is not shown from here on.
    done: a second person agreed, text and salt are gone. refused: it is shown again.
    """

    asked = "asked"
    done = "done"
    refused = "refused"


def status_word(status: TakedownStatus) -> str:
    """In words."""
    return {
        TakedownStatus.asked: pgettext("takedown", "等待第二人确认"),
        TakedownStatus.done: pgettext("takedown", "已删除"),
        TakedownStatus.refused: pgettext("takedown", "不删除"),
    }[status]
