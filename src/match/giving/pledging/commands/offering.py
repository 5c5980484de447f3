"""Promising something to one line of a public need. The units are held at once, for nobody else."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving.pledging import policy, rules
from match.giving.pledging.commands._shared import leave_proposed, waiting_sets
from match.giving.pledging.forms import PledgeForm
from match.giving.rules import kind_of
from match.giving.states import GiftKind
from match.needs.commands import move_units
from match.needs.commands.units import Place
from match.needs.states import PUBLIC, NeedStatus
from match.needs.wording import needs_a_look, refuse_personal_data

_LINE = (
    "SELECT l.id AS line_id, l.need_id, l.category, l.unit, l.name, n.status, n.home_id,"
    " n.division, n.beneficiaries FROM need_line l JOIN need n ON n.id = l.need_id WHERE l.id = $1"
)
_ORGANISATION = (
    "SELECT id, kind, status, charity, verified_until FROM organisation WHERE id = $1 FOR SHARE"
)


@command
async def offer_pledge(actor: Actor, form: PledgeForm) -> int:
    """
    Promise *form.units* of one line; returns the pledge's id. Tells ``pledge.offered``.

    Raises Conflict for more than is open, Invalid for less than one unit, Denied for money from a
    person, money for a named child or family, to a body that may not receive it, or through an
    organisation that is no valid charity today.
    """
    require(policy.can_pledge(actor, form.organisation))
    return await promise(actor, form, giver_id=_person(actor))


async def promise(
    actor: Actor,
    form: PledgeForm,
    *,
    giver_id: int,
    rule_id: int | None = None,
    joint_id: int | None = None,
) -> int:
    """The promise itself, for every way that leads to one. Inside a command."""
    if form.units < 1:
        raise Invalid({"units": _("数量至少是 1。")})
    organisation = await _organisation(form.organisation)
    line = await one(_LINE, form.line)
    if line is None or NeedStatus(line["status"]) not in PUBLIC:
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    kind = kind_of(line["category"])
    await _lawful(actor, form, line, kind, organisation)
    await move_units(actor, form.line, form.units, source=Place.open, target=Place.reserved)
    await leave_proposed(form.line, form.units)
    pledge_id = await _kept(actor, form, line, kind, giver_id, rule_id, joint_id)
    await record(
        actor,
        "pledge.offered",
        subject=("pledge", pledge_id),
        division=line["division"],
        changes={"units": (None, form.units)},
    )
    await tell("pledge.offered", pledge_id=pledge_id, need_id=line["need_id"])
    return pledge_id


def _person(actor: Actor) -> int:
    if actor.id is None:
        raise Denied(_("请先登录，再承诺捐赠。"))
    return actor.id


async def _organisation(organisation_id: int | None) -> dict[str, Any] | None:
    return None if organisation_id is None else await one(_ORGANISATION, organisation_id)


async def _lawful(
    actor: Actor,
    form: PledgeForm,
    line: dict[str, Any],
    kind: GiftKind,
    organisation: dict[str, Any] | None,
) -> None:
    """Everything the law says about who gives what to whom, before a unit moves."""
    today = clock.today()
    refuse_personal_data({"condition": form.condition, "purpose": form.purpose})
    reason = (
        (rules.person_complaint(kind) if form.organisation is None else None)
        or rules.giver_complaint(organisation, today)
        or rules.interest_complaint(actor.homes, line["home_id"])
    )
    if reason:
        raise Denied(reason)
    if kind is not GiftKind.money:
        if form.charity or form.recipient or form.institution:
            raise Invalid({"charity": _("只有捐款才需要填写慈善组织和接受方。")})
        return
    few = rules.few_children_complaint(line["beneficiaries"], await whole("need.small_group"))
    texts = {"purpose": form.purpose, "condition": form.condition}
    named = rules.named_child_complaint(texts)
    if few:
        raise Denied(few, law="慈善法27,124")
    # What elsewhere a person would look at is enough to stop money.
    if not named and needs_a_look(texts):
        named = {"purpose": rules.no_names()}
    if named:
        raise Invalid(named)
    await _receivable(form)


async def _receivable(form: PledgeForm) -> None:
    charity = await _organisation(form.charity)
    institution = await _organisation(form.institution)
    complaints = {
        "charity": rules.charity_complaint(charity, clock.today()),
        "recipient": rules.recipient_complaint(form.recipient, institution, disaster=form.disaster),
        "purpose": None if len(form.purpose.strip()) >= 4 else _("请写明资金的用途。"),
    }
    wrong = {name: told for name, told in complaints.items() if told}
    if wrong:
        raise Invalid(wrong)


async def _kept(
    actor: Actor,
    form: PledgeForm,
    line: dict[str, Any],
    kind: GiftKind,
    giver_id: int,
    rule_id: int | None,
    joint_id: int | None,
) -> int:
    money = kind is GiftKind.money
    serial: int = await value("SELECT nextval('pledge_number')")
    # Those who gather wait for each other: their common row holds the clock.
    times = {} if joint_id is not None else await waiting_sets()
    pledge_id: int = await value(
        "INSERT INTO pledge (number, kind, giver_id, organisation_id, charity_id, need_id, line_id,"
        " home_id, division, units, unit, amount_fen, on_completion, condition, rule_id, joint_id,"
        " created_by, expires_on, remind_on, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,"
        " $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) RETURNING id",
        f"XTH-P-{clock.today():%Y}-{serial:06d}",
        kind.value,
        giver_id,
        form.organisation,
        form.charity if money else None,
        line["need_id"],
        line["line_id"],
        line["home_id"],
        line["division"],
        None if money else form.units,
        "" if money else line["unit"],
        form.units * rules.FEN if money else None,
        bool(form.condition.strip()),
        form.condition.strip(),
        rule_id,
        joint_id,
        actor.id if actor.id is not None else giver_id,
        times.get("expires_on"),
        times.get("remind_on"),
        times.get("next_check_at"),
    )
    if money:
        await _terms(pledge_id, form)
    return pledge_id


async def _terms(pledge_id: int, form: PledgeForm) -> None:
    if form.recipient is None:
        raise Conflict(_("请选择资金的接受方。"))
    await value(
        "INSERT INTO money_terms (pledge_id, recipient, recipient_organisation_id, disaster,"
        " purpose) VALUES ($1, $2, $3, $4, $5)",
        pledge_id,
        form.recipient.value,
        form.institution,
        form.disaster,
        form.purpose.strip(),
    )
