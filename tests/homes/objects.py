"""A paper and the other things under a home's desk, for the table of routes."""

from match.foundation.db import value
from tests.architecture.scene import Scene


async def objects(scene: Scene) -> dict[str, str]:
    """The scene's home opened with its papers: one of them is shown."""
    paper = await value("SELECT min(id) FROM home_document WHERE home_id = $1", scene.home)
    desk, at = "/desk/homes/{home_id:int}", f"/desk/homes/{scene.home}"
    return {
        f"{desk}/papers": f"{at}/papers",
        f"{desk}/papers/{{paper_id:int}}": f"{at}/papers/{paper}",
        f"{desk}/area": f"{at}/area",
        f"{desk}/outdoor": f"{at}/outdoor",
        f"{desk}/idle": f"{at}/idle",
    }
