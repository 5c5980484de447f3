"""Suppliers' papers, objections and complaints: what the law wants of them, asked of the rows."""

CHECKS = {
    "an objection that may change the result holds the signing while it waits": (
        "SELECT o.id FROM objection o JOIN tender t ON t.id = o.tender_id WHERE o.stops"
        " AND o.status IN ('raised', 'received') AND t.suspended_at IS NULL"
        " AND t.status NOT IN ('failed', 'withdrawn', 'archived')"
    ),
    "no purchase stands still for an objection that was answered": (
        "SELECT t.id FROM tender t JOIN objection o ON o.tender_id = t.id"
        " WHERE o.status NOT IN ('raised', 'received')"
        " AND t.suspended_reason LIKE '%第' || o.id || '号质疑%'"
    ),
    "no order to stop outlives its thirty days or its complaint": (
        "SELECT c.id FROM complaint c JOIN tender t ON t.id = c.tender_id"
        " WHERE t.suspended_reason LIKE '%第' || c.id || '号投诉%'"
        " AND (c.status NOT IN ('filed', 'accepted', 'served')"
        " OR c.stopped_to < (now() AT TIME ZONE 'Asia/Shanghai')::date - 1)"
    ),
    "what waits knows when to look again": (
        "SELECT 'objection', id FROM objection WHERE status IN ('raised', 'received')"
        " AND next_check_at IS NULL UNION ALL SELECT 'complaint', id FROM complaint"
        " WHERE status IN ('filed', 'accepted', 'served') AND next_check_at IS NULL"
    ),
    "a complaint is of who objected, on matters that were objected to": (
        "SELECT c.id FROM complaint c JOIN objection o ON o.id = c.objection_id"
        " WHERE c.organisation_id <> o.organisation_id OR c.tender_id <> o.tender_id"
        " OR NOT c.grounds <@ o.grounds"
    ),
    "every decision was published": (
        "SELECT c.id FROM complaint c LEFT JOIN tender_notice n ON n.id = c.notice_id"
        " AND n.tender_id = c.tender_id AND n.kind = 'complaint_result'"
        " WHERE c.status = 'decided' AND n.id IS NULL"
    ),
    "nobody decided on their own organisation's complaint": (
        "SELECT c.id FROM complaint c JOIN membership m ON m.account = c.decided_by"
        " AND m.organisation = c.organisation_id AND m.ended_at IS NULL"
    ),
    "who published answers only where there was nobody else": (
        "SELECT o.id FROM objection o JOIN tender t ON t.id = o.tender_id"
        " WHERE o.replied_by IN (t.drafted_by, t.published_by) AND NOT o.alone"
    ),
    "no paper counts after its last day": (
        "SELECT id FROM qualification WHERE status IN ('waiting', 'verified')"
        " AND valid_to < (now() AT TIME ZONE 'Asia/Shanghai')::date - 1"
    ),
    "the shares of every consortium are a whole, its lead among them": (
        "SELECT c.id FROM consortium c JOIN consortium_member m ON m.consortium_id = c.id"
        " GROUP BY c.id, c.lead_id HAVING sum(m.share) <> 10000"
        " OR count(*) FILTER (WHERE m.organisation_id = c.lead_id) <> 1"
    ),
    "a joint agreement was signed by every member": (
        "SELECT c.id FROM consortium c JOIN consortium_member m ON m.consortium_id = c.id"
        " WHERE c.status = 'joint' AND m.signed_at IS NULL"
    ),
}
