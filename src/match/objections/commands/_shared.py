"""What every verb on an objection or a complaint begins and ends with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import WorkingDays, add_workdays
from match.foundation.db import one, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.needs.wording import refuse_personal_data
from match.objections import policy
from match.objections.clocks import next_look
from match.objections.queries.files import officers_beside
from match.objections.states import (
    COMPLAINT_MACHINE,
    OBJECTION_MACHINE,
    ComplaintStatus,
    ObjectionStatus,
)
from match.objections.tables import Complaint, Objection
from match.tenders.commands import locked as locked_tender
from match.tenders.facts import TenderFacts

Row = dict[str, Any]
_SIDES = "SELECT t.organisation_id AS purchaser_id, t.drafted_by, t.published_by FROM tender t"


async def locked_objection(actor: Actor, objection_id: int) -> tuple[Row, TenderFacts]:
    """
    The objection with its purchase, both locked, the purchase first. ``purchaser_id`` and who
    wrote the purchase are among the row. NotFound for who is no party and audits nothing.
    """
    found = await one("SELECT tender_id FROM objection WHERE id = $1", objection_id)
    if found is None:
        raise _unknown()
    facts = await locked_tender(found["tender_id"])
    row = await one("SELECT * FROM objection WHERE id = $1 FOR UPDATE", objection_id)
    sides = await one(_SIDES + " WHERE t.id = $1", found["tender_id"])
    assert row is not None, "objections are kept"
    assert sides is not None, "published purchases are kept"
    held = row | sides
    if not policy.sees_objection(actor, held):
        raise _unknown()
    return held, facts


async def locked_complaint(actor: Actor, complaint_id: int) -> tuple[Row, Row, TenderFacts]:
    """The complaint, its objection and its purchase, locked from the purchase on."""
    found = await one("SELECT objection_id FROM complaint WHERE id = $1", complaint_id)
    if found is None:
        raise NotFound(_("没有找到这件投诉，或您没有查看权限。"))
    objection, facts = await locked_objection(actor, found["objection_id"])
    row = await one("SELECT * FROM complaint WHERE id = $1 FOR UPDATE", complaint_id)
    assert row is not None, "complaints are kept"
    if not policy.sees_complaint(actor, row | {"purchaser_id": objection["purchaser_id"]}):
        raise NotFound(_("没有找到这件投诉，或您没有查看权限。"))
    return row, objection, facts


async def move_objection(
    actor: Actor, row: Row, verb: str, *, reason: str = "", sets: Mapping[str, Any] | None = None
) -> None:
    """Fire the verb, leave the trail, tell the house."""
    await carry_out(
        actor,
        OBJECTION_MACHINE,
        Objection,
        row,
        ObjectionStatus(row["status"]),
        verb,
        reason=reason,
        sets=sets,
        objection_id=row["id"],
        tender_id=row["tender_id"],
        organisation_id=row["organisation_id"],
        division=row["division"],
    )


async def move_complaint(
    actor: Actor, row: Row, verb: str, *, reason: str = "", sets: Mapping[str, Any] | None = None
) -> None:
    """Fire the verb, leave the trail, tell the house."""
    await carry_out(
        actor,
        COMPLAINT_MACHINE,
        Complaint,
        row,
        ComplaintStatus(row["status"]),
        verb,
        reason=reason,
        sets=sets,
        complaint_id=row["id"],
        objection_id=row["objection_id"],
        tender_id=row["tender_id"],
        organisation_id=row["organisation_id"],
        division=row["division"],
    )


async def looked_at(dues: Mapping[str, date], days: WorkingDays) -> datetime:
    """
    When the sweep comes back: a reminder some working days before the first end, or at once where
    that day has come already; then at the ends.
    """
    ahead = await whole("objections.remind_workdays")
    first = min(dues.values())
    remind_on = add_workdays(first, -ahead, days).on
    if remind_on <= clock.today() <= first:
        return clock.now()
    return next_look(dues, remind_on, clock.now())


async def check_words(actor: Actor, texts: Mapping[str, str], evidence: Sequence[int]) -> None:
    """No child is named, and evidence is one's own upload. Raises Invalid."""
    if set(evidence) - set(await own_documents(actor, list(evidence))):
        raise Invalid({"evidence": _("有文件不是您上传的，请重新上传。")})
    refuse_personal_data(texts)


async def took_part(tender_id: int, organisation_id: int) -> bool:
    """Whether the supplier bid, alone or as a member of the consortium that did."""
    return await value(
        "SELECT EXISTS (SELECT FROM bid b WHERE b.tender_id = $1"
        " AND b.status IN ('sealed', 'lapsed', 'unopened', 'opened', 'void')"
        " AND (b.organisation_id = $2 OR EXISTS (SELECT FROM consortium c"
        "  JOIN consortium_member m ON m.consortium_id = c.id WHERE c.tender_id = $1"
        "  AND c.lead_id = b.organisation_id AND c.status = 'joint' AND m.live"
        "  AND m.organisation_id = $2)))",
        tender_id,
        organisation_id,
    )


async def other_officers(row: Row) -> int:
    """How many could reply who neither wrote nor published the purchase."""
    return await officers_beside(row["purchaser_id"], row["division"], writers(row))


def writers(row: Row) -> list[int]:
    """Who wrote and who published the purchase."""
    return sorted({row["drafted_by"], row["published_by"]} - {None})


def need_reason(reason: str) -> str:
    """The reason, tidied; Invalid if it says nothing, too much, or tells who a child is."""
    said = reason.strip()
    if not 4 <= len(said) <= 500:
        raise Invalid({"reason": _("请写明原因，4 到 500 个字，对方会看到。")})
    refuse_personal_data({"reason": said})
    return said


def _unknown() -> NotFound:
    return NotFound(_("没有找到这件质疑，或您没有查看权限。"))
