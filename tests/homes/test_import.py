"""A county sends its list: a dry run that changes nothing, the deed, and the same list again."""

import httpx
import pytest

from match.foundation.db import one, rehearse, rows, value
from match.homes.commands import import_home, import_homes
from match.homes.forms import HomeRow
from match.homes.sheet import sheet, villages_in
from tests.foundation.sheets.lists import workbook
from tests.homes import make
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import post, words
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")

HEADERS = [column.header for column in sheet().columns]
VILLAGE = "433101002200"  # 振武营村, 峒河街道
YES = {
    "视频交流": "有",
    "学习阅读": "有",
    "娱乐活动": "有",
    "室外活动场地": "有",
    "儿童之家工作制度": "有",
}


def line(village: str, township: str = "峒河街道", **cells: str | int) -> list[str | int | None]:
    """One row of the workbook."""
    given = {
        "乡镇（街道）": township,
        "村（社区）": village,
        "场所来源": "村便民服务站",
        "室内面积（平方米）": 80,
        "儿童主任身份": "村妇联主席",
        **YES,
        **cells,
    }
    return [given.get(header) for header in HEADERS]


async def upload(client: httpx.AsyncClient, *lines: list[str | int | None]) -> httpx.Response:
    return await send(client, "homes", workbook(HEADERS, *lines))


@pytest.mark.walk
async def test_a_county_imports_its_list_and_sends_it_again(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433101"))
    listed = [line("振武营村"), line("小溪村委会"), line("岩寨", 儿童之家名称="岩寨村之家")]

    template = await client.get("/desk/imports/homes/template")
    tried = await upload(client, *listed)
    nothing_yet = await value("SELECT count(*) FROM home")
    done = await apply(client, tried)
    again = await upload(client, *listed)

    assert template.content[:2] == b"PK"
    assert figures(tried) == [3, 0, 0, 0]
    assert nothing_yet == 0
    assert "新增 3 行" in words(done)
    assert figures(again) == [0, 0, 3, 0]
    assert "没有要导入的变化" in words(again)
    homes = await rows("SELECT name, division, status FROM home ORDER BY division")
    assert [tuple(home.values()) for home in homes] == [
        ("振武营村儿童之家", "433101002200", "planned"),
        ("小溪村儿童之家", "433101002201", "planned"),
        ("岩寨村之家", "433101002206", "planned"),
    ]


async def test_every_bad_row_has_its_number_and_its_reason(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433101"))

    tried = await upload(
        client,
        line("振武营村"),
        line("振武营材"),
        line("坪朗村", township="矮寨乡"),
        line("小溪村", **{"室内面积（平方米）": "八十"}),
        line("岩寨村", **{"室内面积（平方米）": 30}),
        line("合群村", 场所来源="村部"),
        line("振武营村"),
    )

    told = words(tried)
    assert figures(tried) == [1, 0, 0, 6]
    assert "您是不是要填“振武营村”" in told
    assert "本辖区没有“矮寨乡”" in told
    assert "室内面积" in told
    assert "面积较小时，请写明原因" in told
    assert "没有这个选项" in told
    assert "与第 2 行重复" in told
    for number in (3, 4, 5, 6, 7, 8):
        assert f">{number}</th>" in tried.text


async def test_a_county_cannot_enter_the_homes_of_another(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433122"))

    tried = await upload(client, line("振武营村"))

    assert figures(tried) == [0, 0, 0, 1]
    assert "本辖区没有" in words(tried)


@pytest.mark.parametrize("data", [b"", b"not a sheet at all", b"PK\x03\x04broken"])
async def test_a_file_that_is_none_is_refused_in_words(
    client: httpx.AsyncClient, data: bytes
) -> None:
    await people.sign_in(client, await people.account("county", "433101"))

    answer = await post(client, "/desk/imports/homes", files={"list": ("a.xlsx", data)})

    assert answer.status_code == 422
    assert 'href="#field-list"' in answer.text


@pytest.mark.parametrize("role", ["director", "supervisor", "donor"])
async def test_who_may_not_import_is_sent_away(client: httpx.AsyncClient, role: str) -> None:
    home_id = await make.registered(VILLAGE)
    person = await people.account(
        role, VILLAGE[:9] if role == "supervisor" else VILLAGE, home=home_id
    )
    await people.sign_in(client, person)

    assert (await client.get("/desk/imports/homes")).status_code == 403


async def test_an_empty_cell_leaves_what_is_known(db: None) -> None:
    clerk = await make.county(VILLAGE)
    home_id = await make.registered(VILLAGE, area_reason="", indoor_area_m2=120)

    result = await import_home(
        clerk,
        HomeRow(2, VILLAGE, "振武营村", equipment={"FAC-PSY": True, "FAC-OUT": False}),
    )

    home = await one("SELECT * FROM home WHERE id = $1", home_id)
    assert home is not None
    assert result == "updated"
    assert home["indoor_area_m2"] == 120
    assert home["name"] == "和平村儿童之家"
    assert set(home["facilities"]) == {"FAC-VIDEO", "FAC-READ", "FAC-PLAY", "FAC-PSY"}


@pytest.mark.parametrize(
    "change",
    [
        {"name": "振武营村新儿童之家"},
        {"indoor_area_m2": 81},
        {"area_reason": "村部只有一间空房。"},
        {"director_kind": "DK-WF"},
        {"site_source": "SITE-IDLE"},
        {"equipment": {"DOC-PLAN": True}},
    ],
)
async def test_any_change_is_an_update_once_and_then_unchanged(db: None, change) -> None:
    clerk = await make.county(VILLAGE)
    await make.registered(VILLAGE)
    row = HomeRow(2, VILLAGE, "振武营村", **change)

    assert [await import_home(clerk, row) for _ in range(2)] == ["updated", "unchanged"]


async def test_one_refused_row_takes_no_other_with_it(db: None) -> None:
    clerk = await make.county(VILLAGE)
    good = HomeRow(2, VILLAGE, "振武营村", site_source="SITE-SVC")
    bad = HomeRow(3, "433101002201", "小溪村", site_source="SITE-MOON")
    foreign = HomeRow(4, "433122100201", "村", site_source="SITE-SVC")

    tried = await rehearse(import_homes(clerk, [good, bad, foreign]))
    assert await value("SELECT count(*) FROM home") == 0
    done = await import_homes(clerk, [good, bad, foreign])

    assert tried == done
    assert [outcome.result for outcome in done] == ["created", "refused", "refused"]
    assert all(outcome.message for outcome in done[1:])
    assert await value("SELECT count(*) FROM home") == 1


async def test_two_places_of_one_stem_are_told_apart_by_the_whole_name(db: None) -> None:
    villages = await villages_in(["433101002"])

    assert villages[("峒河街道", "小溪村")][0] == "433101002201"
    assert villages[("峒河街道", "峒河社区")][0] == "433101002001"
    assert villages[("峒河街道", "峒河")][0] == "433101002001"
