"""Experts, purchaser and everybody else at the panels' pages, in a browser without script."""

import re

import httpx
import pytest

from match.foundation.actor import Actor
from match.foundation.db import value
from match.panels import commands
from match.panels.drawing import recount
from tests.needs.browsing import follow, post, words
from tests.panels import make
from tests.people import make as people


async def done(client: httpx.AsyncClient, path: str, data: dict[str, str]) -> str:
    """Press a button as who is signed in; the words of the page that follows."""
    answer = await post(client, path, data)
    assert answer.status_code == 303, words(answer)
    return words(await follow(client, answer))


async def read(client: httpx.AsyncClient, path: str, status: int = 200) -> str:
    answer = await client.get(path)
    assert answer.status_code == status, words(answer)
    return words(answer)


async def sheet(client: httpx.AsyncClient, made: make.Scene, points: str) -> None:
    """One member's sheet, bid by bid, as typed on a phone."""
    of = await made.criteria()
    for bid in (await made.bids()).values():
        await done(
            client,
            f"/desk/panels/{made.panel}/sheet",
            {
                f"passed-{bid}-{of['pass']}": "yes",
                f"points-{bid}-{of['objective']}": "10",
                f"points-{bid}-{of['subjective']}": points,
                "next": "sheet",
            },
        )


async def as_(client: httpx.AsyncClient, actor: Actor) -> None:
    client.cookies.delete("__Host-session", domain="xth.test")
    await people.sign_in(client, actor)


@pytest.mark.walk
async def test_a_panel_works_on_its_pages(client: httpx.AsyncClient) -> None:
    made = await make.scene()
    purchase, desk = f"/purchases/{made.id}", f"/desk/panels/{made.panel}"
    before = (await client.get(f"/api/v1{purchase}/draw")).json()
    await as_(client, made.officer)
    colleague = await people.account("panel", "433101", organisation=await made.department())
    drawn = await done(client, f"{purchase}/panel/draw", {"representatives": str(colleague.id)})
    record = (await client.get(f"/api/v1{purchase}/draw")).json()
    assert "待确认" in drawn
    assert recount(record) == []
    for kept in ("commitment", "pool_hash", "candidates"):
        assert record[kept] == before[kept]
    assert "nonce" not in before

    members = await made.members()
    for member in members:
        await as_(client, member)
        assert "先确认是否需要回避" in await read(client, desk)
        await done(client, f"{desk}/confirmation", {"free": "true"})
    names = [str(who.organisation) for who in made.bidders]
    for member in members:
        await as_(client, member)
        packets = await read(client, desk)
        assert "投标人 甲" in packets
        assert not any(name in packets for name in names if len(name) > 6)
        await sheet(client, made, "41.5")
        assert "您已签字" in await done(client, f"{desk}/signature", {}) or member == members[-1]
    for member in members:
        await as_(client, member)
        await done(client, f"{desk}/report", {"dissent": ""})

    await client.get(f"{purchase}/result")
    await as_(client, made.officer)
    ranking = await read(client, f"{purchase}/result")
    first = await value(
        "SELECT bid_id FROM panel_bid WHERE panel_id = $1 AND place = 1", made.panel
    )
    assert "确定供应商" in ranking
    named = await value("SELECT organisation_id FROM bid WHERE id = $1", first)
    assert f'href="/contracts/records/{named}"' in (await client.get(f"{purchase}/result")).text
    await done(client, f"{purchase}/result/decision", {"bid": str(first), "basis": "first"})
    await as_(client, await make.countersigner())
    await done(client, f"{purchase}/result/countersignature", {})
    await as_(client, made.officer)
    assert "已由另一个单位复核" in await done(client, f"{purchase}/result/award", {"contact": ""})
    client.cookies.clear()
    public = await read(client, f"{purchase}/result")
    assert "第 1 名" in public or "71.50" in public
    paper = await client.get(f"{purchase}/result/report.pdf")
    assert paper.content.startswith(b"%PDF-")
    opened = (await client.get(f"/api/v1{purchase}/draw")).json()
    assert recount(opened) == []
    assert len(opened["opened"]) == 2
    assert (await client.get(f"/api/v1{purchase}/outcome")).json()["winner"]["place"] == 1


async def test_an_expert_applies_and_is_let_in_by_another(client: httpx.AsyncClient) -> None:
    await people.place(make.JISHOU)
    expert, keeper = await people.account(), await people.account("county", "433101")
    bidder = await people.organisation("NGO", make.JISHOU, name="吉首市晨光社会工作服务中心")
    await as_(client, expert)
    assert "申请加入评审专家库" in await read(client, "/desk/expert")
    form = {"division": make.JISHOU, "employer": "吉首大学", "fields": "SVC", "title": "副教授"}
    assert "待核验" in await done(client, "/desk/expert/entry", form)
    tie = {"organisation": "吉首市晨光社会工作服务中心", "kind": "family", "note": ""}
    assert "近亲属" in await done(client, "/desk/expert/ties", tie)
    refused = await post(client, "/desk/expert/ties", {**tie, "organisation": "没有的单位"})
    assert refused.status_code == 422
    assert "没有找到这家机构" in words(refused)

    await as_(client, keeper)
    entry = await make.expert_id(expert)
    assert "吉首大学" in await read(client, "/experts?status=applied")
    assert "在库" in await done(client, f"/experts/{entry}/verification", {})
    assert bidder


async def test_refusals_come_with_their_reason(client: httpx.AsyncClient) -> None:
    made = await make.scene()
    await as_(client, made.officer)
    panel = f"/purchases/{made.id}/panel"
    for form, reason in (
        ({"size": "4"}, "单数"),
        ({"size": "1"}, "太小"),
        ({"size": "3", "experts": "1"}, "2 到 3"),
        ({"size": "x"}, "整数"),
    ):
        answer = await post(client, panel, form)
        assert answer.status_code == 422
        assert reason in words(answer), form
    alone = await post(client, f"{panel}/draw", {})
    assert alone.status_code == 422
    assert "1 名采购人代表" in words(alone)

    await as_(client, await people.account())
    assert (await client.get(f"/desk/panels/{made.panel}")).status_code == 404
    assert (await client.get(f"/purchases/{made.id}/result")).status_code == 404
    assert (await client.get(f"/desk/panels/{2**70}")).status_code in (404, 400)
    await make.drawn(made)
    member = (await made.members())[0]
    await as_(client, member)
    unread = await post(client, f"/desk/panels/{made.panel}/confirmation", {})
    assert unread.status_code == 422
    assert re.search("勾选声明", words(unread))
    await commands.recuse_seat(member, made.panel, "我是投标人的理事")
    assert "您已不在这个评审小组" in await read(client, f"/desk/panels/{made.panel}")
