"""A course of the scene's county, its survey, its certificate, and the province's library."""

from datetime import timedelta

from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.db import one, value
from match.training import commands
from match.training.forms import ExpertForm, PackForm, SessionForm
from match.training.states import Background, Origin, PackKind
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.training import make


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of training: a course of the county that takes sign-ups."""
    county = await people.account("county", scene.county[:6])
    province = await people.account("province", "43")
    trainee = await people.account("director", scene.village, home=scene.home)
    await make.held(county, trainee)
    course = await make.published(county, starts_on=make.day_after(5))
    place = await value("SELECT id FROM enrolment WHERE account_id = $1", trainee.id)
    day = clock.today() + timedelta(days=5)
    lesson = await commands.add_session(
        county, course, SessionForm(day, "09:00", "10:00", "TC-DUTY")
    )
    survey = await value("SELECT survey_id FROM course WHERE id = $1", course)
    expert = await commands.add_expert(
        province, ExpertForm("周教授", Origin.out_province, Background.theory, ["TC-LAW"])
    )
    file = await keep_document(province, b"%PDF-1.7 pack")
    pack = await commands.make_pack(
        province,
        PackForm(PackKind.course, "强制报告课程包", "案例三个和报告流程图。"),
        file_id=file,
    )
    version = await value("SELECT id FROM training_pack_version WHERE pack_id = $1", pack)
    held = await one("SELECT id, code FROM training_certificate")
    assert held is not None
    desk, at = "/desk/training", f"/desk/training/courses/{course}"
    one_course = f"{desk}/courses/{{course_id:int}}"
    return {
        one_course: at,
        **{
            f"{one_course}/{verb}": f"{at}/{verb}"
            for verb in (
                "edit",
                "sessions",
                "publication",
                "cancellation",
                "completion",
                "place",
                "place/withdrawal",
                "evaluation",
            )
        },
        f"{one_course}/sessions/{{session_id:int}}/removal": f"{at}/sessions/{lesson}/removal",
        f"{one_course}/places/{{enrolment_id:int}}/exams": f"{at}/places/{place}/exams",
        f"{one_course}/certificates/{{certificate_id:int}}/withdrawal": (
            f"{at}/certificates/{held['id']}/withdrawal"
        ),
        f"{desk}/surveys/{{survey_id:int}}": f"{desk}/surveys/{survey}",
        f"{desk}/surveys/{{survey_id:int}}/answer": f"{desk}/surveys/{survey}/answer",
        f"{desk}/certificates/{{certificate_id:int}}/pdf": f"{desk}/certificates/{held['id']}/pdf",
        f"{desk}/library/experts/{{expert_id:int}}/end": f"{desk}/library/experts/{expert}/end",
        f"{desk}/library/packs/{{pack_id:int}}/versions": f"{desk}/library/packs/{pack}/versions",
        f"{desk}/library/versions/{{version_id:int}}/file": (
            f"{desk}/library/versions/{version}/file"
        ),
        "/training-certificates/{code:str}": f"/training-certificates/{held['code']}",
        "/api/v1/training/courses/{course_id:int}": f"/api/v1/training/courses/{course}",
        "/api/v1/training/courses/{course_id:int}/places": (
            f"/api/v1/training/courses/{course}/places"
        ),
        "/api/v1/training/due": (
            f"/api/v1/training/due?division={scene.county[:6]}&audience=director"
        ),
        "/api/v1/training/certificates/{code:str}": f"/api/v1/training/certificates/{held['code']}",
    }
