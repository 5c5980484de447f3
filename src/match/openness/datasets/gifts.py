"""Gifts with and without an amount, public grants, campaigns. Who is named: decision 0035."""

from match.openness.datasets.shapes import Dataset
from match.openness.giving360.sources import GIFTS, GRANTS

_GIFT = """
SELECT x.id, x.kind, x.status, x.category, x.units, x.unit, x.fen AS amount_fen, x.paid_fen,
       x.awarded_on, x.due_on, x.need_id,
       CASE WHEN x.person THEN 'XTH-DONOR-PERSON' WHEN x.giver_id IS NULL
            THEN 'XTH-DONOR-ORGANISATION' ELSE 'XTH-ORG-' || x.giver_id END AS giver,
       x.giver AS giver_name,
       CASE WHEN x.charity_id IS NOT NULL THEN 'XTH-ORG-' || x.charity_id
            WHEN x.home_id IS NOT NULL THEN 'XTH-HOME-' || x.home_id
            ELSE 'XTH-TOWNSHIP-' || x.township END AS recipient,
       coalesce(x.charity, x.home) AS recipient_name,
       ARRAY(SELECT split_part(p, ' ', 1) FROM unnest(x.places) AS p) AS divisions
"""
GIFT_TABLE = Dataset(
    "gifts",
    "giving",
    f"{_GIFT} FROM ({GIFTS}) x",  # our own text
    made_by="giving.commands.confirm",
)
GRANT_TABLE = Dataset(
    "build_grants",
    "giving",
    "SELECT x.id, x.home_id, x.level, x.funder AS division, x.fen AS amount_fen, x.document,"
    f" x.allotted_on, x.paid_on FROM ({GRANTS}) x",  # our own text
    made_by="upkeep.commands.allot_share",
)
CAMPAIGNS = Dataset(
    "campaigns",
    "giving",
    """
SELECT c.id, c.charity_id, c.division, c.title, c.purpose, c.partner, c.certificate_number,
       c.filing_number, c.filed_on, c.starts_on, c.ends_on, c.link, c.platform, c.checked_on
  FROM campaign c JOIN organisation g ON g.id = c.charity_id
 WHERE c.status = 'checked' AND c.starts_on <= current_date AND c.ends_on >= current_date
   AND g.status = 'verified' AND g.withheld_at IS NULL
   AND (g.fundraising_until IS NULL OR g.fundraising_until >= current_date)
""",
    page="/campaigns",
    made_by="giving.campaigns.commands.check_campaign",
)
DATASETS = (GIFT_TABLE, GRANT_TABLE, CAMPAIGNS)
