"""A base with an organisation in it, a gap, and a counsellor that waits, in the scene's county."""

from match.incubation import commands
from match.incubation.forms import GapForm
from tests.architecture.scene import Scene
from tests.incubation import make


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of incubation."""
    clerk = await make.county(scene.county[:6])
    entry = await make.entered(clerk)
    gap = await commands.note_gap(clerk, entry, GapForm("TC-PSY"))
    waiting = await commands.propose_counsellor(
        await make.supervisor(scene.township), make.counsellor_form(division=scene.township)
    )
    organisation = await make.serving()
    base = f"/desk/incubation/entries/{entry}"
    return {
        "/desk/incubation/entries/{entry_id:int}": base,
        "/desk/incubation/entries/{entry_id:int}/stage": f"{base}/stage",
        "/desk/incubation/entries/{entry_id:int}/supports": f"{base}/supports",
        "/desk/incubation/entries/{entry_id:int}/gaps": f"{base}/gaps",
        "/desk/incubation/entries/gaps/{gap_id:int}/closing": (
            f"/desk/incubation/entries/gaps/{gap}/closing"
        ),
        "/desk/incubation/counsellors/{counsellor_id:int}/decision": (
            f"/desk/incubation/counsellors/{waiting}/decision"
        ),
        "/desk/incubation/organisations/{organisation_id:int}/word": (
            f"/desk/incubation/organisations/{organisation}/word"
        ),
    }
