"""A widget's home and area, and a shared link, for the table of routes."""

from match.openness.sharing.commands import make_link
from match.openness.sharing.forms import LinkForm
from match.openness.sharing.states import SharedView
from tests.architecture.scene import Scene
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """Public, all of them."""
    del scene
    token = await make_link(await people.account("donor"), LinkForm(SharedView.needs, "给理事会看"))
    return {
        "/embed/home/{home_id:int}": "/embed/home/999999",
        "/embed/coverage/{code:str}": "/embed/coverage/430000000000",
        "/shared/{token:str}": f"/shared/{token}",
    }
