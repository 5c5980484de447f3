"""The pages: secrets shown once, the administrator's list, notices, both languages."""

import re

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.openness.partners.commands import make_hook, write_messages
from match.openness.partners.forms import HookForm
from match.openness.partners.queries import own_hooks
from tests.jobs.test_hearing import hear_all
from tests.openness.partners.test_hooks import change
from tests.people import make as people

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db")]
OWN, DESK = "/me/partners", "/admin/webhooks"
URL = "https://partner.example.org/changes"


def shown(page: str) -> str:
    """What the page shows once."""
    found = re.search(r'id="made"[^>]* value="([^"]+)"', page)
    return found[1] if found else ""


async def post(client, page: str, to: str, **form: object):
    """Submit a form of *page*."""
    found = re.findall(r'name="_csrf_token" value="([^"]+)"', (await client.get(page)).text)
    return await client.post(to, data={"_csrf_token": found[0], **form})


async def test_key_and_secret_are_shown_once_and_kept_from_caches(client):
    await people.sign_in(client, await people.account("donor"))
    made = await post(client, OWN, "/me/partners/keys", name="年报网站")
    assert made.status_code == 200
    assert made.headers["cache-control"] == "private, no-store"
    assert shown(made.text).startswith("xth_")
    hooked = await post(client, OWN, "/me/partners/hooks", url=URL, kinds=["needs"])
    assert shown(hooked.text).startswith("whsec_")
    later = await client.get("/me/partners")
    assert shown(later.text) == ""
    assert "等待管理员核准" in later.text
    assert await value("SELECT kinds FROM web_hook") == ["needs"]


async def test_the_administrator_decides_on_the_page_and_the_owner_is_told(client):
    owner = await people.account("donor")
    await make_hook(owner, HookForm(URL))
    [hook] = await own_hooks(owner)
    await people.sign_in(client, await people.account("administrator", "43"))
    assert "/admin/webhooks" in (await client.get("/admin")).text
    listed = await client.get("/admin/webhooks")
    assert URL in listed.text
    empty = await post(client, DESK, f"{DESK}/{hook.id}/refusal", reason="")
    assert empty.status_code == 422
    assert "请填写这一项" in empty.text
    done = await post(client, DESK, f"{DESK}/{hook.id}/approval")
    assert done.status_code == 303
    await change()
    assert await write_messages(SYSTEM) == 1
    await hear_all()
    told = await one("SELECT kind, link FROM message WHERE account_id = $1", owner.id)
    assert told == {"kind": "webhook_approved", "link": "/me/partners"}


async def test_both_pages_speak_english(client):
    owner = await people.account("donor")
    await make_hook(owner, HookForm(URL))
    await people.sign_in(client, await people.account("administrator", "43"))
    for path, words in (("/me/partners", "API keys and webhooks"), (DESK, "Partners’ webhooks")):
        page = await client.get(f"{path}?lang=en")
        assert page.status_code == 200
        assert f"<h1>{words}</h1>" in page.text
