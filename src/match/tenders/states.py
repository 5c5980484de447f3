"""A purchase's way from plan to archive; suspension stands beside it (decision 0022)."""

from datetime import datetime
from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class TenderStatus(StrEnum):
    """``intent``: 意向公告 is out; ``opened``: the bids are public; ``failed``: 废标."""

    draft = "draft"
    intent = "intent"
    published = "published"
    closed = "closed"
    opened = "opened"
    reported = "reported"
    decided = "decided"
    awarded = "awarded"
    contracted = "contracted"
    archived = "archived"
    failed = "failed"
    withdrawn = "withdrawn"


class Mode(StrEnum):
    """light: under the limit, by the unit's own rules; full: the law's procedure run here; mirror:
    a procedure of the official system, recorded here, for which no bids are taken."""

    light = "light"
    full = "full"
    mirror = "mirror"


class Method(StrEnum):
    """The eight methods of domain.md §2.4. Codes are those of its table."""

    open = "OPEN"
    invite = "INVITE"
    negotiate = "NEGOT"
    consult = "CONSULT"
    inquire = "INQUIRY"
    single = "SINGLE"
    frame = "FRAME"
    internal = "INTERNAL"


class Scheme(StrEnum):
    """How the winner is found: the lowest price that meets all demands, or the most points."""

    lowest = "lowest"
    scoring = "scoring"


class Envelopes(StrEnum):
    """When the price envelope is opened: with the technical one, or after its scores are signed."""

    together = "together"
    price_after = "price_after"


class CriterionKind(StrEnum):
    """``pass``: met or not, never points (财库〔2021〕22号21)."""

    passing = "pass"
    objective = "objective"
    subjective = "subjective"
    price = "price"


S = TenderStatus
LIVE = (S.draft, S.intent, S.published, S.closed, S.opened, S.reported, S.decided, S.awarded)
"""Before there is a contract, in the order of the way."""

TENDER_MACHINE = Machine(
    {
        (S.draft, "announce_intent"): Move(S.intent, "tender.intent"),
        (S.draft, "publish"): Move(S.published, "tender.published"),
        (S.intent, "publish"): Move(S.published, "tender.published"),
        (S.published, "close"): Move(S.closed, "tender.closed"),
        (S.closed, "open"): Move(S.opened, "tender.opened"),
        (S.opened, "report"): Move(S.reported, "tender.reported"),
        (S.reported, "decide"): Move(S.decided, "tender.decided"),
        (S.decided, "award"): Move(S.awarded, "tender.awarded"),
        (S.awarded, "contract"): Move(S.contracted, "tender.contracted"),
        **{
            (state, "rejudge"): Move(S.opened, "tender.rejudged")
            for state in (S.reported, S.decided, S.awarded)
        },
        **{(state, "fail"): Move(S.failed, "tender.failed") for state in LIVE[3:]},
        **{(state, "withdraw"): Move(S.withdrawn, "tender.withdrawn") for state in LIVE},
        **{
            (state, "archive"): Move(S.archived, "tender.archived")
            for state in (S.contracted, S.failed, S.withdrawn)
        },
    }
)
# A withdrawn or failed notice stays readable with its reason: suppliers have worked on it.
PUBLIC = frozenset(S) - {S.draft}
OPEN = frozenset({S.published})
PLANNED = frozenset({S.draft, S.intent})
ENDINGS = frozenset({"fail", "withdraw"})
"""Verbs that a suspension does not hold up: it cannot force a purchase to go on."""

STEP_AT = {
    "announce_intent": "intent_at",
    "close": "closed_at",
    "open": "opened_at",
    "report": "reported_at",
    "decide": "decided_at",
    "award": "awarded_at",
    "contract": "contracted_at",
    "archive": "archived_at",
    "fail": "ended_at",
    "withdraw": "ended_at",
}
"""The column that keeps when a verb happened; ``published_at`` is written with the notice."""


def is_named(status: TenderStatus, contracted_at: datetime | None) -> bool:
    """Whether the result is public: before the award a decision is the purchaser's own, and what
    failed afterwards has no winner."""
    return status in (S.awarded, S.contracted) or (
        status is S.archived and contracted_at is not None
    )


def outside(status: TenderStatus) -> str:
    """The state in words; the same for everybody, for a purchase is public business."""
    return {
        S.draft: pgettext("tender", "草稿"),
        S.intent: pgettext("tender", "采购意向"),
        S.published: pgettext("tender", "公告中"),
        S.closed: pgettext("tender", "已截止"),
        S.opened: pgettext("tender", "评审中"),
        S.reported: pgettext("tender", "待确定结果"),
        S.decided: pgettext("tender", "已确定供应商"),
        S.awarded: pgettext("tender", "结果已公告"),
        S.contracted: pgettext("tender", "已签合同"),
        S.archived: pgettext("tender", "已归档"),
        S.failed: pgettext("tender", "已废标"),
        S.withdrawn: pgettext("tender", "已终止"),
    }[status]


def method_word(method: Method) -> str:
    """The method in words."""
    return {
        Method.open: pgettext("tender-method", "公开招标"),
        Method.invite: pgettext("tender-method", "邀请招标"),
        Method.negotiate: pgettext("tender-method", "竞争性谈判"),
        Method.consult: pgettext("tender-method", "竞争性磋商"),
        Method.inquire: pgettext("tender-method", "询价"),
        Method.single: pgettext("tender-method", "单一来源采购"),
        Method.frame: pgettext("tender-method", "框架协议采购"),
        Method.internal: pgettext("tender-method", "限额以下自行采购"),
    }[method]


def mode_word(mode: Mode) -> str:
    """The mode in words."""
    return {
        Mode.light: pgettext("tender-mode", "简易流程"),
        Mode.full: pgettext("tender-mode", "完整流程"),
        Mode.mirror: pgettext("tender-mode", "登记官方系统的采购"),
    }[mode]
