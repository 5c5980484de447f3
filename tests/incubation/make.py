"""Organisations, bases and counsellors for tests, all in 吉首 (433101) unless told otherwise."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.incubation import commands
from match.incubation.forms import BaseForm, CounsellorForm, DecisionForm, EntryForm, WordForm
from match.incubation.states import BaseLevel
from match.people.commands.organisations import register_organisation, verify_organisation
from tests.people import make as people

COUNTY = "433101"
WHOLE = "433101000000"
TOWN = "433101001000"
OTHER_TOWN = "433101002000"


async def county(division: str = COUNTY) -> Actor:
    """A clerk of the county."""
    await people.place(division.ljust(12, "0"))
    return await people.account("county", division)


async def supervisor(town: str = TOWN) -> Actor:
    """A supervisor of the township."""
    await people.place(town)
    return await people.account("supervisor", town[:9])


async def serving(kind: str = "NGO", division: str = WHOLE, **other: Any) -> int:
    """A verified organisation that says it serves children; returns its id."""
    await people.place(division)
    manager = other.pop("manager", None) or await people.account()
    form = people.organisation_form(kind, division, serves_children=True, **other)
    made = await register_organisation(manager, form)
    version = await value("SELECT version FROM organisation WHERE id = $1", made)
    province = await people.account("province", "43")
    await verify_organisation(province, made, seen_version=version)
    return made


async def at_work(organisation: int, clerk: Actor | None = None, *, active: bool = True) -> None:
    """The county's word."""
    clerk = clerk or await county()
    await commands.give_word(clerk, organisation, WordForm("看到每周在儿童之家活动", active))


async def base(clerk: Actor | None = None) -> int:
    """A county base."""
    clerk = clerk or await county()
    form = BaseForm(BaseLevel.county, WHOLE, "吉首市社会组织孵化基地", clock.today())
    return await commands.open_base(clerk, form)


async def entered(clerk: Actor, organisation: int | None = None, **other: Any) -> int:
    """An organisation in a base, as a seed."""
    organisation = organisation or await serving()
    fields: dict[str, Any] = {"mode": "IM-SUPP", "began_on": clock.today(), **other}
    return await commands.enter(clerk, EntryForm(await base(clerk), organisation, **fields))


def counsellor_form(**other: Any) -> CounsellorForm:
    """A level-3 counsellor whose certificate does not run out."""
    fields: dict[str, Any] = {
        "division": TOWN,
        "name": "王老师",
        "skill": "PSY-3",
        "certificate": "1234567890",
        "issuer": "人力资源和社会保障部",
        "issued_on": clock.today() - timedelta(days=3000),
        **other,
    }
    return CounsellorForm(**fields)


async def counsellor(clerk: Actor | None = None, **other: Any) -> int:
    """A counsellor proposed by the township and checked by the county; returns the id."""
    form = counsellor_form(**other)
    made = await commands.propose_counsellor(await supervisor(form.division), form)
    await commands.decide_counsellor(clerk or await county(), made, DecisionForm("check"))
    return made
