"""Disputes for tests: `bought()` is a purchase at a step with a bidder; `raised()` an objection."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.objections import commands
from match.objections.forms import ComplaintForm, ObjectionForm
from match.objections.states import Ground, Remedy, Step, Subject
from match.tenders.commands import advance
from match.tenders.facts import Decision
from tests.people import make as people
from tests.suppliers import make as suppliers
from tests.tenders import make as tenders

WAY = ("close", "open", "report", "decide", "award", "contract")
FACTS = "结果公告所列的项目负责人证书，在发证机关网站查询为已注销，不符合采购文件的资格要求。"


class Scene(msgspec.Struct, kw_only=True):
    """A purchase, who published it, a colleague, two bidders, and finance of the county."""

    tender: int
    department: int
    officer: Actor
    colleague: Actor
    manager: Actor
    supplier: int
    rival: Actor
    rivals: int
    finance: Actor


async def bought(upto: str = "award", **other: Any) -> Scene:
    """A purchase carried on to the verb *upto* ("" for just published), by the clock of now."""
    officer, tender = await tenders.published(**other)
    department = await value("SELECT organisation_id FROM tender WHERE id = $1", tender)
    manager, supplier = await suppliers.applicant()
    rival, rivals = await suppliers.applicant()
    for bidder, hand in ((supplier, manager), (rivals, rival)):
        await bid(tender, bidder, hand)
    for verb in WAY[: WAY.index(upto) + 1] if upto else ():
        await step(tender, verb, rivals)
    return Scene(
        tender=tender,
        department=department,
        officer=officer,
        colleague=await people.account("purchaser", "433101", organisation=department),
        manager=manager,
        supplier=supplier,
        rival=rival,
        rivals=rivals,
        finance=await people.account("finance", "433101"),
    )


async def step(tender: int, verb: str, winner: int) -> None:
    """One step of the purchase's own machine."""
    name = await value("SELECT name FROM organisation WHERE id = $1", winner)
    decision = Decision(name, 17_000_000, winner) if verb == "decide" else None
    await advance(SYSTEM, tender, verb, decision=decision)


async def bid(tender: int, organisation: int, hand: Actor) -> None:
    """That a supplier took part: its line among the bids, as the sealing room leaves it."""
    await rows(
        "INSERT INTO bid_sealing (tender_id, n, k, keyset, chosen_by) VALUES ($1, 3, 2, $2, $3)"
        " ON CONFLICT (tender_id) DO NOTHING",
        tender,
        "0" * 64,
        hand.id,
    )
    await value(
        "INSERT INTO bid (tender_id, organisation_id, status, document_version,"
        " confirmed_version, submitted_by, submitted_at) VALUES ($1, $2, 'sealed', 1, 1, $3, $4)",
        tender,
        organisation,
        hand.id,
        clock.now(),
    )


def form(organisation: int, **other: Any) -> ObjectionForm:
    """To the result: the winner is not qualified; judge it again."""
    fields: dict[str, Any] = {
        "organisation": organisation,
        "subject": Subject.result,
        "step": Step.whole,
        "grounds": [Ground.unqualified_winner],
        "facts": FACTS,
        "remedy": Remedy.rejudge,
        **other,
    }
    return ObjectionForm(**fields)


async def raised(at: Scene, **other: Any) -> int:
    """The supplier's objection."""
    return await commands.raise_objection(at.manager, at.tender, form(at.supplier, **other))


def complaint(**other: Any) -> ComplaintForm:
    """On the same matter."""
    fields: dict[str, Any] = {
        "grounds": [Ground.unqualified_winner],
        "facts": "采购人的答复没有核实证书是否有效，请财政部门依法查处，证据见质疑附件。",
        "remedy": Remedy.void,
        **other,
    }
    return ComplaintForm(**fields)


def at(moment: str) -> Any:
    """Hold the clock at a moment in Hunan."""
    return clock.freeze(datetime.fromisoformat(moment).replace(tzinfo=clock.HERE))
