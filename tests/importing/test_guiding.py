"""A guiding catalogue from Excel: items come in once, change by code, and end on their day."""

from datetime import UTC, date, datetime

import httpx
import pytest

from match.catalogue.importing import GuidingRow, import_guiding_item
from match.catalogue.queries import guiding_items
from match.foundation import clock
from match.foundation.actor import Actor, Grant
from match.foundation.db import rows, value
from match.foundation.errors import Denied
from match.foundation.permissions import Role
from tests.foundation.sheets.lists import csv_of
from tests.importing.sending import apply, figures, paste, send
from tests.needs.browsing import words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
HUNAN, COUNTY = "430000000000", "433101000000"
HEADERS = ("编号", "名称", "上级编号", "政府采购品目代码", "发布文件", "生效日期", "失效日期")
PAPER = "湘财综〔2025〕1号"
TOP = ("A", "公共服务", "", "", PAPER, "2026-01-01", "")
WELFARE = ("A01", "儿童福利服务", "A", "C05010200", PAPER, "2026-01-01", "")
CARE = ("A02", "未成年人关爱保护", "A", "C05010300", PAPER, "2026.1.1", "")
KEPT = (
    "SELECT division, item_code, name, parent_code, procurement_code, document, valid_from,"
    " valid_to FROM guiding_catalogue_item ORDER BY division, item_code"
)


@pytest.fixture(name="province")
async def _province(db: None, client: httpx.AsyncClient) -> Actor:
    province = await people.account("province", "43")
    await people.sign_in(client, province)
    return province


def listed(*lines: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    return csv_of([HEADERS, *lines], encoding)


async def brought(client: httpx.AsyncClient, *lines: tuple[str, ...], division: str = HUNAN):
    return await apply(client, await send(client, "guiding", listed(*lines), division=division))


async def test_a_catalogue_comes_in_once_and_a_purchase_finds_it(
    client: httpx.AsyncClient, province: Actor
) -> None:
    data = listed(TOP, WELFARE, CARE, encoding="gb18030")
    tried = await send(client, "guiding", data, division=HUNAN)
    nothing_yet = await rows(KEPT)
    done = await apply(client, tried)
    again = await send(client, "guiding", data, division=HUNAN)

    assert nothing_yet == []
    assert [figures(tried), figures(done), figures(again)] == [
        [3, 0, 0, 0],
        [3, 0, 0, 0],
        [0, 0, 3, 0],
    ], words(tried)
    day = date(2026, 1, 1)
    assert [tuple(row.values()) for row in await rows(KEPT)] == [
        (HUNAN, "A", "公共服务", None, None, PAPER, day, None),
        (HUNAN, "A01", "儿童福利服务", "A", "C05010200", PAPER, day, None),
        (HUNAN, "A02", "未成年人关爱保护", "A", "C05010300", PAPER, day, None),
    ]
    with clock.freeze(datetime(2026, 7, 1, tzinfo=UTC)):
        offered = await guiding_items("431002101200")
    assert [item.code for item in offered] == ["A", "A01", "A02"]
    kept = await rows("SELECT actor_id, division FROM audit WHERE verb = 'catalogue.guiding_kept'")
    assert kept == [{"actor_id": province.id, "division": HUNAN}] * 3


async def test_a_change_is_shown_and_an_item_ends_on_its_day(
    client: httpx.AsyncClient, province: Actor
) -> None:
    await brought(client, TOP, WELFARE, CARE)
    ended = (*CARE[:6], "2026-09-01")
    renamed = (WELFARE[0], "儿童福利和保护服务", *WELFARE[2:])

    tried = await paste(
        client,
        "guiding",
        "\n".join("\t".join(line) for line in (HEADERS, ended, renamed)),
        division=HUNAN,
    )
    await apply(client, tried)

    assert figures(tried) == [0, 2, 0, 0]
    assert "空 改为 2026-09-01" in words(tried)
    assert "儿童福利服务 改为 儿童福利和保护服务" in words(tried)
    for day, codes in ((date(2026, 8, 31), ["A", "A01", "A02"]), (date(2026, 9, 1), ["A", "A01"])):
        with clock.freeze(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
            assert [item.code for item in await guiding_items(HUNAN)] == codes
    # A row that leaves the day open does not open it again.
    assert figures(await send(client, "guiding", listed(CARE), division=HUNAN)) == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("", "没有编号", *WELFARE[2:]), " 3 A 编号："),
        (("A 1", "空格", *WELFARE[2:]), " 3 A 编号：编号应为20位以内"),
        (("A02", "再来一次", *WELFARE[2:]), " 3 A 编号：与第 2 行重复"),
        (("A03", "", *WELFARE[2:]), " 3 B 名称："),
        (("A03",), " 3 B 名称："),
        (("A03", "名" * 121, *WELFARE[2:]), "名称：最多 120 个字"),
        (("A03", "电脑", "A", "A02010105", *WELFARE[4:]), "不在服务类品目中"),
        (("A03", "不存在的品目", "A", "C99999999", *WELFARE[4:]), "不在服务类品目中"),
        (("B01", "上级在后", "B", *WELFARE[3:]), "上级编号应写在本行之前"),
        ((*TOP[:2], "A01", *TOP[3:]), "不能是它的下级"),
        ((*TOP[:2], "A", *TOP[3:]), "上级不能是这一项自己"),
        ((*WELFARE[:5], "2026-01-01", "2026-01-01"), "失效日期要晚于生效日期"),
        ((*WELFARE[:5], "明年", ""), "生效日期"),
        ((*WELFARE[:4], "", *WELFARE[5:]), "发布文件"),
    ],
)
async def test_a_row_that_cannot_stand_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, province: Actor, row: tuple[str, ...], why: str
) -> None:
    await brought(client, TOP, WELFARE)
    before = await rows(KEPT)

    tried = await send(client, "guiding", listed(CARE, row), division=HUNAN)
    await apply(client, tried)

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert [kept for kept in await rows(KEPT) if kept["item_code"] != "A02"] == before


async def test_an_item_stands_below_the_one_it_belongs_to(
    client: httpx.AsyncClient, province: Actor
) -> None:
    await brought(client, TOP)

    child, parent = ("B01", "上级在后", "B", *CARE[3:]), ("B", "公共安全", *TOP[2:])
    tried = await send(client, "guiding", listed(child, parent), division=HUNAN)

    assert figures(tried) == [1, 0, 0, 1]
    assert "上级编号应写在本行之前" in words(tried)


async def test_what_a_list_leaves_out_does_not_end_whatever_is_refused(
    client: httpx.AsyncClient, province: Actor
) -> None:
    await brought(client, TOP, WELFARE, CARE)
    before = await rows(KEPT)

    await brought(client, ("B", "公共安全", *TOP[2:]), (*CARE[:1], "", *CARE[2:]))

    kept = await rows(KEPT)
    assert [row["item_code"] for row in kept] == ["A", "A01", "A02", "B"]
    assert kept[:3] == before


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([HEADERS[:2], TOP[:2]], "缺少必填的列：发布文件、生效日期"),
        ([HEADERS, ("",) * len(HEADERS)], "表头下面没有数据"),
    ],
)
async def test_what_is_no_catalogue_is_refused_as_a_whole(
    client: httpx.AsyncClient, province: Actor, lines: list[tuple[str, ...]], why: str
) -> None:
    refused = await send(client, "guiding", csv_of(lines), division=HUNAN)

    assert refused.status_code == 422
    assert why in words(refused)


async def test_each_level_has_its_own_and_which_must_be_said(
    client: httpx.AsyncClient, province: Actor
) -> None:
    await brought(client, TOP, WELFARE)
    own = ("1", "本县的项目", *TOP[2:])

    await brought(client, own, division=COUNTY)
    unsaid = await send(client, "guiding", listed(CARE))
    village = await send(client, "guiding", listed(CARE), division="433101001201")

    assert [(row["division"], row["item_code"]) for row in await rows(KEPT)] == [
        (HUNAN, "A"),
        (HUNAN, "A01"),
        (COUNTY, "1"),
    ]
    for refused in (unsaid, village):
        assert refused.status_code == 422
        assert 'href="#field-division"' in refused.text
        assert "请选择是哪一级发布的目录" in words(refused)


async def test_the_desk_shows_what_an_area_issued(
    client: httpx.AsyncClient, province: Actor
) -> None:
    empty = await client.get("/desk/guiding")
    await brought(client, TOP, WELFARE, division=COUNTY)

    first = await client.get("/desk/guiding")
    asked = await client.get("/desk/guiding", params={"division": HUNAN})

    assert "这一级还没有载入目录" in words(empty)
    assert "儿童福利服务" in words(first)
    assert f"/desk/imports/guiding?division={COUNTY}" in first.text
    assert "儿童福利服务" not in words(asked)
    assert (await client.get("/desk/guiding", params={"division": "1"})).status_code == 404


@pytest.mark.parametrize(
    ("role", "area"), [("county", "433101"), ("purchaser", "433101"), ("prefecture", "4331")]
)
async def test_only_the_province_loads_a_catalogue(
    client: httpx.AsyncClient, role: str, area: str
) -> None:
    """As `test_a_county_does_not_set_the_catalogue` says of the command by itself."""
    await people.sign_in(client, await people.account(role, area))

    for path in (
        "/desk/guiding",
        "/desk/imports/guiding",
        f"/desk/imports/guiding?division={COUNTY}",
    ):
        assert (await client.get(path)).status_code == 403
    actor = Actor(id=1, grants=(Grant(Role(role), area),))
    with pytest.raises(Denied):
        row = GuidingRow(2, "A", "公共服务", PAPER, date(2026, 1, 1))
        await import_guiding_item(actor, COUNTY, row)
    assert await value("SELECT count(*) FROM guiding_catalogue_item") == 0
