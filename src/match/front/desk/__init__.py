"""The desk: what this person must do now, whoever they are, and where each thing is done."""

from match.foundation.actor import Actor
from match.front.desk.areas import areas_of
from match.front.desk.own import lists_of
from match.front.desk.posts import post_ways
from match.front.desk.queues import queues_of, ways_of, ways_of_charity
from match.front.desk.shapes import Desk
from match.front.desk.suggestions import suggestions_of
from match.front.desk.tasks import tasks_of
from match.front.desk.today import three_of, without
from match.front.desk.views import view_ways
from match.notices.queries import inbox
from match.people.queries.people import held_roles
from match.people.words import role_label

MAIL_SHOWN = 5


async def desk_of(actor: Actor) -> Desk:
    """The desk of whoever asks; each part is there for the permissions that need it."""
    today = await three_of(actor)
    return Desk(
        roles=await _roles(actor),
        today=tuple(today),
        tasks=tuple(without(await tasks_of(actor), today)),
        queues=tuple(await queues_of(actor)),
        ways=(
            *(ways_of(actor) if actor.staff else ()),
            *post_ways(actor),
            *await ways_of_charity(actor),
            *await view_ways(actor),
        ),
        lists=tuple(await lists_of(actor)),
        areas=tuple(await areas_of(actor)),
        suggestions=tuple(await suggestions_of(actor)),
        mail=tuple(await inbox(actor, MAIL_SHOWN)),
    )


async def _roles(actor: Actor) -> tuple[str, ...]:
    """Each role that this sign-in shows, with the organisation or the area it is for."""
    own = await held_roles(actor.id) if actor.id is not None else []
    where = {one.role: one.organisation or one.place for one in reversed(own)}
    said = [
        " · ".join(filter(None, (role_label(grant.role), where.get(grant.role))))
        for grant in actor.grants
    ]
    return tuple(dict.fromkeys(said))


__all__ = ["Desk", "desk_of"]
