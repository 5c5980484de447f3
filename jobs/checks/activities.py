"""Homes' days: free, within capacity, counted; rota, plans and the room."""

CHECKS = {
    "every activity is free": "SELECT id FROM activity WHERE price_fen <> 0",
    "an activity's places are those announced": (
        "SELECT a.id FROM activity a WHERE a.taken > a.capacity OR a.taken <> (SELECT"
        " coalesce(sum(s.heads), 0) FROM activity_signup s WHERE s.activity_id = a.id"
        " AND s.withdrawn_at IS NULL)"
    ),
    "children counted by age are all the children counted": (
        "SELECT a.id FROM activity a WHERE a.status = 'done' AND a.children <> (SELECT"
        " coalesce(sum(c.heads), 0) FROM activity_heads c WHERE c.activity_id = a.id"
        " AND c.part = 'age')"
    ),
    "only what took place has heads": (
        "SELECT c.id FROM activity_heads c JOIN activity a ON a.id = c.activity_id"
        " WHERE a.status <> 'done'"
    ),
    "who left the rota is forgotten": (
        "SELECT p.id FROM rota_person p WHERE p.left_at IS NOT NULL AND (p.name <> '' OR EXISTS"
        " (SELECT FROM rota_duty d WHERE d.person_id = p.id"
        "  AND d.day > (p.left_at AT TIME ZONE 'Asia/Shanghai')::date))"
    ),
    "people are on duty in their own home": (
        "SELECT d.id FROM rota_duty d JOIN rota_person p ON p.id = d.person_id"
        " WHERE d.home_id <> p.home_id"
    ),
    "nobody approved their own plan": ("SELECT id FROM work_plan WHERE approved_by = submitted_by"),
    "only items of a plan that was approved once are done": (
        "SELECT i.id FROM work_plan_item i JOIN work_plan p ON p.id = i.plan_id"
        " WHERE i.done_on IS NOT NULL AND p.submitted_by IS NULL"
    ),
    "the room has one user at a time": (
        "SELECT a.id, b.id FROM venue_booking a JOIN venue_booking b ON b.home_id = a.home_id"
        " AND b.id > a.id AND tstzrange(a.starts_at, a.ends_at)"
        " && tstzrange(b.starts_at, b.ends_at)"
        " WHERE a.status = 'accepted' AND b.status = 'accepted'"
    ),
}
