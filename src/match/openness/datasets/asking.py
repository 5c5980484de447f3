"""What is wanted and what is given: needs, offers, organisations."""

from match.openness.datasets.shapes import Dataset

# No money in the open (domain.md §3.2), no home that owes a report for long; the place of a small
# group is its township, and nothing leads to its home (§3.7).
_NEED = """
  FROM need n JOIN home h ON h.id = n.home_id JOIN division d ON d.code =
       CASE WHEN n.beneficiaries < {small} THEN left(n.division, 9) || '000' ELSE n.division END
 WHERE n.status IN ('published', 'matching', 'partly_met', 'met', 'confirmed', 'closed')
   AND h.withheld_at IS NULL AND n.category NOT LIKE 'FND%'
   AND NOT EXISTS (SELECT FROM need_line f WHERE f.need_id = n.id AND f.category LIKE 'FND%')
"""
NEEDS = Dataset(
    "needs",
    "matching",
    "SELECT n.id, n.status, n.title, n.purpose, n.category, n.urgency, d.code AS division,"
    " d.path AS place, CASE WHEN n.beneficiaries >= {small} THEN n.home_id END AS home_id,"
    " n.wanted_from, n.due_on, n.child_contact, n.skills, n.published_at" + _NEED,
    page="/needs/{id}",
    made_by="needs.commands.approve_need",
)
NEED_LINES = Dataset(
    "need_lines",
    "matching",
    "SELECT l.id, l.need_id, l.position, l.category, l.name, l.quantity, l.unit,"
    " l.reference_price_fen, l.reserved, l.committed, l.in_transit, l.received"
    " FROM need_line l WHERE l.need_id IN (SELECT n.id" + _NEED + ")",
    made_by="needs.commands.approve_need",
)
OFFERS = Dataset(
    "offers",
    "matching",
    """
SELECT o.id, o.status, o.organisation_id, o.mode, o.category, o.title, o.conditions, o.unit,
       o.quantity, o.least, o.areas, o.starts_on, o.ends_on, o.child_contact, o.skills, o.reserved,
       o.committed, o.delivered, o.published_at
  FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id
 WHERE o.status IN ('published', 'reserved', 'delivered', 'closed')
   AND o.category NOT LIKE 'FND%' AND o.mode NOT IN ('MONEY', 'PROJFUND')
   AND (o.organisation_id IS NULL OR (g.status = 'verified' AND g.withheld_at IS NULL))
""",
    page="/offers/{id}",
    made_by="offers.commands.publish_offer",
)
ORGANISATIONS = Dataset(
    "organisations",
    "matching",
    """
SELECT g.id, g.uscc, g.kind, g.name, g.division, g.introduction, g.skills, g.serves_children,
       g.charity, g.fundraising_number, g.fundraising_issuer, g.fundraising_until, g.verified_until
  FROM organisation g WHERE g.status = 'verified' AND g.withheld_at IS NULL
""",
    page="/organisations/{id}",
    made_by="people.commands.organisations.verify_organisation",
)
SHIFTS = Dataset(
    "shifts",
    "matching",
    """
SELECT s.id, s.status, s.title, s.asked, s.skills, s.place, s.starts_at, s.ends_at, s.places,
       s.taken, s.minimum_age, s.child_contact, s.bodily_risk, s.risk,
       left(s.division, 9) || '000' AS township
  FROM shift s WHERE s.status IN ('open', 'full', 'running', 'done', 'confirmed')
""",
    page="/shifts/{id}",
    made_by="volunteers.commands.open_shift",
)
DATASETS = (NEEDS, NEED_LINES, OFFERS, ORGANISATIONS, SHIFTS)
