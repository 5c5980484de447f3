"""A bid's way, and a tender's sealing: from the officials' keys to what everybody may read."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Envelope(StrEnum):
    """What is sealed apart: how the service is given, and for how much."""

    technical = "technical"
    price = "price"


class BidStatus(StrEnum):
    """`lapsed`: not confirmed after the documents changed. `unopened`: too few bids, for ever."""

    sealed = "sealed"
    replaced = "replaced"
    withdrawn = "withdrawn"
    lapsed = "lapsed"
    unopened = "unopened"
    opened = "opened"
    void = "void"


class SealingStatus(StrEnum):
    """
    Where the opening of one tender stands. `technical`: the technical envelopes are public and
    the prices still sealed; `pricing`: the officials may open those too.
    """

    arranged = "arranged"
    gathering = "gathering"
    technical = "technical"
    pricing = "pricing"
    opened = "opened"
    refused = "refused"


class BoardKind(StrEnum):
    """What the public board says. Names are kept for ever: they are part of every link."""

    keys = "keys"
    sealed = "sealed"
    replaced = "replaced"
    withdrawn = "withdrawn"
    confirmed = "confirmed"
    opening = "opening"
    shares = "shares"
    wrong_share = "wrong_share"
    prices_allowed = "prices_allowed"
    opened = "opened"
    void = "void"
    refused = "refused"
    correction = "correction"


B = BidStatus
BID_MACHINE = Machine(
    {
        (B.sealed, "replace"): Move(B.replaced, "bid.replaced"),
        (B.sealed, "withdraw"): Move(B.withdrawn, "bid.withdrawn"),
        (B.sealed, "lapse"): Move(B.lapsed, "bid.lapsed"),
        (B.sealed, "refuse"): Move(B.unopened, "bid.unopened"),
        (B.sealed, "open"): Move(B.opened, "bid.opened"),
        (B.sealed, "void"): Move(B.void, "bid.voided"),
        (B.opened, "void"): Move(B.void, "bid.voided"),
    }
)

S = SealingStatus
SEALING_MACHINE = Machine(
    {
        (S.arranged, "begin"): Move(S.gathering, "bids.opening_begun"),
        (S.gathering, "open"): Move(S.opened, "bids.opened"),
        (S.gathering, "open_technical"): Move(S.technical, "bids.technical_opened"),
        (S.technical, "allow_prices"): Move(S.pricing, "bids.prices_allowed"),
        (S.pricing, "open_prices"): Move(S.opened, "bids.opened"),
        (S.arranged, "refuse"): Move(S.refused, "bids.refused"),
        (S.gathering, "refuse"): Move(S.refused, "bids.refused"),
        (S.technical, "refuse"): Move(S.refused, "bids.refused"),
        (S.pricing, "refuse"): Move(S.refused, "bids.refused"),
    }
)

# One bid of a bidder in one tender, at most, stands in these.
STANDING = frozenset({B.sealed, B.opened, B.void})
# What is readable: a void bid is published with its reason, where it could be opened at all.
READABLE = frozenset({B.opened, B.void})


def outside(status: BidStatus) -> str:
    """The state of a bid in words."""
    return {
        B.sealed: pgettext("bid", "已密封"),
        B.replaced: pgettext("bid", "已被替换"),
        B.withdrawn: pgettext("bid", "已撤回"),
        B.lapsed: pgettext("bid", "未重新确认，失效"),
        B.unopened: pgettext("bid", "不予开启"),
        B.opened: pgettext("bid", "已开启"),
        B.void: pgettext("bid", "无效"),
    }[status]


def sealing_word(status: SealingStatus) -> str:
    """Where the opening stands, in words."""
    return {
        S.arranged: pgettext("sealing", "等待截止"),
        S.gathering: pgettext("sealing", "正在开标"),
        S.technical: pgettext("sealing", "技术部分已开启，报价仍密封"),
        S.pricing: pgettext("sealing", "正在开启报价"),
        S.opened: pgettext("sealing", "已全部开启"),
        S.refused: pgettext("sealing", "不予开启"),
    }[status]


def envelope_word(envelope: Envelope) -> str:
    """The envelope in words."""
    return {
        Envelope.technical: pgettext("envelope", "技术部分"),
        Envelope.price: pgettext("envelope", "报价部分"),
    }[envelope]
