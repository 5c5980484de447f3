"""Purchases through the doors: the officer's way, the supplier's, the public's, and JSON."""

import re
from datetime import timedelta

import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation import clock
from match.foundation.db import one, value
from match.tenders import commands
from match.tenders.forms import NEGATIVE
from match.tenders.found import purchase_document
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index
from tests.front.conftest import browser_of, engine, front_app, standing, visitor
from tests.offers.browser import send, token
from tests.people import make as people
from tests.tenders import make

__all__ = ["engine", "front_app", "standing", "visitor"]  # pytest finds fixtures by name
pytestmark = pytest.mark.usefixtures("hunan", "db")
PDF = b"%PDF-1.7\n" + b"x" * 200


def filled(organisation, **other):
    today = clock.today()
    return {
        "organisation": str(organisation),
        "title": "吉首市留守儿童心理辅导服务",
        "item_code": "C20030700",
        "budget": "18万",
        "budget_line": "2026年儿童福利服务",
        "requirements": "为全市儿童之家提供个别辅导和团体辅导，全年不少于三百课时。",
        "acceptance": "每季度由儿童主任和监护人评议，结果公开。",
        "service_days": "365",
        "areas": ["433101"],
        "closes_on": (today + timedelta(days=14)).isoformat(),
        "decides_on": (today + timedelta(days=30)).isoformat(),
        **dict.fromkeys(NEGATIVE, "false"),
        "fair": "true",
        **other,
    }


async def test_an_officer_writes_attaches_and_publishes(client):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    assert "发布前的六个问题" in (await client.get("/purchases/new")).text
    made = await send(
        client,
        "/purchases",
        **filled(organisation),
        files={"upload": ("需求书.pdf", PDF, "application/pdf")},
    )
    assert made.status_code == 303, made.text
    address = made.headers["location"]
    draft = await client.get(address)
    assert "检查并发布" in draft.text
    assert "180,000" in draft.text
    assert "2026年儿童福利服务" in draft.text
    assert (await client.get(f"{address}/documents/1")).content == PDF

    client.cookies.clear()
    assert (await client.get(address)).status_code == 404
    assert (await client.get(f"{address}/documents/1")).status_code == 404
    await people.sign_in(client, officer)
    assert (await send(client, f"{address}/publication")).status_code == 303
    assert "公告中" in (await client.get("/purchases/mine")).text

    client.cookies.clear()
    public = await client.get(address)
    assert public.status_code == 200
    assert "签订合同最迟" in public.text
    assert "2026年儿童福利服务" not in public.text, "the budget line is internal"
    paper = await client.get(f"{address}/documents/1")
    assert paper.content == PDF
    assert paper.headers["content-disposition"].startswith("attachment")
    assert (await client.get(f"{address}/documents/2")).status_code == 404
    assert (await client.get(f"{address}/documents/0")).status_code == 404


async def test_a_wrong_form_says_everything_and_keeps_the_files(client):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    wrong = filled(organisation, budget="一大笔", title="")
    for name in ("financing", "fair"):
        del wrong[name]
    answer = await send(
        client, "/purchases", **wrong, files={"upload": ("a.pdf", PDF, "application/pdf")}
    )
    assert answer.status_code == 422
    for name in ("budget", "title", "financing", "fair"):
        assert f'id="error-{name}"' in answer.text
    assert "看不懂这个金额" in answer.text
    assert re.search(r'name="documents" value="\d+"', answer.text)
    yes = await send(client, "/purchases", **filled(organisation, staffing="true"))
    assert "财政部令第102号第十条" in yes.text
    assert await value("SELECT count(*) FROM tender") == 0


async def test_a_file_of_somebody_else_is_not_attached(client):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    answer = await send(client, "/purchases", **filled(organisation, documents="987654"))
    assert answer.status_code == 422
    assert "不是您上传的" in answer.text


async def test_the_draft_is_edited_and_the_questions_are_asked_anew(client):
    officer, tender_id = await make.draft()
    await people.sign_in(client, officer)
    form = (await client.get(f"/purchases/{tender_id}/edit")).text
    assert "吉首市留守儿童心理辅导服务" in form
    assert "180,000.00" in form
    assert not re.search(r'name="financing" value="(true|false)"[^>]*checked', form)
    organisation = await value("SELECT organisation_id FROM tender WHERE id = $1", tender_id)
    changed = await send(
        client, f"/purchases/{tender_id}/edit", **filled(organisation, service_days="200")
    )
    assert changed.status_code == 303
    assert await value("SELECT service_days FROM tender WHERE id = $1", tender_id) == 200


async def test_a_notice_is_withdrawn_with_its_reason_for_all_to_read(client):
    officer, tender_id = await make.published()
    await people.sign_in(client, officer)
    await send(client, f"/purchases/{tender_id}/withdrawal", reason="预算调整，采购任务取消")
    client.cookies.clear()
    page = await client.get(f"/purchases/{tender_id}")
    assert "预算调整，采购任务取消" in page.text
    assert "已终止" in page.text


@pytest.mark.parametrize("role", ["county", "donor", "auditor"])
async def test_others_do_not_publish(client, role):
    _officer, tender_id = await make.draft()
    await people.sign_in(client, await people.account(role, "433101"))
    answer = await send(client, f"/purchases/{tender_id}/publication")
    assert answer.status_code == 403
    assert await value("SELECT status FROM tender WHERE id = $1", tender_id) == "draft"


async def test_a_supplier_sees_what_suits_and_why(client):
    _officer, tender_id = await make.published(skills=["PSY-2"])
    organisation = await people.organisation("NGO", "433122000000")
    await one("UPDATE organisation SET skills = '{PSY-2}' WHERE id = $1 RETURNING id", organisation)
    await people.sign_in(client, await people.account("manager", organisation=organisation))
    page = (await client.get("/purchases/suitable")).text
    assert f"/purchases/{tender_id}" in page
    assert "二级心理咨询师" in page
    client.cookies.clear()
    other = await people.organisation("NGO", "433122000000")
    await people.sign_in(client, await people.account("manager", organisation=other))
    assert f"/purchases/{tender_id}" not in (await client.get("/purchases/suitable")).text


async def test_the_list_is_searched_and_narrowed(visitor, engine):
    _a, mind = await make.published()
    _b, law = await make.published(
        title="吉首市未成年人法律援助服务", item_code="C05011000", budget_fen=4_000_000
    )
    for tender_id in (mind, law):
        await engine.upsert(Index.PURCHASES, [await purchase_document(tender_id)])

    async def shown(address):
        text = re.sub(r"</?mark>", "", (await visitor.get(address)).text)
        return {each for each in (mind, law) if f"/purchases/{each}" in text}

    assert await shown("/purchases") == {mind, law}
    assert await shown("/purchases?q=心理辅导") == {mind}
    assert await shown("/purchases?category=SVC-LAW") == {law}
    assert await shown("/purchases?amount=to_50000") == {law}
    assert await shown("/purchases?prefecture=4331") == {mind, law}
    for strange in ("page=x", "sort=no", "amount=%27", "county=43310", "after=-1"):
        assert (await visitor.get(f"/purchases?{strange}")).status_code == 200


async def test_when_search_is_down_postgresql_answers_and_the_page_says_so(settings, tmp_path):
    await make.published()
    unbuilt = EmbeddedEngine(tmp_path / "nothing", lexicon(), read_only=True)
    async with browser_of(create_app(settings, unbuilt, pool=False)) as browser:
        page = await browser.get("/purchases?q=心理&county=433101")
        assert "检索服务暂时不可用" in page.text
        assert "吉首市留守儿童心理辅导服务" in page.text
        assert "没有符合条件的公告" in (await browser.get("/purchases?county=430102")).text


async def test_purchases_as_json(client):
    officer, tender_id = await make.published()
    page = (await client.get("/api/v1/purchases", params={"area": "433101"})).json()
    assert [item["id"] for item in page["items"]] == [tender_id]
    first = await client.get(f"/api/v1/purchases/{tender_id}")
    body = first.json()
    assert (body["item_name"], body["method"]) == ("心理咨询服务", "INTERNAL")
    assert body["contract_by"] > body["result_by"] > body["closes_on"]
    assert "budget_line" not in body
    again = await client.get(
        f"/api/v1/purchases/{tender_id}", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    _other, draft = await make.draft()
    assert (await client.get(f"/api/v1/purchases/{draft}")).status_code == 404
    await commands.withdraw_tender(officer, tender_id, "采购任务取消")
    assert (await client.get(f"/api/v1/purchases/{tender_id}")).json()["status"] == "withdrawn"
    assert (await client.get("/api/v1/purchases")).json()["items"] == []


async def test_drafting_by_program_creates_once(client):
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    fields = filled(organisation)
    del fields["budget"]
    fields |= {"organisation": organisation, "service_days": 365, "fair": True}
    body = {**fields, **dict.fromkeys(NEGATIVE, False), "budget_fen": 18_000_000}
    headers = {"x-csrftoken": await token(client), "Idempotency-Key": "mind-2026-1"}
    first = await client.post("/api/v1/purchases", json=body, headers=headers)
    assert first.status_code == 201, first.text
    again = await client.post("/api/v1/purchases", json=body, headers=headers)
    assert again.headers["location"] == first.headers["location"]
    assert await value("SELECT count(*) FROM tender") == 1
