"""What is on record: places, homes, needs, and what the public may see of them."""

CHECKS = {
    "every division has its parent": (
        "SELECT c.code FROM division c LEFT JOIN division p ON p.code = c.parent_code"
        " WHERE c.parent_code IS NOT NULL AND p.code IS NULL"
    ),
    "a village has one main home": (
        "SELECT division FROM home WHERE kind = 'main' AND status <> 'closed'"
        " GROUP BY 1 HAVING count(*) > 1"
    ),
    "every home stands in a village of the tree": (
        "SELECT h.id FROM home h LEFT JOIN division d ON d.code = h.division"
        " WHERE d.code IS NULL OR d.level <> 5"
    ),
    # Somebody who left without a successor leaves a vacant post, which the county's desk shows.
    "an open home has a director, or a post that ended, and hours": (
        "SELECT h.id FROM home h WHERE h.status = 'open' AND (h.director_id IS NULL"
        " AND NOT EXISTS (SELECT FROM post p WHERE p.home_id = h.id AND p.status = 'ended')"
        " OR NOT EXISTS (SELECT FROM opening_hour o WHERE o.home_id = h.id))"
    ),
    "a need has its home's division": (
        "SELECT n.id FROM need n JOIN home h ON h.id = n.home_id WHERE n.division <> h.division"
    ),
    "a need past its draft has lines and children": (
        "SELECT n.id FROM need n WHERE n.status NOT IN ('draft', 'withdrawn')"
        " AND (n.beneficiaries = 0 OR NOT EXISTS"
        "      (SELECT FROM need_line l WHERE l.need_id = n.id))"
    ),
    "the head count is the sum of its bands": (
        "SELECT n.id FROM need n WHERE n.beneficiaries <> coalesce("
        "(SELECT sum(value::int) FROM jsonb_each_text(n.bands)), 0)"
    ),
    "a small group's goods go to the township": (
        "SELECT id FROM need WHERE beneficiaries BETWEEN 1 AND 4 AND delivery = 'home'"
        " AND status NOT IN ('draft', 'withdrawn')"
    ),
    "nobody approved their own need": (
        "SELECT id FROM need WHERE approved_by IN (submitted_by, entered_for, checked_by)"
    ),
    "nobody checked their own need": (
        "SELECT id FROM need WHERE checked_by IN (submitted_by, entered_for)"
    ),
    "no open need is past its due date": (
        "SELECT id FROM need WHERE status IN ('published', 'matching', 'partly_met')"
        " AND due_on < current_date - 8"
    ),
    "a waiting need knows when to look again": (
        "SELECT id FROM need WHERE status IN ('privacy', 'township', 'county', 'information',"
        " 'published', 'matching') AND next_check_at IS NULL"
    ),
    "the index was never told of a money need": (
        "SELECT s.subject_id FROM search_state s JOIN need n ON n.id = s.subject_id"
        " WHERE s.index = 'needs' AND s.public AND n.category LIKE 'FND%'"
    ),
    "the index knows no version that the row does not have": (
        "SELECT s.subject_id FROM search_state s JOIN need n ON n.id = s.subject_id"
        " WHERE s.index = 'needs' AND s.public AND s.version > n.search_version"
    ),
}
