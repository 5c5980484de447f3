"""A post changes its holder: what nobody read of it is the next one's; the person's own stays."""

from datetime import timedelta

import pytest

from jobs.listeners import listeners_of
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import unit_of_work, value
from match.foundation.errors import Denied
from match.foundation.outbox import tell as tell_house
from match.needs.commands import draft_need
from match.notices.commands import notify, pass_messages_on, read_message
from match.notices.queries import inbox, unread
from match.notices.words import Kind
from match.posts.commands import certificate_came, hand_over, note_seat
from match.posts.forms import HandoverForm
from match.posts.queries.files import home_posts
from tests.homes import make as homes
from tests.notices.make import ways
from tests.people import make as people
from tests.posts import make as posts
from tests.training import make as training

pytestmark = pytest.mark.openness


class Change:
    """A home with its director of old and a successor who is ready."""

    def __init__(self, home: int, county: Actor, old: Actor, new: Actor) -> None:
        self.home, self.county, self.old, self.new = home, county, old, new

    async def happens(self) -> None:
        """The county hands over; the house hears of it."""
        # The course is over in three days; whoever passed may take the post up then.
        with clock.freeze(clock.now() + timedelta(days=3)):
            await certificate_came(SYSTEM, self.new.id or 0)
            found = await home_posts(self.county, self.home)
            assert found.holder is not None
            assert found.coming is not None
            await hand_over(self.county, found.holder.id, HandoverForm(found.coming.id))
        post = await value("SELECT id FROM post WHERE account_id = $1", self.new.id)
        for listener in listeners_of("post.taken_up"):
            for _twice in range(2):
                await listener.hear(0, {"post_id": post})


async def change() -> Change:
    home, old = await homes.working()
    county = await homes.county()
    await note_seat(SYSTEM, home)
    named, phone = await posts.named(county, home)
    new = await posts.arrived(named, phone)
    await training.held(await people.account("county", "433101"), new)
    return Change(home, county, old, new)


async def said(person: Actor, kind: Kind, **fact: int) -> int:
    """*person* was told *kind* because of a fact with these ids; the message's id."""
    async with unit_of_work():
        event = await tell_house(f"test.{kind}", **fact)
    await notify(SYSTEM, [person.id or 0], kind, link=f"/desk/{kind}", event_id=event)
    return await value("SELECT max(id) FROM message WHERE account_id = $1", person.id)


async def kinds(person: Actor) -> list[str]:
    return [mail.link.removeprefix("/desk/") for mail in reversed(await inbox(person))]


async def test_what_nobody_read_of_the_post_goes_to_the_next_holder(db: None):
    at = await change()
    read = await said(at.old, Kind.booking_asked, home_id=at.home)
    await read_message(at.old, read)
    await said(at.old, Kind.plan_returned, home_id=at.home)
    await said(at.old, Kind.password_changed)
    elsewhere = await homes.working("433101102202")
    await said(at.old, Kind.home_guided, home_id=elsewhere[0])
    before = await unread(at.old)
    await at.happens()

    assert "plan_returned" in await kinds(at.new)
    assert "booking_asked" not in await kinds(at.new), "she who read it has it"
    assert "password_changed" not in await kinds(at.new), "one's own"
    assert "home_guided" not in await kinds(at.new), "another home"
    assert "plan_returned" not in await kinds(at.old)
    assert {"booking_asked", "password_changed", "home_guided"} <= set(await kinds(at.old))
    assert await unread(at.old) == before - 1
    assert (await kinds(at.new)).count("plan_returned") == 1, "heard twice, said once"


async def test_a_need_of_the_home_counts_as_the_homes(db: None):
    at = await change()
    need = await draft_need(at.old, at.home)
    await said(at.old, Kind.need_returned, need_id=need)
    await at.happens()

    assert "need_returned" in await kinds(at.new)
    assert "sms" in [channel for channel, _pace, _state in await ways(at.new)], "and is texted"


async def test_without_the_hand_over_the_new_holder_has_nothing(db: None):
    """The twin: it is the hand-over that brings her the message, not the post."""
    at = await change()
    await said(at.old, Kind.plan_returned, home_id=at.home)

    assert "plan_returned" not in await kinds(at.new)
    assert "plan_returned" in await kinds(at.old)


async def test_only_the_house_passes_messages_on(db: None):
    at = await change()
    message = await said(at.old, Kind.plan_returned, home_id=at.home)
    with pytest.raises(Denied):
        await pass_messages_on(at.new, [message], at.old.id or 0, at.new.id or 0)
    assert await pass_messages_on(SYSTEM, [message], at.county.id or 0, at.new.id or 0) == 0, (
        "nobody's who had it not"
    )
