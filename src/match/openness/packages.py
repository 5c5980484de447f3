"""Release and record packages: what a program gets, with whose it is and by which licence."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from match.foundation.settings import settings
from match.openness import merging
from match.openness.extension import BIDS, PATH, VERSION
from match.openness.sections import Json, instant


def head(uri: str, at: datetime) -> Json:
    """What every package begins with; *uri* is an address of ours without the host."""
    base = settings().base_url
    return {
        "uri": base + uri,
        "version": VERSION,
        "extensions": [BIDS, f"{base}{PATH}/extension.json"],
        "publishedDate": instant(at),
        "publisher": {"name": settings().publisher, "uri": base},
        "license": settings().data_licence,
        "publicationPolicy": f"{base}/open-data",
    }


def release_package(uri: str, at: datetime, found: Sequence[Json], **links: str) -> Json:
    """Releases as they were published. *links*: ``next`` and ``prev`` where there are more."""
    package = {**head(uri, at), "releases": list(found)}
    if links:
        package["links"] = {name: settings().base_url + path for name, path in links.items()}
    return package


def record(found: Sequence[Json]) -> Json:
    """One process: where its releases are, what holds now, and what held when."""
    base = settings().base_url
    return {
        "ocid": found[0]["ocid"],
        "releases": [
            {
                "url": f"{base}{release_path(one['id'])}",
                "date": one["date"],
                "tag": one["tag"],
            }
            for one in found
        ],
        "compiledRelease": merging.compiled(found),
        "versionedRelease": merging.versioned(found),
    }


def record_package(uri: str, at: datetime, records: Sequence[Json], **links: str) -> Json:
    """Records; *links* as in `release_package`."""
    package: dict[str, Any] = {**head(uri, at), "records": list(records)}
    if links:
        package["links"] = {name: settings().base_url + path for name, path in links.items()}
    return package


def release_path(release_id: str) -> str:
    """Where one release is for good."""
    return f"/api/v1/ocds/releases/{release_id}"
