"""Writing a notice: everything is checked at once, and nothing is public yet."""

from typing import Any

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.files.queries import own_documents
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied
from match.foundation.language import _
from match.foundation.workdays import working_days
from match.offers.rules import areas_complaint
from match.places.queries import divisions
from match.places.rules import code_from
from match.tenders import policy, rules
from match.tenders.commands._shared import (
    check_item,
    check_words,
    legal_periods,
    purchaser,
    refuse,
    row_for,
    service_limit,
    spent_this_year,
    today,
)
from match.tenders.forms import TenderForm
from match.tenders.states import TenderStatus

_FIELDS = (
    "organisation_id",
    "division",
    "title",
    "category",
    "item_code",
    "guiding_item",
    "budget_fen",
    "budget_line",
    "requirements",
    "acceptance",
    "service_days",
    "areas",
    "skills",
    "documents",
    "closes_on",
    "closes_at",
    "decides_on",
    "fiscal_year",
    "screened_by",
)
_DRAFT = (
    f"INSERT INTO tender ({', '.join(_FIELDS)}, drafted_by)"  # noqa: S608 # our own column names
    f" VALUES ({', '.join(f'${at}' for at in range(1, len(_FIELDS) + 2))}) RETURNING id"
)
_CHANGE = (
    f"UPDATE tender SET {', '.join(f'{name} = ${at}' for at, name in enumerate(_FIELDS, 2))}"  # noqa: S608 # names of ours
    " WHERE id = $1"
)


@command
async def draft_tender(actor: Actor, form: TenderForm) -> int:
    """
    Keep a notice as a draft; returns its id.

    Raises Denied for who may not buy for the department, Invalid with every complaint at once:
    the six questions, item, budget, dates that leave no time, words that tell who a child is.
    """
    fields = await _checked(actor, form)
    tender_id: int = await value(_DRAFT, *fields.values(), actor.id)
    await record(
        actor, "tender.drafted", subject=("tender", tender_id), division=fields["division"]
    )
    return tender_id


@command
async def change_tender(actor: Actor, tender_id: int, form: TenderForm) -> None:
    """Change a draft. A published notice does not change: withdraw it and publish anew."""
    tender = await _writable(actor, tender_id)
    fields = await _checked(actor, form, frozenset(tender["documents"]))
    await value(_CHANGE, tender_id, *fields.values())
    await record(
        actor,
        "tender.saved",
        subject=("tender", tender_id),
        division=fields["division"],
        changes={name: (tender[name], fields[name]) for name in _FIELDS},
    )


@command
async def discard_tender(actor: Actor, tender_id: int) -> None:
    """Throw a draft away."""
    tender = await _writable(actor, tender_id)
    await record(
        actor, "tender.discarded", subject=("tender", tender_id), division=tender["division"]
    )
    await one("DELETE FROM tender WHERE id = $1 RETURNING id", tender_id)


async def _writable(actor: Actor, tender_id: int) -> dict[str, Any]:
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    if tender["status"] != TenderStatus.draft:
        raise Conflict(_("已发布的公告不能修改。需要更正时，请终止后重新发布。"))
    return tender


async def _checked(
    actor: Actor, form: TenderForm, kept: frozenset[int] = frozenset()
) -> dict[str, Any]:
    """The form as columns, in the order of `_FIELDS`. *kept*: files the draft has already."""
    department = await purchaser(form.organisation)
    require(policy.can_write(actor, form.organisation, department["division"]))
    complaint = rules.purchaser_complaint(department["kind"])
    if complaint:
        raise Denied(complaint)
    complaints = rules.negative_complaints(form)
    complaints |= await check_item(department["division"], form.item_code, form.guiding_item)
    refuse(complaints)
    category = rules.category_of(form)
    complaints |= await _complaints(form, category)
    if set(form.documents) - set(await own_documents(actor, form.documents)) - kept:
        complaints["documents"] = _("有文件不是您上传的，请重新上传。")
    refuse(complaints)
    check_words(form)
    held = {
        "organisation_id": form.organisation,
        "division": department["division"],
        "category": category,
        "areas": sorted(set(form.areas)),
        "budget_line": form.budget_line.strip(),
        "closes_at": rules.over_at(form.closes_on),
        "fiscal_year": today().year,
        "screened_by": actor.id,
    }
    return {name: held[name] if name in held else getattr(form, name) for name in _FIELDS}


async def _complaints(form: TenderForm, category: str) -> dict[str, str]:
    found = {
        "category": rules.category_complaint(category),
        "budget_fen": rules.budget_complaint(
            form.budget_fen,
            await spent_this_year(form.organisation, form.item_code, form.budget_line, today()),
            await service_limit(),
        ),
        "areas": areas_complaint(form.areas),
        "skills": _skills_complaint(form.skills),
    }
    if found["areas"] is None:
        wanted = {code_from(area) for area in form.areas}
        if wanted - set(await divisions(wanted)):
            found["areas"] = _("请从列表里选择服务地区。")
    days, lengths = await working_days(), legal_periods()
    earliest = rules.earliest_close(today(), lengths, days)
    if rules.dates(form.closes_on, form.decides_on, lengths, days).closes_on < earliest:
        found["closes_on"] = _("截止日期太早，供应商至少要有 %(days)s 个工作日，最早 %(day)s。") % {
            "days": lengths.notice_workdays,
            "day": earliest.isoformat(),
        }
    if form.decides_on <= form.closes_on:
        found["decides_on"] = _("确定结果的日期要晚于截止日期。")
    return {name: complaint for name, complaint in found.items() if complaint}


def _skills_complaint(skills: list[str]) -> str | None:
    try:
        for code in skills:
            codes.skill(code)
    except UnknownCode:
        return _("请从给出的选项里选择。")
    return None
