"""Homes as HSDS 3.0: every object by its own schema, nothing finer than the village in any."""

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from match.activities.commands.opening import add_exception
from match.activities.forms import ExceptionForm
from match.activities.states import ExceptionKind
from match.foundation import clock
from match.foundation.db import connection as open_connection
from match.openness.services import building, sources
from match.openness.services.bulk import TABLES, write
from match.openness.services.ids import Thing, number_of, uuid_of
from tests.homes import make as homes
from tests.openness.judging import faults, needs_standards

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

BASE = "/api/v1/hsds"
VILLAGES = ("433101001201", "433101001202", "430102001001")


async def three() -> list[int]:
    """Two homes of one county and one of another; the first is shut next week and has other hours
    on a day after."""
    made = []
    for place, village in enumerate(VILLAGES):
        home, director = await homes.working(village, name=f"第{place}个儿童之家")
        made.append(home)
        if place == 0:
            today = clock.today()
            await add_exception(
                director,
                home,
                ExceptionForm(
                    ExceptionKind.closed, today + timedelta(days=7), today + timedelta(days=9)
                ),
            )
            await add_exception(
                director,
                home,
                ExceptionForm(
                    ExceptionKind.hours, today + timedelta(days=20), opens="09:00", closes="11:00",
                    second_opens="14:00", second_closes="16:00", note="端午活动",
                ),
            )  # fmt: skip
    return made


async def pages(client: Any, path: str) -> list[dict[str, Any]]:
    """The contents of every page."""
    found, number = [], 1
    while True:
        body = (await client.get(f"{path}{'&' if '?' in path else '?'}page={number}")).json()
        found += body["contents"]
        if body["last_page"]:
            assert body["total_items"] == len(found)
            return found
        number += 1


@needs_standards
async def test_every_object_validates_without_an_error(client):
    """Shown when 2: HSDS against its schema."""
    await three()
    asked = [
        ("hsds/service_list", one) for one in await pages(client, f"{BASE}/services?per_page=2")
    ]
    for one in list(asked):
        whole = await client.get(f"{BASE}/services/{one[1]['id']}")
        asked.append(("hsds/service", whole.json()))
    for one in await pages(client, f"{BASE}/organizations"):
        asked += [("hsds/organization_list", one), ("hsds/organization", one)]
    for one in await pages(client, f"{BASE}/service_at_locations"):
        alone = (await client.get(f"{BASE}/service_at_locations/{one['id']}")).json()
        asked += [("hsds/service_at_location", one), ("hsds/service_at_location", alone)]

    assert len(asked) >= 3 + 3 + 4 + 6
    assert [
        (name, found) for (name, _), found in zip(asked, faults(asked), strict=True) if found
    ] == []


@needs_standards
async def test_an_object_that_breaks_the_schema_is_refused_by_it():
    """The twin: what the validator must catch."""
    [home, *_others] = await three()
    found = await sources.home(home)
    assert found is not None
    good = building.full_service(found)
    broken = [
        {**good, "status": "open"},
        {**good, "id": "7"},
        {**good, "child": "x"},
        {name: value for name, value in good.items() if name != "name"},
    ]

    assert [bool(each) for each in faults([("hsds/service", one) for one in broken])] == [True] * 4


async def test_pages_are_hsds_pages_and_each_home_is_there_once(client):
    made = await three()
    first = (await client.get(f"{BASE}/services?per_page=2")).json()
    assert {name: first[name] for name in first if name != "contents"} == {
        "total_items": 3, "total_pages": 2, "page_number": 1, "size": 2, "first_page": True,
        "last_page": False, "empty": False,
    }  # fmt: skip
    found = await pages(client, f"{BASE}/services?per_page=2")
    assert [number_of(Thing.service, one["id"]) for one in found] == made
    beyond = (await client.get(f"{BASE}/services?page=9")).json()
    assert (beyond["contents"], beyond["empty"], beyond["last_page"]) == ([], True, True)
    whole = (await client.get(f"{BASE}/services?full=true")).json()["contents"]
    assert all(one["cost_options"][0]["amount"] == 0 for one in whole)


async def test_services_of_one_county_alone(client):
    made = await three()
    counties = await pages(client, f"{BASE}/organizations")
    assert [one["name"] for one in counties] == ["芙蓉区儿童之家", "吉首市儿童之家"]
    found = await pages(client, f"{BASE}/services?organization_id={counties[1]['id']}")
    assert [number_of(Thing.service, one["id"]) for one in found] == made[:2]


async def test_opening_hours_and_their_exceptions_are_schedules(client):
    [home, *_others] = await three()
    path = f"{BASE}/service_at_locations/{uuid_of(Thing.service_at_location, home)}"
    schedules = (await client.get(path)).json()["schedules"]

    weekly = [(one["byday"], one["opens_at"], one["closes_at"]) for one in schedules[:4]]
    assert weekly == [
        ("MO", "15:00+08:00", "18:00+08:00"),
        ("WE", "15:00+08:00", "18:00+08:00"),
        ("FR", "15:00+08:00", "18:00+08:00"),
        ("SA", "09:00+08:00", "11:30+08:00"),
    ]
    shut, morning, afternoon = schedules[4:]
    assert shut["description"] == "闭馆"
    assert "opens_at" not in shut
    assert (shut["valid_from"], shut["valid_to"]) == (
        (clock.today() + timedelta(days=7)).isoformat(),
        (clock.today() + timedelta(days=9)).isoformat(),
    )
    assert [(one["opens_at"], one["closes_at"]) for one in (morning, afternoon)] == [
        ("09:00+08:00", "11:00+08:00"),
        ("14:00+08:00", "16:00+08:00"),
    ]
    assert len({one["id"] for one in schedules}) == len(schedules)
    assert {one["timezone"] for one in schedules} == {8}


async def test_an_address_ends_with_the_village_and_has_no_point_on_the_map(client):
    await three()
    text = ""
    for one in await pages(client, f"{BASE}/service_at_locations"):
        [address] = one["location"]["addresses"]
        assert address["state_province"] == "湖南省"
        assert address["address_1"].split(" ")[-1]
        assert address["postal_code"] == ""
        text += json.dumps(one, ensure_ascii=False)
    for word in ("latitude", "longitude", "phone", "contact", "email", "号"):
        assert word not in text


async def test_ids_lead_back_and_others_are_not_found(client):
    [home, *_others] = await three()
    for path in (
        "services/7",
        f"services/{uuid_of(Thing.location, home)}",
        f"services/{uuid_of(Thing.service, 999_999)}",
        f"services/{UUID(int=7)}",
        "organizations/x",
        f"organizations/{uuid_of(Thing.organization, 430000)}",
        "service_at_locations/x",
        f"organizations/{uuid_of(Thing.organization, 2**47)}",
        "services?organization_id=7",
    ):
        assert (await client.get(f"{BASE}/{path}")).status_code == 404, path
    for bad in ("page=0", "per_page=0", "per_page=201", "page=x"):
        assert (await client.get(f"{BASE}/services?{bad}")).status_code == 400, bad


@pytest.mark.parametrize("thing", list(Thing), ids=lambda one: one.name)
def test_an_id_is_a_uuid_of_version_8_that_names_one_kind_of_thing(thing: Thing):
    for number in (0, 1, 433101, 2**47):
        said = uuid_of(thing, number)
        assert (UUID(said).version, number_of(thing, said)) == (8, number)
        assert [one for one in Thing if number_of(one, said) is not None] == [thing]


async def test_the_package_holds_the_tables_that_it_describes():
    made = await three()
    async with open_connection() as connection:
        out = io.BytesIO()
        assert await write(connection, out) == 3
        twice = io.BytesIO()
        await write(connection, twice)
    assert out.getvalue() == twice.getvalue(), "the same homes are the same bytes"
    with zipfile.ZipFile(out) as package:
        described = json.loads(package.read("datapackage.json"))
        read = {
            one["name"]: list(csv.DictReader(io.StringIO(package.read(one["path"]).decode())))
            for one in described["resources"]
        }
    assert list(read) == list(TABLES)
    assert described["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/"}]
    assert described["profile"] == "tabular-data-package"
    assert [number_of(Thing.service, row["id"]) for row in read["services"]] == made
    assert len(read["schedules"]) == 3 * 4 + 3
    locations = {row["id"] for row in read["locations"]}
    for table, key in (("addresses", "location_id"), ("service_at_locations", "location_id")):
        assert {row[key] for row in read[table]} == locations
    assert {row["id"] for row in read["organizations"]} == {
        row["organization_id"] for row in read["services"]
    }
