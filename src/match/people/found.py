"""What search may know of an organisation: a document, or nothing."""

from typing import Any

from match.catalogue.codes import org_kind, skill
from match.foundation.db import one
from match.places.shapes import point_of
from search.documents import OrganisationDocument

EPOCH_DAY = 719163  # date(1970, 1, 1).toordinal()


async def organisation_document(organisation: int) -> OrganisationDocument | None:
    """
    A verified organisation by its public columns only; None for any other, and for one that owes
    a report for long.

    Its position is its county's inside point, never its address.
    """
    row = await one(
        "SELECT o.id, o.version, o.name, o.introduction, o.kind, o.division, o.skills, o.charity,"
        " o.serves_children, o.decided_at, COALESCE(d.path, '') AS path FROM organisation o"
        " LEFT JOIN division d ON d.code = o.division"
        " WHERE o.id = $1 AND o.status = 'verified' AND o.withheld_at IS NULL",
        organisation,
    )
    if row is None:
        return None
    point = point_of(row["division"])
    kind = org_kind(row["kind"])
    names = [skill(code) for code in row["skills"]]
    return OrganisationDocument(
        id=row["id"],
        version=row["version"],
        title=row["name"],
        body=row["introduction"],
        kind=row["kind"],
        status="verified",
        division=row["division"],
        place_names=tuple(name for name in row["path"].split("/") if name),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        tags=_tags(kind.name_zh, row),
        organisation_kind=row["kind"],
        areas=(row["division"],),
        skills=tuple(row["skills"]),
        skill_names=tuple(text for one in names for text in (one.name_zh, one.name_en)),
        verified=True,
        published_on=row["decided_at"].date().toordinal() - EPOCH_DAY,
    )


def _tags(kind: str, row: dict[str, Any]) -> tuple[str, ...]:
    marks = (("慈善组织", row["charity"]), ("服务儿童", row["serves_children"]))
    return (kind, *(label for label, holds in marks if holds))
