"""An organisation's list of offers becomes its drafts; sent again, it changes nothing."""

from typing import Any

import httpx
import pytest

from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.sheets import write_csv
from match.offers.commands import submit_offer, withdraw_offer
from match.offers.queries import own_organisations
from match.offers.sheet import sheet
from match.places.listed import AreaFinder
from tests.importing.sending import apply, figures, paste, send
from tests.needs.browsing import words
from tests.offers import make as offers
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]

HEADERS = "提供方\t标题\t提供方式\t类别\t提供数量\t单位\t能到达的地区"


def offer(organisation: int, **cells: Any) -> dict[str, Any]:
    """One row: two hundred picture books."""
    return {
        "giver": str(organisation),
        "title": "全新注音绘本两百册",
        "mode": "GOODS",
        "category": "MAT-BOOK",
        "quantity": 200,
        "unit": "册",
        "areas": "湘西州、沅陵县",
        **cells,
    }


async def listed(actor: Actor, *found: dict[str, Any]) -> bytes:
    return write_csv(sheet(await own_organisations(actor)), found)


async def held() -> list[dict[str, Any]]:
    return await rows(
        "SELECT id, status, organisation_id, title, quantity, least, areas, conditions, division"
        " FROM offer ORDER BY id"
    )


async def test_rows_become_drafts_once_and_a_changed_row_changes_its_draft(
    client: httpx.AsyncClient,
) -> None:
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)
    two = (
        offer(organisation, least=20, conditions="全新，附目录。"),
        offer(organisation, title="周末绘画课老师两名", mode="VOLSVC", category="SVC-ART",
              quantity=20, unit="课时", areas="433101"),
    )  # fmt: skip

    tried = await send(client, "offers", await listed(manager, *two))
    nothing_yet = await held()
    done = await apply(client, tried)
    made = await held()
    again = await send(client, "offers", await listed(manager, *two))
    changed = await send(
        client, "offers", await listed(manager, offer(organisation, quantity=180, areas="湘西"))
    )

    assert figures(tried) == [2, 0, 0, 0], words(tried)
    assert nothing_yet == []
    assert figures(done) == [2, 0, 0, 0]
    assert [(one["status"], one["organisation_id"], one["areas"]) for one in made] == [
        ("draft", organisation, ["431222", "4331"]),
        ("draft", organisation, ["433101"]),
    ]
    assert figures(again) == [0, 0, 2, 0], words(again)
    assert figures(changed) == [0, 1, 0, 0]
    said = words(changed).replace("：", " ： ").replace("  ", " ")
    assert "提供数量 ： 200 改为 180" in said
    await apply(client, changed)
    first = (await held())[0]
    assert (first["quantity"], first["areas"]) == (180, ["4331"])
    # What the row left empty stayed.
    assert (first["least"], first["conditions"]) == (20, "全新，附目录。")


async def test_a_row_with_its_number_may_change_the_title(client: httpx.AsyncClient) -> None:
    manager, offer_id = await offers.draft()
    (before,) = await held()
    await people.sign_in(client, manager)
    row = offer(before["organisation_id"], id=offer_id, title="全新注音绘本两百本", areas="4331")

    await apply(client, await send(client, "offers", await listed(manager, row)))

    (after,) = await held()
    assert (after["id"], after["title"]) == (offer_id, "全新注音绘本两百本")


async def test_what_was_handed_in_is_not_changed_and_what_was_withdrawn_is_entered_anew(
    client: httpx.AsyncClient,
) -> None:
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)
    await apply(client, await send(client, "offers", await listed(manager, offer(organisation))))
    (made,) = await held()
    await submit_offer(manager, made["id"])

    same = await send(client, "offers", await listed(manager, offer(organisation)))
    other = await send(client, "offers", await listed(manager, offer(organisation, quantity=9)))
    await withdraw_offer(manager, made["id"], "书已经送给别的学校了")
    anew = await send(client, "offers", await listed(manager, offer(organisation)))

    assert figures(same) == [0, 0, 1, 0]
    assert figures(other) == [0, 0, 0, 1]
    assert "已经提交，不能再用名单修改" in words(other)
    assert figures(anew) == [1, 0, 0, 0]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"title": "绘本"}, "标题：内容太短"),
        ({"areas": "衡阳"}, "您是不是要填“衡阳市”或“衡阳县”"),
        ({"areas": "湘西州、吉首"}, "上级地区已经包含下级地区"),
        ({"areas": "广州市"}, "没有“广州市”这个地区"),
        ({"areas": "440000"}, "只服务湖南省内"),
        ({"category": "SVC-ART"}, "不能对应这个类别"),
        ({"unit": "元"}, "资金类用“元”"),
        ({"least": 201}, "不能超过总数量"),
        ({"ends_on": "2020-01-01"}, "结束日期已经过去"),
        ({"giver": "别家基金会"}, "提供方"),
        ({"id": 987654321}, "没有编号 987654321 的供给"),
        ({"conditions": "请联系13812345678"}, "请删去手机号"),
        ({"conditions": "给身份证43310119900307291X的孩子"}, "身份证"),
        ({"title": "图书角绘本一批"}, "与第 2 行重复"),
    ],
)
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, cells: dict[str, Any], why: str
) -> None:
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)

    good = offer(organisation, title="图书角绘本一批")
    tried = await send(client, "offers", await listed(manager, good, offer(organisation, **cells)))

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert [one["title"] for one in await held()] == ["图书角绘本一批"]


async def test_an_organisation_gives_in_its_own_name_only(client: httpx.AsyncClient) -> None:
    """Neither in another's name nor by another's number; the history is the sender's alone."""
    _other, theirs = await offers.draft()
    stranger = await value("SELECT organisation_id FROM offer WHERE id = $1", theirs)
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)
    names = dict(await own_organisations(manager))
    row = "\t全新注音绘本两百册\t物资捐赠\t图书\t9\t册\t湘西州"

    foreign = await paste(client, "offers", f"{HEADERS}\n{stranger}{row}")
    by_number = await send(client, "offers", await listed(manager, offer(organisation, id=theirs)))

    assert names.keys() == {organisation}
    assert figures(foreign) == [0, 0, 0, 1]
    assert figures(by_number) == [0, 0, 0, 1]
    assert len(await held()) == 1


async def test_money_is_drafted_by_the_verified_alone(client: httpx.AsyncClient) -> None:
    manager, organisation = await offers.manager(verified=False)
    await people.sign_in(client, manager)
    row = offer(organisation, mode="MONEY", category="FND", unit="元", quantity=50_000)

    tried = await send(client, "offers", await listed(manager, row))

    assert figures(tried) == [0, 0, 0, 1], words(tried)
    assert "慈善法" in words(tried)


@pytest.mark.parametrize("role", ["donor", "county", None])
async def test_who_manages_no_organisation_sends_no_list(
    client: httpx.AsyncClient, role: str | None
) -> None:
    await people.sign_in(client, await people.account(role, "433101"))

    assert (await client.get("/desk/imports/offers")).status_code == 403


async def test_the_template_offers_ones_own_organisations(client: httpx.AsyncClient) -> None:
    manager, _organisation = await offers.manager(name="湘西星火基金会")
    await people.sign_in(client, manager)

    form = await client.get("/desk/imports/offers")
    mine = await client.get("/offers/mine")
    book = await client.get("/desk/imports/offers/template")

    assert "/desk/imports/offers/template" in form.text
    assert 'href="/desk/imports/offers"' in mine.text
    assert book.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("湖南省", ["43"]),
        ("43", ["43"]),
        ("433100、431200", ["4312", "4331"]),
        ("湘西土家族苗族自治州", ["4331"]),
        ("吉首市，凤凰县；沅陵", ["431222", "433101", "433123"]),
        ("433101001000、4312、4312", ["4312", "433101001"]),
    ],
)
async def test_areas_are_read_as_lists_write_them(written: str, meant: list[str]) -> None:
    areas = await AreaFinder.of_province()

    assert areas.find(written) == meant
    assert areas.find(areas.said(meant)) == meant
