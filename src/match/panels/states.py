"""The ways of an expert in the pool, of a panel, and of one seat on it."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class ExpertStatus(StrEnum):
    applied = "applied"
    verified = "verified"
    refused = "refused"
    resting = "resting"
    left = "left"


class TieKind(StrEnum):
    """What may join an expert with an organisation (实施条例9; domain.md §2.2)."""

    employer = "employer"
    former = "former"
    family = "family"
    member = "member"
    owner = "owner"
    adviser = "adviser"
    other = "other"


class PanelStatus(StrEnum):
    """
    announced: rule and commitment are public. drawn: members are asked whether they are free of
    conflicts. scoring: packets are open to them. prices: all technical sheets are signed, price
    envelopes are not open yet. signing: all is counted, the report waits for signatures.
    """

    announced = "announced"
    drawn = "drawn"
    scoring = "scoring"
    prices = "prices"
    signing = "signing"
    reported = "reported"
    dissolved = "dissolved"


class SeatStatus(StrEnum):
    asked = "asked"
    confirmed = "confirmed"
    recused = "recused"
    missed = "missed"


class SeatKind(StrEnum):
    expert = "expert"
    purchaser = "purchaser"


class Basis(StrEnum):
    """Why the purchaser names this winner; any but the first needs a lawful reason."""

    first = "first"
    declined = "declined"
    unlawful = "unlawful"
    objection = "objection"
    incapable = "incapable"


E, P, T = ExpertStatus, PanelStatus, SeatStatus
EXPERT_MACHINE = Machine(
    {
        (E.applied, "verify"): Move(E.verified, "expert.verified"),
        (E.applied, "refuse"): Move(E.refused, "expert.refused"),
        (E.refused, "apply"): Move(E.applied, "expert.applied"),
        (E.left, "apply"): Move(E.applied, "expert.applied"),
        (E.verified, "apply"): Move(E.applied, "expert.applied"),
        (E.resting, "apply"): Move(E.applied, "expert.applied"),
        (E.verified, "rest"): Move(E.resting, "expert.resting"),
        (E.resting, "return"): Move(E.verified, "expert.returned"),
        (E.verified, "revoke"): Move(E.refused, "expert.refused"),
        (E.resting, "revoke"): Move(E.refused, "expert.refused"),
        (E.applied, "leave"): Move(E.left, "expert.left"),
        (E.verified, "leave"): Move(E.left, "expert.left"),
        (E.resting, "leave"): Move(E.left, "expert.left"),
    }
)
PANEL_MACHINE = Machine(
    {
        (P.announced, "draw"): Move(P.drawn, "panel.drawn"),
        (P.drawn, "seat"): Move(P.scoring, "panel.seated"),
        (P.scoring, "replace"): Move(P.drawn, "panel.redrawn"),
        (P.prices, "replace"): Move(P.drawn, "panel.redrawn"),
        (P.signing, "replace"): Move(P.drawn, "panel.redrawn"),
        (P.scoring, "close_sheets"): Move(P.prices, "panel.sheets_closed"),
        (P.scoring, "count"): Move(P.signing, "panel.counted"),
        (P.prices, "count"): Move(P.signing, "panel.counted"),
        (P.signing, "report"): Move(P.reported, "panel.reported"),
        (P.announced, "dissolve"): Move(P.dissolved, "panel.dissolved"),
        (P.drawn, "dissolve"): Move(P.dissolved, "panel.dissolved"),
        (P.scoring, "dissolve"): Move(P.dissolved, "panel.dissolved"),
        (P.prices, "dissolve"): Move(P.dissolved, "panel.dissolved"),
        (P.signing, "dissolve"): Move(P.dissolved, "panel.dissolved"),
    }
)
SEAT_MACHINE = Machine(
    {
        (T.asked, "confirm"): Move(T.confirmed, "panel.seat_confirmed"),
        (T.asked, "recuse"): Move(T.recused, "panel.seat_recused"),
        (T.confirmed, "recuse"): Move(T.recused, "panel.seat_recused"),
        (T.asked, "miss"): Move(T.missed, "panel.seat_missed"),
        (T.confirmed, "miss"): Move(T.missed, "panel.seat_missed"),
    }
)
# Members of a panel that still works: their seats count.
SITTING = frozenset({T.asked, T.confirmed})
WORKING = frozenset({P.drawn, P.scoring, P.prices, P.signing})


def expert_word(status: ExpertStatus) -> str:
    """The state of an expert in words."""
    return {
        E.applied: pgettext("expert", "待核验"),
        E.verified: pgettext("expert", "在库"),
        E.refused: pgettext("expert", "未通过"),
        E.resting: pgettext("expert", "暂停抽取"),
        E.left: pgettext("expert", "已退出"),
    }[status]


def panel_word(status: PanelStatus) -> str:
    """The state of a panel in words."""
    return {
        P.announced: pgettext("panel", "已公布抽取规则"),
        P.drawn: pgettext("panel", "已抽取，成员确认回避情况"),
        P.scoring: pgettext("panel", "评审中"),
        P.prices: pgettext("panel", "技术评审已签字，等待开启报价"),
        P.signing: pgettext("panel", "已汇总，成员签署报告"),
        P.reported: pgettext("panel", "评审报告已提交"),
        P.dissolved: pgettext("panel", "已解散"),
    }[status]


def seat_word(status: SeatStatus) -> str:
    """The state of a seat in words."""
    return {
        T.asked: pgettext("seat", "待确认"),
        T.confirmed: pgettext("seat", "已确认"),
        T.recused: pgettext("seat", "已回避"),
        T.missed: pgettext("seat", "未到"),
    }[status]


def tie_word(kind: TieKind) -> str:
    """A tie with an organisation in words."""
    return {
        TieKind.employer: pgettext("tie", "现工作单位"),
        TieKind.former: pgettext("tie", "三年内工作过的单位"),
        TieKind.family: pgettext("tie", "近亲属任职或负责的单位"),
        TieKind.member: pgettext("tie", "任会员、理事或监事的单位"),
        TieKind.owner: pgettext("tie", "出资或控股的单位"),
        TieKind.adviser: pgettext("tie", "担任顾问或提供过有偿服务的单位"),
        TieKind.other: pgettext("tie", "其他可能影响公正的单位"),
    }[kind]


def basis_word(basis: Basis) -> str:
    """Why this winner, in words."""
    return {
        Basis.first: pgettext("basis", "排名第一的候选人"),
        Basis.declined: pgettext("basis", "前一名书面放弃"),
        Basis.unlawful: pgettext("basis", "前一名经查实有违法行为，不符合中标条件"),
        Basis.objection: pgettext("basis", "质疑或投诉成立，前一名不再具备资格"),
        Basis.incapable: pgettext("basis", "前一名因不可抗力不能履行"),
    }[basis]
