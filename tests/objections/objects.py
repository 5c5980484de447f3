"""An objection that waits, and a complaint that is not served yet, for the table of routes."""

from match.objections import commands
from match.objections.forms import RefusalForm
from match.objections.states import Refusal
from tests.architecture.scene import Scene
from tests.objections import make
from tests.people import make as people
from tests.suppliers import make as suppliers


async def objects(scene: Scene) -> dict[str, str]:
    """Both are the scene's own organisation's, about purchases of a department of its county."""
    own = scene.organisation
    assert own is not None
    manager = await people.account("manager", organisation=own)
    first = await make.bought("")
    await make.bid(first.tender, own, manager)
    for verb in make.WAY[:5]:
        await make.step(first.tender, verb, first.rivals)
    evidence = [await suppliers.file_of(manager)]
    waiting = await commands.raise_objection(
        manager, first.tender, make.form(own, evidence=evidence)
    )
    second = await make.bought("")
    await make.bid(second.tender, own, manager)
    for verb in make.WAY[:5]:
        await make.step(second.tender, verb, second.rivals)
    refused = await commands.raise_objection(manager, second.tender, make.form(own))
    await commands.refuse_objection(
        second.colleague, refused, RefusalForm(Refusal.unfit, "没有写明具体事实")
    )
    complaint = await commands.file_complaint(manager, refused, make.complaint(evidence=evidence))
    objection_steps = ("", "/receipt", "/refusal", "/reply", "/withdrawal", "/complaint")
    complaint_steps = (
        "", "/acceptance", "/service", "/refusal", "/stop", "/withdrawal", "/decision",
    )  # fmt: skip
    one, two = "/desk/objections/{objection_id:int}", "/desk/complaints/{complaint_id:int}"
    return (
        {f"{one}{step}": f"/desk/objections/{waiting}{step}" for step in objection_steps}
        | {f"{two}{step}": f"/desk/complaints/{complaint}{step}" for step in complaint_steps}
        | {
            f"{one}/evidence/{{position:int}}": f"/desk/objections/{waiting}/evidence/1",
            f"{two}/evidence/{{position:int}}": f"/desk/complaints/{complaint}/evidence/1",
            "/purchases/{tender_id:int}/objections": f"/purchases/{first.tender}/objections",
            "/purchases/{tender_id:int}/objections/new": (
                f"/purchases/{first.tender}/objections/new"
            ),
        }
    )
