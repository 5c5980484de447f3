"""A failed delivery, a late thing and a link under a mail, for the table of routes."""

from match.foundation.db import value
from match.notices.links import Link, token_of
from match.notices.states import Channel
from tests.architecture.scene import Scene
from tests.notices.make import reader, tell


async def objects(scene: Scene) -> dict[str, str]:
    """The delivery is of somebody else; the late thing lies in the scene's village."""
    person = await reader()
    await tell(person)
    failed = await value("UPDATE delivery SET state = 'failed' RETURNING id")
    late = await value(
        "INSERT INTO deadline (clock, subject_id, division, title, link, step)"
        " VALUES ('need_check', 999999, $1, '过冬棉被四十床', '/admin/needs/1', 3) RETURNING id",
        scene.village,
    )
    token = token_of(Link(person.id or 0, "needs", Channel.mail))
    contacts, deadlines = "/me/notices/contacts", "/desk/deadlines"
    return {
        "/desk/deliveries/{delivery_id:int}/redrive": f"/desk/deliveries/{failed}/redrive",
        "/desk/deadlines/{deadline_id:int}/acknowledgement": (
            f"{deadlines}/{late}/acknowledgement"
        ),
        "/notices/unsubscribe/{token:str}": f"/notices/unsubscribe/{token}",
        "/me/notices/groups/{group:str}": "/me/notices/groups/needs",
        "/me/notices/contacts/{kind:str}/removal": f"{contacts}/mail/removal",
        "/me/notices/contacts/{channel:str}/resumption": f"{contacts}/sms/resumption",
    }
