"""Who may do what to statements, cases and reversals. Each answer is True or the reason."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor, Grant
from match.foundation.approvals import body_of
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission

Verdict = bool | str


def can_keep(actor: Actor, charity_id: int) -> Verdict:
    """The charity's own people import its statements and say which row is which donation."""
    if actor.system or (
        charity_id in actor.organisations and actor.may(Permission.statements_keep)
    ):
        return True
    return _("只有这家慈善组织的管理员可以导入流水和对应捐赠。")


def can_see(actor: Actor, thing: Mapping[str, Any]) -> bool:
    """Whether this person may know of it; *thing* has ``charity_id`` and ``division``."""
    return can_keep(actor, thing["charity_id"]) is True or actor.may(
        Permission.ledger_read, thing["division"]
    )


def can_explain(actor: Actor, case: Mapping[str, Any]) -> Verdict:
    """The charity explains what is open on its account."""
    return can_keep(actor, case["charity_id"])


def can_close(actor: Actor, case: Mapping[str, Any]) -> Verdict:
    """Finance or civil affairs of the area; neither who opened or handled it, nor the charity."""
    if not actor.may(Permission.ledger_settle, case["division"]):
        return _("结案和退回由本辖区的财政或民政部门复核人员办理。")
    if case["charity_id"] in actor.belongs_to:
        return _("您是这家慈善组织的成员，请由其他人复核。")
    if {actor.id, actor.covering} & {case["opened_by"], case["handled_by"]} - {None}:
        return _("处理的人不能自己结案，请由另一个人复核。")
    return True


def can_propose_reversal(actor: Actor, division: str) -> Verdict:
    """Finance or civil affairs of the area propose; nobody posts by hand."""
    if settling_grant(actor, division) is not None:
        return True
    return _("冲正由本辖区的财政或民政部门复核人员提出。")


def approving_grant(actor: Actor, reversal: Mapping[str, Any]) -> Grant | str:
    """The grant with which *actor* may decide about a proposed reversal, or why none will do."""
    if reversal["proposed_by"] in (actor.id, actor.covering):
        return _("提出的人不能自己批准，请由另一个单位的人批准。")
    if settling_grant(actor, reversal["division"]) is None:
        return _("批准冲正需要本辖区的财政或民政部门复核人员。")
    found = settling_grant(actor, reversal["division"], other_than=reversal["proposed_body"])
    return found or _("您与提出的人属于同一个单位，请由另一个单位的人批准。")


def settling_grant(actor: Actor, division: str, *, other_than: str = "") -> Grant | None:
    """A grant to settle things at *division* that does not speak for the body *other_than*."""
    return next(
        (
            grant
            for grant in actor.grants
            if Permission.ledger_settle in ROLES[grant.role]
            and grant.covers(division)
            and body_of(grant) != other_than
        ),
        None,
    )
