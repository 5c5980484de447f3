"""Reading purchases: for everybody, for the department, for suppliers whom they suit."""

from match.tenders.facts import TenderFacts
from match.tenders.queries.files import (
    Department,
    TenderFile,
    department_tenders,
    departments,
    document_of,
    tender_file,
)
from match.tenders.queries.fitting import suitable_suppliers, suitable_tenders
from match.tenders.queries.public import (
    Version,
    count_open,
    facts,
    open_tenders,
    public_dues,
    public_tender,
    public_tenders,
    tenders_by_ids,
    versions_of,
)
from match.tenders.queries.watch import Sighting, split_sightings

__all__ = [
    "Department",
    "Sighting",
    "TenderFacts",
    "TenderFile",
    "Version",
    "count_open",
    "department_tenders",
    "departments",
    "document_of",
    "facts",
    "open_tenders",
    "public_dues",
    "public_tender",
    "public_tenders",
    "split_sightings",
    "suitable_suppliers",
    "suitable_tenders",
    "tender_file",
    "tenders_by_ids",
    "versions_of",
]
