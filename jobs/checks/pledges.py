"""Pledges, rules, those who give together, and money on its way: what must never be found."""

_LIVE = "('offered', 'accepted', 'agreed', 'kept', 'choosing')"
_UNITS = "coalesce(p.units, p.amount_fen / 100)"

CHECKS = {
    "no rule has promised more than its caps": (
        "SELECT r.id FROM giving_rule r JOIN pledge p ON p.rule_id = r.id"  # noqa: S608 # our own words
        f" WHERE p.status IN {_LIVE} GROUP BY r.id HAVING sum({_UNITS}) > r.cap_units"
        " UNION ALL SELECT r.id FROM giving_rule r JOIN pledge p ON p.rule_id = r.id"
        f" WHERE p.status IN {_LIVE} GROUP BY r.id, p.home_id"
        f" HAVING sum({_UNITS}) > r.cap_home_units"
        " UNION ALL SELECT r.id FROM giving_rule r JOIN pledge p ON p.rule_id = r.id"
        f" WHERE p.status IN {_LIVE} GROUP BY r.id, p.need_id"
        f" HAVING sum({_UNITS}) > r.cap_need_units"
    ),
    "what a rule promised was picked by it": (
        "SELECT p.id FROM pledge p LEFT JOIN rule_pick k ON k.pledge_id = p.id"
        " WHERE p.rule_id IS NOT NULL AND k.rule_id IS DISTINCT FROM p.rule_id"
    ),
    "an agreed pledge is a donation unless its condition is still to come true": (
        "SELECT p.id FROM pledge p LEFT JOIN donation d ON d.pledge_id = p.id"
        " LEFT JOIN pledge_milestone m ON m.pledge_id = p.id"
        " WHERE p.status IN ('agreed', 'kept') AND d.id IS NULL"
        " AND (NOT p.on_completion OR m.id IS NOT NULL)"
    ),
    "no conditional pledge is a donation before its condition came true": (
        "SELECT p.id FROM pledge p JOIN donation d ON d.pledge_id = p.id"
        " LEFT JOIN pledge_milestone m ON m.pledge_id = p.id WHERE p.on_completion AND m.id IS NULL"
    ),
    "those who give together promise no more than they gather": (
        "SELECT j.id FROM joint_pledge j JOIN pledge p ON p.joint_id = j.id"  # noqa: S608 # our own words
        " WHERE p.status IN ('offered', 'accepted', 'agreed', 'kept')"
        f" GROUP BY j.id HAVING sum({_UNITS}) > j.units"
        f" OR (j.status = 'complete' AND bool_or(p.status = 'offered') AND sum({_UNITS}) < j.units)"
    ),
    "nobody approved a pledge of their own": (
        "SELECT id FROM pledge WHERE proposal_id IS NULL"
        " AND decided_by IN (created_by, giver_id, accepted_by)"
    ),
    "every pledge of money says who receives it": (
        "SELECT p.id FROM pledge p LEFT JOIN money_terms t ON t.pledge_id = p.id"
        " WHERE p.kind = 'money' AND t.id IS NULL"
    ),
    "what is paid is what the charity's receipts say": (
        "SELECT d.id FROM donation d WHERE d.kind = 'money' AND d.paid_fen <>"
        " coalesce((SELECT sum(m.fen) FROM money_payment m WHERE m.donation_id = d.id), 0)"
    ),
    "what went back is what the donor consented to": (
        "SELECT d.id FROM donation d WHERE d.kind = 'money' AND d.returned_fen <>"
        " coalesce((SELECT sum(r.fen) FROM money_return r"
        "           WHERE r.donation_id = d.id AND r.consented), 0)"
    ),
    "no open pledge is past its day": (
        "SELECT id FROM pledge WHERE status IN ('offered', 'accepted', 'choosing')"
        " AND next_check_at < now() - interval '1 day'"
    ),
    "every checked campaign has evidence and a day": (
        "SELECT id FROM campaign WHERE status = 'checked'"
        " AND (checked_on IS NULL OR cardinality(evidence) = 0)"
    ),
}
