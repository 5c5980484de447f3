"""From the night's proposal to an evaluated gift, by everybody's own desk."""

import re

import httpx
import msgspec
import pytest

from jobs.listeners import listeners_of
from match.foundation.actor import Actor
from match.foundation.db import rows
from tests.front.test_desk import post
from tests.matching import make as matching
from tests.people import make as people


async def heard() -> None:
    """What the worker does: hand every fact, and what follows from it, to its listeners inside."""
    while facts := await rows(
        "SELECT id, topic, payload FROM outbox WHERE done_at IS NULL ORDER BY id"
    ):
        for fact in facts:
            for listener in listeners_of(fact["topic"]):
                if not listener.outside:
                    await listener.hear(fact["id"], msgspec.json.decode(fact["payload"]))
            await rows("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])


async def task_at(browser: httpx.AsyncClient, who: Actor, doing: str) -> str:
    """Sign in, open the desk, and follow the task of this name."""
    await people.sign_in(browser, who)
    desk = await browser.get("/desk")
    found = re.search(rf'href="(/desk/[^"]+)">{doing}</a>', desk.text)
    assert found is not None, f"{doing} is not on the desk of {who.name}"
    assert (await browser.get(found.group(1))).status_code == 200
    return found.group(1)


@pytest.mark.notice
@pytest.mark.walk
async def test_from_a_proposal_to_an_evaluated_gift(visitor: httpx.AsyncClient):
    """Notice P3: each resource meets a need, and is followed to its end."""
    at, proposal, organisation = await matching.proposed()
    manager = await matching.manager_of(organisation)
    county = await matching.another_officer()
    await heard()

    for who, side in ((at.director, "need"), (manager, "offer")):
        page = await task_at(visitor, who, "答复匹配建议")
        assert page == f"/desk/proposals/{proposal}"
        assert (await post(visitor, f"{page}/acceptance", side=side)).status_code == 303
    assert "等县级民政部门审批" in (await visitor.get(f"/desk/proposals/{proposal}")).text
    await heard()

    await people.sign_in(visitor, county)
    assert "双方已接受，等您审批" in (await visitor.get("/desk/inbox")).text
    decided = await post(visitor, f"/admin/matches/{proposal}/decision", act="approve")
    assert decided.status_code == 303
    await heard()

    page = await task_at(visitor, at.director, "确认协议")
    assert (await post(visitor, f"{page}/confirmation", version="1")).status_code == 303
    page = await task_at(visitor, manager, "确认协议")
    paper = await visitor.get(f"{page}/text")
    assert "甲方（捐赠人、提供方）" in paper.text
    confirmed = await post(visitor, f"{page}/confirmation", version="1", declared="true")
    assert confirmed.status_code == 303
    await heard()

    page = await task_at(visitor, manager, "发出物资或开始服务")
    sent = await post(visitor, f"{page}/dispatch", note="顺丰，三天到")
    assert sent.status_code == 303
    await heard()

    page = await task_at(visitor, at.director, "清点签收")
    parcel = re.search(r'href="(/parcels/\w+)"', (await visitor.get(page)).text)
    assert parcel is not None
    assert (await post(visitor, f"{parcel[1]}/count", good="50")).status_code == 422
    counted = await post(visitor, f"{parcel[1]}/count", good="50", note="路上淋湿了十册")
    assert counted.status_code == 303
    page = await task_at(visitor, at.director, "出具收货凭证")
    assert (await post(visitor, f"{page}/receipt")).status_code == 303
    told = {"home": str(at.home), "amount": "50", "text": "放进阅读角，每天放学后开放借阅"}
    used = await post(visitor, page.replace("agreements", "donations") + "/use/reports", **told)
    assert used.status_code == 303
    await heard()

    page = await task_at(visitor, at.director, "评价这次帮助")
    assert (await post(visitor, f"{page}/evaluation", rating="5")).status_code == 303
    await heard()

    await people.sign_in(visitor, manager)
    shown = (await visitor.get(page)).text
    for said in ("5 分（满分 5 分）", "50 册", "路上淋湿了十册", "已全部完成"):
        assert said in shown
    inbox = (await visitor.get("/desk/inbox")).text
    for said in ("请确认", "协议已生成", "对方已签收"):
        assert said in inbox
    need = await visitor.get(f"/needs/{await _need_of(proposal)}")
    assert "还差 10" in need.text, "what was short asks for help again"


async def _need_of(proposal: int) -> int:
    return (await rows("SELECT need_id FROM proposal WHERE id = $1", proposal))[0]["need_id"]
