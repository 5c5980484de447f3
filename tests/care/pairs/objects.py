"""A home that asked for six helpers, and one who offered."""

from match.care.pairs import commands
from match.care.pairs.forms import OfferForm, RequestForm
from match.care.pairs.queries import own_requests
from tests.architecture.scene import Scene
from tests.care.pairs.test_pairs import WORDS, checked
from tests.people import make as people

NOBODYS = 999_999_999
STEPS = (
    "", "/home-acceptance", "/county-acceptance", "/withdrawal", "/consent-withdrawal", "/refusal",
    "/beginning", "/end", "/follow-up", "/letters", "/meetings",
)  # fmt: skip


async def objects(scene: Scene) -> dict[str, str]:
    """Both in the scene's home."""
    assert scene.home is not None
    director = await people.account("director", scene.village, home=scene.home)
    helper = await people.account("volunteer")
    await checked(helper, await people.account("county", "433101"))
    await commands.ask_for_pairs(director, RequestForm(scene.home, "PAIR-COMP", 6))
    request = (await own_requests(director))[0].id
    pair = await commands.offer_help(helper, OfferForm(scene.township, "PAIR-COMP", WORDS))
    base = "/desk/pairs/{pair_id:int}"
    letter = f"/desk/pairs/{pair}/letters/{NOBODYS}"
    return {f"{base}{step}": f"/desk/pairs/{pair}{step}" for step in STEPS} | {
        f"{base}/letters/{{letter_id:int}}/passing": f"{letter}/passing",
        f"{base}/letters/{{letter_id:int}}/refusal": f"{letter}/refusal",
        "/desk/pairs/requests/{request_id:int}/closure": f"/desk/pairs/requests/{request}/closure",
    }
