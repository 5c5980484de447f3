"""Keeping what is typed, and making a plan of it."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.tenders import policy
from match.tenders.commands import change_tender, draft_tender, keep_survey
from match.tenders.forms import SurveyForm
from match.tenders.queries import facts
from match.tenders.wizard.values import boxes_of, form_of


@command
async def begin_entry(actor: Actor, boxes: dict[str, Any]) -> int:
    """A new purchase in the making; returns the entry's id."""
    return await value(
        "INSERT INTO tender_entry (account_id, fields) VALUES ($1, $2::jsonb) RETURNING id",
        actor.id,
        msgspec.json.encode(boxes).decode(),
    )


@command
async def open_entry(actor: Actor, tender_id: int) -> int:
    """
    The entry in which a plan is changed; returns its id. One for a plan, whoever of the department
    opens it: they write the same purchase. Raises NotFound, Denied.
    """
    plan = await facts(tender_id)
    require(policy.can_write(actor, plan.organisation_id, plan.division))
    held = await one("SELECT id FROM tender_entry WHERE tender_id = $1", tender_id)
    if held is not None:
        return held["id"]
    return await value(
        "INSERT INTO tender_entry (account_id, tender_id, fields) VALUES ($1, $2, $3::jsonb)"
        " RETURNING id",
        actor.id,
        tender_id,
        msgspec.json.encode(boxes_of(plan)).decode(),
    )


@command
async def save_boxes(actor: Actor, entry_id: int, boxes: dict[str, Any]) -> None:
    """Keep these boxes as typed, in the place of what stood in them. Raises NotFound."""
    await _own(actor, entry_id)
    await one(
        "UPDATE tender_entry SET fields = fields || $2::jsonb, saved_at = $3 WHERE id = $1"
        " RETURNING id",
        entry_id,
        msgspec.json.encode(boxes).decode(),
        clock.now(),
    )


@command
async def drop_entry(actor: Actor, entry_id: int) -> None:
    """Throw the boxes away; a plan that was made of them stays."""
    await _own(actor, entry_id)
    await one("DELETE FROM tender_entry WHERE id = $1 RETURNING id", entry_id)


async def make_plan(actor: Actor, entry_id: int) -> int:
    """
    The purchase as a plan, new or changed; returns its id. Raises Invalid with everything that is
    wrong by the names of the boxes. Not one transaction: a refusal for splitting is kept.
    """
    entry = await _own(actor, entry_id)
    form = form_of(msgspec.json.decode(entry["fields"]))
    if entry["tender_id"] is not None:
        await change_tender(actor, entry["tender_id"], form)
        return entry["tender_id"]
    tender_id = await draft_tender(actor, form)
    await value("UPDATE tender_entry SET tender_id = $2 WHERE id = $1", entry_id, tender_id)
    return tender_id


@command
async def add_survey(actor: Actor, entry_id: int, form: SurveyForm) -> int:
    """Keep a survey and let the purchase stand on it; returns its id. Raises Denied, Invalid."""
    survey_id = await keep_survey(actor, form)
    empty = {"held_on": "", "respondents": "", "findings": ""}
    await save_boxes(actor, entry_id, {"survey": str(survey_id), **empty})
    return survey_id


async def _own(actor: Actor, entry_id: int) -> dict[str, Any]:
    """The entry, locked, for who began it or who writes for the plan's department."""
    row = await one(
        "SELECT e.*, t.organisation_id, t.division FROM tender_entry e"
        " LEFT JOIN tender t ON t.id = e.tender_id WHERE e.id = $1 FOR UPDATE OF e",
        entry_id,
    )
    if row is None or not _may(actor, row):
        raise NotFound(_("没有找到这个采购草稿。"))
    return row


def _may(actor: Actor, row: dict[str, Any]) -> bool:
    if row["tender_id"] is None:
        return row["account_id"] == actor.id
    return policy.can_write(actor, row["organisation_id"], row["division"]) is True
