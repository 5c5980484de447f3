"""Offers through the doors: a giver's way on a phone, the desk's, the public's, and JSON."""

import re

import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation.db import one, value
from match.offers.found import offer_document
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index
from tests.front.conftest import browser_of, engine, front_app, standing, visitor
from tests.offers import make
from tests.offers.browser import send, token
from tests.people import make as people

__all__ = ["engine", "front_app", "standing", "visitor"]  # pytest finds fixtures by name
pytestmark = pytest.mark.usefixtures("hunan", "db")
JISHOU = "433101"


def filled(organisation, **other):
    return {
        "organisation": str(organisation),
        "mode": "GOODS",
        "category": "MAT-BED",
        "title": "加厚棉被八十床",
        "quantity": "80",
        "unit": "床",
        "areas": ["433101", "433122"],
        "conditions": "全新，两公斤，可送到镇上。",
        "child_contact": "",
        **other,
    }


async def test_a_giver_writes_hands_in_and_the_county_publishes(client):
    manager, organisation = await make.manager()
    await people.sign_in(client, manager)
    blank = await client.get("/offers/new")
    assert blank.status_code == 200
    assert "湘西土家族苗族自治州" in blank.text

    made = await send(client, "/offers", **filled(organisation))
    assert made.status_code == 303
    address = made.headers["location"]
    draft = await client.get(address)
    assert "草稿" in draft.text
    assert "提交核实" in draft.text
    assert (await send(client, f"{address}/submission")).status_code == 303
    assert "待核实" in (await client.get("/offers/mine")).text

    client.cookies.clear()
    assert (await client.get(address)).status_code == 404, "nobody else knows of it yet"
    await people.sign_in(client, await people.account("county", JISHOU))
    assert "加厚棉被八十床" in (await client.get("/admin/offers")).text
    assert "核实通过并发布" in (await client.get(address)).text
    assert (await send(client, f"{address}/publication")).status_code == 303

    client.cookies.clear()
    public = await client.get(address)
    assert public.status_code == 200
    assert "吉首市、泸溪县" in public.text
    assert "待核实" not in public.text
    assert "核实通过并发布" not in public.text


async def test_a_wrong_form_comes_back_with_every_complaint_and_what_was_typed(client):
    manager, organisation = await make.manager()
    await people.sign_in(client, manager)
    answer = await send(
        client, "/offers", **filled(organisation, quantity="八十", unit="", areas="")
    )
    assert answer.status_code == 422
    assert "请填写整数" in answer.text
    assert "加厚棉被八十床" in answer.text
    assert answer.text.count('id="error-') >= 3
    assert await value("SELECT count(*) FROM offer") == 0


async def test_money_from_a_person_is_refused_with_the_law_on_the_page(client):
    await people.sign_in(client, await people.account("donor"))
    answer = await send(
        client,
        "/offers",
        **filled("", mode="MONEY", category="FND-STUDY", unit="元"),
    )
    assert answer.status_code == 422
    assert "慈善法第二十七条" in answer.text


async def test_a_return_is_read_by_the_giver_who_may_change_it(client):
    manager, offer_id = await make.waiting()
    await people.sign_in(client, await people.account("county", JISHOU))
    assert (await send(client, f"/offers/{offer_id}/return", reason="不")).status_code == 422
    await send(client, f"/offers/{offer_id}/return", reason="请写明适合的年龄")
    client.cookies.clear()
    await people.sign_in(client, manager)
    assert "请写明适合的年龄" in (await client.get(f"/offers/{offer_id}")).text
    form = await client.get(f"/offers/{offer_id}/edit")
    assert "全新注音绘本两百册" in form.text
    organisation = await value("SELECT organisation_id FROM offer WHERE id = $1", offer_id)
    changed = await send(
        client, f"/offers/{offer_id}/edit", **filled(organisation, title="棉被，十到十二岁合用")
    )
    assert changed.status_code == 303
    assert await value("SELECT title FROM offer WHERE id = $1", offer_id) == "棉被，十到十二岁合用"


@pytest.mark.parametrize("role", ["supervisor", "director", "volunteer"])
async def test_others_do_not_decide(client, role):
    _manager, offer_id = await make.waiting()
    place = {"supervisor": "433101100", "director": "433101100200"}.get(role, "")
    await people.sign_in(client, await people.account(role, place))
    answer = await send(client, f"/offers/{offer_id}/publication")
    assert answer.status_code == 403
    assert await value("SELECT status FROM offer WHERE id = $1", offer_id) == "verifying"


async def test_the_list_narrows_by_search_area_category_and_mode(visitor, engine):
    _a, books = await make.published(areas=["4331"])
    _b, quilts = await make.published(
        category="MAT-BED", title="加厚棉被八十床", unit="床", quantity=80, areas=["433122"]
    )
    for offer_id in (books, quilts):
        document = await offer_document(offer_id)
        await engine.upsert(Index.OFFERS, [document])

    async def titles(address):
        text = (await visitor.get(address)).text
        plain = re.sub(r"</?mark>", "", text)
        return {t for t in ("全新注音绘本两百册", "加厚棉被八十床") if t in plain}

    assert await titles("/offers") == {"全新注音绘本两百册", "加厚棉被八十床"}
    assert await titles("/offers?q=绘本") == {"全新注音绘本两百册"}
    assert await titles("/offers?q=图书") == {"全新注音绘本两百册"}, "the thesaurus"
    assert await titles("/offers?county=433101") == {"全新注音绘本两百册"}
    assert await titles("/offers?county=433122") == {"全新注音绘本两百册", "加厚棉被八十床"}
    assert await titles("/offers?category=MAT-BED") == {"加厚棉被八十床"}
    page = (await visitor.get("/offers?prefecture=4331")).text
    assert "泸溪县" in page
    assert "共 2 条供给可以申请" in page
    fragment = await visitor.get(
        "/offers?q=棉被", headers={"HX-Request": "true", "HX-Target": "results"}
    )
    assert "<html" not in fragment.text
    assert "八十床" in re.sub(r"</?mark>", "", fragment.text)


async def test_when_search_is_down_postgresql_answers_and_the_page_says_so(settings, tmp_path):
    await make.published()
    unbuilt = EmbeddedEngine(tmp_path / "nothing", lexicon(), read_only=True)
    async with browser_of(create_app(settings, unbuilt, pool=False)) as browser:
        page = await browser.get("/offers?q=绘本&county=433101")
        assert page.status_code == 200
        assert "检索服务暂时不可用" in page.text
        assert "全新注音绘本两百册" in page.text
        assert "没有符合条件的供给" in (await browser.get("/offers?county=430102")).text


async def test_strange_addresses_do_no_harm(visitor):
    for query in ("page=-1", "page=99999", "sort=x", "category=%27", "county=4331%25", "after=x"):
        assert (await visitor.get(f"/offers?{query}")).status_code == 200


async def test_money_has_a_list_for_verified_organisations_only(client):
    _manager, offer_id = await make.published(
        mode="MONEY", category="FND-STUDY", unit="元", quantity=50_000, title="助学资金五万元"
    )
    assert "助学资金" not in (await client.get("/offers")).text
    assert (await client.get(f"/offers/{offer_id}")).status_code == 404
    await people.sign_in(client, await people.account("donor"))
    assert (await client.get("/offers/money")).status_code == 403
    client.cookies.clear()
    reader, _organisation = await make.manager()
    await people.sign_in(client, reader)
    assert "助学资金五万元" in (await client.get("/offers/money")).text
    assert (await client.get(f"/offers/{offer_id}")).status_code == 200


async def test_offers_as_json(client):
    _manager, offer_id = await make.published()
    page = (await client.get("/api/v1/offers", params={"area": "433101"})).json()
    assert [item["id"] for item in page["items"]] == [offer_id]
    assert page["next"] is None
    one_offer = await client.get(f"/api/v1/offers/{offer_id}")
    body = one_offer.json()
    assert (body["left"], body["unit"], body["areas"]) == (200, "册", ["4331"])
    again = await client.get(
        f"/api/v1/offers/{offer_id}", headers={"If-None-Match": one_offer.headers["etag"]}
    )
    assert again.status_code == 304
    assert (await client.get("/api/v1/offers", params={"area": "4300"})).status_code == 422
    assert (await client.get("/api/v1/offers/999999")).status_code == 404


async def test_giving_by_program_creates_once(client):
    manager, organisation = await make.manager()
    await people.sign_in(client, manager)
    body = {
        "organisation": organisation,
        "mode": "GOODS",
        "category": "MAT-BED",
        "title": "加厚棉被八十床",
        "quantity": 80,
        "unit": "床",
        "areas": ["433101"],
    }
    headers = {"x-csrftoken": await token(client), "Idempotency-Key": "quilts-2026-1"}
    first = await client.post("/api/v1/offers", json=body, headers=headers)
    assert first.status_code == 201, first.text
    again = await client.post("/api/v1/offers", json=body, headers=headers)
    assert again.headers["location"] == first.headers["location"]
    assert await value("SELECT count(*) FROM offer") == 1
    row = await one("SELECT status FROM offer")
    assert row["status"] == "verifying"
    wrong = await client.post(
        "/api/v1/offers",
        json={**body, "unit": "尺", "unknown": 1},
        headers={**headers, "Idempotency-Key": "quilts-2026-2"},
    )
    assert wrong.status_code in (400, 422)
    bad_unit = await client.post(
        "/api/v1/offers",
        json={**body, "unit": "尺"},
        headers={**headers, "Idempotency-Key": "quilts-2026-3"},
    )
    assert bad_unit.status_code == 422
    assert "unit" in bad_unit.json()["fields"]
