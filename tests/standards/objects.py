"""A round, an inspection with a photo, a flag and a survey of the scene's township."""

from match.files.commands import keep_photo
from match.standards import commands
from match.standards.forms import Found, Opening, VillageForm
from match.standards.queries import open_flags
from match.standards.states import Result
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.standards import make
from tests.standards.pictures import room


async def objects(scene: Scene) -> dict[str, str]:
    """Looked at by a supervisor who is not in the table; the survey is of the township."""
    assert scene.home is not None
    inspector = await people.account("supervisor", scene.township[:9])
    photo = await keep_photo(inspector, room(), division=scene.village)
    tour = await make.round_of(inspector, scene.home)
    said = make.found().lines | {"STD-VIDEO": Found(Result.failed, "没有看到设备", [photo])}
    seen = await commands.inspect_home(
        inspector, tour, scene.home, make.found(lines=said, no_person=True)
    )
    [flag] = await open_flags(scene.home)
    ahead = await make.round_of(inspector, scene.home)
    survey = await commands.open_survey(inspector, Opening(scene.township, "逐村摸底调查"))
    await commands.fill_form(inspector, survey, scene.village, VillageForm(True))
    base = "/desk/standards"
    paths = {
        "/homes/{home_id:int}/standards": f"/homes/{scene.home}/standards",
        f"{base}/inspections/{{inspection_id:int}}": f"{base}/inspections/{seen}",
        f"{base}/inspections/{{inspection_id:int}}/photos/{{file_id:int}}": (
            f"{base}/inspections/{seen}/photos/{photo}"
        ),
        f"{base}/rounds/{{round_id:int}}": f"{base}/rounds/{ahead}",
        f"{base}/rounds/{{round_id:int}}/homes/{{home_id:int}}": (
            f"{base}/rounds/{ahead}/homes/{scene.home}"
        ),
    }
    for end in ("", "/need", "/waiver", "/reminder"):
        paths[f"{base}/flags/{{flag_id:int}}{end}"] = f"{base}/flags/{flag.id}{end}"
    for end in ("", "/closure"):
        paths[f"/desk/surveys/{{survey_id:int}}{end}"] = f"/desk/surveys/{survey}{end}"
    for end in ("", "/home"):
        paths[f"/desk/surveys/{{survey_id:int}}/villages/{{village:str}}{end}"] = (
            f"/desk/surveys/{survey}/villages/{scene.village}{end}"
        )
    return paths
