"""The things of people for the table of routes, and the paths that lead to them."""

from match.foundation import clock
from match.foundation.db import value
from match.foundation.permissions import Role
from match.people.commands.cover import arrange_cover
from match.people.commands.invitations import invite
from match.people.commands.roles import propose_role
from match.people.commands.sessions import open_session
from match.people.visit import Visit
from tests.architecture.scene import Scene
from tests.people import make


async def objects(scene: Scene) -> dict[str, str]:
    """
    An organisation in the county, an invitation to the village. Things of one's own account
    (devices, cover, roles) belong to somebody else here: nobody of the table may touch them.
    """
    scene.home = scene.home or await make.home(scene.village)
    county = await make.account("county", "433101")
    made = await invite(
        county,
        role=Role.director,
        name="龙秀英",
        phone=make.phone(),
        division=scene.village,
        home=scene.home,
    )
    mine, token = scene.organisation, made.token
    number = make.phone()
    await make.account("county", "433101", number=number)
    day = clock.today()
    cover = await arrange_cover(
        county, phone=number, roles=[Role.county], starts_on=day, ends_on=day
    )
    await open_session(county.id, Visit("127.0.0.1", "pytest"), level=2)
    session = await value("SELECT id FROM session WHERE account = $1", county.id)
    role = await value("SELECT id FROM membership WHERE account = $1", county.id)
    administrator = await make.account("administrator", "43")
    newcomer = await make.account("donor")
    proposal = await propose_role(
        administrator, newcomer.id, role=Role.finance, division="433101", reason="新任会计"
    )
    desk = "/roles/proposals"
    return {
        "/roles/proposals/{proposal:int}/approval": f"{desk}/{proposal}/approval",
        "/roles/proposals/{proposal:int}/refusal": f"{desk}/{proposal}/refusal",
        "/roles/holders/{membership:int}/end": f"/roles/holders/{role}/end",
        "/roles/people/{account:int}/factor-reset": f"/roles/people/{county.id}/factor-reset",
        "/roles/people/{account:int}/closure": f"/roles/people/{county.id}/closure",
        "/organisations/{organisation:int}": f"/organisations/{mine}",
        "/organisations/{organisation:int}/own": f"/organisations/{mine}/own",
        "/organisations/{organisation:int}/profile": f"/organisations/{mine}/profile",
        "/organisations/{organisation:int}/withdrawal": f"/organisations/{mine}/withdrawal",
        "/api/v1/organisations/{organisation:int}": f"/api/v1/organisations/{mine}",
        "/invitations/{token:str}": f"/invitations/{token}",
        "/invitations/{token:str}/codes": f"/invitations/{token}/codes",
        "/invitations/{token:str}/acceptance": f"/invitations/{token}/acceptance",
        "/invitations/mine/{invitation:int}/withdrawal": f"/invitations/mine/{made.id}/withdrawal",
        "/me/devices/{session:int}/end": f"/me/devices/{session}/end",
        "/me/cover/{cover:int}/end": f"/me/cover/{cover}/end",
        "/me/roles/{role:int}/end": f"/me/roles/{role}/end",
        "/me/acting/{absent:int}": f"/me/acting/{county.id}",
        "/sign-in/demo/{role:str}": "/sign-in/demo/county",
    }
