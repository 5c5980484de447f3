"""Notices: nothing lost, nothing twice, nothing that climbs after it was taken in hand."""

CHECKS = {
    "no message leaves twice by one channel": (
        "SELECT v.id FROM delivery v JOIN digest_line l ON l.message_id = v.message_id"
        " AND l.channel = v.channel"
    ),
    "nothing is held long past its time": (
        "SELECT id FROM delivery WHERE state = 'held'"
        " AND next_check_at < clock_timestamp() - interval '1 hour'"
    ),
    "a delivery that waits has a fact under way": (
        # The outbox gives up after failures of our own: then the delivery must not wait in silence.
        "SELECT v.id FROM delivery v WHERE v.state = 'waiting' AND EXISTS (SELECT FROM outbox o"
        " WHERE o.topic = 'delivery.wanted' AND (o.payload->>'delivery_id')::bigint = v.id)"
        " AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'delivery.wanted'"
        " AND (o.payload->>'delivery_id')::bigint = v.id AND o.done_at IS NULL"
        " AND o.dead_at IS NULL)"
    ),
    "a digest has its messages": (
        "SELECT v.id FROM delivery v WHERE v.pace <> 'now'"
        " AND NOT EXISTS (SELECT FROM digest_line l WHERE l.delivery_id = v.id)"
    ),
    "a digest holds messages of its person only": (
        "SELECT l.id FROM digest_line l JOIN delivery v ON v.id = l.delivery_id"
        " JOIN message m ON m.id = l.message_id"
        " WHERE m.account_id <> v.account_id OR l.channel <> v.channel"
    ),
    "an alarm leaves the house": (
        # 未成年人保护法 11: whoever is woken by a report has a text on the way, unless her number
        # is known to be wrong.
        "SELECT m.id FROM message m JOIN account a ON a.id = m.account_id"
        " WHERE m.kind IN ('report_waiting', 'report_climbed') AND a.phone IS NOT NULL"
        " AND a.disabled_at IS NULL AND m.created_at > clock_timestamp() - interval '30 days'"
        " AND NOT EXISTS (SELECT FROM delivery v WHERE v.message_id = m.id)"
        " AND NOT EXISTS (SELECT FROM channel_pause p WHERE p.account_id = a.id)"
    ),
    "a deadline has as many steps as it took": (
        "SELECT d.id FROM deadline d WHERE d.step <>"
        " (SELECT count(*) FROM deadline_step s WHERE s.deadline_id = d.id)"
    ),
    "what was taken in hand climbs no further": (
        "SELECT d.id FROM deadline d JOIN deadline_step s ON s.deadline_id = d.id"
        " WHERE s.at > d.acknowledged_at"
    ),
    "a running clock has something that waits": (
        # A moment is between a thing's move and the house hearing of it.
        "SELECT d.id FROM deadline d JOIN need n ON n.id = d.subject_id"
        " WHERE d.clock IN ('need_check', 'need_approval') AND d.ended_at IS NULL"
        " AND d.step >= 3 AND d.next_check_at IS NULL"
        " AND n.status NOT IN ('privacy', 'township', 'county')"
        " AND NOT EXISTS (SELECT FROM outbox o WHERE o.done_at IS NULL AND o.dead_at IS NULL"
        " AND (o.payload->>'need_id')::bigint = n.id)"
    ),
}
