"""Purchases: terms that hold, deadlines that were kept, thresholds that nobody slipped under."""

# ruff: noqa: S608 # put together from words of our own

_OUT = "published_at IS NOT NULL AND status NOT IN ('draft', 'intent')"
# Periods of deadlines.csv as SQL, in days: a working-day period is at least as many plain days.
_ANSWER = (
    "CASE method WHEN 'OPEN' THEN 20 WHEN 'INVITE' THEN 20 WHEN 'FRAME' THEN 20"
    " WHEN 'CONSULT' THEN 10 WHEN 'SINGLE' THEN 5 ELSE 3 END"
)

CHECKS = {
    "a purchase is a service with a budget line": (
        "SELECT id FROM tender WHERE item_code NOT LIKE 'C%' OR btrim(budget_line) = ''"
    ),
    "a published purchase has a day to close": (
        "SELECT id FROM tender WHERE status = 'published'"
        " AND (published_at IS NULL OR next_check_at IS DISTINCT FROM closes_at"
        " OR decides_on <= closes_on)"
    ),
    "no purchase takes answers after its last day": (
        "SELECT id FROM tender WHERE status = 'published' AND suspended_at IS NULL"
        " AND closes_at < now() - interval '2 days'"
    ),
    "suppliers had the time their method gives": (
        f"SELECT id FROM tender WHERE {_OUT} AND mode <> 'mirror'"
        " AND (closes_on - (published_at AT TIME ZONE 'Asia/Shanghai')::date)"
        f" < {_ANSWER}"
    ),
    "an intent was out for thirty days, or the notice says why not": (
        f"SELECT id FROM tender WHERE {_OUT} AND mode = 'full' AND btrim(intent_waiver) = ''"
        " AND (intent_at IS NULL OR published_at < intent_at + interval '29 days')"
    ),
    "a full purchase stands on a survey and a reviewer": (
        f"SELECT t.id FROM tender t LEFT JOIN tender_survey s ON s.id = t.survey_id WHERE {_OUT}"
        " AND mode = 'full' AND (s.id IS NULL OR cardinality(s.respondents) < 3"
        " OR s.organisation_id <> t.organisation_id"
        " OR s.held_on < (t.created_at AT TIME ZONE 'Asia/Shanghai')::date - interval '373 days'"
        " OR btrim(t.legal_adviser) = '')"
    ),
    "the newest version of a document is the one its purchase names": (
        f"SELECT t.id FROM tender t WHERE {_OUT} AND document_hash <> '' AND NOT EXISTS ("
        "SELECT FROM tender_document d WHERE d.tender_id = t.id"
        " AND d.version = t.document_version AND d.hash = t.document_hash"
        " AND NOT EXISTS (SELECT FROM tender_document n"
        " WHERE n.tender_id = t.id AND n.version > d.version))"
    ),
    "the versions of a document leave none out": (
        "SELECT tender_id FROM tender_document GROUP BY tender_id"
        " HAVING count(*) <> max(version) OR min(version) <> 1"
    ),
    "criteria that score are worth a hundred points": (
        f"SELECT t.id FROM tender t JOIN tender_criterion c ON c.tender_id = t.id WHERE {_OUT}"
        " AND c.kind <> 'pass' GROUP BY t.id HAVING sum(c.points) <> 10000"
    ),
    "nothing was closed before its time": (
        "SELECT id FROM tender WHERE mode <> 'mirror' AND closed_at < closes_at"
    ),
    "the steps of a purchase are in their order": (
        "SELECT id FROM tender WHERE published_at < intent_at OR closed_at < published_at"
        " OR opened_at < closed_at OR reported_at < opened_at OR decided_at < reported_at"
        " OR awarded_at < decided_at OR contracted_at < awarded_at OR archived_at < contracted_at"
    ),
    "nothing went on while it was suspended": (
        "SELECT id FROM tender WHERE suspended_at IS NOT NULL AND suspended_at"
        " < greatest(opened_at, reported_at, decided_at, awarded_at, contracted_at)"
    ),
    "nobody is paid more than the budget": "SELECT id FROM tender WHERE award_fen > budget_fen",
    "no light purchase is over the limit of its day": (
        f"SELECT id FROM tender WHERE {_OUT} AND mode = 'light' AND limit_fen > 0"
        " AND budget_fen >= limit_fen"
    ),
    "no budget line was split under the limit": (
        "SELECT organisation_id, fiscal_year, item_code FROM tender"
        f" WHERE {_OUT} AND mode = 'light' AND limit_fen > 0"
        " AND status NOT IN ('failed', 'withdrawn')"
        " AND (status <> 'archived' OR contracted_at IS NOT NULL)"
        " GROUP BY organisation_id, fiscal_year, item_code, btrim(budget_line)"
        " HAVING count(*) > 1 AND sum(budget_fen) >= max(limit_fen)"
    ),
    "purchases together ask no more of a need than it asks for": (
        "SELECT l.id FROM need_line l JOIN tender_need p ON p.line_id = l.id"
        " JOIN tender t ON t.id = p.tender_id WHERE t.status IN"
        " ('published', 'closed', 'opened', 'reported', 'decided', 'awarded')"
        " GROUP BY l.id, l.quantity HAVING sum(p.units) > l.quantity"
    ),
    "a mirror has a page of the official system for its notice": (
        f"SELECT id FROM tender WHERE {_OUT} AND mode = 'mirror' AND official_notice_url = ''"
    ),
}
