"""Finding a place by what a person would type, and walking the tree."""

import pytest

from match.foundation.db import connection, value
from match.foundation.errors import NotFound
from match.places import queries
from match.places.rules import Kind, Level

pytestmark = pytest.mark.usefixtures("hunan", "db")
JISHOU = "433101000000"


async def test_a_village_knows_its_path_and_stands_at_its_county():
    county = await queries.division(JISHOU)
    town = next(p for p in await queries.children(JISHOU) if p.kind is Kind.TOWN)
    village = next(p for p in await queries.children(town.code) if p.kind is Kind.VILLAGE)
    assert village.path == ("湖南省", "湘西土家族苗族自治州", "吉首市", town.name, village.name)
    assert village.label == f"湘西土家族苗族自治州 吉首市 {town.name} {village.name}"
    assert village.point == county.point is not None
    assert village.scope == village.code
    assert county.scope == "433101"
    assert [p.level for p in await queries.path(village.code)] == list(Level)


async def test_children_come_in_the_order_of_their_pinyin():
    names = [place.name for place in await queries.children("433100000000")]
    assert names == [
        "保靖县",
        "凤凰县",
        "古丈县",
        "花垣县",
        "吉首市",
        "龙山县",
        "泸溪县",
        "永顺县",
    ]
    assert await queries.children((await queries.villages("4331"))[0].code) == []


@pytest.mark.parametrize("code", ["", "43", "43310100000x", "433199000000", "433101100200'--"])
async def test_an_unknown_code_is_not_found(code):
    for ask in (queries.division, queries.children, queries.path, queries.current):
        with pytest.raises(NotFound, match="没有这个行政区划"):
            await ask(code)


async def test_several_at_once_leave_out_what_is_none():
    found = await queries.divisions([JISHOU, "nothing", "430000000000"])
    assert {code: place.name for code, place in found.items()} == {
        JISHOU: "吉首市",
        "430000000000": "湖南省",
    }


@pytest.mark.parametrize("text", ["吉首", "吉首市", "jishou", "jishoushi", "JSS", "jis"])
async def test_a_county_is_found_by_name_pinyin_or_initials(text):
    assert JISHOU in [place.code for place in await queries.find(text, within="4331")]


async def test_an_exact_name_comes_first_and_a_county_before_villages():
    assert (await queries.find("吉首市"))[0].code == JISHOU
    assert (await queries.find("凤凰县"))[0].level is Level.COUNTY
    levels = [place.level for place in await queries.find("凤凰", limit=50)]
    assert levels == sorted(levels)


async def test_a_repeated_name_is_told_apart_by_what_is_above_it():
    everywhere = await queries.find("和平村", limit=50)
    assert len([p for p in everywhere if p.name == "和平村"]) == 32
    assert len({p.label for p in everywhere}) == len(everywhere)
    one_county = await queries.find("永顺县 和平村")
    assert one_county
    assert all("永顺县" in place.path for place in one_county)


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "没有这样的地方", "'; DROP TABLE division", "qqqq"]
)
async def test_a_text_that_names_nothing_finds_nothing(text):
    assert await queries.find(text) == []


async def test_a_limit_is_kept_and_cannot_be_lifted():
    assert len(await queries.find("村", limit=3)) == 3
    assert len(await queries.find("村", limit=100_000)) == 50


async def test_statistical_zones_are_kept_but_not_counted():
    zone = await queries.division("430371000000")
    assert zone.kind is Kind.STAT_ZONE
    assert not zone.counts_as_county
    assert zone.code not in [place.code for place in await queries.counties("4303")]
    assert zone.code in [place.code for place in await queries.children("430300000000")]


async def test_a_prefix_search_uses_the_key_in_byte_order():
    async with connection() as reader:
        await reader.execute("SET LOCAL enable_seqscan = off")
        plan = await value(
            "EXPLAIN (FORMAT JSON) SELECT name FROM division WHERE code LIKE '433101%'"
        )
    assert "division_pkey" in plan
    assert "433102" in plan, "the prefix became a range"
