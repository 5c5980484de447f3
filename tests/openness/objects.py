"""One released purchase for the table of routes."""

from match.foundation.actor import SYSTEM
from match.openness.commands import release_step
from tests.architecture.scene import Scene
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
    return {
        "/audit/purchases/{tender_id:int}": f"/audit/purchases/{tender_id}",
        "/audit/purchases/{tender_id:int}/evidence": f"/audit/purchases/{tender_id}/evidence",
        "/open-data/files/{name:str}": "/open-data/files/1999.json",
        "/api/v1/ocds/releases/{release_id:str}": f"/api/v1/ocds/releases/{release}",
        "/api/v1/ocds/records/{ocid:str}": f"/api/v1/ocds/records/{ocid}",
    }
