"""A vault with a paper and a body in control, and a joint agreement, for the table of routes."""

from match.suppliers import commands
from match.suppliers.states import Kind
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.suppliers import make
from tests.tenders import make as tenders


async def objects(scene: Scene) -> dict[str, str]:
    """Everything is the scene's own organisation's, done by somebody who is not in the table."""
    own = scene.organisation
    assert own is not None
    manager = await people.account("manager", organisation=own)
    form = await make.form(manager, Kind.registration)
    paper = await commands.keep_paper(manager, own, form)
    person = await commands.name_controller(manager, own, make.controller(own))
    _officer, tender = await tenders.published()
    _partner, partner = await make.applicant()
    joint = await commands.propose_consortium(manager, tender, make.consortium(own, partner))
    vault, at = "/organisations/{organisation_id:int}/vault", f"/organisations/{own}/vault"
    return {
        vault: at,
        f"{vault}/papers": f"{at}/papers",
        f"{vault}/papers/{{paper_id:int}}/file": f"{at}/papers/{paper}/file",
        f"{vault}/papers/{{paper_id:int}}/removal": f"{at}/papers/{paper}/removal",
        f"{vault}/declarations": f"{at}/declarations",
        f"{vault}/declarations/withdrawal": f"{at}/declarations/withdrawal",
        f"{vault}/controllers": f"{at}/controllers",
        f"{vault}/controllers/{{person_id:int}}/end": f"{at}/controllers/{person}/end",
        "/desk/papers/{paper_id:int}/verification": f"/desk/papers/{paper}/verification",
        "/desk/papers/{paper_id:int}/refusal": f"/desk/papers/{paper}/refusal",
        "/consortia/for/{tender_id:int}": f"/consortia/for/{tender}",
        "/consortia/{consortium_id:int}": f"/consortia/{joint}",
        "/consortia/{consortium_id:int}/signature": f"/consortia/{joint}/signature",
        "/consortia/{consortium_id:int}/end": f"/consortia/{joint}/end",
        "/purchases/{tender_id:int}/prepare": f"/purchases/{tender}/prepare",
    }
