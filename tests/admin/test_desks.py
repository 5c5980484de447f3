"""The staff door: each desk shows what waits, decides, and refuses whom it must."""

import httpx
import pytest

from admin.queries import redrive, trail, undelivered
from match.foundation.actor import SYSTEM
from match.foundation.db import one, unit_of_work, value
from match.foundation.errors import NotFound
from match.foundation.outbox import tell
from match.matching import commands as matching
from match.needs import commands as needs
from match.needs.forms import Line, NeedForm
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people

COUNTY = make.COUNTY


async def decide(client: httpx.AsyncClient, path: str, **form: str) -> httpx.Response:
    """Press one of a case's buttons, as a browser without scripts does."""
    await client.get("/admin")
    token = client.cookies.get("__Host-csrf") or ""
    return await client.post(f"{path}/decision", data={**form, "_csrf_token": token})


async def waiting_need(at: make.Village) -> int:
    need = await needs.write_need(
        at.director,
        NeedForm(
            home_id=at.home,
            category="MAT-SPORT",
            title="操场上缺几副跳绳和羽毛球拍",
            purpose="课间和周末孩子们想活动，现在只有一个旧篮球。",
            lines=[Line("跳绳", 20, "套")],
            bands={"9-11": 20},
        ),
    )
    await needs.submit_need(at.director, need)
    return need


async def test_a_need_goes_through_township_and_county_by_buttons(client: httpx.AsyncClient):
    at = await make.village()
    need = await waiting_need(at)
    await people.sign_in(client, at.supervisor)
    shown = await client.get(f"/admin/needs/{need}")
    assert "操场上缺几副跳绳和羽毛球拍" in shown.text
    assert "核实通过" in shown.text
    assert "审核发布" not in shown.text
    assert (await decide(client, f"/admin/needs/{need}", act="check")).status_code == 303

    await people.sign_in(client, await make.another_officer())
    assert (await decide(client, f"/admin/needs/{need}", act="approve")).status_code == 303
    assert await value("SELECT status FROM need WHERE id = $1", need) == "published"


async def test_sending_back_asks_for_a_reason_and_keeps_what_was_written(
    client: httpx.AsyncClient,
):
    at = await make.village()
    need = await waiting_need(at)
    await people.sign_in(client, at.supervisor)
    refused = await decide(client, f"/admin/needs/{need}", act="return", reason="不")
    assert refused.status_code == 422
    assert "至少 4 个字" in refused.text
    assert ">不</textarea>" in refused.text

    done = await decide(client, f"/admin/needs/{need}", act="return", reason="请写明跳绳的长度")
    assert done.status_code == 303
    assert await value("SELECT status FROM need WHERE id = $1", need) == "draft"


async def test_a_case_that_somebody_else_decided_says_so(client: httpx.AsyncClient):
    at = await make.village()
    need = await waiting_need(at)
    await needs.check_need(at.supervisor, need)
    await people.sign_in(client, at.supervisor)

    late = await decide(client, f"/admin/needs/{need}", act="check")
    assert late.status_code == 422
    assert "请刷新页面" in late.text


async def test_the_match_desk_shows_reasons_that_add_up_and_approves(client: httpx.AsyncClient):
    at, proposal, organisation = await make.proposed()
    await matching.accept_for_need(at.director, proposal)
    await people.sign_in(client, await make.another_officer())
    early = await client.get(f"/admin/matches/{proposal}?queue=open")
    assert "双方都接受后才能审批" in early.text
    assert 'value="approve"' not in early.text

    await matching.accept_for_offer(await make.manager_of(organisation), proposal)
    shown = await client.get("/admin/matches")
    score = await value("SELECT score FROM proposal WHERE id = $1", proposal)
    assert f"各项得分相加为 {score}" in shown.text
    part = await client.get(
        f"/admin/matches/{proposal}", headers={"HX-Request": "true", "HX-Target": "case"}
    )
    assert "<html" not in part.text
    assert 'value="approve"' in part.text
    assert (await decide(client, f"/admin/matches/{proposal}", act="approve")).status_code == 303
    assert await value("SELECT status FROM proposal WHERE id = $1", proposal) == "approved"


async def test_a_run_can_be_started_and_its_proof_read(client: httpx.AsyncClient):
    at = await make.village()
    await make.open_need(at)
    await offers.published()
    await people.sign_in(client, at.county)
    await client.get("/admin")
    token = client.cookies.get("__Host-csrf") or ""
    started = await client.post("/admin/matches/runs", data={"_csrf_token": token})
    assert started.status_code == 303
    waiting = started.headers["location"]
    assert "排队等待" in (await client.get(waiting)).text
    order = int(waiting.rsplit("/", 1)[1])
    run = (await matching.carry_out_order(SYSTEM, order))["run_id"]
    assert f"/admin/matches/runs/{run}" in (await client.get(waiting)).text

    shown = await client.get(f"/admin/matches/runs/{run}")
    assert "差 0，违反的组合 0" in shown.text
    assert "已证明最优" in (await client.get("/admin/matches/runs")).text


async def test_an_organisation_is_verified_by_the_county(client: httpx.AsyncClient):
    applied = await people.organisation("NGO", "433101000000", verified=False)
    await people.sign_in(client, await make.another_officer())
    version = await value("SELECT version FROM organisation WHERE id = $1", applied)
    stale = await decide(
        client, f"/admin/organisations/{applied}", act="verify", seen_version=str(version + 1)
    )
    assert stale.status_code == 422
    done = await decide(
        client, f"/admin/organisations/{applied}", act="verify", seen_version=str(version)
    )
    assert done.status_code == 303
    assert await value("SELECT status FROM organisation WHERE id = $1", applied) == "verified"


async def test_an_offer_is_published_from_its_desk(client: httpx.AsyncClient):
    _, offer = await offers.waiting()
    await people.sign_in(client, await make.another_officer())
    assert (await decide(client, f"/admin/offers/{offer}", act="publish")).status_code == 303
    assert await value("SELECT status FROM offer WHERE id = $1", offer) == "published"


@pytest.mark.parametrize("path", ["/admin", "/admin/needs", "/admin/matches", "/admin/outbox"])
async def test_the_door_is_closed_to_visitors_and_to_directors(
    client: httpx.AsyncClient, path: str
):
    stranger = await client.get(path)
    assert stranger.status_code == 303
    assert stranger.headers["location"].startswith("/sign-in")
    at = await make.village()
    await people.sign_in(client, at.director)

    assert (await client.get(path)).status_code == 403


async def test_staff_without_a_second_factor_are_asked_for_it(client: httpx.AsyncClient):
    officer = await make.another_officer()
    assert officer.id is not None
    from match.people.commands.sessions import open_session
    from match.people.door import SESSION_COOKIE
    from match.people.visit import Visit

    token = await open_session(officer.id, Visit("127.0.0.1", "pytest"), level=1)
    client.cookies.set(SESSION_COOKIE, token, domain="xth.test", path="/")
    answer = await client.get("/admin/matches")

    assert answer.status_code == 303
    assert "step_up" in answer.headers["location"]


async def test_a_dead_fact_is_shown_and_can_be_driven_again(client: httpx.AsyncClient):
    async with unit_of_work():
        fact = await tell("need.changed", need_id=1)
        await value("UPDATE outbox SET dead_at = now(), failures = 5 WHERE id = $1", fact)
    administrator = await people.account("administrator", "43")
    await people.sign_in(client, administrator)
    assert f"/admin/outbox/{fact}/redrive" in (await client.get("/admin/outbox")).text
    token = client.cookies.get("__Host-csrf") or ""
    await client.post(f"/admin/outbox/{fact}/redrive", data={"_csrf_token": token})

    row = await one("SELECT dead_at, failures FROM outbox WHERE id = $1", fact)
    assert row == {"dead_at": None, "failures": 0}
    assert fact not in [each.id for each in await undelivered(dead=True)]
    with pytest.raises(NotFound):
        await redrive(administrator, fact)


async def test_the_trail_stays_within_the_readers_divisions(db: None):
    at = await make.village()
    await waiting_need(at)
    here = await people.account("auditor", COUNTY)
    elsewhere = await people.account("auditor", "430102")

    assert any(line.verb == "need.submitted" for line in await trail(here, kind="need"))
    assert await trail(elsewhere, kind="need") == []


def test_every_act_in_the_trail_has_words():
    """Whatever a room records, an auditor reads in words: look where it is recorded."""
    import re
    from pathlib import Path

    import admin
    import match
    from admin.trail_words import done

    house = [Path(match.__file__).parent, Path(admin.__file__).parent]
    text = "".join(path.read_text("utf-8") for root in house for path in root.rglob("*.py"))
    recorded = set(re.findall(r'record\(\s*\w+,\s*"([a-z_]+\.[a-z_]+)"', text))
    recorded |= set(re.findall(r'Move\(\w+\.\w+, "([a-z_]+\.[a-z_]+)"\)', text))

    assert len(recorded) > 60
    assert [verb for verb in sorted(recorded) if done(verb) == verb.rpartition(".")[2]] == []


def test_states_of_the_first_release_still_have_words():
    """The trail is never rewritten: what an agreement was called then is read today."""
    from admin.trail_words import change
    from match.foundation.language import speak

    speak("en")
    assert change("agreement", "status", ["in_force", "in_delivery"]) == "In force → On its way"
    assert change("agreement", "status", ["received", "evaluated"]) == "Received → Rated"
    speak("zh")
    assert change("agreement", "status", ["in_delivery", "received"]) == "交付中 → 已收到"
