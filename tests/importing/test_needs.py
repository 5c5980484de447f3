"""A township's list of needs becomes drafts for its homes; sent again, it changes nothing."""

from typing import Any

import httpx
import pytest

from match.foundation.db import one, rows, value
from match.foundation.sheets import write_csv
from match.needs.commands import submit_need
from match.needs.sheet import sheet
from tests.homes import make as homes
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
VILLAGE = "433101002200"  # 振武营村, 峒河街道


def need(**cells: Any) -> dict[str, Any]:
    """One row: forty quilts."""
    return {
        "township": "峒河街道",
        "village": "振武营村",
        "title": "过冬棉被四十床",
        "category": "MAT-BED",
        "purpose": "冬天午休室太冷，给来午休的孩子准备加厚棉被。",
        "band 6-8": 15,
        "name 1": "加厚棉被",
        "quantity 1": 40,
        "unit 1": "床",
        "price 1": 12_000,
        "name 2": "床单",
        "quantity 2": 40,
        "unit 2": "条",
        **cells,
    }


def listed(*needs: dict[str, Any]) -> bytes:
    return write_csv(sheet(), needs)


async def test_rows_become_drafts_once_and_a_changed_row_changes_its_draft(
    client: httpx.AsyncClient,
) -> None:
    home_id, director = await homes.working(VILLAGE)
    clerk = await people.account("county", "433101")
    await people.sign_in(client, clerk)

    tried = await send(client, "needs", listed(need(), need(title="图书角添绘本一批")))
    nothing_yet = await value("SELECT count(*) FROM need")
    done = await apply(client, tried)
    again = await send(client, "needs", listed(need(), need(title="图书角添绘本一批")))
    changed = await send(client, "needs", listed(need(**{"quantity 1": 45, "urgency": "soon"})))

    assert figures(tried) == [2, 0, 0, 0]
    assert nothing_yet == 0
    assert figures(done) == [2, 0, 0, 0]
    assert figures(again) == [0, 0, 2, 0]
    assert "没有要导入的变化" in words(again)
    assert figures(changed) == [0, 1, 0, 0]
    assert "数量1 ： 40 改为 45" in words(changed).replace("：", " ： ").replace("  ", " ")
    await apply(client, changed)
    held = await rows("SELECT id, status, home_id, urgency, entered_for FROM need ORDER BY id")
    assert [(row["status"], row["home_id"], row["entered_for"]) for row in held] == [
        ("draft", home_id, director.id)
    ] * 2
    assert held[0]["urgency"] == "soon"
    assert await value(
        "SELECT quantity FROM need_line WHERE need_id = $1 AND position = 1", held[0]["id"]
    ) == 45  # fmt: skip


async def test_what_was_handed_in_is_not_changed_by_a_list(client: httpx.AsyncClient) -> None:
    await homes.working(VILLAGE)
    clerk = await people.account("county", "433101")
    await people.sign_in(client, clerk)
    await apply(client, await send(client, "needs", listed(need())))
    made = await one("SELECT id FROM need")
    assert made is not None
    await submit_need(clerk, made["id"])

    same = await send(client, "needs", listed(need()))
    other = await send(client, "needs", listed(need(purpose="换一个用途，给图书室也添几床。")))

    assert figures(same) == [0, 0, 1, 0]
    assert figures(other) == [0, 0, 0, 1]
    assert "已经提交" in words(other)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"title": "棉被"}, "需求名称：内容太短"),
        ({"village": "小溪村"}, "还没有登记儿童之家"),
        ({"village": "没有的村"}, "没有“没有的村”"),
        ({"unit 1": None}, "缺数量或单位"),
        ({"name 1": None, "name 2": None, "quantity 1": None, "quantity 2": None,
          "unit 1": None, "unit 2": None, "price 1": None}, "至少写一样"),
        ({"purpose": "王小明的妈妈电话13812345678，冬天太冷需要棉被。"}, "请删去手机号"),
        ({"purpose": "给身份证43310119900307291X的孩子准备棉被。"}, "身份证"),
    ],
)  # fmt: skip
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, cells: dict[str, Any], why: str
) -> None:
    await homes.working(VILLAGE)
    await people.sign_in(client, await people.account("county", "433101"))

    tried = await send(client, "needs", listed(need(title="图书角添绘本一批"), need(**cells)))

    assert figures(tried) == [1, 0, 0, 1]
    assert why in words(tried)
    assert 'id="row-3"' in tried.text
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert await value("SELECT count(*) FROM need") == 1


async def test_a_county_asks_for_its_own_homes_only(client: httpx.AsyncClient) -> None:
    await homes.working(VILLAGE)
    await people.sign_in(client, await people.account("county", "433122"))

    tried = await send(client, "needs", listed(need()))

    assert figures(tried) == [0, 0, 0, 1]
    assert await value("SELECT count(*) FROM need") == 0
