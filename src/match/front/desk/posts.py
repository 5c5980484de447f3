"""Posts and training at the desk: vacancies, who is due, and what a named director does next."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.shapes import Queue, Task, Way
from match.posts.queries import areas_of, vacant
from match.training.queries.courses import open_courses
from match.training.queries.due import due_people
from match.training.queries.library import surveys_to_answer
from match.training.states import Audience


async def post_queues(actor: Actor) -> list[Queue]:
    """Townships without supervisor, homes without director, people due for training."""
    queues: list[Queue] = []
    if actor.may(P.posts_name) and (areas := areas_of(actor)):
        townships, homes = await vacant(areas)
        if actor.may(P.training_keep):
            queues.append(Queue(_("没有督导员的乡镇"), townships, "/desk/posts", "users"))
        queues.append(Queue(_("没有在任主任的儿童之家"), homes, "/desk/posts", "home-heart"))
    # The level below one's own is whom one trains: counties directors, prefectures supervisors.
    for audience, length in ((Audience.director, 6), (Audience.supervisor, 4)):
        held = [area for area in actor.scope(P.training_keep) if len(area) == length]
        if held and actor.may(P.homes_decide):
            due = sum([len(await due_people(audience, area)) for area in held])
            title = _("应训未训的主任") if length == 6 else _("应训未训的督导员")
            queues.append(Queue(title, due, f"/desk/training/due?of={audience}", "certificate"))
    return queues


async def post_tasks(actor: Actor) -> list[Task]:
    """What a director or supervisor does about her own training; first of all one who waits."""
    if not (actor.waiting or actor.homes or actor.may(P.needs_check)):
        return []
    tasks: list[Task] = []
    courses = await open_courses(actor)
    offered = [course for course in courses if course.mine is None]
    if actor.waiting and not any(course.mine for course in courses):
        url = f"/desk/training/courses/{offered[0].id}" if offered else "/desk/training"
        tasks.append(Task(_("通过考试后到任"), _("报名本县的儿童主任培训"), url, "certificate"))
    elif offered:
        course = offered[0]
        url = f"/desk/training/courses/{course.id}"
        tasks.append(Task(course.title, _("报名今年的培训"), url, "certificate"))
    tasks += [
        Task(_("培训需求调查"), _("说说您最需要学什么"), f"/desk/training/surveys/{one.id}", "edit")
        for one in await surveys_to_answer(actor)
        if not one.mine
    ]
    return tasks


def post_ways(actor: Actor) -> list[Way]:
    """The pages of posts and training, for everybody who has some part in them."""
    ways: list[Way] = []
    if areas_of(actor) or actor.homes_in_sight:
        ways.append(Way(_("主任和督导员"), "/desk/posts", "users"))
    if actor.staff or actor.homes_in_sight:
        ways.append(Way(_("培训"), "/desk/training", "certificate"))
    if actor.may(P.training_keep) or actor.may(P.needs_check):
        ways.append(Way(_("应训名单"), "/desk/training/due", "list-search"))
    return ways
