"""Writing a purchase: everything is checked at once, and nothing is public yet."""

from typing import Any

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.files.queries import own_documents
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _
from match.offers.rules import areas_complaint
from match.places.queries import divisions
from match.places.rules import code_from
from match.tenders import consistency, policy, rules
from match.tenders.commands._shared import check_item, check_words, purchaser, row_for, today
from match.tenders.commands.parts import (
    needs_complaint,
    refuse_strange_points,
    survey_complaint,
    write_criteria,
    write_needs,
)
from match.tenders.commands.planned import FIELDS, columns, planned, same_but
from match.tenders.commands.watching import note_split, watched
from match.tenders.facts import TenderFacts
from match.tenders.forms import TenderForm
from match.tenders.splitting import SplitInvalid
from match.tenders.states import PLANNED, TenderStatus

_DRAFT = (
    f"INSERT INTO tender ({', '.join(FIELDS)}, drafted_by)"  # noqa: S608 # our own column names
    f" VALUES ({', '.join(f'${at}' for at in range(1, len(FIELDS) + 2))}) RETURNING id"
)
_CHANGE = (
    f"UPDATE tender SET {', '.join(f'{name} = ${at}' for at, name in enumerate(FIELDS, 2))}"  # noqa: S608 # names of ours
    " WHERE id = $1"
)


async def draft_tender(actor: Actor, form: TenderForm) -> int:
    """
    Keep a purchase as a draft; returns its id.

    Raises Denied for who may not buy for the department, Invalid with every complaint at once:
    the six questions, item, budget, way of buying, criteria, dates that leave no time, words that
    tell who a child is. A refusal for splitting is kept for the auditors.
    """
    department = await _department(actor, form)
    facts = await planned(actor, form, department)
    try:
        return await _draft(actor, form, facts)
    except SplitInvalid as refused:
        await note_split(actor, facts, refused.split)
        raise


async def change_tender(actor: Actor, tender_id: int, form: TenderForm) -> None:
    """Change a plan. After the notice only `edit_tender` does, with a new version."""
    await _writable(actor, tender_id)  # before anything of the form is judged
    department = await _department(actor, form)
    facts = same_but(await planned(actor, form, department), id=tender_id)
    try:
        await _change(actor, tender_id, form, facts)
    except SplitInvalid as refused:
        await note_split(actor, facts, refused.split)
        raise


@command
async def _draft(actor: Actor, form: TenderForm, facts: TenderFacts) -> int:
    fields = await _checked(actor, form, facts)
    tender_id: int = await value(_DRAFT, *fields.values(), actor.id)
    await write_criteria(tender_id, facts.criteria)
    await write_needs(tender_id, facts.needs)
    await record(
        actor, "tender.drafted", subject=("tender", tender_id), division=fields["division"]
    )
    return tender_id


@command
async def _change(actor: Actor, tender_id: int, form: TenderForm, facts: TenderFacts) -> None:
    tender = await _writable(actor, tender_id)
    drafted = same_but(facts, created_at=tender["created_at"])
    fields = await _checked(actor, form, drafted, frozenset(tender["documents"]))
    await value(_CHANGE, tender_id, *fields.values())
    await write_criteria(tender_id, facts.criteria)
    await write_needs(tender_id, facts.needs)
    await record(
        actor,
        "tender.saved",
        subject=("tender", tender_id),
        division=fields["division"],
        changes={name: (tender[name], fields[name]) for name in FIELDS},
    )


@command
async def discard_tender(actor: Actor, tender_id: int) -> None:
    """Throw a draft away. A plan whose intent is out is withdrawn instead."""
    tender = await _writable(actor, tender_id)
    if tender["status"] != TenderStatus.draft:
        raise Conflict(_("采购意向已经公开，不能删除，请终止并说明原因。"))
    await record(
        actor, "tender.discarded", subject=("tender", tender_id), division=tender["division"]
    )
    await one("DELETE FROM tender WHERE id = $1 RETURNING id", tender_id)


async def _writable(actor: Actor, tender_id: int) -> dict[str, Any]:
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    if TenderStatus(tender["status"]) not in PLANNED:
        raise Conflict(
            _("已发布的公告不能直接修改。需要更正时，请发布更正公告，或终止后重新发布。")
        )
    return tender


async def _department(actor: Actor, form: TenderForm) -> dict[str, Any]:
    department = await purchaser(form.organisation)
    require(policy.can_write(actor, form.organisation, department["division"]))
    complaint = rules.purchaser_complaint(department["kind"])
    if complaint:
        raise Denied(complaint)
    # Which item it is decides what the rest means: without a known one nothing else is judged.
    complaints = rules.negative_complaints(form)
    complaints |= await check_item(department["division"], form.item_code, form.guiding_item)
    refuse(**complaints)
    return department


async def _checked(
    actor: Actor, form: TenderForm, facts: TenderFacts, kept: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """The form as columns, in the order of `FIELDS`. *kept*: files the draft has already."""
    refuse_strange_points(facts.criteria)
    complaints = await _complaints(form, facts)
    complaints |= consistency.plan_complaints(facts)
    if set(form.documents) - set(await own_documents(actor, form.documents)) - kept:
        complaints["documents"] = _("有文件不是您上传的，请重新上传。")
    refuse(**complaints)
    split = await watched(facts)
    if split is not None and split.refused:
        raise SplitInvalid(split)
    check_words(form)
    return await columns(actor, form, facts.division)


async def _complaints(form: TenderForm, facts: TenderFacts) -> dict[str, str]:
    found = {
        "category": rules.category_complaint(facts.category),
        "areas": areas_complaint(form.areas),
        "skills": _skills_complaint(form.skills),
        "needs": await needs_complaint(facts.needs, facts.areas, facts.id),
        "survey": await survey_complaint(form.survey, form.organisation),
        "fiscal_year": _year_complaint(form.fiscal_year),
    }
    if found["areas"] is None:
        wanted = {code_from(area) for area in form.areas}
        if wanted - set(await divisions(wanted)):
            found["areas"] = _("请从列表里选择服务地区。")
    found |= dict(consistency.days_complaints(facts, today()))
    return {name: complaint for name, complaint in found.items() if complaint}


def _year_complaint(year: int) -> str | None:
    """A budget is of this year or the next, which may be prepared now."""
    if year and not today().year <= year <= today().year + 1:
        return _("预算年度只能是今年或明年。")
    return None


def _skills_complaint(skills: list[str]) -> str | None:
    try:
        for code in skills:
            codes.skill(code)
    except UnknownCode:
        return _("请从给出的选项里选择。")
    return None
