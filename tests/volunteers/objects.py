"""A shift that is open, one that is a draft, and one sign-up, in the scene's home."""

from match.foundation import clock
from match.people.queries.people import directors_of
from match.people.sessions import actor_of_account
from match.volunteers import commands
from match.volunteers.forms import SkillForm
from tests.architecture.scene import Scene
from tests.volunteers import make


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of shifts."""
    assert scene.home is not None, "things come before objects"
    director = await actor_of_account((await directors_of(scene.home))[0])
    assert director is not None
    shift = await commands.draft_shift(director, make.form(scene.home))
    draft = await commands.draft_shift(director, make.form(scene.home))
    await commands.open_shift(director, shift)
    volunteer = await make.volunteer()
    await commands.sign_up(volunteer, shift, risk_accepted=True)
    signup = await make.value("SELECT max(id) FROM shift_signup")
    skill = await commands.add_skill(
        volunteer,
        SkillForm("READ", "湘阅2026001", "省图书馆", clock.today(), area=scene.county[:6]),
    )
    public = ("", "/signup", "/withdrawal", "/presence", "/check-in", "/check-out", "/rating")
    kept = {"": shift, "/sheet": shift, "/cancellation": shift, "/edit": draft, "/opening": draft}
    kept["/cover"] = shift
    one = ("/presence", "/absence", "/hours", "/correction", "/revocation", "/rating", "/honour")
    return (
        {
            "/api/v1/shifts/{shift_id:int}": f"/api/v1/shifts/{shift}",
            # Nobody's: what is somebody's own is 404 for everybody else, as these are.
            "/service-certificates/{code:str}": "/service-certificates/ABCDEFGHJKLM",
            "/desk/shifts/certificates/{certificate_id:int}/pdf": (
                "/desk/shifts/certificates/987654/pdf"
            ),
            "/desk/shifts/calls/{call_id:int}": "/desk/shifts/calls/987654",
            "/desk/shifts/guardian/consents/{consent_id:int}/withdrawal": (
                "/desk/shifts/guardian/consents/987654/withdrawal"
            ),
            "/desk/checks/skills/{certificate_id:int}": f"/desk/checks/skills/{skill}",
        }
        | {f"/shifts/{{shift_id:int}}{step}": f"/shifts/{shift}{step}" for step in public}
        | {
            f"/desk/shifts/{{shift_id:int}}{step}": f"/desk/shifts/{n}{step}"
            for step, n in kept.items()
        }
        | {
            f"/desk/shifts/signups/{{signup_id:int}}{step}": f"/desk/shifts/signups/{signup}{step}"
            for step in one
        }
    )
