"""A child with a guardian and an agreement in the scene's home; nobody who knocks has leave."""

from tests.architecture.scene import Scene
from tests.care import make, make_papers
from tests.care.cases import objects as cases
from tests.care.pairs import objects as pairs
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of children's files, of leave, and of erasures."""
    assert scene.home is not None, "things come before objects"
    director = await people.account("director", make.VILLAGE, home=scene.home)
    kept = make.Scene(
        scene.home,
        director,
        await people.account("supervisor", make.TOWNSHIP),
        await people.account("county", make.COUNTY),
        await people.account("prefecture", make.PREFECTURE),
    )
    for actor, place in (
        (kept.supervisor, make.TOWNSHIP),
        (kept.county, make.COUNTY),
        (kept.prefecture, make.PREFECTURE),
    ):
        assert actor.id is not None
        namer = kept.prefecture if len(place) == 4 else kept.county
        await make.commands.name_in_charge(namer, place, actor.id)
    grant = await make.give_leave(kept, director, home_id=scene.home)
    child = await make.child(kept)
    guardian = await make_papers.guardian(kept, child)
    agreement = await make_papers.agreement(kept, child, guardian)
    erasure = await make.commands.ask_erasure(director, child, "request")
    file = f"/desk/children/{child}"
    own = ("", "/edit", "/confirmation", "/archive", "/return", "/erasure", "/guardians", "/talks")
    own += ("/agreements", "/emergencies", "/withdrawals", "/photos", "/requests")
    parts = await cases.objects(scene) | await pairs.objects(scene)
    return (
        parts
        | {f"/desk/children/{{child_id:int}}{step}": f"{file}{step}" for step in own}
        | {
            "/desk/children/{child_id:int}/guardians/{guardian_id:int}/end": (
                f"{file}/guardians/{guardian}/end"
            ),
            "/desk/children/{child_id:int}/agreements/{agreement_id:int}/end": (
                f"{file}/agreements/{agreement}/end"
            ),
            "/desk/children/{child_id:int}/agreements/{agreement_id:int}/paper": (
                f"{file}/agreements/{agreement}/paper"
            ),
            "/desk/children/{child_id:int}/emergencies/{attendance_id:int}/follow-up": (
                f"{file}/emergencies/1/follow-up"
            ),
            "/desk/children/{child_id:int}/consents/{purpose:str}": f"{file}/consents/collect",
            "/desk/children/{child_id:int}/requests/{request_id:int}/answer": (
                f"{file}/requests/1/answer"
            ),
            "/desk/children/leave/{grant_id:int}/end": f"/desk/children/leave/{grant}/end",
        }
        | {
            f"/desk/children/homes/{{home_id:int}}{step}": (
                f"/desk/children/homes/{scene.home}{step}"
            )
            for step in ("", "/attendance", "/new", "/agreement", "/month")
        }
        | {
            f"/desk/children/decisions/{{grant_id:int}}/{step}": (
                f"/desk/children/decisions/{grant}/{step}"
            )
            for step in ("approval", "refusal", "revocation")
        }
        | {
            f"/desk/children/erasures/{{erasure_id:int}}/{step}": (
                f"/desk/children/erasures/{erasure}/{step}"
            )
            for step in ("confirmation", "refusal")
        }
    )
