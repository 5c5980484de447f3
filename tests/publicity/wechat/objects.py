"""An article of the province at WeChat, in base mode, for the table of routes."""

from match.foundation.actor import SYSTEM
from match.publicity.wechat.commands import want_draft
from tests.architecture.scene import Scene
from tests.publicity import make


async def objects(scene: Scene) -> dict[str, str]:
    """One published article, to be copied by hand."""
    del scene
    article = await make.published()
    await want_draft(SYSTEM, article)
    route = "/desk/articles/{article_id:int}/wechat"
    here = f"/desk/articles/{article}/wechat"
    steps = ("trials", "publication", "link", "removal", "preview", "package.zip")
    return {route: here, **{f"{route}/{step}": f"{here}/{step}" for step in steps}}
