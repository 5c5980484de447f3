"""What facts lead to in other rooms."""

import msgspec
import pytest

from jobs import hearing
from jobs.listeners import listeners_of
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.permissions import Role
from match.homes import commands as homes
from match.homes.forms import HomeForm
from match.matching import commands as matching
from match.people.commands.invitations import accept_invitation, invite
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


async def hear_all() -> None:
    """Deliver every waiting fact of the test, and the facts that follow from them."""
    for _ in range(6):
        waiting = await rows(
            "SELECT id, topic FROM outbox WHERE done_at IS NULL AND dead_at IS NULL ORDER BY id"
        )
        if not waiting:
            return
        for fact in waiting:
            for listener in listeners_of(fact["topic"]):
                if not listener.outside:
                    payload = await value("SELECT payload FROM outbox WHERE id = $1", fact["id"])
                    await listener.hear(fact["id"], msgspec.json.decode(payload))
            await value("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])


async def kinds_for(account: int | None) -> list[str]:
    found = await rows("SELECT kind FROM message WHERE account_id = $1 ORDER BY id", account)
    return [row["kind"] for row in found]


async def test_a_director_hears_when_her_need_finds_help_and_when_the_agreement_is_made(db: None):
    at, proposal, organisation = await make.proposed()
    manager = await make.manager_of(organisation)
    await hear_all()
    assert "need_published" in await kinds_for(at.director.id)
    assert "proposal_for_need" in await kinds_for(at.director.id)
    assert "proposal_for_offer" in await kinds_for(manager.id)

    await matching.accept_for_need(at.director, proposal)
    await matching.accept_for_offer(manager, proposal)
    await hear_all()
    assert "proposal_waiting_county" in await kinds_for(at.county.id)

    await matching.approve_proposal(await make.another_officer(), proposal)
    await hear_all()
    assert await value("SELECT count(*) FROM agreement WHERE proposal_id = $1", proposal) == 1
    assert "agreement_made" in await kinds_for(at.director.id)
    assert "agreement_made" in await kinds_for(manager.id)


async def test_the_agreement_is_made_once_however_often_it_is_heard(db: None):
    at, proposal, organisation = await make.proposed()
    await matching.accept_for_need(at.director, proposal)
    await matching.accept_for_offer(await make.manager_of(organisation), proposal)
    await matching.approve_proposal(await make.another_officer(), proposal)
    fact = await one("SELECT id FROM outbox WHERE topic = 'match.approved'")
    assert fact is not None
    for _ in range(3):
        await hearing.make_agreement_of_match(fact["id"], {"proposal_id": proposal})

    assert await value("SELECT count(*) FROM agreement") == 1


async def test_every_topic_that_is_heard_is_told_somewhere():
    """A misspelt topic would never be heard, silently."""
    from pathlib import Path

    import match

    told = "".join(path.read_text("utf-8") for path in Path(match.__file__).parent.rglob("*.py"))
    unknown = [topic for topic in hearing.TOPICS if f'"{topic}"' not in told]
    assert unknown == []


@pytest.mark.parametrize("topic", sorted(hearing.TOPICS))
async def test_a_fact_about_nothing_breaks_no_listener(db: None, topic: str):
    """Rows may be gone when a late fact is heard: that is no failure."""
    names = ("need", "home", "proposal", "agreement", "organisation", "offer", "tender", "run")
    nothing = {f"{name}_id": 999_999_999 for name in (*names, "invitation")}
    if topic in ("match.approved",) or "account" in topic or "cover" in topic:
        return
    for hear in hearing.TOPICS[topic]:
        await hear(1, {**nothing, "scope": "43", "division": "433101101201"})


async def test_who_takes_up_a_directors_invitation_sits_on_her_chair(db: None):
    officer = await people.account(Role.county, make.COUNTY)
    code = f"{make.COUNTY}101299"
    await people.place(code)
    form = HomeForm("新村儿童之家", code, "SITE-SVC", indoor_area_m2=60, director_kind="DK-WF")
    home = await homes.register_home(officer, form)
    number = people.phone()
    invited = await invite(
        officer, role=Role.director, name="新主任", phone=number, division=code, home=home
    )
    account = await accept_invitation(SYSTEM, invited.token, number)
    await hear_all()

    row = await one("SELECT director_id FROM home WHERE id = $1", home)
    assert row == {"director_id": account}


async def test_verifiers_and_moderators_hear_of_what_waits(db: None):
    officer = await people.account(Role.county, make.COUNTY)
    await people.organisation("NGO", f"{make.COUNTY}000000", verified=False)
    await offers.waiting()
    await hear_all()

    assert {"organisation_waiting", "offer_waiting"} <= set(await kinds_for(officer.id))
