"""Pledges for tests: a village with a need, givers of every kind, the way to an agreed pledge."""

from typing import Any

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.giving import commands as giving
from match.giving.forms import TermsForm
from match.giving.pledging import commands
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.states import Recipient
from match.needs.forms import Line
from match.people.commands.organisations import register_organisation, verify_organisation
from tests.matching import make as matching
from tests.matching.make import Village
from tests.people import make as people

PDF = b"%PDF-1.7 an official receipt"


async def line_of(need: int) -> int:
    """The first line of a need."""
    return await value("SELECT id FROM need_line WHERE need_id = $1 ORDER BY position", need)


async def books(**other: Any) -> tuple[Village, int, int]:
    """A village that asks for sixty picture books: village, need, line."""
    at = await matching.village()
    need = await matching.open_need(at, **other)
    return at, need, await line_of(need)


async def fund(yuan: int = 20_000, **other: Any) -> tuple[Village, int, int]:
    """A village that asks for running money: village, need, line."""
    return await books(
        category="FND-OPER",
        title="活动室全年运行经费",
        purpose="用于活动室的水电、图书修补和活动材料，全年分批使用。",
        lines=[Line("运行经费", yuan, "元")],
        **other,
    )


async def organisation(kind: str = "ENT", **facts: Any) -> tuple[int, Actor]:
    """A verified organisation with a manager; *facts* go into its application."""
    await people.place("433101000000")
    applicant = await people.account()
    form = people.organisation_form(kind, "433101000000", **facts)
    made = await register_organisation(applicant, form)
    version = await value("SELECT version FROM organisation WHERE id = $1", made)
    await verify_organisation(await people.account("province", "43"), made, seen_version=version)
    return made, await matching.manager_of(made)


async def charity(**facts: Any) -> tuple[int, Actor]:
    """A verified charity with a manager."""
    return await organisation("FDN", charity=True, **facts)


async def giver() -> Actor:
    """A person who gives."""
    return await people.account("donor")


async def countersigner() -> Actor:
    """Somebody of the prefecture: the second body."""
    return await people.account("prefecture", "4331")


def money(line: int, units: int, organisation: int, charity: int, **other: Any) -> PledgeForm:
    """A money pledge to the charity's project for the home."""
    fields: dict[str, Any] = {
        "recipient": Recipient.project,
        "purpose": "用于儿童之家的水电和活动材料",
        **other,
    }
    return PledgeForm(line, units, organisation, charity=charity, **fields)


async def accepted(at: Village, actor: Actor, form: PledgeForm) -> int:
    """Offered and taken by the home."""
    pledge = await commands.offer_pledge(actor, form)
    await commands.accept_pledge(at.director, pledge)
    return pledge


async def agreed(at: Village, actor: Actor, form: PledgeForm) -> int:
    """Agreed: taken by the home, approved by somebody of the county who had no part."""
    pledge = await accepted(at, actor, form)
    assert await commands.approve_pledge(await matching.another_officer(), pledge)
    return pledge


async def paper(actor: Actor) -> int:
    """A file of this person's."""
    return await keep_document(actor, PDF)


async def donation_of(pledge: int) -> int:
    """The donation that a pledge became."""
    return await value("SELECT id FROM donation WHERE pledge_id = $1", pledge)


async def status(pledge: int) -> str:
    """Where a pledge stands."""
    return await value("SELECT status FROM pledge WHERE id = $1", pledge)


async def everything() -> dict[str, Any]:
    """All that a refused act must leave as it was."""
    tables = (
        "pledge", "donation", "money_payment", "money_return", "money_terms", "campaign",
        "joint_pledge", "giving_rule", "rule_pick", "regift_choice", "audit", "outbox",
    )  # fmt: skip
    counts = {name: await value(f"SELECT count(*) FROM {name}") for name in tables}
    lines = await rows("SELECT id, reserved, committed, in_transit, received FROM need_line")
    pledges = await rows("SELECT id, status FROM pledge ORDER BY id")
    donations = await rows("SELECT id, status, paid_fen, returned_fen FROM donation ORDER BY id")
    return {**counts, "lines": lines, "pledges": pledges, "donations": donations}


async def confirmed(donation: int, giver: Actor, receiver: Actor) -> None:
    """The giver writes the terms, and both parties confirm them."""
    terms = TermsForm("用于儿童之家的日常运行", "专款专用，按约定公示使用情况")
    version = await giving.change_terms(giver, donation, terms)
    await giving.confirm(giver, donation, version, declared=True)
    await giving.confirm(receiver, donation, version)
