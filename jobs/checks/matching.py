"""Runs, what they left behind, and what staff changed: nothing promised twice, nothing unproven."""

CHECKS = {
    "no unit of a need line is promised twice": (
        "SELECT l.id FROM need_line l JOIN (SELECT line_id, sum(units) AS units FROM proposal"
        " WHERE status IN ('proposed', 'offer_accepted') GROUP BY line_id) p ON p.line_id = l.id"
        " WHERE p.units + l.reserved + l.committed + l.in_transit + l.received > l.quantity"
    ),
    "no unit of an offer is promised twice": (
        "SELECT o.id FROM offer o JOIN (SELECT offer_id, sum(units) AS units FROM proposal"
        " WHERE status IN ('proposed', 'need_accepted') GROUP BY offer_id) p ON p.offer_id = o.id"
        " WHERE p.units + o.reserved + o.committed + o.delivered > o.quantity"
    ),
    "no run ended what staff had locked": (
        "SELECT id FROM proposal WHERE locked AND superseded_by IS NOT NULL"
    ),
    "a proposal that a run ended names the run": (
        "SELECT id FROM proposal WHERE (status = 'superseded') <> (superseded_by IS NOT NULL)"
    ),
    "a lock says who locked it and why": (
        "SELECT p.id FROM proposal p WHERE p.locked AND NOT EXISTS"
        " (SELECT FROM match_override o WHERE o.proposal_id = p.id AND o.kind = 'lock')"
    ),
    "a swap ended two proposals and made two": (
        "SELECT o.id FROM match_override o WHERE o.kind = 'swap' AND ("
        " (SELECT count(*) FROM proposal p WHERE p.id IN (o.proposal_id, o.other_id)"
        "  AND p.status = 'swapped') <> 2 OR (SELECT count(*) FROM proposal p"
        "  WHERE to_jsonb(p.id) <@ (o.facts->'made') AND p.origin = 'swap') <> 2)"
    ),
    "every swapped proposal has its reason": (
        "SELECT p.id FROM proposal p WHERE p.status = 'swapped' AND NOT EXISTS"
        " (SELECT FROM match_override o WHERE o.kind = 'swap'"
        "  AND p.id IN (o.proposal_id, o.other_id))"
    ),
    "a need in matching has an open proposal": (
        "SELECT n.id FROM need n WHERE n.status = 'matching' AND NOT EXISTS"
        " (SELECT FROM proposal p WHERE p.need_id = n.id AND p.status IN"
        "  ('proposed', 'need_accepted', 'offer_accepted', 'accepted'))"
    ),
    "a published need has no open proposal": (
        "SELECT n.id FROM need n WHERE n.status = 'published' AND EXISTS"
        " (SELECT FROM proposal p WHERE p.need_id = n.id AND p.status IN"
        "  ('proposed', 'need_accepted', 'offer_accepted', 'accepted'))"
    ),
    "a run gave and refused what was wanted": (
        "SELECT r.id FROM match_run r JOIN run_input i ON i.run_id = r.id WHERE"
        " coalesce((SELECT sum(wanted) FROM run_county WHERE run_id = r.id), 0) <>"
        " coalesce((SELECT sum(units) FROM proposal WHERE run_id = r.id AND origin = 'run'), 0)"
        " + coalesce((SELECT sum(missing) FROM unserved WHERE run_id = r.id), 0)"
    ),
    "a run has one price for each line and offer it read": (
        "SELECT r.id FROM match_run r JOIN run_input i ON i.run_id = r.id WHERE"
        " r.needs <> (SELECT count(*) FROM run_price WHERE run_id = r.id AND side = 'need')"
        " OR r.offers <> (SELECT count(*) FROM run_price WHERE run_id = r.id AND side = 'offer')"
    ),
    "every price and every reason belongs to a run": (
        "SELECT run_id FROM (SELECT DISTINCT run_id FROM run_price"
        " UNION SELECT DISTINCT run_id FROM unserved) held"
        " WHERE NOT EXISTS (SELECT FROM match_run r WHERE r.id = held.run_id)"
    ),
    "a proposal's need is that of its line": (
        "SELECT p.id FROM proposal p LEFT JOIN need_line l ON l.id = p.line_id"
        " WHERE l.need_id IS DISTINCT FROM p.need_id"
    ),
    "a proposal belongs to a run": (
        "SELECT p.id FROM proposal p WHERE NOT EXISTS"
        " (SELECT FROM match_run r WHERE r.id = p.run_id)"
    ),
    "a run covers the area that was ordered": (
        "SELECT o.id FROM run_order o JOIN match_run r ON r.id = o.run_id WHERE o.scope <> r.scope"
    ),
    "no ordered run is forgotten": (
        "SELECT id FROM run_order WHERE status IN ('waiting', 'running')"
        " AND asked_at < now() - interval '3 hours'"
    ),
    "every run was audited within a day": (
        "SELECT r.id FROM match_run r JOIN run_input i ON i.run_id = r.id WHERE"
        " r.at < now() - interval '1 day' AND NOT EXISTS"
        " (SELECT FROM run_report p WHERE p.run_id = r.id)"
    ),
    "no run passed anybody over without the ladder's reason": (
        "SELECT run_id FROM run_report"
        " WHERE content->'envy'->'pairs' <> content->'envy'->'by_ladder'"
    ),
    "by day no line is shown more than it wants, and no offer given out twice": (
        "SELECT l.id FROM need_line l WHERE l.quantity <"
        " (SELECT sum(m.units) FROM day_match m WHERE m.line_id = l.id)"
        " UNION ALL SELECT o.id FROM offer o WHERE o.quantity <"
        " (SELECT sum(m.units) FROM day_match m WHERE m.offer_id = o.id)"
    ),
    "who made a proposal by day is known": (
        "SELECT id FROM proposal WHERE origin = 'day' AND made_by IS NULL"
    ),
}
