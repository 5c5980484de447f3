"""An offer's way, as domain.md §1.10 tells it, with a return to draft for another try."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class OfferStatus(StrEnum):
    """``verifying``: a person looks at account, qualification and words. ``reserved``: everything
    is promised. ``delivered``: everything has arrived."""

    draft = "draft"
    verifying = "verifying"
    published = "published"
    reserved = "reserved"
    delivered = "delivered"
    closed = "closed"
    rejected = "rejected"
    withdrawn = "withdrawn"
    expired = "expired"


class Place(StrEnum):
    """Where units of an offer are; ``open`` is what no column holds."""

    open = "open"
    reserved = "reserved"
    committed = "committed"
    delivered = "delivered"


S = OfferStatus
OFFER_MACHINE = Machine(
    {
        (S.draft, "submit"): Move(S.verifying, "offer.submitted"),
        (S.verifying, "publish"): Move(S.published, "offer.published"),
        (S.verifying, "return"): Move(S.draft, "offer.returned"),
        (S.verifying, "reject"): Move(S.rejected, "offer.rejected"),
        (S.published, "reserve"): Move(S.reserved, "offer.reserved"),
        (S.reserved, "release"): Move(S.published, "offer.released"),
        (S.published, "deliver"): Move(S.delivered, "offer.delivered"),
        (S.reserved, "deliver"): Move(S.delivered, "offer.delivered"),
        (S.delivered, "reopen"): Move(S.reserved, "offer.reopened"),
        (S.delivered, "release"): Move(S.published, "offer.released"),
        (S.delivered, "close"): Move(S.closed, "offer.closed"),
        **{
            (s, "withdraw"): Move(S.withdrawn, "offer.withdrawn")
            for s in (S.draft, S.verifying, S.published, S.reserved)
        },
        **{
            (s, "expire"): Move(S.expired, "offer.expired")
            for s in (S.verifying, S.published, S.reserved)
        },
    }
)
# What the public may find. A fully promised offer stays readable: a link to it must not break.
PUBLIC = frozenset({S.published, S.reserved, S.delivered, S.closed})
OPEN = frozenset({S.published})
WRITABLE = frozenset({S.draft})
LIVE = frozenset({S.published, S.reserved})


def inside(status: OfferStatus) -> str:
    """The state in the words of the giver and the staff."""
    return {
        S.draft: pgettext("offer", "草稿"),
        S.verifying: pgettext("offer", "待核实"),
        S.published: pgettext("offer", "已发布"),
        S.reserved: pgettext("offer", "已全部预留"),
        S.delivered: pgettext("offer", "已送达"),
        S.closed: pgettext("offer", "已办结"),
        S.rejected: pgettext("offer", "未通过"),
        S.withdrawn: pgettext("offer", "已撤回"),
        S.expired: pgettext("offer", "已过期"),
    }[status]


def outside(status: OfferStatus) -> str:
    """The state in the words of the public."""
    if status is S.published:
        return pgettext("offer-public", "可以申请")
    if status is S.reserved:
        return pgettext("offer-public", "已全部约定")
    if status in (S.delivered, S.closed):
        return pgettext("offer-public", "已经送达")
    return pgettext("offer-public", "暂未公开")
