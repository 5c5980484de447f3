"""A guiding catalogue is read row by row, loaded again without harm, and found from below."""

from datetime import UTC, date, datetime

import asyncpg
import pytest

from match.catalogue import commands, guiding, queries
from match.catalogue.guiding import Reason
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor, Grant
from match.foundation.db import connection, unit_of_work, value
from match.foundation.errors import Denied, Invalid, NotFound
from match.foundation.permissions import Role

HEADING = "item_code,name,parent_code,procurement_code"
ROWS = (HEADING, "A,公共服务,,", "A01,儿童福利服务,A,C05010200", "A02,未成年人关爱保护,A,C05010300")
HUNAN, CHENZHOU, ZHUHUI = "430000000000", "431000000000", "430405000000"
VILLAGE_OF_CHENZHOU, VILLAGE_OF_YONGZHOU = "431002101200", "431103101200"
SINCE = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",没有编号,,", Reason.BAD_CODE),
        ("A 1,空格,,", Reason.BAD_CODE),
        ("A01,再来一次,,", Reason.DUPLICATE),
        ("A03,,,", Reason.NO_NAME),
        ("A03", Reason.NO_NAME),
        ("B01,上级在后,B,", Reason.NO_PARENT),
        ("A03,电脑,A,A02010105", Reason.NOT_A_SERVICE),
        ("A03,不存在的品目,A,C99999999", Reason.NOT_A_SERVICE),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row, reason):
    items, refused = guiding.read([*ROWS, row])
    assert len(items) == 3
    assert [(refusal.line, refusal.reason) for refusal in refused] == [(5, reason)]
    assert refused[0].message.startswith("第5行")


async def load(rows, division=HUNAN, as_of=SINCE, actor=SYSTEM):
    return await commands.load_guiding_catalogue(
        actor, division, rows, document="湘财综〔2025〕1号", as_of=as_of
    )


async def test_loading_again_changes_nothing_and_a_missing_item_is_closed(db):
    assert (await load(ROWS)).written == 3
    again = await load(ROWS)
    assert (again.written, again.unchanged, again.closed) == (0, 3, 0)
    later = await load((*ROWS[:3], "A03,心理服务,A,C20030700"), as_of=date(2026, 6, 1))
    assert (later.written, later.closed) == (1, 1)
    with clock.freeze(datetime(2026, 7, 1, tzinfo=UTC)):
        assert [item.code for item in await queries.guiding_items(HUNAN)] == ["A", "A01", "A03"]


async def test_nothing_is_closed_while_a_row_is_refused(db):
    await load(ROWS)
    report = await load((*ROWS[:3], "A02,,A,"), as_of=date(2026, 6, 1))
    assert (report.closed, len(report.refused)) == (0, 1)


async def test_the_nearest_level_that_has_a_catalogue_is_meant(db):
    with clock.freeze(datetime(2026, 7, 1, tzinfo=UTC)):
        assert await queries.guiding_items(VILLAGE_OF_CHENZHOU) == []
        await load(ROWS)
        await load((HEADING, "C1,郴州的项目,,"), division=CHENZHOU)
        chenzhou = await queries.guiding_items(VILLAGE_OF_CHENZHOU)
        assert [item.code for item in chenzhou] == ["C1"]
        yongzhou = await queries.guiding_items(VILLAGE_OF_YONGZHOU)
        assert [item.code for item in yongzhou] == ["A", "A01", "A02"]
        assert (await queries.guiding_item(chenzhou[0].id)).name == "郴州的项目"
        with pytest.raises(NotFound):
            await queries.guiding_item(0)


async def test_what_cannot_be_a_catalogue_is_refused(db):
    with pytest.raises(Invalid) as refusal:
        await load(["item_code,name"])
    assert "parent_code" in refusal.value.fields["file"]
    with pytest.raises(Invalid):
        await load([HEADING, ",,,"])
    with pytest.raises(Invalid):
        await commands.load_guiding_catalogue(SYSTEM, HUNAN, ROWS, document=" ", as_of=SINCE)


async def test_a_county_does_not_set_the_catalogue(db):
    county = Actor(id=1, grants=(Grant(Role.county, ZHUHUI[:6]),))
    with pytest.raises(Denied):
        await load(ROWS, division=ZHUHUI, actor=county)
    province = Actor(id=2, grants=(Grant(Role.province, "43"),))
    assert (await load(ROWS, division=ZHUHUI, actor=province)).written == 3


async def test_an_item_cannot_be_deleted(db):
    await load(ROWS)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with unit_of_work(), connection() as open_connection:
            await open_connection.execute("DELETE FROM guiding_catalogue_item")
    assert await value("SELECT count(*) FROM guiding_catalogue_item") == 3
