"""Writing a foundation's rule, starting, pausing and ending it."""

from datetime import timedelta
from typing import Any

from match.catalogue import codes, lists
from match.catalogue.codes import UnknownCode
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.giving.pledging.rules import (
    charity_complaint,
    giver_complaint,
    morning_of,
    named_child_complaint,
)
from match.giving.standing import policy
from match.giving.standing.commands._shared import the_rule
from match.giving.standing.forms import RuleForm
from match.giving.standing.states import RULE_MACHINE, RuleStatus
from match.giving.standing.tables import GivingRule
from match.needs.wording import refuse_personal_data
from match.offers.rules import areas_complaint, unit_complaint
from match.people.sessions import actor_of_account


@command
async def write_rule(actor: Actor, form: RuleForm) -> int:
    """A draft of a rule; returns its id. Raises Invalid field by field."""
    require(policy.can_keep(actor, form.organisation))
    await _sensible(form)
    starts_on = form.starts_on or clock.today()
    rule_id: int = await value(
        "INSERT INTO giving_rule (organisation_id, contact_id, charity_id, title, category, unit,"
        " areas, groups, cap_units, cap_home_units, cap_need_units, two_person_fen, starts_on,"
        " ends_on, created_by, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
        " $12, $13, $14, $15, $16) RETURNING id",
        form.organisation,
        form.contact or actor.id,
        form.charity,
        form.title.strip(),
        form.category,
        form.unit,
        sorted(set(form.areas)),
        sorted(set(form.groups)),
        form.cap_units,
        form.cap_home_units,
        form.cap_need_units,
        form.two_person_yuan and form.two_person_yuan * 100,
        starts_on,
        form.ends_on,
        actor.id,
        morning_of(form.ends_on + timedelta(days=1)),
    )
    await record(actor, "rule.written", subject=("giving_rule", rule_id), division=None)
    return rule_id


@command
async def start_rule(actor: Actor, rule_id: int) -> None:
    """From now on, or from its first day, it picks. Only for an organisation verified today."""
    rule = await _own(actor, rule_id)
    complaint = giver_complaint(await _organisation(rule["organisation_id"]), clock.today())
    if complaint:
        raise Denied(complaint)
    if rule["ends_on"] < clock.today():
        raise Conflict(_("规则的结束日期已经过去，请新建一条规则。"))
    await _move(actor, rule, "resume" if rule["status"] == RuleStatus.paused else "start")


@command
async def pause_rule(actor: Actor, rule_id: int, reason: str) -> None:
    """It picks nothing until it is started again; what it promised stands."""
    await _move(actor, await _own(actor, rule_id), "pause", reason)


@command
async def end_rule(actor: Actor, rule_id: int, reason: str) -> None:
    """It picks nothing any more; what it promised stands."""
    rule = await _own(actor, rule_id)
    await _move(actor, rule, "end", reason, next_check_at=None)


async def sweep_rules(actor: Actor, limit: int = 100) -> int:
    """End every rule past its last day; returns how many."""
    due = await rows(
        "SELECT id FROM giving_rule WHERE next_check_at <= $1 AND status <> 'ended'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for row in due:
        await end_rule(actor, row["id"], _("已过结束日期"))
    return len(due)


async def _sensible(form: RuleForm) -> None:
    refuse_personal_data({"title": form.title})
    today = clock.today()
    charity = None if form.charity is None else await _organisation(form.charity)
    complaints: dict[str, str | None] = {
        "areas": areas_complaint(form.areas),
        "cap_need_units": None
        if form.cap_need_units <= form.cap_home_units <= form.cap_units
        else _("上限应当：每条需求 ≤ 每个儿童之家 ≤ 总数。"),
        "ends_on": None
        if max(form.starts_on or today, today) <= form.ends_on
        else _("结束日期不能早于开始日期，也不能已经过去。"),
    }
    try:
        category = codes.category(form.category)
        complaints["unit"] = unit_complaint(form.unit, form.category)
        if category.is_money:
            complaints["charity"] = charity_complaint(charity, today)
            # The title becomes the purpose of every pledge.
            complaints |= named_child_complaint({"title": form.title})
        elif form.charity is not None:
            complaints["charity"] = _("只有捐款规则才需要选择慈善组织。")
    except UnknownCode:
        complaints["category"] = _("没有这个类别，请从列表里选择。")
    if set(form.groups) - set(lists.beneficiary_groups()):
        complaints["groups"] = _("请从给出的选项里选择儿童群体。")
    if form.contact is not None and not await _is_member(form.contact, form.organisation):
        complaints["contact"] = _("负责人必须是本机构的管理员。")
    wrong = {name: told for name, told in complaints.items() if told}
    if wrong:
        raise Invalid(wrong)


async def _is_member(account: int, organisation: int) -> bool:
    contact = await actor_of_account(account)
    return contact is not None and organisation in contact.organisations


async def _organisation(organisation_id: int) -> dict[str, Any] | None:
    return await one(
        "SELECT id, kind, status, charity, verified_until FROM organisation WHERE id = $1",
        organisation_id,
    )


async def _own(actor: Actor, rule_id: int) -> dict[str, Any]:
    rule = await the_rule(actor, rule_id, "FOR UPDATE")
    if not actor.system:
        require(policy.can_keep(actor, rule["organisation_id"]))
    return rule


async def _move(
    actor: Actor, rule: dict[str, Any], verb: str, reason: str = "", **sets: Any
) -> None:
    if verb in ("pause", "end"):
        if not 4 <= len(reason.strip()) <= 500:
            raise Invalid({"reason": _("请写明原因，4 到 500 字。")})
        refuse_personal_data({"reason": reason})
        sets["reason"] = reason.strip()
    await carry_out(
        actor,
        RULE_MACHINE,
        GivingRule,
        {**rule, "division": None},
        RuleStatus(rule["status"]),
        verb,
        reason=reason.strip(),
        sets=sets or None,
        rule_id=rule["id"],
    )
