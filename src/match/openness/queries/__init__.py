"""Reading open data: the feed, single releases, records, files. All of it is public."""

from match.openness.queries.files import BulkFile, bulk_file, bulk_files
from match.openness.queries.opened import OpenFile, open_file, open_files
from match.openness.queries.releases import (
    Checked,
    Kept,
    checked_chain,
    feed,
    one_release,
    process_releases,
    processes,
    totals,
)

__all__ = [
    "BulkFile",
    "Checked",
    "Kept",
    "OpenFile",
    "bulk_file",
    "bulk_files",
    "checked_chain",
    "feed",
    "one_release",
    "open_file",
    "open_files",
    "process_releases",
    "processes",
    "totals",
]
