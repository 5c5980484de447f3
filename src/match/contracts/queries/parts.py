"""The parts of contracts, each list in one query for any number of contracts."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from match.contracts import shapes
from match.contracts.states import (
    BreachStatus,
    ChangeReason,
    ChangeStatus,
    Evaluator,
    IndicatorKind,
    MilestoneStatus,
    PartyRole,
    PaymentStatus,
    ReportKind,
    Stage,
    StandardKind,
    SubcontractStatus,
    UserKind,
)
from match.foundation.db import rows
from match.foundation.language import _

Rows = dict[str, Any]
Lists = dict[int, list[Any]]
# Fewer than this many people might be told apart (domain.md §3.7).
COUNTED_OUT = 5


def _list(sql: str, make: Callable[[Rows], Any]) -> Callable[[Sequence[int]], Awaitable[Lists]]:
    """Rows with a contract_id, as structs by contract."""

    async def read(ids: Sequence[int]) -> Lists:
        found: Lists = defaultdict(list)
        for row in await rows(sql, list(ids)):
            found[row["contract_id"]].append(make(row))
        return found

    return read


_PARTIES = _list(
    "SELECT p.*, g.name FROM contract_party p JOIN organisation g ON g.id = p.organisation_id"
    " WHERE p.contract_id = ANY($1) ORDER BY p.id",
    lambda row: shapes.Party(
        row["organisation_id"], row["name"], PartyRole(row["role"]), row["signed_at"]
    ),
)
_MILESTONES = _list(
    "SELECT * FROM contract_milestone WHERE contract_id = ANY($1) ORDER BY position, id",
    lambda row: shapes.Milestone(
        row["id"],
        row["position"],
        row["title"],
        row["deliverable"],
        row["due_on"],
        row["amount_fen"],
        MilestoneStatus(row["status"]),
        row["delivered_at"],
        row["accepted_at"],
        row["note"],
    ),
)
_SERVES = _list(
    "SELECT c.*, l.need_id, l.name, l.unit FROM contract_line c JOIN need_line l"
    " ON l.id = c.line_id WHERE c.contract_id = ANY($1) ORDER BY c.id",
    lambda row: shapes.Served(
        row["need_id"],
        row["line_id"],
        row["name"],
        row["units"],
        row["unit"],
        row["milestone_id"],
        row["state"] == "received",
    ),
)
_BUDGETS = _list(
    "SELECT b.*, g.name FROM contract_budget b JOIN organisation g ON g.id = b.organisation_id"
    " WHERE b.contract_id = ANY($1) ORDER BY b.position, b.id",
    lambda row: shapes.Budget(
        row["id"],
        row["title"],
        row["organisation_id"],
        row["name"],
        row["amount_fen"],
        row["spent_fen"],
    ),
)
_STANDARDS = _list(
    "SELECT * FROM contract_standard WHERE contract_id = ANY($1) ORDER BY position, id",
    lambda row: shapes.Standard(row["id"], StandardKind(row["kind"]), row["words"]),
)
_CHANGES = _list(
    "SELECT * FROM contract_change WHERE contract_id = ANY($1) ORDER BY id",
    lambda row: shapes.Change(
        row["id"],
        ChangeStatus(row["status"]),
        ChangeReason(row["reason"]),
        row["words"],
        row["delta_fen"],
        row["milestone_id"],
        row["new_ends_on"],
        row["asked_at"],
        row["made_at"],
    ),
)
_SUBCONTRACTS = _list(
    "SELECT * FROM contract_subcontract WHERE contract_id = ANY($1) ORDER BY id",
    lambda row: shapes.Subcontract(
        row["id"], SubcontractStatus(row["status"]), row["name"], row["part"], row["amount_fen"]
    ),
)
_OPINIONS = _list(
    "SELECT * FROM contract_opinion WHERE contract_id = ANY($1) ORDER BY id",
    lambda row: shapes.Opinion(
        row["milestone_id"],
        UserKind(row["kind"]),
        heard(row["heard"]),
        row["satisfaction"],
        row["words"],
        row["at"],
    ),
)
_PAYMENTS = _list(
    "SELECT * FROM contract_payment WHERE contract_id = ANY($1) ORDER BY id",
    lambda row: shapes.Payment(
        row["id"],
        row["milestone_id"],
        PaymentStatus(row["status"]),
        row["amount_fen"],
        row["requested_at"],
        row["approved_at"],
        row["paid_on"],
    ),
)
_INDICATORS = _list(
    "SELECT * FROM contract_indicator WHERE contract_id = ANY($1) ORDER BY position, id",
    lambda row: shapes.Indicator(
        row["id"], IndicatorKind(row["kind"]), row["title"], row["target"], row["weight"]
    ),
)
_BREACHES = _list(
    "SELECT b.*, g.name FROM contract_breach b JOIN organisation g ON g.id = b.against"
    " WHERE b.contract_id = ANY($1) AND b.status IN ('upheld', 'dismissed') ORDER BY b.id",
    lambda row: shapes.Breach(
        row["id"],
        BreachStatus(row["status"]),
        row["against"],
        row["name"],
        row["decision"],
        row["decided_at"],
    ),
)


async def _acceptances(ids: Sequence[int]) -> Lists:
    findings: defaultdict[int, list[shapes.Finding]] = defaultdict(list)
    for row in await rows(
        "SELECT f.*, s.words FROM contract_finding f JOIN contract_standard s"
        " ON s.id = f.standard_id WHERE s.contract_id = ANY($1) ORDER BY s.position, s.id",
        list(ids),
    ):
        findings[row["acceptance_id"]].append(
            shapes.Finding(row["standard_id"], row["words"], row["met"], row["note"])
        )
    read = _list(
        "SELECT * FROM contract_acceptance WHERE contract_id = ANY($1) ORDER BY id",
        lambda row: shapes.Acceptance(
            row["id"],
            row["milestone_id"],
            row["accepted"],
            row["words"],
            row["at"],
            tuple(findings[row["id"]]),
        ),
    )
    return await read(ids)


async def _reports(ids: Sequence[int]) -> Lists:
    spent: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in await rows(
        "SELECT s.report_id, s.fen, b.title FROM contract_spending s JOIN contract_budget b"
        " ON b.id = s.budget_id WHERE b.contract_id = ANY($1) ORDER BY b.position, b.id",
        list(ids),
    ):
        spent[row["report_id"]].append((row["title"], row["fen"]))
    read = _list(
        "SELECT * FROM contract_report WHERE contract_id = ANY($1) ORDER BY id",
        lambda row: shapes.Report(
            row["id"], ReportKind(row["kind"]), row["words"], row["at"], tuple(spent[row["id"]])
        ),
    )
    return await read(ids)


async def _sheets(ids: Sequence[int]) -> Lists:
    scores: defaultdict[int, list[shapes.Score]] = defaultdict(list)
    for row in await rows(
        "SELECT s.*, i.title FROM contract_score s JOIN contract_indicator i"
        " ON i.id = s.indicator_id WHERE i.contract_id = ANY($1) ORDER BY i.position, i.id",
        list(ids),
    ):
        scores[row["evaluation_id"]].append(
            shapes.Score(
                row["indicator_id"], row["title"], row["actual"], row["points"], row["evidence"]
            )
        )
    read = _list(
        "SELECT * FROM contract_evaluation WHERE contract_id = ANY($1) ORDER BY id",
        lambda row: shapes.Sheet(
            Evaluator(row["role"]),
            row["at"],
            row["words"],
            tuple(scores[row["id"]]),
            Stage(row["stage"]),
            row["year"],
        ),
    )
    return await read(ids)


def heard(people: int) -> str:
    """How many were heard, as everybody may read it."""
    if people < COUNTED_OUT:
        return _("不足5人")
    return _("%(people)s 人") % {"people": people}


LISTS: dict[str, Callable[[Sequence[int]], Awaitable[Lists]]] = {
    "parties": _PARTIES,
    "milestones": _MILESTONES,
    "serves": _SERVES,
    "budgets": _BUDGETS,
    "standards": _STANDARDS,
    "changes": _CHANGES,
    "subcontracts": _SUBCONTRACTS,
    "acceptances": _acceptances,
    "opinions": _OPINIONS,
    "payments": _PAYMENTS,
    "reports": _reports,
    "indicators": _INDICATORS,
    "sheets": _sheets,
    "breaches": _BREACHES,
}
