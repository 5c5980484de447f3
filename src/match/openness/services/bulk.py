"""All homes as one zip: a Frictionless data package of HSDS's tables."""

import zipfile
from collections.abc import AsyncIterator, Iterator
from typing import IO, Any

from match.foundation.db import batches
from match.openness.sections import Json
from match.openness.services import building
from match.openness.services.process import County, ServedHome
from match.openness.services.sources import COUNTIES, HOMES, home_of
from match.openness.sheet import describe, entry, line, resource

TABLES: dict[str, tuple[str, ...]] = {
    "organizations": ("id", "name", "description", "website", "uri"),
    "services": (
        "id", "organization_id", "name", "description", "url", "status", "application_process",
        "fees_description", "eligibility_description", "minimum_age", "maximum_age",
    ),
    "locations": (
        "id", "location_type", "url", "organization_id", "name", "description",
        "external_identifier", "external_identifier_type",
    ),
    "service_at_locations": ("id", "service_id", "location_id", "description"),
    "addresses": (
        "id", "location_id", "address_1", "city", "region", "state_province", "postal_code",
        "country", "address_type",
    ),
    "schedules": (
        "id", "service_at_location_id", "valid_from", "valid_to", "dtstart", "timezone", "until",
        "freq", "interval", "wkst", "byday", "opens_at", "closes_at", "description", "notes",
    ),
    "languages": ("id", "service_id", "name", "code"),
    "cost_options": (
        "id", "service_id", "option", "currency", "amount", "amount_description",
    ),
    "service_areas": ("id", "service_id", "name", "description"),
}  # fmt: skip
"""Table → its columns, by the names that HSDS gives them."""
_NUMBERS = {"minimum_age", "maximum_age", "timezone", "interval", "amount"}


async def write(connection: Any, out: IO[bytes]) -> int:
    """Everything of one snapshot on *connection*, a table after the other; returns how many homes.
    The same homes are the same bytes."""
    homes = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        describe(
            package,
            name="xiangtonghui-hsds",
            title="湖南儿童之家 Children's homes of Hunan",
            version=building.VERSION,
            resources=[resource(table, _columns(names)) for table, names in TABLES.items()],
        )
        for table, columns in TABLES.items():
            with package.open(entry(f"{table}.csv"), "w", force_zip64=True) as file:
                file.write(line(columns))
                async for row in _rows(connection, table):
                    file.write(line([_cell(row.get(name)) for name in columns]))
                    homes += table == "services"
    return homes


async def _rows(connection: Any, table: str) -> AsyncIterator[Json]:
    if table == "organizations":
        async for found in batches(connection, COUNTIES + " ORDER BY 1"):
            for row in found:
                yield building.organization(County(**dict(row)))
        return
    async for found in batches(connection, HOMES + " ORDER BY h.id", size=1000):
        for row in found:
            for made in _of(table, home_of(row)):
                yield made


def _of(table: str, home: ServedHome) -> Iterator[Json]:
    make = {
        "services": building.service,
        "locations": building.location,
        "addresses": building.address,
        "languages": building.language,
        "cost_options": building.cost_option,
        "service_at_locations": building.at_location,
        "service_areas": building.service_area,
    }
    if table == "schedules":
        yield from building.schedules(home)
    else:
        yield make[table](home)


def _columns(names: tuple[str, ...]) -> list[Json]:
    return [{"name": name, "type": "number" if name in _NUMBERS else "string"} for name in names]


def _cell(value: object) -> str:
    return "" if value is None else str(value)
