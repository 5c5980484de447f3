"""A grant, a sheet, an application and a body of the scene's village and county."""

from match.foundation.actor import SYSTEM
from match.homes.queries import home_file
from match.people.sessions import actor_of_account
from match.posts.commands import note_seat
from match.upkeep import commands, forms
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.upkeep import make


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of upkeep."""
    assert scene.home is not None, "things come before objects"
    county = await people.account("county", scene.county[:6])
    await note_seat(SYSTEM, scene.home)
    held = await home_file(SYSTEM, scene.home)
    assert held.director_id is not None
    director = await actor_of_account(held.director_id)
    assert director is not None
    grant = await commands.request_grant(county, scene.home, make.grant_form())
    await commands.set_rule(county, scene.county, make.rule_form())
    month = make.days_ago(0).replace(day=1)
    sheet = await commands.draw_sheet(county, scene.county, forms.SheetForm(month))
    title = await commands.apply_for_title(director, scene.home, make.title_form())
    body = await commands.set_up_body(county, make.body_form())
    desk = "/desk/upkeep"
    return {
        f"{desk}/homes/{{home_id:int}}": f"{desk}/homes/{scene.home}",
        f"{desk}/grants/{{grant_id:int}}": f"{desk}/grants/{grant}",
        f"{desk}/allowance/{{sheet_id:int}}": f"{desk}/allowance/{sheet}",
        f"{desk}/allowance/{{sheet_id:int}}/sheet.xlsx": f"{desk}/allowance/{sheet}/sheet.xlsx",
        f"{desk}/titles/{{title_id:int}}": f"{desk}/titles/{title}",
        f"{desk}/bodies/{{body_id:int}}": f"{desk}/bodies/{body}",
        f"{desk}/steps/{{kind:str}}/{{of:int}}/{{verb:str}}": (
            f"{desk}/steps/titles/{title}/withdraw"
        ),
    }
