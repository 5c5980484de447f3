"""One released purchase for the table of routes."""

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.openness.commands import release_step
from match.openness.following.commands import keep_search
from match.openness.following.forms import SearchForm
from match.openness.following.states import Subject
from match.openness.partners.commands import make_hook, make_key
from match.openness.partners.forms import HookForm, KeyForm
from match.openness.partners.queries import own_hooks, own_keys
from match.openness.publiclog.commands import ask_takedown, log_act
from match.openness.publiclog.forms import TakedownForm
from match.openness.sharing.commands import make_link
from match.openness.sharing.forms import LinkForm
from match.openness.sharing.queries import own_links
from match.openness.sharing.states import SharedView
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.tenders import make as tenders

SEEN = 1
"""The number of a fact that nobody else releases."""


async def objects(scene: Scene) -> dict[str, str]:
    """A notice with its release."""
    del scene
    _officer, tender_id = await tenders.published()
    release = await release_step(SYSTEM, SEEN, "tender.published", tender_id)
    assert release is not None
    ocid = release.rsplit("-", 1)[0]
    elsewhere = await people.account("donor")
    place = await log_act(
        SYSTEM, event_id=None, kind="need.met", url="/needs/1", document={"id": 1}
    )
    other = await log_act(
        SYSTEM, event_id=None, kind="need.met", url="/needs/2", document={"id": 2}
    )
    assert other is not None
    asker = await people.account("province", "43")
    taken = await ask_takedown(asker, other, TakedownForm("页面里写了不该公开的内容"))
    await make_link(elsewhere, LinkForm(SharedView.needs, "给理事会看"))
    link = (await own_links(elsewhere))[0].id
    search = await keep_search(elsewhere, SearchForm(Subject.needs, "棉被", words="棉被"))
    await make_key(elsewhere, KeyForm("年报网站"))
    await make_hook(elsewhere, HookForm("https://partner.example.org/changes"))
    key, hook = (await own_keys(elsewhere))[0].id, (await own_hooks(elsewhere))[0].id
    naming = f"/me/donor-naming/{await people.organisation()}"
    return {
        **{
            f"/me/donor-naming/{{organisation:int}}/{step}": f"{naming}/{step}"
            for step in ("name", "no-name")
        },
        "/me/partners/keys/{key_id:int}/revocation": f"/me/partners/keys/{key}/revocation",
        **{
            f"/me/partners/hooks/{{hook_id:int}}/{step}": f"/me/partners/hooks/{hook}/{step}"
            for step in ("pause", "resumption", "removal")
        },
        **{
            f"/admin/webhooks/{{hook_id:int}}/{step}": f"/admin/webhooks/{hook}/{step}"
            for step in ("approval", "refusal")
        },
        **{
            f"/{door}/messages/{{message_id:int}}/retry": f"/{door}/messages/999999/retry"
            for door in ("me/partners", "admin/webhooks")
        },
        "/open-data/tables/{name:str}": "/open-data/tables/homes.exe",
        "/open-data/hsds/{name:str}": "/open-data/hsds/none.zip",
        "/open-data/360giving/{name:str}": "/open-data/360giving/1999.json",
        **{
            f"/api/v1/hsds/{kind}/{{{name}:str}}": f"/api/v1/hsds/{kind}/none"
            for kind, name in (
                ("services", "service_id"),
                ("organizations", "organization_id"),
                ("service_at_locations", "at_id"),
            )
        },
        **{
            f"/me/searches/{{search_id:int}}/{step}": f"/me/searches/{search}/{step}"
            for step in ("pause", "resumption", "removal")
        },
        "/log/{place:int}": f"/log/{place}",
        "/log/files/{name:str}": f"/log/files/{clock.today().year}.jsonl",
        "/desk/log/{place:int}": f"/desk/log/{place}",
        "/desk/log/takedowns/{takedown_id:int}/decision": f"/desk/log/takedowns/{taken}/decision",
        "/me/links/{link_id:int}/revocation": f"/me/links/{link}/revocation",
        "/audit/purchases/{tender_id:int}": f"/audit/purchases/{tender_id}",
        "/audit/purchases/{tender_id:int}/evidence": f"/audit/purchases/{tender_id}/evidence",
        "/open-data/files/{name:str}": "/open-data/files/1999.json",
        "/api/v1/ocds/releases/{release_id:str}": f"/api/v1/ocds/releases/{release}",
        "/api/v1/ocds/records/{ocid:str}": f"/api/v1/ocds/records/{ocid}",
    }
