"""A purchase by its public columns, its notices, and the needs it serves."""

from typing import Any

from match.catalogue import codes
from match.foundation.db import one, rows
from match.needs.states import PUBLIC as PUBLIC_NEEDS
from match.openness.process import Award, Body, Change, Criterion, NeedClosed, Paper, Purchase
from match.openness.sources.bidding import bids
from match.openness.sources.bodies import bodies
from match.openness.sources.contracting import contracts
from match.openness.sources.disputes import disputes
from match.tenders.notices.queries import notices_of
from match.tenders.notices.states import NoticeKind
from match.tenders.states import PUBLIC, Method, Mode, TenderStatus, method_word
from match.tenders.wizard.offered import ground_word

COLUMNS = (
    "id", "organisation_id", "status", "method", "mode", "scheme", "title", "category", "item_code",
    "budget_fen", "requirements", "service_days", "fiscal_year", "published_at", "closes_at",
    "decides_on", "reason", "suspended_reason", "method_ground", "official_notice_url", "opened_at",
    "intent_at", "awarded_at", "contracted_at", "winner_id", "winner_name", "award_fen",
)  # fmt: skip
"""All of data class `public`; a test holds them against the table."""

METHOD = {
    Method.open: "open",
    Method.invite: "selective",
    Method.negotiate: "selective",
    Method.consult: "selective",
    Method.inquire: "selective",
    Method.frame: "selective",
    Method.single: "direct",
    Method.internal: "open",
}
"""OCDS's four methods. The light flow is open: everybody reads the notice and may answer."""

STATUS = {
    TenderStatus.intent: "planned",
    TenderStatus.published: "active",
    TenderStatus.closed: "active",
    TenderStatus.opened: "active",
    TenderStatus.reported: "active",
    TenderStatus.decided: "active",
    TenderStatus.awarded: "complete",
    TenderStatus.contracted: "complete",
    TenderStatus.archived: "complete",
    TenderStatus.failed: "unsuccessful",
    TenderStatus.withdrawn: "cancelled",
}

PAPER = {
    NoticeKind.intent: "plannedProcurementNotice",
    NoticeKind.tender: "tenderNotice",
    NoticeKind.change: "clarifications",
    NoticeKind.correction: "clarifications",
    NoticeKind.single_source: "plannedProcurementNotice",
    NoticeKind.result: "awardNotice",
    NoticeKind.termination: "cancellationDetails",
    NoticeKind.contract: "contractNotice",
    NoticeKind.acceptance: "completionCertificate",
    NoticeKind.complaint_result: "complaints",
}

_CHANGES = """
SELECT version, reason, at FROM tender_document WHERE tender_id = $1 AND version > 1
ORDER BY version
"""
_CRITERIA = "SELECT * FROM tender_criterion WHERE tender_id = $1 ORDER BY position, id"
_NEEDS = """
SELECT l.need_id, sum(t.units)::int AS units FROM tender_need t
JOIN need_line l ON l.id = t.line_id JOIN need n ON n.id = l.need_id
WHERE t.tender_id = $1 AND n.status = ANY($2) GROUP BY l.need_id ORDER BY l.need_id
"""


async def purchase_of(tender_id: int) -> Purchase | None:
    """All that is public of a purchase; None for a draft, or one that ended as a draft."""
    row = await one(f"SELECT {', '.join(COLUMNS)} FROM tender WHERE id = $1", tender_id)  # noqa: S608 # names of ours
    if row is None or TenderStatus(row["status"]) not in PUBLIC:
        return None
    if row["intent_at"] is None and row["published_at"] is None:
        return None
    known = await bodies(
        [row["organisation_id"]] + ([row["winner_id"]] if row["winner_id"] else [])
    )
    opened = await bids(tender_id, row["opened_at"])
    awards = _awards(row, known)
    return _purchase(
        row,
        buyer=known[row["organisation_id"]],
        criteria=tuple(
            Criterion(str(each["id"]), each["kind"], each["title"], each["points"])
            for each in await rows(_CRITERIA, tender_id)
        ),
        needs=tuple(
            NeedClosed(each["need_id"], each["units"])
            for each in await rows(_NEEDS, tender_id, [state.value for state in PUBLIC_NEEDS])
        ),
        papers=await _papers(tender_id),
        changes=tuple(
            Change(f"version-{each['version']}", each["at"], each["reason"])
            for each in await rows(_CHANGES, tender_id)
        ),
        bids=opened,
        bidders=len(opened) or None,
        awards=awards,
        objections=await disputes(tender_id),
        contracts=await contracts(
            tender_id,
            awards,
            official_at=row["contracted_at"] if row["mode"] == Mode.mirror else None,
        ),
    )


def _purchase(row: dict[str, Any], **known: Any) -> Purchase:
    method = Method(row["method"])
    return Purchase(
        id=row["id"],
        status=STATUS[TenderStatus(row["status"])],
        status_details=row["suspended_reason"] or row["reason"],
        title=row["title"],
        requirements=row["requirements"],
        category=row["category"],
        item_code=row["item_code"],
        item_name=codes.procurement_item(row["item_code"]).name_zh,
        budget_fen=row["budget_fen"],
        method=METHOD[method],
        method_name=method_word(method),
        method_reason=ground_word(row["method_ground"]) if row["method_ground"] else "",
        scheme=row["scheme"],
        fiscal_year=row["fiscal_year"] or None,
        service_days=row["service_days"],
        published_at=row["published_at"],
        closes_at=row["closes_at"] if row["published_at"] else None,
        decides_on=row["decides_on"] if row["published_at"] else None,
        official_url=row["official_notice_url"],
        mirror=row["mode"] == Mode.mirror,
        **known,
    )


def _awards(row: dict[str, Any], known: dict[int, Body]) -> tuple[Award, ...]:
    """The award, once its result is published: who wins is nobody's to know before."""
    if row["awarded_at"] is None or not row["winner_name"]:
        return ()
    supplier = known.get(row["winner_id"] or 0) or Body(None, row["winner_name"])
    ended = TenderStatus(row["status"]) in (TenderStatus.failed, TenderStatus.withdrawn)
    return (
        Award(
            id=f"{row['id']}-{row['winner_id'] or 'winner'}",
            status="cancelled" if ended else "active",
            supplier=supplier,
            value_fen=row["award_fen"],
            at=row["awarded_at"],
        ),
    )


async def _papers(tender_id: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(f"notice-{each.id}", PAPER[each.kind], each.title, each.url, each.published_at)
        for each in await notices_of(tender_id)
    )
