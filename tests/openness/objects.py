"""One released purchase for the table of routes."""

from match.foundation.actor import SYSTEM
from match.openness.commands import release_step
from match.openness.following.commands import keep_search
from match.openness.following.forms import SearchForm
from match.openness.following.states import Subject
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
    search = await keep_search(elsewhere, SearchForm(Subject.needs, "棉被", words="棉被"))
    return {
        **{
            f"/me/searches/{{search_id:int}}/{step}": f"/me/searches/{search}/{step}"
            for step in ("pause", "resumption", "removal")
        },
        "/audit/purchases/{tender_id:int}": f"/audit/purchases/{tender_id}",
        "/audit/purchases/{tender_id:int}/evidence": f"/audit/purchases/{tender_id}/evidence",
        "/open-data/files/{name:str}": "/open-data/files/1999.json",
        "/api/v1/ocds/releases/{release_id:str}": f"/api/v1/ocds/releases/{release}",
        "/api/v1/ocds/records/{ocid:str}": f"/api/v1/ocds/records/{ocid}",
    }
