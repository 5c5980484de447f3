"""The dictionary lists every enum, every state, every code list, and every field of every file."""

import csv
import enum
import importlib
import io
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import match
from match.catalogue import lists
from match.foundation import clock
from match.foundation.language import speak
from match.foundation.states import Machine
from match.openness.changes.queries import Change, Changes
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import fields
from match.openness.describing import lists as described
from match.openness.describing.described import DIVISIONS, as_json, codes_csv, fields_csv
from match.openness.describing.lists import Coded, CodeList, code_lists
from match.openness.describing.standards import STANDARDS
from match.openness.giving360.grants import grant
from match.openness.giving360.process import Gift, Payment, Place, Side
from match.openness.services.bulk import TABLES

pytestmark = pytest.mark.openness

NOT_WALKED = (".migrations", "match.demo", ".__main__", "embedded.launch", "match.piccolo_conf")


def modules() -> Iterator[Any]:
    """Every module of the product but those that begin something when they are imported."""
    for found in pkgutil.walk_packages(match.__path__, "match.", onerror=lambda _name: None):
        if not any(part in found.name for part in NOT_WALKED):
            yield importlib.import_module(found.name)


def enums(where: list[Any]) -> dict[str, type[enum.Enum]]:
    """Every enum of ours that these modules know, by the dictionary's name for it."""
    return {
        f"{thing.__module__.removeprefix('match.')}.{thing.__qualname__}": thing
        for module in where
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, enum.Enum)
        and thing.__module__.startswith(("match.", "twin"))
        and len(thing)
    }


def missing(found: dict[str, type[enum.Enum]], listed: tuple[CodeList, ...]) -> list[str]:
    """Enums without a line, and values without one, as one would have to add them."""
    told = {one.name: {value.value for value in one.values} for one in listed}
    return sorted(
        f"{name}: {value.value}"
        for name, kind in found.items()
        for value in kind
        if str(value.value) not in told.get(name, set())
    )


@pytest.fixture(scope="module")
def walked() -> list[Any]:
    return list(modules())


def test_every_enum_of_the_product_is_in_the_dictionary(walked: list[Any]):
    """Shown when 2: a new enum fails here until it has a line in words.csv or values.csv."""
    found = enums(walked)

    assert len(found) > 150
    assert missing(found, code_lists()) == []
    known = {one.name for one in code_lists() if not one.name.startswith("list.")}
    assert known - set(found) == set(), "these are enums no more"


def test_every_state_of_every_machine_is_in_it(walked: list[Any]):
    told = {one.name: {value.value for value in one.values} for one in code_lists()}
    states = {
        (type(state), state.value)
        for module in walked
        for thing in vars(module).values()
        if isinstance(thing, Machine)
        for state in (
            *(origin for origin, _verb in thing.moves),
            *(move.to for move in thing.moves.values()),
        )
    }

    assert len(states) > 150
    for kind, value in states:
        assert value in told[f"{kind.__module__.removeprefix('match.')}.{kind.__qualname__}"]


def test_every_code_list_of_the_catalogue_is_in_it():
    told = {one.name: {value.value for value in one.values} for one in code_lists()}
    for name, entries in {
        "category": lists.categories(),
        "mode": lists.modes(),
        "unit": lists.units(),
        "skill": lists.skills(),
        "org_kind": lists.organisation_kinds(),
        "group": lists.beneficiary_groups(),
        "report_situation": lists.report_situations(),
        "procurement_item": lists.procurement_items(),
    }.items():
        assert told[f"list.{name}"] == set(entries), name
    for code, entry in lists.home_entries().items():
        assert code in told[f"list.{entry.listing}"]


def test_a_new_enum_or_value_is_missed():
    """The twin: an enum that nobody described, and one that grew."""

    class Fresh(enum.StrEnum):
        one = "one"
        two = "two"

    Fresh.__module__ = "twin"
    Fresh.__qualname__ = "Fresh"
    module = type("Module", (), {"Fresh": Fresh})

    found = enums([module])
    assert missing(found, code_lists()) == ["twin.Fresh: one", "twin.Fresh: two"]
    half = (CodeList("twin.Fresh", "enum", (Coded("one", "一", "one"),)),)
    assert missing(found, half) == ["twin.Fresh: two"]


def test_every_value_has_words_in_both_languages():
    for one in code_lists():
        assert one.values, one.name
        assert [value.value for value in one.values if not value.zh or not value.en] == [], one.name


def test_words_are_those_of_the_rooms_whatever_the_request_speaks():
    speak("en")
    try:
        described._listed.cache_clear()
        [needs] = [one for one in code_lists() if one.name == "needs.states.NeedStatus"]
    finally:
        speak("zh")
        described._listed.cache_clear()
    draft = next(value for value in needs.values if value.value == "draft")

    assert (draft.zh, draft.en) == ("草稿", "Draft")


def test_every_field_is_described_and_its_codes_exist():
    known = {one.name for one in code_lists()} | {DIVISIONS}
    assert set(fields()) == set(DATASETS)
    for found in fields().values():
        for one in found:
            assert all((one.zh, one.en)), f"{one.dataset}.{one.field}"
            assert not one.codes or one.codes in known, f"{one.dataset}.{one.field}: {one.codes}"
    for found in STANDARDS.values():
        assert all(one.zh and one.en and one.type for one in found)


def test_every_status_field_names_its_states():
    for found in fields().values():
        for one in found:
            assert one.field != "status" or one.codes, f"{one.dataset}.{one.field}"


def paths(value: Any, at: str = "") -> set[str]:
    if isinstance(value, dict):
        return {
            p for name, one in value.items() for p in paths(one, f"{at}.{name}" if at else name)
        }
    if isinstance(value, list):
        return {p for one in value for p in paths(one, at)}
    return {at}


def test_every_field_of_a_grant_of_hsds_and_of_the_feed_is_described():
    whole = Gift(
        1, "D1", "money", "甲", "乙", 100, 50, clock.today(), clock.today(), clock.now(),
        Side("A", "甲", "/a"), Side("B", "乙", "/b"), ("P", "项目"), ("MAT-BOOK", "图书"),
        "/needs/1", (Place("430000000000", "湖南省"),),
        (Payment("1", clock.today(), 50),),
    )  # fmt: skip
    assert paths(grant(whole)) == {one.path for one in STANDARDS["360giving-1.4.3"]}
    assert {one.path for one in STANDARDS["hsds-3.0"]} == {
        f"{table}.{name}" for table, columns in TABLES.items() for name in columns
    }
    assert {one.path for one in STANDARDS["changes"]} == {
        *(f"changes.{name}" for name in Change.__struct_fields__),
        *(name for name in Changes.__struct_fields__ if name != "changes"),
    }


def test_json_and_csv_say_the_same():
    told = as_json()
    rows = list(csv.DictReader(io.StringIO(fields_csv().decode("utf-8-sig"))))
    values = list(csv.DictReader(io.StringIO(codes_csv().decode("utf-8-sig"))))

    of_tables = sum(len(one["schema"]["fields"]) for one in told["resources"])
    of_standards = sum(len(one["fields"]) for one in told["standards"])
    assert len(rows) == of_tables + of_standards
    assert len(values) == sum(len(one["values"]) for one in told["codeLists"])
    status = next(
        field
        for one in told["resources"]
        if one["name"] == "needs"
        for field in one["schema"]["fields"]
        if field["name"] == "status"
    )
    assert "published" in status["constraints"]["enum"]
    assert {field["class"] for one in told["resources"] for field in one["schema"]["fields"]} == {
        "public"
    }


@pytest.mark.usefixtures("db")
async def test_the_pages_show_fields_and_values_in_both_languages(client):
    for spoken, field, value in (("zh", "用途说明", "紧急"), ("en", "What it is for", "Urgent")):
        page = (await client.get(f"/open-data/dictionary?lang={spoken}")).text
        assert field in page
        codes = (await client.get(f"/open-data/codes?lang={spoken}")).text
        assert value in codes
    whole = await client.get("/open-data/dictionary.json")
    assert whole.json()["version"]
    known = {"If-None-Match": whole.headers["etag"]}
    assert (await client.get("/open-data/dictionary.json", headers=known)).status_code == 304
    for path in ("dictionary.csv", "codes.csv"):
        answer = await client.get(f"/open-data/{path}")
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert 'rel="license"' in answer.headers["link"]
        assert "set-cookie" not in answer.headers, "a cache would hand it to the next reader"
