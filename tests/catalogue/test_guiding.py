"""Which items may stand in a guiding catalogue, who sets it, and whose is meant below."""

from datetime import UTC, date, datetime

import asyncpg
import msgspec
import pytest

from match.catalogue import guiding, queries
from match.catalogue.importing import GuidingRow
from match.foundation import clock
from match.foundation.actor import Actor, Grant
from match.foundation.db import connection, unit_of_work, value
from match.foundation.errors import Denied, Invalid, NotFound
from match.foundation.permissions import Role
from tests.catalogue.make import CHENZHOU, HUNAN, ITEMS, SINCE, ZHUHUI, issue, item

VILLAGE_OF_CHENZHOU, VILLAGE_OF_YONGZHOU = "431002101200", "431103101200"
COUNT = "SELECT count(*) FROM guiding_catalogue_item"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (item("", "没有编号"), "code"),
        (item("A 1", "空格"), "code"),
        (item("A" * 21, "太长"), "code"),
        (item("A03", ""), "name"),
        (item("A03", " "), "name"),
        (item("A03", "名" * 121), "name"),
        (item("B01", "上级没有", "B"), "parent"),
        (item("A03", "电脑", "A", "A02010105"), "procurement_code"),
        (item("A03", "不存在的品目", "A", "C99999999"), "procurement_code"),
        (item("A03", "没有文件", paper=" "), "document"),
        (item("A03", "当天失效", until=SINCE), "valid_to"),
    ],
)
async def test_what_cannot_stand_in_a_catalogue_is_refused_by_its_column(
    db: None, row: GuidingRow, column: str
) -> None:
    await issue(*ITEMS)

    with pytest.raises(Invalid) as refusal:
        await issue(row)

    assert list(refusal.value.fields) == [column]
    assert await value(COUNT) == 3


def test_all_that_is_wrong_with_an_item_is_said_at_once() -> None:
    assert set(guiding.faults("A 1", "", "", "A02010105")) == {
        "code",
        "name",
        "document",
        "procurement_code",
    }
    assert guiding.faults("A-1.2", "名" * 120, "湘财综〔2025〕1号", "") == {}


async def test_bringing_it_again_changes_nothing_and_what_is_left_out_stays(db: None) -> None:
    assert await issue(*ITEMS) == ["created"] * 3
    assert await issue(*ITEMS) == ["unchanged"] * 3
    audited = await value("SELECT count(*) FROM audit WHERE verb = 'catalogue.guiding_kept'")
    assert audited == 3, "what changes nothing leaves no trace"
    ended = msgspec.structs.replace(ITEMS[2], valid_to=date(2026, 6, 1))
    assert await issue(ended, item("A03", "心理服务", "A", "C20030700")) == ["updated", "created"]

    for day, codes in (
        (datetime(2026, 5, 31, 4, tzinfo=UTC), ["A", "A01", "A02", "A03"]),
        (datetime(2026, 6, 1, 4, tzinfo=UTC), ["A", "A01", "A03"]),
    ):
        with clock.freeze(day):
            assert [each.code for each in await queries.guiding_items(HUNAN)] == codes


async def test_the_nearest_level_that_has_a_catalogue_is_meant(db: None) -> None:
    with clock.freeze(datetime(2026, 7, 1, tzinfo=UTC)):
        assert await queries.guiding_items(VILLAGE_OF_CHENZHOU) == []
        await issue(*ITEMS)
        await issue(item("C1", "郴州的项目"), division=CHENZHOU)
        chenzhou = await queries.guiding_items(VILLAGE_OF_CHENZHOU)
        assert [each.code for each in chenzhou] == ["C1"]
        yongzhou = await queries.guiding_items(VILLAGE_OF_YONGZHOU)
        assert [each.code for each in yongzhou] == ["A", "A01", "A02"]
        assert (await queries.guiding_item(chenzhou[0].id)).name == "郴州的项目"
        with pytest.raises(NotFound):
            await queries.guiding_item(0)


async def test_a_county_does_not_set_the_catalogue(db: None) -> None:
    county = Actor(id=1, grants=(Grant(Role.county, ZHUHUI[:6]),))
    with pytest.raises(Denied):
        await issue(*ITEMS, division=ZHUHUI, actor=county)
    province = Actor(id=2, grants=(Grant(Role.province, "43"),))
    assert await issue(*ITEMS, division=ZHUHUI, actor=province) == ["created"] * 3


async def test_an_item_cannot_be_deleted(db: None) -> None:
    await issue(*ITEMS)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with unit_of_work(), connection() as open_connection:
            await open_connection.execute("DELETE FROM guiding_catalogue_item")
    assert await value(COUNT) == 3
