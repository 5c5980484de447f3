"""Minors serve with a guardian's consent and in the guardian's company."""

from datetime import date

import pytest

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.volunteers import commands
from match.volunteers.course import consent_hash, consent_text
from match.volunteers.forms import ConsentForm
from tests.volunteers import make


async def minor() -> Actor:
    """Sixteen years old in ten days."""
    today = clock.today()
    return await make.volunteer(born=date(today.year - 16, 1, 2))


async def consented() -> tuple[Actor, Actor]:
    """A minor and the guardian who agreed."""
    young, guardian = await minor(), await make.volunteer()
    code = await commands.ask_guardian(young)
    await commands.consent_to(guardian, ConsentForm(code, "母亲", agreed=True))
    return young, guardian


async def test_a_minor_needs_consent_and_company(db: None) -> None:
    scene = await make.opened(places=3, minimum_age=14)
    alone = await minor()
    with pytest.raises(Denied, match="监护人同意"):
        await commands.sign_up(alone, scene.shift, risk_accepted=True)
    young, guardian = await consented()
    with pytest.raises(Denied, match="先报名同一个班次"):
        await commands.sign_up(young, scene.shift, risk_accepted=True)

    await make.signed(scene, guardian)

    assert await commands.sign_up(young, scene.shift, risk_accepted=True) == "signed"


async def test_when_the_guardian_steps_back_so_does_the_minor(db: None) -> None:
    scene = await make.opened(places=3, minimum_age=14)
    young, guardian = await consented()
    await make.signed(scene, guardian)
    _young, signup = await make.signed(scene, young)

    await commands.withdraw(guardian, scene.shift)

    assert await make.standing(signup) == "withdrawn"
    assert await make.line(scene) == (20, 0, 0)
    await make.commit_time()


async def test_consent_taken_back_calls_off_what_is_ahead(db: None) -> None:
    scene = await make.opened(places=3, minimum_age=14)
    young, guardian = await consented()
    await make.signed(scene, guardian)
    _young, signup = await make.signed(scene, young)
    held = await one("SELECT * FROM minor_consent WHERE minor_id = $1", young.id)
    assert held is not None
    assert held["text_hash"] == consent_hash(consent_text())

    await commands.withdraw_consent(guardian, held["id"])

    assert await make.standing(signup) == "withdrawn"
    with pytest.raises(Denied, match="监护人同意"):
        await commands.sign_up(young, scene.shift, risk_accepted=True)


async def test_only_an_adult_agrees_never_for_oneself(db: None) -> None:
    young = await minor()
    code = await commands.ask_guardian(young)
    with pytest.raises(Invalid):
        await commands.consent_to(young, ConsentForm(code, "本人", agreed=True))
    with pytest.raises(Conflict, match="成年人"):
        await commands.consent_to(await minor(), ConsentForm(code, "姐姐", agreed=True))
    with pytest.raises(Invalid):
        await commands.consent_to(await make.volunteer(), ConsentForm(code, "母亲"))

    assert await value("SELECT count(*) FROM minor_consent WHERE given_at IS NOT NULL") == 0


async def test_a_minor_is_no_second_adult(db: None) -> None:
    scene = await make.opened(places=3, minimum_age=14, child_contact=True, home_adults=0)
    young, guardian = await consented()
    await make.check(guardian)
    for actor in (guardian, young):
        await make.course(actor)
        await make.signed(scene, actor)

    code = await make.code(scene)
    with clock.freeze(scene.starts), pytest.raises(Denied, match="2 名成年人"):
        await commands.check_in(guardian, scene.shift, code)
