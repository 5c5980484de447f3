"""A purchase's way, as far as it goes here: draft, published, closed to answers, or withdrawn."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class TenderStatus(StrEnum):
    draft = "draft"
    published = "published"
    closed = "closed"
    withdrawn = "withdrawn"


class Method(StrEnum):
    """The methods of domain.md §2.4 that this house can run. Codes are those of its table."""

    internal = "INTERNAL"


S = TenderStatus
TENDER_MACHINE = Machine(
    {
        (S.draft, "publish"): Move(S.published, "tender.published"),
        (S.published, "close"): Move(S.closed, "tender.closed"),
        (S.draft, "withdraw"): Move(S.withdrawn, "tender.withdrawn"),
        (S.published, "withdraw"): Move(S.withdrawn, "tender.withdrawn"),
    }
)
# A withdrawn notice stays readable with its reason: suppliers have already begun to work on it.
PUBLIC = frozenset({S.published, S.closed, S.withdrawn})
OPEN = frozenset({S.published})


def outside(status: TenderStatus) -> str:
    """The state in words; the same for everybody, for a purchase is public business."""
    return {
        S.draft: pgettext("tender", "草稿"),
        S.published: pgettext("tender", "公告中"),
        S.closed: pgettext("tender", "已截止"),
        S.withdrawn: pgettext("tender", "已终止"),
    }[status]


def method_word(method: Method) -> str:
    """The method in words."""
    return {Method.internal: pgettext("tender-method", "限额以下自行采购")}[method]
