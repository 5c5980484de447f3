"""What facts mean for posts: an accepted invitation, a certificate, a check, a role that ended."""

from collections.abc import Awaitable, Callable
from typing import Any

from jobs.seats import pass_on_messages
from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission, Role
from match.notices.commands import notify
from match.notices.queries import holders
from match.notices.words import Kind
from match.posts import commands

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def seat_invited(event_id: int, payload: Payload) -> None:
    """Somebody took up an invitation: her post, or her appointment as a tutor, goes on."""
    del event_id
    await commands.accept_post(SYSTEM, payload["invitation_id"])
    await commands.accept_tutor(SYSTEM, payload["invitation_id"])


async def note_seat(event_id: int, payload: Payload) -> None:
    """A county seated a director: the register follows."""
    del event_id
    await commands.note_seat(SYSTEM, payload["home_id"])


async def note_supervisor(event_id: int, payload: Payload) -> None:
    """Somebody got a supervisor's role without being named: the register follows."""
    del event_id
    if payload["role"] == Role.supervisor:
        await commands.note_supervisor(SYSTEM, payload["account_id"], payload["division"])


async def role_ended(event_id: int, payload: Payload) -> None:
    """A role ended: no post stays without its role."""
    del event_id
    if payload["role"] in (Role.director, Role.supervisor):
        await commands.role_ended(
            SYSTEM, payload["account_id"], Role(payload["role"]), payload["division"]
        )


async def certificate_came(event_id: int, payload: Payload) -> None:
    """Somebody passed: whoever waited for it begins; a tutor is looked at again."""
    del event_id
    if payload["audience"] == "director":
        await commands.certificate_came(SYSTEM, payload["account_id"])
    await commands.review_person(SYSTEM, payload["account_id"])


async def check_came(event_id: int, payload: Payload) -> None:
    """A background check was entered: a tutor is looked at again."""
    del event_id
    await commands.review_person(SYSTEM, payload["account_id"])


async def _post(payload: Payload) -> dict[str, Any]:
    found = await one(
        "SELECT p.id, p.office, p.home_id, p.division, p.account_id, p.named_by,"
        " COALESCE(h.name, d.name) AS title FROM post p LEFT JOIN home h ON h.id = p.home_id"
        " JOIN division d ON d.code = p.division WHERE p.id = $1",
        payload["post_id"],
    )
    assert found is not None, "posts are never deleted"
    return found


def _page(post: dict[str, Any]) -> str:
    if post["home_id"] is not None:
        return f"/desk/posts/homes/{post['home_id']}"
    return f"/desk/posts/townships/{post['division'][:9]}"


def tell_holder(kind: Kind) -> Hear:
    """Whose post it is hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        post = await _post(payload)
        if post["account_id"] is None:
            return
        link = "/desk/training" if kind is Kind.post_pending else _page(post)
        await notify(
            SYSTEM,
            {post["account_id"]},
            kind,
            link=link,
            event_id=event_id,
            facts={"title": post["title"]},
        )

    hear.__name__ = f"tell_holder_{kind}"
    return hear


async def tell_namers(event_id: int, payload: Payload) -> None:
    """Somebody is ready, and the one before her has not handed over."""
    post = await _post(payload)
    people = {post["named_by"], *await holders(Permission.posts_name, post["division"])} - {None}
    await notify(
        SYSTEM,
        people,
        Kind.post_ready,
        link=_page(post),
        event_id=event_id,
        facts={"title": post["title"]},
    )


async def tell_county_of_vacancy(event_id: int, payload: Payload) -> None:
    """A post ended: the county hears, since it may be vacant now."""
    post = await _post(payload)
    await notify(
        SYSTEM,
        await holders(Permission.homes_decide, post["division"]),
        Kind.post_ended,
        link=_page(post),
        event_id=event_id,
        facts={"title": post["title"]},
    )


async def tell_director_of_guidance(event_id: int, payload: Payload) -> None:
    """A station or an agency wrote to a home: its director hears."""
    home = await one("SELECT name, director_id FROM home WHERE id = $1", payload["home_id"])
    if home is not None and home["director_id"] is not None:
        await notify(
            SYSTEM,
            {home["director_id"]},
            Kind.home_guided,
            link=f"/desk/posts/homes/{payload['home_id']}#guidance",
            event_id=event_id,
            facts={"title": home["name"]},
        )


def tell_tutor(kind: Kind) -> Hear:
    """The tutor and the director who appointed her hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        tutor = await one(
            "SELECT t.account_id, t.appointed_by, t.home_id, h.name FROM tutor t"
            " JOIN home h ON h.id = t.home_id WHERE t.id = $1",
            payload["tutor_id"],
        )
        assert tutor is not None, "tutors are never deleted"
        await notify(
            SYSTEM,
            {tutor["account_id"], tutor["appointed_by"]} - {None},
            kind,
            link="/desk/training",
            event_id=event_id,
            facts={"title": tutor["name"]},
        )

    hear.__name__ = f"tell_tutor_{kind}"
    return hear


TOPICS: dict[str, tuple[Hear, ...]] = {
    "invitation.accepted": (seat_invited,),
    "home.director_seated": (note_seat,),
    "role.granted": (note_supervisor,),
    "role.ended": (role_ended,),
    "training.certified": (certificate_came,),
    "check.recorded": (check_came,),
    "post.accepted": (tell_holder(Kind.post_pending),),
    "post.ready": (tell_namers,),
    "post.taken_up": (tell_holder(Kind.post_taken_up), pass_on_messages),
    "post.ended": (tell_county_of_vacancy,),
    "home.guided": (tell_director_of_guidance,),
    "tutor.began": (tell_tutor(Kind.tutor_began),),
    "tutor.lapsed": (tell_tutor(Kind.tutor_lapsed),),
}
