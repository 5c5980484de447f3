"""One need, three ways to close it: what was received is what its sources brought."""

CHECKS = {
    "received units of a need line are what its sources brought": (
        "SELECT l.id FROM need_line l WHERE l.received <> coalesce((SELECT sum(c.units)"
        " FROM need_closure c WHERE c.line_id = l.id), 0)"
    ),
    "every line of a confirmed or closed need is closed whole": (
        "SELECT l.id FROM need_line l JOIN need n ON n.id = l.need_id"
        " WHERE n.status IN ('confirmed', 'closed') AND l.quantity <> coalesce("
        "(SELECT sum(c.units) FROM need_closure c WHERE c.line_id = l.id), 0)"
    ),
    "no source took away more than it brought": (
        "SELECT line_id, kind, source_id FROM need_closure GROUP BY 1, 2, 3 HAVING sum(units) < 0"
    ),
    "what a gift brought is what was counted of it": (
        "SELECT c.line_id, c.source_id FROM need_closure c LEFT JOIN donation d"
        " ON d.id = c.source_id AND d.line_id = c.line_id"
        " WHERE c.kind = 'gift' GROUP BY 1, 2, d.good HAVING sum(c.units) <> coalesce(d.good, 0)"
    ),
}
