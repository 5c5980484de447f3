"""Upkeep: exact sums, second persons, active months, books as the rows say, a title's document."""

from typing import Any

from jobs.checks.astray import astray
from match.foundation.db import rows
from match.ledger.postings import Owner, Posting
from match.upkeep import books
from match.upkeep.books import GrantFacts, Share
from match.upkeep.states import Level


async def differing() -> list[dict[str, Any]]:
    """Grants, running costs and sheets whose books are not what their own rows call for."""
    wanted: dict[Owner, list[Posting]] = {}
    for row in await rows("SELECT * FROM build_grant ORDER BY id"):
        approved = row["approved_at"] is not None
        called_for = books.expected_postings(await _facts(row)) if approved else []
        wanted["build_grant", row["id"]] = called_for
    for row in await rows("SELECT * FROM running_cost ORDER BY id"):
        wanted["running_cost", row["id"]] = [books.cost(row)]
    for row in await rows("SELECT * FROM allowance_sheet ORDER BY id"):
        paid = row["status"] == "paid"
        wanted["allowance_sheet", row["id"]] = (
            [books.allowance(row["id"], row["county"], row["total_fen"])] if paid else []
        )
    return await astray(wanted)


async def _facts(grant: dict[str, Any]) -> GrantFacts:
    lines = await rows(
        "SELECT * FROM build_grant_line WHERE grant_id = $1 ORDER BY id", grant["id"]
    )
    uses = await rows(
        "SELECT id, amount_fen FROM build_grant_use WHERE grant_id = $1 ORDER BY id", grant["id"]
    )
    return GrantFacts(
        grant["id"],
        grant["division"],
        [
            Share(
                line["id"],
                Level(line["level"]),
                line["amount_fen"],
                allotted=line["allotted_on"] is not None,
                arrived=line["paid_on"] is not None,
            )
            for line in lines
        ],
        [(use["id"], use["amount_fen"]) for use in uses],
        grant["returned_fen"],
    )


CHECKS = {
    "the ledger holds what grants, running costs and paid sheets call for": differing,
    "a build grant's lines make its whole, and the province's is set": (
        "SELECT g.id FROM build_grant g JOIN LATERAL (SELECT coalesce(sum(amount_fen), 0) AS whole,"
        " coalesce(sum(amount_fen) FILTER (WHERE level = 'province'), 0) AS province"
        " FROM build_grant_line l WHERE l.grant_id = g.id) s ON true"
        " CROSS JOIN LATERAL (SELECT (g.requested_at AT TIME ZONE 'Asia/Shanghai')::date AS day) d"
        " WHERE s.whole <> g.total_fen"
        " OR g.total_fen <> upkeep_subsidy_fen('home.build_subsidy_total', 3000000, d.day)"
        " OR s.province <> upkeep_subsidy_fen('home.build_subsidy_province', 1000000, d.day)"
    ),
    "one build grant per main home, and none elsewhere": (
        "SELECT g.home_id FROM build_grant g JOIN home h ON h.id = g.home_id"
        " WHERE g.status NOT IN ('refused', 'withdrawn')"
        " GROUP BY g.home_id, h.kind HAVING count(*) > 1 OR h.kind <> 'main'"
    ),
    "a grant is never spent beyond what came": (
        "SELECT g.id FROM build_grant g WHERE g.used_fen <> (SELECT coalesce(sum(u.amount_fen), 0)"
        " FROM build_grant_use u WHERE u.grant_id = g.id) OR g.used_fen + g.returned_fen >"
        " (SELECT coalesce(sum(l.amount_fen) FILTER (WHERE l.paid_on IS NOT NULL), 0)"
        " FROM build_grant_line l WHERE l.grant_id = g.id)"
    ),
    "who asks for a grant, who approves, who allots and who records are different people": (
        "SELECT g.id FROM build_grant g LEFT JOIN build_grant_line l ON l.grant_id = g.id"
        " WHERE g.approved_by = g.requested_by OR l.paid_by = l.allotted_by"
        " OR g.closed_by = g.requested_by"
    ),
    "no allowance for a month in which nobody was active": (
        "SELECT l.id FROM allowance_line l WHERE NOT EXISTS (SELECT FROM post p"
        " WHERE p.office = 'director' AND NOT p.deputy AND p.home_id = l.home_id"
        " AND p.account_id = l.account_id AND p.status IN ('active', 'ended')"
        " AND p.starts_on < l.month + interval '1 month'"
        " AND (p.ended_on IS NULL OR p.ended_on >= l.month))"
    ),
    "an allowance is what the county's rule and the grade give, and never under 200 yuan": (
        "SELECT l.id FROM allowance_line l JOIN allowance_review v ON v.id = l.review_id"
        " JOIN allowance_sheet s ON s.id = l.sheet_id JOIN allowance_rule r ON r.id = s.rule_id"
        " LEFT JOIN allowance_grade g ON g.rule_id = r.id AND g.grade = v.grade"
        " WHERE l.amount_fen < 20000"
        " OR l.amount_fen IS DISTINCT FROM (2 * r.base_fen * g.coefficient + 100) / 200"
    ),
    "a sheet's total is the sum of its lines": (
        "SELECT s.id FROM allowance_sheet s WHERE s.total_fen <> (SELECT"
        " coalesce(sum(l.amount_fen), 0) FROM allowance_line l WHERE l.sheet_id = s.id)"
    ),
    "nobody checks or pays their own sheet": (
        "SELECT id FROM allowance_sheet WHERE checked_by = proposed_by OR paid_by = checked_by"
        " OR (status IN ('checked', 'paid') AND checked_by IS NULL)"
    ),
    "nobody reviews or names a title they applied for": (
        "SELECT t.id FROM demo_title t LEFT JOIN title_review v ON v.title_id = t.id"
        " LEFT JOIN title_naming n ON n.id = t.naming_id"
        " WHERE t.applied_by IN (v.by, n.by)"
    ),
    "a named title has a document of its own level and year": (
        "SELECT t.id FROM demo_title t LEFT JOIN title_naming n ON n.id = t.naming_id"
        " WHERE t.status IN ('named', 'revoked')"
        " AND (n.id IS NULL OR (n.level, n.year) IS DISTINCT FROM (t.level, t.year))"
    ),
    "another number of titles than planned says why": (
        "SELECT id FROM title_naming WHERE named <> planned AND char_length(btrim(reason)) < 4"
    ),
    "civil affairs leads every body, with finance, education and the federation": (
        "SELECT b.id FROM coordination_body b WHERE (SELECT count(*) FROM coordination_member m"
        " WHERE m.body_id = b.id AND (m.department IN ('finance', 'education', 'federation')"
        " AND m.leads = 0 OR m.department = 'civil' AND m.leads = 1)) <> 4"
    ),
    "running costs are paid by the home's county": (
        "SELECT c.id FROM running_cost c WHERE c.payer <> left(c.division, 6) || '000000'"
    ),
    "a policy that ends has a day on which somebody is reminded": (
        "SELECT id FROM home_insurance WHERE ended_at IS NULL AND next_check_at IS NULL"
        " AND ends_on >= current_date AND reminded_at IS NULL"
    ),
}
