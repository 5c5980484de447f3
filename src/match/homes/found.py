"""What search may know of a home: a document, or nothing."""

from match.catalogue import codes
from match.foundation.db import one
from match.homes.states import WORKING, HomeStatus
from match.places.shapes import point_of
from search.documents import HomeDocument


async def home_document(home_id: int) -> HomeDocument | None:
    """A working home. Its position is its county's inside point, never anything finer."""
    row = await one(
        "SELECT h.*, d.path, d.name AS village FROM home h JOIN division d ON d.code = h.division"
        " WHERE h.id = $1",
        home_id,
    )
    if row is None or HomeStatus(row["status"]) not in WORKING:
        return None
    point = point_of(row["division"])
    return HomeDocument(
        id=row["id"],
        version=row["search_version"],
        title=row["name"],
        status=row["status"],
        division=row["division"],
        place_names=tuple(row["path"].split("/")),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        tags=tuple(codes.home_entry(code).name_zh for code in row["facilities"]),
        village_name=row["village"],
        standing=row["kind"],
        facilities=tuple(row["facilities"]),
        published_on=row["created_at"].date().toordinal() - 719163,
    )
