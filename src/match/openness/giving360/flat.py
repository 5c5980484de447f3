"""Grants as one line each, for a spreadsheet: the standard's own flat titles."""

from collections.abc import Iterable, Sequence

from match.openness.sections import Json
from match.openness.sheet import MARK, line

COLUMNS = (
    ("Identifier", "id"),
    ("Title", "title"),
    ("Description", "description"),
    ("Currency", "currency"),
    ("Amount Awarded", "amountAwarded"),
    ("Amount Disbursed", "amountDisbursed"),
    ("Award Date", "awardDate"),
    ("URL", "url"),
    ("Planned Dates:Start Date", "plannedDates/0/startDate"),
    ("Planned Dates:End Date", "plannedDates/0/endDate"),
    ("Recipient Org:Identifier", "recipientOrganization/0/id"),
    ("Recipient Org:Name", "recipientOrganization/0/name"),
    ("Funding Org:Identifier", "fundingOrganization/0/id"),
    ("Funding Org:Name", "fundingOrganization/0/name"),
    ("Grant Programme:Code", "grantProgramme/0/code"),
    ("Grant Programme:Title", "grantProgramme/0/title"),
    ("Beneficiary Location:Name", "beneficiaryLocation/*/name"),
    ("Beneficiary Location:Country Code", "beneficiaryLocation/0/countryCode"),
    ("Beneficiary Location:Geographic Code", "beneficiaryLocation/*/geoCode"),
    ("Beneficiary Location:Geographic Code Type", "beneficiaryLocation/0/geoCodeType"),
    ("Funding Type:Code", "fundingType/0/code"),
    ("Funding Type:Title", "fundingType/0/title"),
    ("Classifications:Code", "classifications/0/code"),
    ("Classifications:Title", "classifications/0/title"),
    ("Last Modified", "dateModified"),
    ("Data Source", "dataSource"),
)
"""(title, where it stands in a grant); ``*`` joins all with a semicolon."""


def head() -> bytes:
    """The first line."""
    return MARK + line([title for title, _path in COLUMNS])


def lines(grants: Iterable[Json]) -> bytes:
    """A line for each grant."""
    return b"".join(line([_at(one, path.split("/")) for _title, path in COLUMNS]) for one in grants)


def _at(value: object, path: Sequence[str]) -> str:
    for place, step in enumerate(path):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step == "*":
            return ";".join(_at(one, path[place + 1 :]) for one in value)
        elif isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
    return "" if value is None else str(value)
