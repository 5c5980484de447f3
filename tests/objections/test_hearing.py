"""Who hears of a dispute and of papers: both sides, finance, those who audit; nobody else."""

from typing import Any

import msgspec
import pytest

from jobs.listeners import listeners_of
from match.foundation.db import rows, value
from match.objections import commands
from match.objections.forms import ReplyForm
from match.objections.states import Ground, Outcome, Remedy, Subject
from match.suppliers import commands as papers
from match.tenders.commands import advance
from match.tenders.queries import facts
from tests.objections import make
from tests.people import make as people
from tests.suppliers import make as suppliers

REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"


async def _heard() -> dict[str, set[int]]:
    """Let every fact that waits be heard; (kind) → who has a message of it."""
    await rows("DELETE FROM message")
    found = await rows("SELECT id, topic, payload FROM outbox WHERE done_at IS NULL ORDER BY id")
    for fact in found:
        payload: dict[str, Any] = msgspec.json.decode(fact["payload"])
        for listener in listeners_of(fact["topic"]):
            if not listener.outside:
                await listener.hear(fact["id"], payload)
        await value("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])
    told: dict[str, set[int]] = {}
    for row in await rows("SELECT kind, account_id FROM message"):
        told.setdefault(row["kind"], set()).add(row["account_id"])
    return told


async def _own(organisation: int) -> set[int]:
    """Who stands in the organisation's own rows: its managers, the applicant among them."""
    found = await rows("SELECT account FROM membership WHERE organisation = $1", organisation)
    return {row["account"] for row in found}


async def test_both_sides_hear_of_an_objection_and_its_reply(db: None):
    at = await make.bought("award")
    await _heard()
    made = await make.raised(at)
    first = await _heard()
    await commands.reply_objection(at.colleague, made, ReplyForm(Outcome.unfounded, REPLY))
    second = await _heard()

    assert first["objection_raised"] == {at.officer.id, at.colleague.id}
    assert second["objection_replied"] == await _own(at.supplier)
    assert at.manager.id in second["objection_replied"]
    assert at.rival.id not in first["objection_raised"] | second["objection_replied"]


async def test_finance_hears_of_a_complaint_and_the_department_once_it_is_served(db: None):
    at = await make.bought("award")
    objection = await make.raised(at)
    await commands.reply_objection(at.colleague, objection, ReplyForm(Outcome.unfounded, REPLY))
    await _heard()
    made = await commands.file_complaint(at.manager, objection, make.complaint())
    filed = await _heard()
    await commands.accept_complaint(at.finance, made)
    await commands.serve_complaint(at.finance, made)
    served = await _heard()

    assert filed["complaint_filed"] == {at.finance.id}
    assert served["complaint_served"] == {at.officer.id, at.colleague.id} | await _own(at.supplier)


async def test_a_closed_purchase_is_held_by_what_still_waits(db: None):
    at = await make.bought("")
    await make.raised(at, subject=Subject.document, grounds=[Ground.unclear], remedy=Remedy.correct)
    await advance(at.officer, at.tender, "close")
    await _heard()

    assert (await facts(at.tender)).suspended


async def test_a_paper_is_looked_at_where_the_supplier_sits(db: None):
    here = await people.account("county", "433101")
    there = await people.account("county", "433122")
    manager, organisation = await suppliers.applicant()
    await _heard()
    made = await papers.keep_paper(manager, organisation, await suppliers.form(manager))
    waiting = await _heard()
    await papers.verify_paper(here, made)
    decided = await _heard()

    assert here.id in waiting["paper_waiting"]
    assert there.id not in waiting["paper_waiting"]
    assert decided["paper_verified"] == await _own(organisation)
    assert manager.id in decided["paper_verified"]


@pytest.mark.parametrize("topic", ["complaint.near", "complaint.overdue"])
def test_what_is_overdue_has_its_hearers(topic: str):
    assert [listener.name for listener in listeners_of(topic)] == [
        f"tell_dispute_{topic.replace('.', '_')}"
    ]
