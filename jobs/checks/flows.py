"""Units on their way: what one table says of them is what the others say."""

CHECKS = {
    "reserved units of a need line are those of accepted proposals, pledges and shifts": (
        "SELECT l.id FROM need_line l WHERE l.reserved <> coalesce((SELECT sum(p.units)"
        " FROM proposal p WHERE p.line_id = l.id AND p.status IN ('need_accepted', 'accepted')), 0)"
        " + coalesce((SELECT sum(u.units) FROM shift_signup u JOIN shift s ON s.id = u.shift_id"
        " WHERE s.line_id = l.id AND u.status IN ('signed', 'checked_in')), 0)"
        " + coalesce((SELECT sum(coalesce(g.units, g.amount_fen / 100)) FROM pledge g"
        " WHERE g.line_id = l.id AND g.status IN ('offered', 'accepted')), 0)"
    ),
    "units on the way are those of parcels nobody counted, and yuan the charity still holds": (
        "SELECT l.id FROM need_line l WHERE l.in_transit <> coalesce((SELECT sum(p.units)"
        " FROM donation d JOIN parcel p ON p.donation_id = d.id WHERE d.line_id = l.id"
        " AND p.counted_at IS NULL AND p.recalled_at IS NULL), 0)"
        " + coalesce((SELECT sum((d.paid_fen - d.returned_fen) / 100 - d.allocated_fen / 100)"
        " FROM donation d WHERE d.line_id = l.id AND d.kind = 'money'), 0)"
    ),
    "committed units hold all that agreed gifts have still to send": (
        "SELECT l.id FROM need_line l WHERE l.committed < coalesce("
        "(SELECT sum(d.units - d.dispatched - d.dropped) FROM donation d WHERE d.line_id = l.id"
        " AND d.kind <> 'money' AND d.status IN ('promised', 'agreed', 'in_transit')), 0)"
    ),
    "a donation's figures are the sums of its parcels": (
        "SELECT d.id FROM donation d WHERE d.status <> 'cancelled'"
        " AND (d.dispatched, d.good, d.broken, d.short, d.surplus)"
        " <> (SELECT coalesce(sum(p.units), 0), coalesce(sum(p.good), 0),"
        "     coalesce(sum(p.broken), 0), coalesce(sum(p.short), 0), coalesce(sum(p.surplus), 0)"
        "     FROM parcel p WHERE p.donation_id = d.id)"
    ),
    "what is allocated has its lines, less what its homes sent back": (
        "SELECT d.id FROM donation d WHERE d.allocated_units + d.allocated_fen <>"
        " coalesce((SELECT sum(coalesce(l.units, l.fen)) FROM allocation_line l"
        "           WHERE l.donation_id = d.id), 0)"
        " - coalesce((SELECT sum(r.units) FROM goods_return r"
        "             WHERE r.donation_id = d.id AND r.home_id IS NOT NULL), 0)"
    ),
    "returned units have their rows": (
        "SELECT d.id FROM donation d WHERE d.returned_units <> coalesce((SELECT sum(r.units)"
        " FROM goods_return r WHERE r.donation_id = d.id), 0)"
    ),
    "a donation and its agreement end together": (
        "SELECT d.id FROM donation d JOIN agreement a ON a.id = d.agreement_id WHERE a.status <>"
        " CASE WHEN d.status = 'promised' THEN 'drafted'"
        "      WHEN d.status IN ('agreed', 'in_transit') THEN 'in_force'"
        "      WHEN d.status = 'cancelled' THEN 'cancelled' ELSE 'kept' END"
        " AND d.kind <> 'money'"
    ),
    "nobody confirmed an agreement for both sides": (
        "SELECT id FROM agreement WHERE giver_confirmed_by = recipient_confirmed_by"
    ),
    "nobody counted what they sent": ("SELECT id FROM parcel WHERE counted_by = dispatched_by"),
    "a money donation names an organisation and a charity": (
        "SELECT id FROM donation WHERE kind = 'money'"
        " AND (organisation_id IS NULL OR charity_id IS NULL)"
    ),
    "reserved units of an offer are those of accepted proposals": (
        "SELECT o.id FROM offer o WHERE o.reserved <> coalesce((SELECT sum(p.units)"
        " FROM proposal p WHERE p.offer_id = o.id"
        " AND p.status IN ('offer_accepted', 'accepted')), 0)"
    ),
    "an approved match has its agreement within the hour": (
        "SELECT p.id FROM proposal p LEFT JOIN pledge g ON g.proposal_id = p.id"
        " WHERE p.status = 'approved' AND g.id IS NULL"
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
        " WHERE violated_pairs <> 0 OR gap <> dual_objective - objective OR gap < 0"
        # Under side constraints the prices prove a bound, and the plan comes near it.
        " OR (gap <> 0 AND coalesce((SELECT max(value::bigint) FROM jsonb_each_text("
        "   parameters->'limits') WHERE key <> 'whole'), 0) = 0)"
    ),
    "every run's proposals are all there": (
        "SELECT r.id FROM match_run r WHERE r.proposals <>"
        " (SELECT count(*) FROM proposal p WHERE p.run_id = r.id AND p.origin = 'run')"
    ),
    "no open proposal is past its day": (
        "SELECT id FROM proposal WHERE status IN"
        " ('proposed', 'need_accepted', 'offer_accepted', 'accepted')"
        " AND next_check_at < now() - interval '1 day'"
    ),
}
