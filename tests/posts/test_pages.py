"""The pages of posts: what a supervisor and a county do, what a pending director sees."""

from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.posts.commands import certificate_came, note_seat
from match.posts.queries import director_of
from tests.homes import make as homes
from tests.jobs.test_hearing import hear_all, kinds_for
from tests.offers.browser import token
from tests.people import make as people
from tests.posts import make
from tests.training import make as training

DESK = "/desk/posts"


async def _post(client: httpx.AsyncClient, url: str, **fields: object) -> httpx.Response:
    return await client.post(url, data={**fields, "_csrf_token": await token(client)})


async def test_naming_shows_the_link_once_and_keeps_what_was_typed(
    client: httpx.AsyncClient, db: None
) -> None:
    home = await homes.registered()
    await people.sign_in(client, await people.account("supervisor", make.TOWNSHIP))
    at = f"{DESK}/homes/{home}"
    sent = {"name": "龙秀英", "phone": people.phone(), "kind": "DK-OTH"}
    wrong = await _post(client, f"{at}/directors", **sent)
    assert wrong.status_code == 422
    assert "请写明原因" in wrong.text
    assert 'value="龙秀英"' in wrong.text

    done = await _post(client, f"{at}/directors", **sent, reason="村里没有其他合适的人")
    assert done.status_code == 201
    assert "/invitations/" in done.text
    assert "/invitations/" not in (await client.get(at)).text.split("<main", 1)[1]
    assert "村里没有其他合适的人" in (await client.get(at)).text


@pytest.mark.notice
async def test_a_pending_director_is_told_why_and_what_to_do(
    client: httpx.AsyncClient, db: None
) -> None:
    """Notice 4.4d over HTTP: she sees the home and its needs; a need is refused with the way on."""
    home = await homes.registered()
    county = await homes.county()
    director = await make.arrived(*await make.named(county, home))
    await people.sign_in(client, director)

    assert (await client.get(f"{DESK}/homes/{home}")).status_code == 200
    assert (await client.get(f"/desk/homes/{home}")).status_code == 200
    assert (await client.get("/desk/needs")).status_code == 200
    assert "全程参加并通过考试后" in (await client.get("/desk/training")).text
    refused = await _post(client, "/desk/needs", home_id=home)
    assert refused.status_code == 403
    assert "参加县级培训并通过考试" in refused.text
    kept = await _post(client, f"/desk/homes/{home}/opening")
    assert kept.status_code == 403
    assert "参加县级培训并通过考试" in kept.text
    told = await client.get(f"/api/v1/posts/homes/{home}")
    assert told.json()["coming"]["may_act"] is False


async def test_facts_carry_her_to_the_post_and_tell_everybody(db: None) -> None:
    """Through the outbox, as it runs: invitation → pending → certificate → director."""
    from match.foundation.actor import Actor
    from match.people.commands.invitations import accept_invitation

    home = await homes.registered()
    county = await homes.county()
    named, phone = await make.named(county, home)
    account = await accept_invitation(Actor(), named.token, phone)
    await hear_all()
    assert await value("SELECT director_pending FROM home WHERE id = $1", home)
    assert "post_pending" in await kinds_for(account)

    await training.held(await people.account("county", "433101"), await make.again(account))
    with clock.freeze(clock.now() + timedelta(days=3)):
        await hear_all()
        assert (await make.again(account)).homes == {home}
        assert {"certificate_issued", "post_taken_up"} <= set(await kinds_for(account))
        assert not await value("SELECT director_pending FROM home WHERE id = $1", home)


async def test_the_county_hands_over_on_one_page(client: httpx.AsyncClient, db: None) -> None:
    home, old = await homes.working()
    county = await homes.county()
    await note_seat(SYSTEM, home)
    new = await make.arrived(*await make.named(county, home))
    await training.held(await people.account("county", "433101"), new)
    before = await director_of(home)
    assert before is not None
    with clock.freeze(clock.now() + timedelta(days=3)):
        await certificate_came(SYSTEM, new.id or 0)
        await people.sign_in(client, county)
        page = await client.get(f"{DESK}/homes/{home}")
        assert "办理交接" in page.text
        successor = await value("SELECT id FROM post WHERE account_id = $1", new.id)
        done = await _post(
            client, f"{DESK}/{before.id}/handover", successor=successor, words="钥匙在值班室"
        )
        assert done.headers["location"] == f"{DESK}/homes/{home}"
        assert "钥匙在值班室" in (await client.get(f"{DESK}/homes/{home}")).text
        assert (await make.again(old.id)).homes == frozenset()


async def test_the_countys_overview_names_what_is_vacant(
    client: httpx.AsyncClient, db: None
) -> None:
    home = await homes.registered()
    await people.sign_in(client, await homes.county())
    page = await client.get(DESK)
    assert f"{DESK}/homes/{home}" in page.text
    assert f"{DESK}/townships/{make.TOWNSHIP}" in page.text
    named = await _post(
        client,
        f"{DESK}/townships/{make.TOWNSHIP}/supervisors",
        name="石建国",
        phone=people.phone(),
        kind="SK-PTY",
        gender="M",
    )
    assert named.status_code == 422
    assert "乡镇女性党政班子成员或乡镇妇联主席" in named.text
    for strange in ("43310100", "abc", "433101001999999"):
        assert (await client.get(f"{DESK}/townships/{strange}")).status_code == 404
    assert (await client.get("/api/v1/posts/vacant")).json()["homes"] == 1
    await people.sign_in(client, await people.account("donor"))
    assert (await client.get(DESK)).status_code == 403
    assert (await client.get(f"{DESK}/homes/{home}")).status_code == 404
