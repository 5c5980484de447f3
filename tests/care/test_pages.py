"""The room's pages, as a director, a supervisor and a county use them."""

import re
from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import rows
from match.foundation.restricted import restricted
from tests.care import make, make_papers
from tests.people import make as people

BASE = "/desk/children"


async def as_(client: httpx.AsyncClient, actor: object) -> None:
    if "__Host-csrf" not in client.cookies:
        await client.get("/sign-in")
    await people.sign_in(client, actor)  # type: ignore[arg-type]


async def send(client: httpx.AsyncClient, path: str, **fields: object) -> httpx.Response:
    token = client.cookies.get("__Host-csrf") or ""
    return await client.post(path, data={"_csrf_token": token, **fields})


async def looked(child: int) -> int:
    return await make.value(
        "SELECT count(*) FROM care.look WHERE children @> ARRAY[$1::bigint]", child
    )


async def test_a_director_asks_is_let_in_registers_agrees_and_ticks(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.scene(leave=False)
    await as_(client, scene.director)
    page = await client.get(f"{BASE}/homes/{scene.home}")
    assert page.status_code == 200
    assert "先申请查阅" in page.text
    refused = await send(client, f"{BASE}/leave", purpose="daily", reason="照护", days="90")
    assert refused.status_code == 422
    sent = await send(
        client,
        f"{BASE}/leave",
        purpose="daily",
        reason="日常照护和到场登记",
        days="90",
        home_id=scene.home,
    )
    assert sent.status_code == 303
    await as_(client, scene.supervisor)
    waiting = await client.get(f"{BASE}/decisions")
    approval = re.search(r'action="(/desk/children/decisions/\d+/approval)"', waiting.text)
    assert approval
    assert (await send(client, approval[1])).status_code == 303
    await as_(client, scene.director)
    made = await send(
        client,
        f"{BASE}/homes/{scene.home}/new",
        name="欧阳小满",
        born="2016-05-20",
        groups=["LBC"],
        address="河溪村三组",
    )
    assert made.status_code == 303
    child = int(made.headers["location"].rsplit("/", 1)[1])
    listed = await client.get(f"{BASE}/homes/{scene.home}")
    assert "欧阳小满" in listed.text
    assert "没有有效协议" in listed.text
    guardian = await send(
        client, f"{BASE}/{child}/guardians", kind="GK-GRAND", relation="奶奶", name="龙桂英"
    )
    assert guardian.status_code == 303
    today = clock.today()
    blocked = await send(
        client, f"{BASE}/homes/{scene.home}/attendance", day=today, children=[child]
    )
    assert blocked.status_code == 409
    assert "没有有效的服务协议" in blocked.text
    clauses = await client.get(f"{BASE}/homes/{scene.home}/agreement")
    assert "参考文本" in clauses.text
    assert (
        await send(
            client,
            f"{BASE}/homes/{scene.home}/agreement",
            content=make_papers.CLAUSES.content,
            time=make_papers.CLAUSES.time,
            rights=make_papers.CLAUSES.rights,
            disputes=make_papers.CLAUSES.disputes,
        )
    ).status_code == 303
    shown = await client.get(f"{BASE}/{child}?part=agreements")
    who = re.search(r'<option value="(\d+)">龙桂英', shown.text)
    assert who
    signed = await send(
        client,
        f"{BASE}/{child}/agreements",
        guardian_id=who[1],
        signed_on=today,
        valid_from=today,
        valid_until=today + timedelta(days=300),
    )
    assert signed.status_code == 303
    paper = re.search(r"/agreements/\d+/paper", (await client.get(f"{BASE}/{child}")).text)
    assert paper
    pdf = await client.get(f"{BASE}/{child}{paper[0]}")
    assert pdf.content.startswith(b"%PDF")
    ticked = await send(
        client, f"{BASE}/homes/{scene.home}/attendance", day=today, children=[child]
    )
    assert ticked.status_code == 303
    assert "今天已到" in (await client.get(f"{BASE}/homes/{scene.home}")).text


@pytest.mark.notice
async def test_a_file_nobody_confirmed_for_ninety_days_says_so(client: httpx.AsyncClient) -> None:
    """Notice 2.1a: changing information is kept up; after 90 days the page warns."""
    scene = await make.scene(leave=False)
    await make.give_leave(scene, scene.director, home_id=scene.home, days=300)
    child = await make.child(scene)
    await as_(client, scene.director)
    assert "已超过 90 天" not in (await client.get(f"{BASE}/{child}")).text

    with clock.freeze(clock.now() + timedelta(days=91)):
        await as_(client, scene.director)
        assert "已超过 90 天" in (await client.get(f"{BASE}/{child}")).text
        assert "超过 90 天没有核实" in (await client.get(f"{BASE}/homes/{scene.home}")).text
        assert (await send(client, f"{BASE}/{child}/confirmation")).status_code == 303
        assert "已超过 90 天" not in (await client.get(f"{BASE}/{child}")).text


@pytest.mark.notice
async def test_what_changed_is_dated_and_sealed(client: httpx.AsyncClient) -> None:
    """Notice 2.1a: a dated log of what changed."""
    scene = await make.scene()
    child = await make.child(scene, name="欧阳改名")
    await as_(client, scene.director)
    form = await client.get(f"{BASE}/{child}/edit")
    assert 'value="欧阳改名"' in form.text
    done = await send(
        client, f"{BASE}/{child}/edit", name="欧阳改名", born="2016-05-20", school="河溪中心小学"
    )
    assert done.status_code == 303
    async with restricted((make.COUNTY,)):
        log = await rows(
            "SELECT fields, before, after FROM care.child_change WHERE child_id = $1 ORDER BY id",
            child,
        )
    assert log[1]["fields"] == ["address", "groups", "health", "phone", "school"]
    assert "河溪中心小学".encode() not in log[1]["after"]
    assert "改了 5 项" in (await client.get(f"{BASE}/{child}")).text


async def test_one_request_leaves_one_look(client: httpx.AsyncClient) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    await as_(client, scene.director)

    for count, path in enumerate(
        (f"{BASE}/{child}", f"{BASE}/{child}/edit", f"{BASE}/homes/{scene.home}"), 1
    ):
        assert (await client.get(path)).status_code == 200
        assert await looked(child) == count


async def test_bad_input_keeps_what_was_typed_and_says_what_to_do(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    await as_(client, scene.director)

    wrong = await send(
        client,
        f"{BASE}/homes/{scene.home}/new",
        name="欧阳小雨",
        born="2001-01-01",
        identity="433101201605200018",
        groups=["XX"],
    )
    assert wrong.status_code == 422
    assert 'value="欧阳小雨"' in wrong.text
    for words in ("未满 18 周岁", "没有这个类别"):
        assert words in wrong.text
    talk = await send(client, f"{BASE}/{child}/talks", guardian_id="1", day="昨天", note="x")
    assert talk.status_code == 422
    assert (await send(client, f"{BASE}/{child}/consents/nothing")).status_code == 404
    assert (await client.get(f"{BASE}/totals?division=99&month=x")).status_code == 403
    assert (await client.get(f"{BASE}/999999999")).status_code == 404


async def test_erasure_and_in_charge_have_their_pages(client: httpx.AsyncClient) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    await as_(client, scene.director)
    assert (await send(client, f"{BASE}/{child}/erasure", reason="request")).status_code == 303
    assert "等待第二个人确认" in (await client.get(f"{BASE}/{child}")).text
    await as_(client, scene.supervisor)
    waiting = (await client.get(f"{BASE}/decisions")).text
    confirm = re.search(r'action="(/desk/children/erasures/\d+/confirmation)"', waiting)
    assert confirm
    assert (await send(client, confirm[1])).status_code == 303
    assert (await send(client, confirm[1])).status_code == 409
    await as_(client, scene.director)
    assert (await client.get(f"{BASE}/{child}")).status_code == 404
    await as_(client, scene.county)
    charge = await client.get(f"{BASE}/charge?division={make.TOWNSHIP}")
    assert scene.supervisor.name in charge.text
    named = await send(
        client, f"{BASE}/charge", division=make.TOWNSHIP, account_id=scene.supervisor.id
    )
    assert named.status_code == 303


async def test_the_supervisor_sees_who_looked(client: httpx.AsyncClient) -> None:
    scene = await make.scene()
    child = await make.child(scene, name="欧阳不见")
    await as_(client, scene.director)
    await client.get(f"{BASE}/{child}")
    await as_(client, scene.supervisor)

    page = await client.get(f"{BASE}/looks?child={child}")

    assert scene.director.name in page.text
    assert "欧阳不见" not in page.text
