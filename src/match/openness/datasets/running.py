"""Homes, when they are open, what they do, and which are demonstrations."""

from match.openness.datasets.shapes import Dataset

HOMES = Dataset(
    "homes",
    "homes",
    """
SELECT h.id, h.name, h.division, d.path AS place, h.kind, h.parent_home_id, h.status,
       h.site_source, h.co_location, h.indoor_area_m2, h.outdoor_safety_checked_at, h.facilities
  FROM home h JOIN division d ON d.code = h.division WHERE h.status <> 'none'
""",
    page="/homes/{id}",
    made_by="homes.commands.open_home",
)
OPENING_HOURS = Dataset(
    "opening_hours",
    "homes",
    """
SELECT o.id, o.home_id, o.weekday, o.opens, o.closes FROM opening_hour o
  JOIN home h ON h.id = o.home_id WHERE o.active AND h.status IN ('open', 'idle')
""",
    made_by="homes.commands.set_opening",
)
OPENING_EXCEPTIONS = Dataset(
    "opening_exceptions",
    "homes",
    """
SELECT e.id, e.home_id, e.kind, e.starts_on, e.ends_on, e.weekdays, e.opens, e.closes,
       e.second_opens, e.second_closes, e.note
  FROM opening_exception e JOIN home h ON h.id = e.home_id
 WHERE e.removed_at IS NULL AND h.status IN ('open', 'idle')
""",
    made_by="activities.commands.add_exception",
)
ACTIVITIES = Dataset(
    "activities",
    "homes",
    """
SELECT a.id, a.home_id, a.division, a.kind, a.status, a.title, a.about, a.audiences, a.starts_at,
       a.ends_at, a.price_fen, a.capacity
  FROM activity a JOIN home h ON h.id = a.home_id WHERE h.status IN ('open', 'idle')
""",
    made_by="activities.commands.plan_activity",
)
DEMO_TITLES = Dataset(
    "demo_titles",
    "homes",
    """
SELECT t.id, t.home_id, t.division, t.level, t.year, n.document, n.named_on, t.revoked_on
  FROM demo_title t JOIN title_naming n ON n.id = t.naming_id
""",
    made_by="upkeep.commands.name_titles",
)
BASES = Dataset(
    "incubation_bases",
    "homes",
    """
SELECT b.id, b.level, b.division, b.name, b.organisation_id, b.opened_on FROM incubation_base b
""",
    made_by="incubation.commands.open_base",
)
DATASETS = (HOMES, OPENING_HOURS, OPENING_EXCEPTIONS, ACTIVITIES, DEMO_TITLES, BASES)
