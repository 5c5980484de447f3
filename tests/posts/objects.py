"""The director's post of the scene's home, and a tutor of hers."""

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.people.sessions import actor_of_account
from match.posts.commands import appoint_tutor, note_seat
from match.posts.forms import TutorForm
from tests.architecture.scene import Scene
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of the routes of posts."""
    assert scene.home is not None, "things come before objects"
    await note_seat(SYSTEM, scene.home)
    seated = await value("SELECT director_id FROM home WHERE id = $1", scene.home)
    director = await actor_of_account(seated)
    assert director is not None
    form = TutorForm("田老师", people.phone(), "TK-TCH", "书法")
    tutor = (await appoint_tutor(director, scene.home, form)).tutor_id
    post = await value("SELECT id FROM post WHERE home_id = $1 AND status = 'active'", scene.home)
    desk = "/desk/posts"
    home, township = f"{desk}/homes/{scene.home}", f"{desk}/townships/{scene.township[:9]}"
    return {
        f"{desk}/homes/{{home_id:int}}": home,
        f"{desk}/homes/{{home_id:int}}/directors": f"{home}/directors",
        f"{desk}/homes/{{home_id:int}}/tutors": f"{home}/tutors",
        f"{desk}/homes/{{home_id:int}}/guidance": f"{home}/guidance",
        f"{desk}/townships/{{code:str}}": township,
        f"{desk}/townships/{{code:str}}/supervisors": f"{township}/supervisors",
        **{
            f"{desk}/{{post_id:int}}/{verb}": f"{desk}/{post}/{verb}"
            for verb in ("handover", "end", "withdrawal", "kind")
        },
        f"{desk}/tutors/{{tutor_id:int}}/end": f"{desk}/tutors/{tutor}/end",
        "/api/v1/posts/homes/{home_id:int}": f"/api/v1/posts/homes/{scene.home}",
    }
