"""Units on their way: what one table says of them is what the others say."""

CHECKS = {
    "reserved units of a need line are those of accepted proposals": (
        "SELECT l.id FROM need_line l WHERE l.reserved <> coalesce((SELECT sum(p.units)"
        " FROM proposal p WHERE p.line_id = l.id AND p.status IN ('need_accepted', 'accepted')), 0)"
    ),
    "committed units of a need line are those of agreements in force": (
        "SELECT l.id FROM need_line l WHERE l.committed <> coalesce((SELECT sum(p.units)"
        " FROM proposal p LEFT JOIN agreement a ON a.proposal_id = p.id"
        " WHERE p.line_id = l.id AND p.status = 'approved'"
        " AND coalesce(a.status, 'in_force') = 'in_force'), 0)"
    ),
    "units on the way are those of agreements in delivery": (
        "SELECT l.id FROM need_line l WHERE l.in_transit <> coalesce((SELECT sum(a.units)"
        " FROM agreement a WHERE a.line_id = l.id AND a.status = 'in_delivery'), 0)"
    ),
    "reserved units of an offer are those of accepted proposals": (
        "SELECT o.id FROM offer o WHERE o.reserved <> coalesce((SELECT sum(p.units)"
        " FROM proposal p WHERE p.offer_id = o.id"
        " AND p.status IN ('offer_accepted', 'accepted')), 0)"
    ),
    "an approved match has its agreement within the hour": (
        "SELECT p.id FROM proposal p LEFT JOIN agreement a ON a.proposal_id = p.id"
        " WHERE p.status = 'approved' AND a.id IS NULL"
        " AND p.decided_at < now() - interval '1 hour'"
    ),
    "nobody approved a match of their own need": (
        "SELECT p.id FROM proposal p JOIN need n ON n.id = p.need_id"
        " WHERE p.status IN ('approved', 'in_delivery', 'received', 'evaluated')"
        " AND p.decided_by IN (n.submitted_by, n.entered_for, n.checked_by,"
        " p.need_accepted_by, p.offer_accepted_by)"
    ),
    "no proposal gives more than the line asked for": (
        "SELECT p.id FROM proposal p JOIN need_line l ON l.id = p.line_id"
        " WHERE p.units > l.quantity"
    ),
    "every run is proven": (
        "SELECT id FROM match_run"
        " WHERE gap <> 0 OR violated_pairs <> 0 OR objective <> dual_objective"
    ),
    "every run's proposals are all there": (
        "SELECT r.id FROM match_run r WHERE r.proposals <>"
        " (SELECT count(*) FROM proposal p WHERE p.run_id = r.id)"
    ),
    "no open proposal is past its day": (
        "SELECT id FROM proposal WHERE status IN"
        " ('proposed', 'need_accepted', 'offer_accepted', 'accepted')"
        " AND next_check_at < now() - interval '1 day'"
    ),
}
