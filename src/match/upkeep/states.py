"""
The ways of what keeps a home going: its build grant, the allowance of its director, its title.

Each way has two persons in it: nobody approves, checks or names what they asked for themselves.
"""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Level(StrEnum):
    """The three levels of government that the notice speaks to (H2, 3.1d, 5.1a, 5.2a)."""

    province = "province"
    prefecture = "prefecture"
    county = "county"


class GrantStatus(StrEnum):
    """``allotted``: each level named its document; ``paid``: each level's money arrived."""

    requested = "requested"
    approved = "approved"
    allotted = "allotted"
    paid = "paid"
    closed = "closed"
    refused = "refused"
    withdrawn = "withdrawn"


class SheetStatus(StrEnum):
    """A sheet of allowances: drawn up, proposed, checked by another person, paid."""

    draft = "draft"
    proposed = "proposed"
    checked = "checked"
    paid = "paid"
    discarded = "discarded"


class TitleStatus(StrEnum):
    """``applied`` waits for the county, then each level up to the one that names."""

    applied = "applied"
    county_passed = "county_passed"
    prefecture_passed = "prefecture_passed"
    named = "named"
    refused = "refused"
    withdrawn = "withdrawn"
    revoked = "revoked"


class InsuranceKind(StrEnum):
    """Codes of the list ``insurance`` in codes_home.csv that a home can have (5.4d, 5.4f)."""

    venue = "INS-VENUE"
    accident = "INS-ACC"


class Payer(StrEnum):
    """Who pays an insurance."""

    county = "county"
    township = "township"
    village = "village"
    family = "family"
    giver = "giver"


class CostKind(StrEnum):
    """What a home's running money went to."""

    energy = "energy"
    repair = "repair"
    supplies = "supplies"
    activity = "activity"
    cleaning = "cleaning"
    network = "network"
    other = "other"


class BodyKind(StrEnum):
    """What 5.1a leaves open: a leading group, or a joint meeting."""

    leading_group = "leading_group"
    joint_meeting = "joint_meeting"


class DepartmentKind(StrEnum):
    """The five that issued the notice and to which it is addressed (H2)."""

    civil = "civil"
    party = "party"
    finance = "finance"
    education = "education"
    federation = "federation"


class DecisionStatus(StrEnum):
    """A decision of a meeting is a task of a department until it says what became of it."""

    open = "open"
    done = "done"


G = GrantStatus
GRANT_MACHINE = Machine(
    {
        (G.requested, "approve"): Move(G.approved, "grant.approved"),
        (G.requested, "refuse"): Move(G.refused, "grant.refused"),
        (G.requested, "withdraw"): Move(G.withdrawn, "grant.withdrawn"),
        (G.approved, "allot"): Move(G.allotted, "grant.allotted"),
        (G.allotted, "pay"): Move(G.paid, "grant.paid"),
        (G.paid, "close"): Move(G.closed, "grant.closed"),
    }
)

S = SheetStatus
SHEET_MACHINE = Machine(
    {
        (S.draft, "propose"): Move(S.proposed, "allowance.proposed"),
        (S.proposed, "check"): Move(S.checked, "allowance.checked"),
        (S.proposed, "return"): Move(S.draft, "allowance.returned"),
        (S.checked, "pay"): Move(S.paid, "allowance.paid"),
        (S.draft, "discard"): Move(S.discarded, "allowance.discarded"),
    }
)

T = TitleStatus
TITLE_MACHINE = Machine(
    {
        (T.applied, "pass_county"): Move(T.county_passed, "title.passed"),
        (T.county_passed, "pass_prefecture"): Move(T.prefecture_passed, "title.passed"),
        **{
            (s, "name"): Move(T.named, "title.named")
            for s in (T.applied, T.county_passed, T.prefecture_passed)
        },
        **{
            (s, "refuse"): Move(T.refused, "title.refused")
            for s in (T.applied, T.county_passed, T.prefecture_passed)
        },
        **{
            (s, "withdraw"): Move(T.withdrawn, "title.withdrawn")
            for s in (T.applied, T.county_passed, T.prefecture_passed)
        },
        (T.named, "revoke"): Move(T.revoked, "title.revoked"),
    }
)

D = DecisionStatus
DECISION_MACHINE = Machine({(D.open, "finish"): Move(D.done, "decision.done")})

# Whose turn it is to look at an application, and what must have gone before a level names.
REVIEWED_BY = {
    T.applied: Level.county,
    T.county_passed: Level.prefecture,
    T.prefecture_passed: Level.province,
}
NAMED_FROM = {
    Level.county: T.applied,
    Level.prefecture: T.county_passed,
    Level.province: T.prefecture_passed,
}
WAITING_TITLES = frozenset(REVIEWED_BY)
# A grant that still counts as the one of its home.
LIVE_GRANTS = frozenset(GrantStatus) - {G.refused, G.withdrawn}


def grant_word(status: GrantStatus) -> str:
    """A grant's state in words."""
    return {
        G.requested: pgettext("grant", "待市州批准"),
        G.approved: pgettext("grant", "已批准，待下达"),
        G.allotted: pgettext("grant", "已下达，待到账"),
        G.paid: pgettext("grant", "已到账，使用中"),
        G.closed: pgettext("grant", "已办结"),
        G.refused: pgettext("grant", "未批准"),
        G.withdrawn: pgettext("grant", "已撤回"),
    }[status]


def sheet_word(status: SheetStatus) -> str:
    """A sheet's state in words."""
    return {
        S.draft: pgettext("allowance", "草稿"),
        S.proposed: pgettext("allowance", "待复核"),
        S.checked: pgettext("allowance", "已复核，待发放"),
        S.paid: pgettext("allowance", "已发放"),
        S.discarded: pgettext("allowance", "已作废"),
    }[status]


def title_word(status: TitleStatus) -> str:
    """An application's state in words."""
    return {
        T.applied: pgettext("title", "待县级评审"),
        T.county_passed: pgettext("title", "待市级评审"),
        T.prefecture_passed: pgettext("title", "待省级评审"),
        T.named: pgettext("title", "已命名"),
        T.refused: pgettext("title", "未通过"),
        T.withdrawn: pgettext("title", "已撤回"),
        T.revoked: pgettext("title", "已撤销命名"),
    }[status]


def decision_word(status: DecisionStatus) -> str:
    """A decision's state in words."""
    return {
        D.open: pgettext("decision", "办理中"),
        D.done: pgettext("decision", "已办结"),
    }[status]
