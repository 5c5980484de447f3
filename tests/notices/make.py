"""People who are told things, and what leaves the house for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.notices.commands import notify
from match.notices.words import Kind
from match.people.commands.contacts import begin_wechat, bind_wechat, claim_mail, confirm_mail
from match.people.visit import Visit
from tests.people import make as people

MAIL = "wanglihua@example.cn"
OPENID = "oABCD1234567890efghij"
NEED = "过冬棉被四十床"


@contextmanager
def at(hour: int, minute: int = 0, *, days: int = 0) -> Iterator[datetime]:
    """It is that time today (or so many days later) in Hunan."""
    day = datetime.now(clock.HERE).date() + timedelta(days=days)
    moment = datetime.combine(day, time(hour, minute), clock.HERE)
    with clock.freeze(moment):
        yield moment


async def reader(role: str | None = None, division: str = "433101", **more: Any) -> Actor:
    """A person with a phone, the mailbox *mail* and the WeChat account *openid*, where given."""
    mail, openid = more.pop("mail", ""), more.pop("openid", "")
    person = await people.account(role, division, **more)
    if mail:
        await with_mail(person, mail)
    if openid:
        assert await bind_wechat(SYSTEM, await begin_wechat(person), openid)
    return person


async def with_mail(person: Actor, mail: str = MAIL) -> None:
    """She proved the mailbox."""
    await confirm_mail(person, await claim_mail(person, Visit(), mail))


async def tell(person: Actor, kind: Kind = Kind.need_met, **facts: str) -> int:
    """She is told something; the message's id."""
    assert person.id is not None
    number = await value("SELECT coalesce(max(id), 0) FROM message")
    link, said = f"/desk/needs/{number}", {"title": NEED, **facts}
    assert await notify(SYSTEM, [person.id], kind, link=link, facts=said) == 1
    found = await one("SELECT max(id) AS id FROM message WHERE account_id = $1", person.id)
    assert found is not None
    return found["id"]


async def deliveries(person: Actor) -> list[dict[str, Any]]:
    """What leaves the house for her, in order."""
    return await rows(
        "SELECT v.* FROM delivery v LEFT JOIN message m ON m.id = v.message_id"
        " WHERE COALESCE(v.account_id, m.account_id) = $1 ORDER BY v.id",
        person.id,
    )


async def ways(person: Actor) -> list[tuple[str, str, str]]:
    """(channel, pace, state) of each, in order."""
    return [(row["channel"], row["pace"], row["state"]) for row in await deliveries(person)]
