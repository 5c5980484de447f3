"""A report nobody opened, one in hand with a case and a referral, a concern, a child's care."""

from match.care.cases.commands import (
    case_of_report,
    make_concern,
    open_report,
    refer_case,
)
from match.care.cases.forms import ConcernForm, ReferralForm
from match.care.cases.queries.concerns import spoken_of
from match.care.cases.states import About
from match.care.commands import name_in_charge
from match.foundation.actor import ANONYMOUS
from tests.architecture.scene import Scene
from tests.care import make as care
from tests.care.cases import make
from tests.people import make as people

STEPS = ("", "/acts", "/contacts", "/contact-plan", "/entitlements", "/plan", "/referrals", "/case")


async def objects(scene: Scene) -> dict[str, str]:
    """Everything lies in the scene's county; the child in a home of the scene's village."""
    desk = await people.account("protection", "433101")
    await make.filed()
    waiting = await make.newest()
    await make.filed(place="某村三组")
    taken = await make.newest()
    await open_report(desk, taken)
    case = await case_of_report(desk, taken)
    referral = await refer_case(desk, case, ReferralForm("RT-HOSP", "请检查身体"))
    form = ConcernForm(about=About.volunteer, division=scene.county, text="有志愿者单独带孩子外出")
    concern = (await spoken_of(await make_concern(ANONYMOUS, form))).id
    child = await _child(scene)
    report = "/desk/reports/{report_id:int}"
    return (
        {f"{report}{step}": f"/desk/reports/{waiting}{step}" for step in REPORT}
        | {
            f"/desk/concerns/{{concern_id:int}}{step}": f"/desk/concerns/{concern}{step}"
            for step in ("", "/answer", "/closure")
        }
        | {
            f"/desk/cases/{{case_id:int}}{step}": f"/desk/cases/{case}{step}"
            for step in ("", "/risks", "/child", "/referrals")
        }
        | {
            f"/desk/children/{{child_id:int}}/care{step}": f"/desk/children/{child}/care{step}"
            for step in STEPS
        }
        | {
            "/desk/reports/duty/{level:str}": "/desk/reports/duty/protection",
            "/desk/cases/{case_id:int}/steps/{what:str}": f"/desk/cases/{case}/steps/triage",
            "/desk/referrals/{referral_id:int}": f"/desk/referrals/{referral}",
            "/desk/referrals/{referral_id:int}/steps/{what:str}": (
                f"/desk/referrals/{referral}/steps/accept"
            ),
        }
    )


REPORT = ("", "/opening", "/reporter", "/case")


async def _child(scene: Scene) -> int:
    """A child of the scene's home, with leave for nobody the table knows."""
    assert scene.home is not None
    around = care.Scene(
        scene.home,
        await people.account("director", scene.village, home=scene.home),
        await people.account("supervisor", scene.village[:9]),
        await people.account("county", scene.village[:6]),
        await people.account("prefecture", scene.village[:4]),
    )
    for actor, place, namer in (
        (around.prefecture, scene.village[:4], around.prefecture),
        (around.county, scene.village[:6], around.county),
        (around.supervisor, scene.village[:9], around.county),
    ):
        assert actor.id is not None
        await name_in_charge(namer, place, actor.id)
    await care.give_leave(around, around.director, home_id=scene.home)
    return await care.child(around)
