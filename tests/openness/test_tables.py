"""Public tables: public columns only, files of one snapshot, the same rows the same bytes."""

import csv
import gzip
import hashlib
import importlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from piccolo.columns import Column
from piccolo.conf.apps import Finder as Apps

import match.migrating  # noqa: F401 # says where Piccolo's tables are
from match.foundation.classes import DataClass, class_of
from match.foundation.db import connection as open_connection
from match.foundation.db import rows
from match.foundation.settings import Settings, changed
from match.insight.counting.catalogue import MEASURES, Fineness
from match.needs import commands as needs
from match.openness import nightly
from match.openness.bulk import folder
from match.openness.datasets import counting
from match.openness.datasets.all import DATASETS, question
from match.openness.datasets.shapes import Dataset, Field, fields, titles
from match.openness.datasets.writing import write_lines, write_sheet
from match.openness.queries import open_files
from tests.homes import make as homes
from tests.ledger.house import Ledger
from tests.needs import make as wanted
from tests.people import make as people
from tests.using import using

pytestmark = pytest.mark.openness

SMALL = 5
MADE = {
    "need.division, township of a small group": "domain.md §3.7: the township is public",
    "need.home_id, not of a small group": "domain.md §3.7: with five children or more",
    "need_line.need_id": "only lines of needs that are public themselves",
    "shift.division, its township": "domain.md §3.7: the township is public",
    "donation.amount_fen or donation.value_fen": "both are public",
    "agreement: the later confirmation": "both are public",
    "donation.organisation_id where named": "慈善法82: with the organisation's consent",
    "organisation.name where named": "慈善法82: with the organisation's consent",
    "donation.charity_id or home": "the charity is public, the home of a small group is not told",
    "organisation.name or home.name": "the charity's and the home's names are public",
    "division.code of the homes": "the village, or the township of a small group",
    "level of home.division": "the government of the home's place",
    "article.id": "a key",
    "division:measure:facet": "made of public columns",
    "gauge_count.total": "the page /insight shows it; persons and staff's measures are left out",
    "division:month": "made of what is told beside it",
    "county of shift_signup.division": "a total of five volunteers or more",
    "month of shift_signup.starts_at": "a total of five volunteers or more",
    "count of shift_signup": "a total of five volunteers or more",
    "sum of shift_signup.minutes": "a total of five volunteers or more",
    "division.code": "a key",
}
"""What comes from no public column as it is, and why it may be told all the same."""


def columns() -> dict[str, Column]:
    """Every column by ``table.column``."""
    return {
        f"{table._meta.tablename}.{column._meta.name}": column
        for app in Apps().get_app_registry().app_configs.values()
        for table in app.table_classes
        for column in table._meta.columns
    }


def private(listed: list[Field]) -> list[str]:
    """Fields that come from a column which is not public, and that nobody gave a reason for."""
    known = columns()
    found = []
    for field in listed:
        if field.source.startswith("="):
            good = field.source[1:] in MADE
        else:
            column = known.get(field.source)
            good = column is not None and (
                column._meta.primary_key or class_of(column) is DataClass.public
            )
        if not good:
            found.append(f"{field.dataset}.{field.field}: {field.source}")
    return found


def test_every_field_comes_from_a_public_column_or_says_why_not():
    assert private([one for found in fields().values() for one in found]) == []
    used = {one.source[1:] for found in fields().values() for one in found if one.source[0] == "="}
    assert set(MADE) == used


def test_a_field_of_another_class_is_found():
    """The twin: columns that somebody might add one day."""
    [good, *_others] = fields()["needs"]
    leaky = [
        msgspec.structs.replace(good, source=source)
        for source in ("account.name", "donation.subject", "=whatever", "need.nothing")
    ]

    assert private(leaky) == [f"needs.id: {one.source}" for one in leaky]


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("dataset", list(DATASETS.values()), ids=lambda one: one.name)
async def test_a_table_answers_what_the_dictionary_says_and_nothing_else(dataset: Dataset):
    async with open_connection() as connection:
        asked = await connection.prepare(question(dataset, SMALL))
        told = [(one.name, TYPES[one.type.name]) for one in asked.get_attributes()]

    assert told == [(one.field, one.type) for one in fields()[dataset.name]]
    assert {dataset.key, dataset.order} <= {name for name, _kind in told}
    module, _dot, command = dataset.made_by.rpartition(".")
    assert callable(getattr(importlib.import_module(f"match.{module}"), command))
    title = titles()[dataset.name]
    assert all((title.zh, title.en, title.about_zh, title.about_en))


TYPES = {
    "int8": "integer", "int4": "integer", "int2": "integer", "varchar": "string", "text": "string",
    "bool": "boolean", "date": "date", "timestamptz": "datetime", "time": "time",
    "varchar[]": "array", "text[]": "array", "int2[]": "array",
}  # fmt: skip


def test_measures_that_count_people_or_are_for_staff_are_left_out():
    open_ones = {
        name
        for name, one in MEASURES.items()
        if one.fineness is not Fineness.staff and not one.persons
    }
    assert set(counting.MEASURES) == open_ones


@pytest.mark.usefixtures("db")
async def test_a_draft_is_in_no_table_and_a_withdrawn_need_leaves_it():
    async def listed() -> list[int]:
        found = await rows(question(DATASETS["needs"], SMALL))
        return [row["id"] for row in found]

    assert await listed() == []
    scene = await wanted.published()
    assert await listed() == [scene.need]
    await needs.withdraw_need(scene.director, scene.need, "已经从别处得到")
    assert await listed() == []


@pytest.mark.usefixtures("db")
async def test_a_small_groups_need_leads_to_its_township_only():
    scene = await wanted.published(bands={"6-8": 2}, title="想添一批绘本", purpose="周末看书用。")
    [row] = await rows(question(DATASETS["needs"], SMALL))
    [place] = await rows("SELECT division FROM need WHERE id = $1", scene.need)

    assert row["home_id"] is None
    assert row["division"] == place["division"][:9] + "000"
    [twin] = await rows(question(DATASETS["needs"], 1))
    assert twin["home_id"] == scene.home, "without the rule the home would be told"


async def content(dataset: Dataset) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The rows of both files, read as everybody reads them."""
    lines, sheet = io.BytesIO(), io.BytesIO()
    async with open_connection() as connection:
        assert await write_lines(connection, dataset, SMALL, lines) == await write_sheet(
            connection, dataset, SMALL, sheet
        )
    told = [json.loads(line) for line in gzip.decompress(lines.getvalue()).splitlines()]
    with zipfile.ZipFile(sheet) as package:
        text = package.read(f"{dataset.name}.csv").decode("utf-8-sig")
        about = json.loads(package.read("datapackage.json"))
    assert about["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/"}]
    [table] = about["resources"]
    columns = [one["name"] for one in table["schema"]["fields"]]
    assert (table["path"], columns) == (f"{dataset.name}.csv", text.split("\r\n")[0].split(","))
    return told, list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("db")
async def test_both_files_of_a_table_say_the_same():
    home, _director = await homes.working(name="=和平村儿童之家")
    told, sheet = await content(DATASETS["homes"])

    assert [row["id"] for row in told] == [home]
    assert told[0]["name"] == "=和平村儿童之家"
    assert sheet[0]["name"] == "'=和平村儿童之家", "no cell is a formula"
    assert sheet[0]["facilities"] == ";".join(told[0]["facilities"])
    assert told[0]["outdoor_safety_checked_at"].endswith("+08:00")
    hours, _sheet = await content(DATASETS["opening_hours"])
    assert [row["opens"] for row in hours if row["weekday"] == 6] == ["09:00"]


async def test_a_night_makes_every_file_once_and_a_quiet_night_none(
    house: Ledger, tmp_path: Path, settings: Settings, app: Any
):
    # Not the client of other tests: theirs is inside a transaction, of which no snapshot knows.
    door = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://xth.test")
    with using(changed(settings, data_dir=tmp_path / "data")):
        await people.place(homes.VILLAGE)
        await homes.working()
        made = await nightly.write_open_files()
        assert made == len(DATASETS) * 2 + 1, "no gifts, so no year of them"
        assert await nightly.write_open_files() == 0, "nothing changed, and nothing is new"
        files = {file.name: file for file in await open_files()}
        for file in files.values():
            content = (folder() / file.file).read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (file.sha256, file.size)
            answer = await door.get(file.url)
            assert (answer.content, answer.headers["x-content-sha256"]) == (content, file.sha256)
            assert "set-cookie" not in answer.headers, "a cache would hand it to the next reader"
            assert f'<{settings.data_licence}>; rel="license"' in answer.headers["link"]
            known = {"If-None-Match": answer.headers["etag"]}
            assert (await door.get(file.url, headers=known)).status_code == 304
        assert files["tables/homes.csv.zip"].rows == 1
        assert files["hsds/homes.zip"].rows == 1
        page = (await door.get("/open-data")).text
        assert "/open-data/tables/homes.jsonl.gz" in page
        for bad in (
            "tables/accounts.jsonl.gz",
            "tables/homes.exe",
            "hsds/x.zip",
            "360giving/1.csv",
        ):
            assert (await door.get(f"/open-data/{bad}")).status_code == 404, bad
        before = files["tables/homes.jsonl.gz"]
        for each in (2, 3):
            await people.place(f"43310100120{each}")
            await homes.working(f"43310100120{each}")
            await nightly.write_open_files()
        assert not (folder() / before.file).exists(), "of old files only the last one stays"
        assert len(list(folder().glob("tables-homes-*.jsonl.gz"))) == 2
