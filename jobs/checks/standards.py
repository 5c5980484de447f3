"""Homes and their standards: flags, tasks, needs, papers, what was seen."""

CHECKS = {
    "an open flag has its task, and a task its flag": (
        "SELECT f.id FROM standard_flag f LEFT JOIN standard_task t ON t.flag_id = f.id"
        " WHERE t.id IS NULL"
    ),
    "a flag that passed names the inspection that saw it": (
        "SELECT f.id FROM standard_flag f LEFT JOIN inspection i ON i.id = f.closed_by"
        " AND i.home_id = f.home_id WHERE f.status = 'passed' AND i.id IS NULL"
    ),
    "a task's need is its own home's": (
        "SELECT t.id FROM standard_task t JOIN standard_flag f ON f.id = t.flag_id"
        " JOIN need n ON n.id = t.need_id WHERE n.home_id <> f.home_id"
    ),
    "two lines of a home never share a need": (
        "SELECT t.need_id FROM standard_task t JOIN standard_flag f ON f.id = t.flag_id"
        " WHERE t.need_id IS NOT NULL GROUP BY 1 HAVING count(DISTINCT f.line) > 1"
    ),
    "nobody inspected a home that they direct": (
        "SELECT i.id FROM inspection i JOIN home h ON h.id = i.home_id"
        " WHERE h.director_id = i.inspector_id"
    ),
    "a task that is done waits for nothing": (
        "SELECT t.id FROM standard_task t JOIN standard_flag f ON f.id = t.flag_id"
        " WHERE f.status <> 'open' AND t.next_check_at IS NOT NULL"
    ),
    "the last sign of a home is the newest of its kinds": (
        "SELECT h.id FROM home h JOIN (SELECT home_id, max(at) AS at FROM home_sign GROUP BY 1) s"
        " ON s.home_id = h.id WHERE h.last_sign_at < s.at"
    ),
}
