"""A drawn panel, a decided purchase and two experts of the county, for the table of routes."""

from match.foundation.db import value
from match.panels import commands
from match.panels.forms import DecisionForm, TieForm
from match.panels.states import TieKind
from tests.architecture.scene import Scene
from tests.panels import make
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """Made by people who are not in the table."""
    assert scene.organisation is not None
    waiting = await commands.apply_expert(await people.account(), make.form())
    settled = await make.expert()
    name = await value("SELECT name FROM organisation WHERE id = $1", scene.organisation)
    kept = await make.expert_id(settled)
    tie = await commands.declare_tie(settled, kept, TieForm(name, TieKind.adviser))
    drawn = await make.drawn(await make.scene(pool=4))
    seat = await value("SELECT min(id) FROM panel_seat WHERE panel_id = $1", drawn.panel)
    decided = await make.reported(await make.scored(await make.working(pool=4)))
    first = await value(
        "SELECT bid_id FROM panel_bid WHERE panel_id = $1 AND place = 1", decided.panel
    )
    await commands.decide(decided.officer, decided.id, DecisionForm(bid=first))
    purchase, desk = "/purchases/{tender_id:int}", "/desk/panels/{panel_id:int}"
    expert = "/experts/{expert_id:int}"
    here, mine = f"/purchases/{drawn.id}/panel", f"/desk/panels/{drawn.panel}"
    said = f"/purchases/{decided.id}/result"
    parts = ("/", "/draw", "/representative", "/count")
    results = ("/report.pdf", "/decision", "/countersignature", "/award", "/failure")
    return {
        "/desk/expert/ties/{tie_id:int}/end": f"/desk/expert/ties/{tie}/end",
        expert: f"/experts/{waiting}",
        **{f"{expert}/{act}": f"/experts/{waiting}/{act}" for act in _ACTS},
        f"{expert}/ties/{{tie_id:int}}/end": f"/experts/{kept}/ties/{tie}/end",
        desk: mine,
        **{f"{desk}/{act}": f"{mine}/{act}" for act in _OWN},
        f"{desk}/bids/{{at:int}}/attachments/{{position:int}}": f"{mine}/bids/0/attachments/1",
        **{f"{purchase}/panel{part.rstrip('/')}": f"{here}{part.rstrip('/')}" for part in parts},
        f"{purchase}/panel/seats/{{seat_id:int}}/absence": f"{here}/seats/{seat}/absence",
        f"{purchase}/result": said,
        **{f"{purchase}/result{part}": f"{said}{part}" for part in results},
        f"/api/v1{purchase}/draw": f"/api/v1/purchases/{drawn.id}/draw",
        f"/api/v1{purchase}/outcome": f"/api/v1/purchases/{drawn.id}/outcome",
    }


_ACTS = ("verification", "refusal", "ties")
_OWN = ("confirmation", "recusal", "sheet", "signature", "report")
