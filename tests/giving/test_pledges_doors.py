"""The doors of pledges, rules, money and campaigns, as a browser and a program use them."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

import match
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.giving.pledging import commands
from match.giving.pledging.forms import PledgeForm
from tests.giving import pledges as make
from tests.giving.test_campaigns import LINK, certified, shown
from tests.giving.test_campaigns import form as campaign_form
from tests.giving.test_money import gift
from tests.giving.test_rules import started
from tests.matching import make as matching
from tests.people import make as people

PAPER = ("receipt.pdf", make.PDF, "application/pdf")


async def as_(client: httpx.AsyncClient, actor: Actor) -> httpx.AsyncClient:
    await people.sign_in(client, actor)
    return client


async def send(
    client: httpx.AsyncClient, path: str, fields: dict[str, str], **files: tuple[str, bytes, str]
) -> httpx.Response:
    """Post a form as a browser does: with the token of the page."""
    token = client.cookies.get("__Host-csrf") or ""
    if not token:
        await client.get("/privacy")
        token = client.cookies.get("__Host-csrf") or ""
    return await client.post(path, data={**fields, "_csrf_token": token}, files=files or None)


async def test_from_the_needs_page_to_an_agreed_pledge(client: httpx.AsyncClient, db: None):
    at, need, line = await make.books()
    giver = await make.giver()
    await as_(client, giver)
    shown_need = await client.get(f"/needs/{need}")
    assert f"/desk/pledges/new?line={line}" in shown_need.text
    form = await client.get(f"/desk/pledges/new?line={line}")
    assert form.status_code == 200
    assert "还差 60" in form.text
    made = await send(client, "/desk/pledges", {"line": str(line), "units": "15"})
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    assert "已提出" in (await client.get(path)).text

    await as_(client, at.director)
    assert path in (await client.get("/desk/pledges")).text
    assert "/acceptance" in (await client.get(path)).text
    assert (await send(client, f"{path}/acceptance", {})).status_code == 303
    await as_(client, await matching.another_officer())
    assert "/approval" in (await client.get(path)).text
    assert (await send(client, f"{path}/approval", {"note": ""})).status_code == 303

    shown_pledge = await client.get(path)
    assert "/desk/agreements/" in shown_pledge.text


async def test_the_form_says_what_is_wrong_beside_the_field(client: httpx.AsyncClient, db: None):
    _at, _need, line = await make.books()
    await as_(client, await make.giver())
    for units, status in (("-5", 422), ("0", 422), ("61", 409), ("many", 422)):
        answer = await send(client, "/desk/pledges", {"line": str(line), "units": units})
        assert answer.status_code == status
        assert 'id="error-units"' in answer.text


async def test_money_is_promised_by_an_organisation_through_the_form(
    client: httpx.AsyncClient, db: None
):
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    await as_(client, await make.giver())
    assert (await client.get(f"/desk/pledges/new?line={line}")).status_code == 404
    await as_(client, manager)
    form = await client.get(f"/desk/pledges/new?line={line}")
    assert "平台不收款" in form.text
    fields = {
        "line": str(line),
        "units": "500",
        "organisation": str(firm),
        "charity": str(charity),
        "recipient": "project",
        "purpose": "资助一名留守儿童上学",
    }
    refused = await send(client, "/desk/pledges", fields)
    assert refused.status_code == 422
    assert 'id="error-purpose"' in refused.text
    made = await send(client, "/desk/pledges", {**fields, "purpose": "用于水电和活动材料"})

    assert made.status_code == 303


async def test_a_small_groups_giver_learns_no_village_before_it_is_agreed(
    client: httpx.AsyncClient, db: None
):
    at, _need, line = await make.books(bands={"6-8": 3})
    giver = await make.giver()
    name = await value("SELECT name FROM home WHERE id = $1", at.home)
    village = await value("SELECT name FROM division WHERE code = $1", at.division)
    pledge = await commands.offer_pledge(giver, PledgeForm(line, 5))
    await as_(client, giver)
    for path in (f"/desk/pledges/{pledge}", "/desk/pledges", f"/api/v1/pledges/{pledge}"):
        text = (await client.get(path)).text
        assert name not in text
        assert village not in text
    await commands.accept_pledge(at.director, pledge)
    await commands.approve_pledge(await matching.another_officer(), pledge)

    assert name in (await client.get(f"/desk/pledges/{pledge}")).text


async def test_several_gather_through_the_pages(client: httpx.AsyncClient, db: None):
    _at, _need, line = await make.books()
    await as_(client, await make.giver())
    assert (await client.get(f"/desk/pledges/joints/new?line={line}")).status_code == 200
    due = (clock.today() + timedelta(days=9)).isoformat()
    fields = {"line": str(line), "units": "20", "target": "60", "due_on": due}
    made = await send(client, "/desk/pledges/joints", fields)
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    await as_(client, await make.giver())
    assert "还差" in (await client.get(path)).text
    over = await send(client, f"{path}/pledges", {"units": "41"})
    assert over.status_code == 409
    joined = await send(client, f"{path}/pledges", {"units": "40"})

    assert joined.status_code == 303
    assert "已凑齐" in (await client.get(path)).text


async def test_a_charity_registers_what_came(client: httpx.AsyncClient, db: None):
    made = await gift()
    await as_(client, made.keeper)
    path = f"/desk/money/{made.donation}"
    assert path in (await client.get("/desk/money")).text
    today = clock.today().isoformat()
    fields = {"yuan": "20,000.01", "received_on": today, "receipt_number": "0001234"}
    over = await send(client, f"{path}/payments", fields, document=PAPER)
    assert over.status_code == 422
    assert 'id="error-yuan"' in over.text
    paid = await send(client, f"{path}/payments", {**fields, "yuan": "2万"}, document=PAPER)
    assert paid.status_code == 303, paid.text
    page = await client.get(path)
    assert "已开具凭证" in page.text
    asked = await send(client, f"{path}/return", {"yuan": "100", "reason": "采购节余"})
    assert asked.status_code == 303
    await as_(client, made.giver)
    answered = await send(client, f"{path}/consent", {"consent": "false"})

    assert answered.status_code == 303
    assert (await client.get("/desk/money")).status_code == 200


async def test_a_foundation_writes_tries_and_starts_a_rule(client: httpx.AsyncClient, db: None):
    await make.books()
    foundation, keeper = await make.organisation("FDN")
    await as_(client, keeper)
    assert (await client.get("/desk/rules/new")).status_code == 200
    fields = {
        "organisation": str(foundation),
        "title": "乡村阅读角图书计划",
        "category": "MAT",
        "unit": "册",
        "areas": "433101",
        "cap_units": "100",
        "cap_home_units": "40",
        "cap_need_units": "40",
        "ends_on": (clock.today() + timedelta(days=30)).isoformat(),
    }
    wrong = await send(client, "/desk/rules", {**fields, "cap_need_units": "41"})
    assert wrong.status_code == 422
    made = await send(client, "/desk/rules", fields)
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    dry = await client.get(path)
    assert "会选中 1 项，共 40 册" in dry.text
    assert "从未得到过帮助 15.0" in dry.text
    assert await value("SELECT count(*) FROM pledge") == 0
    for act, sent in (("start", {}), ("run", {}), ("pause", {"reason": "理事会重新讨论"})):
        assert (await send(client, f"{path}/{act}", sent)).status_code == 303

    assert "已暂停" in (await client.get("/desk/rules")).text
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'rule.run_ordered'") == 1


async def test_the_giver_sees_why_the_rule_picked_a_need(client: httpx.AsyncClient, db: None):
    from match.giving.standing.commands import run_rule

    await make.books()
    rule, keeper = await started()
    (pledge,) = (await run_rule(keeper, rule))["offered"]
    await as_(client, keeper)

    assert "规则为什么选中它" in (await client.get(f"/desk/pledges/{pledge}")).text
    assert f"/desk/pledges/{pledge}" in (await client.get(f"/desk/rules/{rule}")).text


async def test_a_campaign_goes_through_the_pages_to_everybody(client: httpx.AsyncClient, db: None):
    charity, keeper = await certified()
    filled = campaign_form(charity)
    await as_(client, keeper)
    assert filled.certificate_number in (await client.get("/desk/campaigns/new")).text
    fields = {
        name: str(getattr(filled, name)) for name in filled.__struct_fields__ if name != "partner"
    }
    wrong = await send(client, "/desk/campaigns", {**fields, "link": "https://example.com/1"})
    assert wrong.status_code == 422
    made = await send(client, "/desk/campaigns", fields)
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    assert (await send(client, f"{path}/submission", {})).status_code == 422
    handed_in = await send(client, f"{path}/submission", {}, evidence=PAPER)
    assert handed_in.status_code == 303, handed_in.text
    await as_(client, await people.account("county", "433101"))
    assert path in (await client.get("/desk/campaigns")).text
    seen = dict.fromkeys(("certificate_seen", "filing_seen", "platform_seen"), "true")
    assert (await send(client, f"{path}/check", seen)).status_code == 303
    client.cookies.clear()

    public = await client.get("/campaigns")
    assert LINK in public.text
    assert filled.filing_number in public.text


async def test_the_public_page_links_out_and_takes_nothing(client: httpx.AsyncClient, db: None):
    await shown()
    text = (await client.get("/campaigns")).text
    main = text[text.index("<main") : text.index("</main>")]

    assert "<form" not in main
    assert "<input" not in main


async def test_a_program_promises_once_for_one_key(client: httpx.AsyncClient, db: None):
    _at, _need, line = await make.books()
    giver = await make.giver()
    await as_(client, giver)
    await client.get("/privacy")
    headers = {
        "Idempotency-Key": "pledge-0001",
        "x-csrftoken": client.cookies.get("__Host-csrf") or "",
    }
    body = {"line": line, "units": 5}
    first = await client.post("/api/v1/pledges", json=body, headers=headers)
    second = await client.post("/api/v1/pledges", json=body, headers=headers)
    other = await client.post("/api/v1/pledges", json={**body, "units": 6}, headers=headers)

    assert (first.status_code, second.status_code, other.status_code) == (201, 201, 409)
    assert first.json() == second.json()
    assert await value("SELECT count(*) FROM pledge") == 1
    listed = (await client.get("/api/v1/pledges")).json()
    assert [item["units"] for item in listed["items"]] == [5]
    one = (await client.get(first.json()["location"])).json()
    assert (one["status"], one["kind"], one["unit"]) == ("offered", "goods", "册")


@pytest.mark.parametrize(
    ("body", "status"), [({"units": -1}, 400), ({"units": 61}, 409), ({"units": 0}, 400)]
)
async def test_a_program_hears_why_not(
    client: httpx.AsyncClient, db: None, body: dict[str, int], status: int
):
    _at, _need, line = await make.books()
    await as_(client, await make.giver())
    await client.get("/privacy")
    headers = {
        "Idempotency-Key": "pledge-0002",
        "x-csrftoken": client.cookies.get("__Host-csrf") or "",
    }
    answer = await client.post("/api/v1/pledges", json={"line": line, **body}, headers=headers)

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert await value("SELECT count(*) FROM pledge") == 0


async def test_no_id_stands_twice_and_every_box_has_its_label(client: httpx.AsyncClient, db: None):
    at, _need, line = await make.books()
    rule, keeper = await started()
    pledge = await commands.offer_pledge(await make.giver(), PledgeForm(line, 5))
    _campaign, _charity, raiser = await shown()
    made = await gift()
    pages = {
        keeper: [
            f"/desk/pledges/new?line={line}",
            f"/desk/pledges/joints/new?line={line}",
            "/desk/rules/new",
            f"/desk/rules/{rule}",
        ],
        at.director: [f"/desk/pledges/{pledge}", "/desk/pledges"],
        made.keeper: [f"/desk/money/{made.donation}", "/desk/money"],
        raiser: ["/desk/campaigns/new", f"/desk/campaigns/{_campaign}", "/campaigns"],
    }
    for person, paths in pages.items():
        await as_(client, person)
        for path in paths:
            text = (await client.get(path)).text
            ids = re.findall(r' id="([^"]+)"', text)
            assert sorted(set(ids)) == sorted(ids), path
            boxes = re.findall(r'<(?:input|select|textarea)[^>]*id="(field-[^"]+)"', text)
            for box in boxes:
                labelled = f'for="{box}"' in text or re.search(
                    rf'<label[^>]*><input[^>]*id="{re.escape(box)}"', text
                )
                assert labelled, f"{path}: {box}"


# No payment is taken anywhere.

PAYING = re.compile(
    r"wxpay|weixin://|alipay://|alipays://|unionpay|qr\.alipay|pay\.weixin|micropay|jsapi_ticket"
    r"|WeixinJSBridge|chooseWXPay|stripe|paypal|prepay_id|payment_intent|autocomplete=\"cc-"
    r"|立即捐款|我要捐款|扫码捐|收款码|去支付|支付密码",
    re.IGNORECASE,
)


def carries_payment(text: str) -> list[str]:
    """What in *text* would take a payment."""
    return PAYING.findall(text)


def test_no_template_route_or_script_takes_a_payment():
    house = Path(match.__file__).parent
    found = {
        str(path.relative_to(house)): carries_payment(path.read_text("utf-8"))
        for kind in ("*.html", "*.js", "pages/*.py", "*pages.py", "*api.py")
        for path in house.rglob(kind)
    }

    assert len(found) > 100
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="weixin://wxpay/bizpayurl?pr=x">捐</a>',
        "<button>立即捐款</button>",
        'const url = "https://qr.alipay.com/x";',
        '<input name="card" autocomplete="cc-number">',
    ],
)
def test_a_planted_payment_is_found(planted: str):
    assert carries_payment(planted)


def test_no_route_is_called_after_paying(app: object):
    from tests.architecture.test_routes import routes

    names = {route for _method, route in routes(app)}
    paying = re.compile(r"/(?:pay|checkout|cashier|donate|wallet|order)(?:/|$)")

    assert {name for name in names if paying.search(name)} == set()
