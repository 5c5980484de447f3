"""Public campaigns as records. There is no amount here: the platform raises nothing."""

from piccolo.columns import Array, BigInt, BigSerial, Date, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.giving.campaigns.states import CampaignStatus


class Campaign(Table, db=DB, tablename="campaign"):
    """
    What a certified charity raises on a platform named by the ministry (慈善法 22, 24, 27).

    ``certificate_number`` is the charity's own, as its verified record has it; ``filing_number`` is
    the plan's on 慈善中国; ``link`` leads to the campaign on ``platform``, a host of the list.
    ``partner``: who works with the charity without a certificate of its own (慈善法 26).
    ``evidence`` are files; ``checked_on`` is the day somebody compared them with the registers.
    """

    id = BigSerial(primary_key=True)
    charity_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    purpose = Text(null=False, help_text="public")
    partner = Varchar(length=80, null=False, default="", help_text="public")
    certificate_number = Varchar(length=40, null=False, help_text="public")
    filing_number = Varchar(length=60, null=False, help_text="public")
    filed_on = Date(null=False, default=None, help_text="public")
    starts_on = Date(null=False, default=None, help_text="public")
    ends_on = Date(null=False, default=None, help_text="public")
    link = Varchar(length=300, null=False, help_text="public")
    platform = Varchar(length=80, null=False, help_text="public")
    evidence = Array(base_column=BigInt(), null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=CampaignStatus.draft, help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    checked_by = BigInt(null=True, default=None, help_text="internal")
    checked_on = Date(null=True, default=None, help_text="public")
    reason = Text(null=False, default="", help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    campaign_status_known = one_of("status", CampaignStatus)
    campaign_division_whole = is_division("division")
    campaign_period = Check('"ends_on" >= "starts_on"')
    campaign_numbers_there = Check("\"certificate_number\" <> '' AND \"filing_number\" <> ''")
    campaign_links_safely = Check("\"link\" LIKE 'https://%'")
    campaign_checked_with_evidence = Check(
        '"status" <> \'checked\' OR ("checked_by" IS NOT NULL AND "checked_on" IS NOT NULL'
        ' AND cardinality("evidence") > 0)'
    )
    campaign_nobody_checks_alone = Check('"checked_by" IS NULL OR "checked_by" <> "created_by"')


TABLES = [Campaign]
