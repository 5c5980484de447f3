"""Links that expire: a token told once, one view to read, over when it is over."""

import re
from datetime import timedelta

import pytest
import pytest_asyncio

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.openness.sharing.commands import make_link, open_link, revoke_link
from match.openness.sharing.forms import LinkForm
from match.openness.sharing.queries import own_links
from match.openness.sharing.states import LinkState, SharedView
from tests.giving import make as giving
from tests.homes.make import VILLAGE
from tests.needs import make as needs
from tests.people import make as people

pytestmark = pytest.mark.openness


@pytest_asyncio.fixture(autouse=True)
async def places(db) -> None:
    """Two counties."""
    await people.place(VILLAGE)
    await people.place("430102001001")


def form(**other: object) -> LinkForm:
    """A link to the needs of Jishou."""
    fields: dict[str, object] = {"view": SharedView.needs, "title": "吉首的需求", "area": "433101"}
    return LinkForm(**{**fields, **other})  # pyright: ignore[reportArgumentType] # fields by name


async def test_whoever_holds_the_link_sees_the_view_signed_out(client, db):
    """The filter holds, and the page tells no cache, engine or next page anything."""
    scene = await needs.published()
    token = await make_link(await people.account("county", "433101"), form())
    answer = await client.get(f"/shared/{token}")
    elsewhere = await make_link(await people.account("county", "433101"), form(area="430102"))

    assert answer.status_code == 200
    assert f"/needs/{scene.need}" in answer.text
    assert f"/needs/{scene.need}" not in (await client.get(f"/shared/{elsewhere}")).text
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "set-cookie" not in answer.headers
    assert token not in answer.text


async def test_only_the_hash_of_a_token_is_kept(db):
    """Whoever reads the table opens nothing."""
    token = await make_link(await people.account("donor"), form())
    row = await one("SELECT * FROM share_link")

    assert row is not None
    assert len(token) == 32
    assert token not in str(row)


async def test_a_link_ends_on_its_day(client, db):
    """410 and what to do, thirty days later by itself; 404 for what never was."""
    token = await make_link(await people.account("donor"), form())
    with clock.freeze(clock.now() + timedelta(days=29, hours=23)):
        assert (await client.get(f"/shared/{token}")).status_code == 200
    with clock.freeze(clock.now() + timedelta(days=30, seconds=1)):
        over = await client.get(f"/shared/{token}")

    assert over.status_code == 410
    assert "已经过期" in over.text
    assert (await client.get("/shared/nothing")).status_code == 404


async def test_a_link_opens_so_many_times_and_counts(client, db):
    """The last time it opens is the last of the number."""
    owner = await people.account("donor")
    token = await make_link(owner, form(uses=2))
    answers = [(await client.get(f"/shared/{token}")).status_code for _ in range(4)]
    (link,) = await own_links(owner)

    assert answers == [200, 200, 410, 410]
    assert (link.uses, link.uses_max, link.state) == (2, 2, LinkState.used_up)
    assert link.used_at is not None


async def test_a_link_that_was_taken_back_opens_nothing(client, db):
    """Only by its owner; it is in the trail."""
    owner, other = await people.account("donor"), await people.account("donor")
    token = await make_link(owner, form())
    (link,) = await own_links(owner)
    with pytest.raises(NotFound):
        await revoke_link(other, link.id)
    await revoke_link(owner, link.id)
    await revoke_link(owner, link.id)
    trail = await rows("SELECT verb FROM audit WHERE subject_kind = 'share_link' ORDER BY id")

    assert (await client.get(f"/shared/{token}")).status_code == 410
    assert [row["verb"] for row in trail] == ["share_link.made", "share_link.revoked"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"days": 181}, "days"),
        ({"days": 0}, "days"),
        ({"uses": 0}, "uses"),
        ({"area": "439999"}, "area"),
        ({"area": "9"}, "area"),
        ({"category": "NONE"}, "category"),
        ({"view": SharedView.giving}, "organisation"),
    ],
)
async def test_a_link_that_cannot_be_made_says_why(db, wrong, field):
    """Every complaint at its field."""
    with pytest.raises(Invalid) as refused:
        await make_link(await people.account("donor"), form(**wrong))
    assert field in refused.value.fields


async def test_nobody_has_more_links_than_fifty(db):
    """One person's list stays a list; those that were taken back do not count."""
    owner = await people.account("donor")
    for _ in range(50):
        await make_link(owner, form())
    with pytest.raises(Conflict):
        await make_link(owner, form())
    await revoke_link(owner, (await own_links(owner))[0].id)
    assert await make_link(owner, form())


async def test_a_need_of_a_small_group_is_shared_as_the_public_sees_it(client, db):
    """No link shows more than the public list does."""
    scene = await needs.published(bands={"6-8": 3})
    home = await value("SELECT name FROM home WHERE id = $1", scene.home)
    token = await make_link(scene.county, form())
    narrow = await make_link(scene.county, form(area="433101001201"))

    assert home not in (await client.get(f"/shared/{token}")).text
    assert f"/needs/{scene.need}" not in (await client.get(f"/shared/{narrow}")).text


async def test_gauges_are_shared_as_the_public_may_know_them(client, db):
    """A county's figures; the same as on the public page."""
    await needs.published()
    token = await make_link(await people.account("county", "433101"), form(view=SharedView.gauges))
    answer = await client.get(f"/shared/{token}")
    public = await client.get("/coverage/433101000000")
    cells = re.findall(r'<td data-th="指标">([^<]+)</td>', answer.text)

    assert answer.status_code == 200
    assert cells
    assert all(cell in public.text for cell in cells)


async def test_giving_is_shared_by_county_and_ends_with_the_right_to_read_it(client, db):
    """Totals of one's own organisation; no home, no receipt number, nobody else's."""
    deal = await giving.counted()
    organisation = await value("SELECT max(organisation_id) FROM donation")
    owner = await value(
        "SELECT account FROM membership WHERE organisation = $1 LIMIT 1", organisation
    )
    from match.people.sessions import actor_of_account

    manager = await actor_of_account(owner)
    assert manager is not None
    asked = form(
        view=SharedView.giving, organisation=organisation, year=clock.today().year, area=""
    )
    with pytest.raises(Denied):
        await make_link(await people.account("donor"), asked)
    token = await make_link(manager, asked)
    answer = await client.get(f"/shared/{token}")
    numbers = await rows("SELECT d.number, h.name FROM donation d JOIN home h ON h.id = d.home_id")

    assert deal
    assert answer.status_code == 200
    assert '<td data-th="捐赠笔数">1</td>' in answer.text
    for row in numbers:
        assert row["number"] not in answer.text
        assert row["name"] not in answer.text
    await value("UPDATE account SET disabled_at = now() WHERE id = $1", owner)
    assert (await client.get(f"/shared/{token}")).status_code == 410


async def test_the_list_makes_and_takes_back_links(client, db):
    """The walk: form, address shown this once, opened by a stranger, taken back."""
    owner = await people.account("donor")
    await people.sign_in(client, owner)
    page = await client.get("/me/links?view=needs&area=433101")
    token = re.findall(r'name="_csrf_token" value="([^"]+)"', page.text)[0]
    made = await client.post(
        "/me/links",
        data={"_csrf_token": token, "view": "needs", "title": "给理事会看", "area": "433101"},
    )
    address = re.findall(r'value="(http[^"]+/shared/[^"]+)"', made.text)[0]
    link = (await own_links(owner))[0]
    again = await client.get("/me/links")
    await client.post(f"/me/links/{link.id}/revocation", data={"_csrf_token": token})

    assert made.status_code == 200
    assert "/shared/" not in again.text
    assert (await client.get("/shared/" + address.rsplit("/", 1)[1])).status_code == 410


async def test_two_at_once_do_not_open_the_last_use_twice(db):
    """The row is the lock (see test_races of the ledger for what a lock does)."""
    token = await make_link(await people.account("donor"), form(uses=1))

    assert (await open_link(await people.account(), token)).state is LinkState.open
    assert (await open_link(await people.account(), token)).state is LinkState.used_up
