"""
Who may do what to a contract: True, or the reason why not.

The mappings are rows of ``contract`` with ``parties`` (organisation → role) beside them, as
`commands._shared.locked` and the desk's queries give them.
"""

from collections.abc import Mapping
from typing import Any

from match.contracts.states import PartyRole, Source
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission, Role


def acts_for(actor: Actor, organisation_id: int | None, division: str) -> bool:
    """A person of the organisation; for a department also its area's purchaser officer."""
    if organisation_id is None:
        return False
    return organisation_id in actor.organisations or any(
        grant.role is Role.purchaser and grant.organisation is None and grant.covers(division)
        for grant in actor.grants
    )


def sides(actor: Actor, contract: Mapping[str, Any]) -> list[int]:
    """The parties that this person may act for, in the order of the contract."""
    lead = (PartyRole.purchaser, PartyRole.lead)
    return [
        organisation
        for organisation, role in contract["parties"].items()
        if organisation in actor.organisations
        or (
            role in lead
            and contract["source"] == Source.award
            and acts_for(actor, organisation, contract["division"])
        )
    ]


def is_purchaser(actor: Actor, contract: Mapping[str, Any]) -> bool:
    """A person of whoever buys, or leads the cooperation."""
    return contract["purchaser_id"] in sides(actor, contract)


def is_supplier(actor: Actor, contract: Mapping[str, Any]) -> bool:
    """A person of whoever gives the service: the supplier, or any partner of a cooperation."""
    if contract["source"] == Source.cooperation:
        return bool(sides(actor, contract))
    return contract["supplier_id"] in sides(actor, contract)


def is_party(actor: Actor, contract: Mapping[str, Any]) -> bool:
    """A person of any party."""
    return bool(sides(actor, contract))


def uninvolved(actor: Actor, contract: Mapping[str, Any]) -> bool:
    """Whether no party is this person's organisation."""
    return not set(contract["parties"]) & actor.belongs_to


def can_see(actor: Actor, contract: Mapping[str, Any]) -> bool:
    """Parties, whoever pays or supervises at the purchaser's seat, auditors; the third party."""
    return (
        actor.system
        or is_party(actor, contract)
        or contract["third_party_id"] in actor.organisations
        or actor.may(Permission.contracts_read, contract["division"])
    )


def can_draft(actor: Actor, organisation_id: int, division: str) -> bool | str:
    """Whoever may buy for the department drafts its contract."""
    buys = Permission.tenders_publish
    if actor.system or any(
        buys in ROLES[grant.role]
        and grant.covers(division)
        and grant.organisation in (None, organisation_id)
        for grant in actor.grants
    ):
        return True
    return _("只有采购单位的经办人员可以拟订合同。")


def can_write(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Purchaser or lead write the draft; the others read it and sign, or do not."""
    if is_purchaser(actor, contract):
        return True
    return _("只有采购单位（或合作项目牵头方）可以修改合同草稿。")


def can_sign(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """A person of a party."""
    if is_party(actor, contract):
        return True
    return _("只有合同各方的人员可以签署。")


def can_deliver(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Whoever gives the service."""
    if is_supplier(actor, contract):
        return True
    return _("只有提供服务的一方可以登记交付和服务场次。")


def can_accept(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Whoever buys, or leads."""
    if is_purchaser(actor, contract):
        return True
    return _("只有采购单位（或合作项目牵头方）可以组织验收。")


def can_speak(actor: Actor, home: Mapping[str, Any], contract: Mapping[str, Any]) -> bool | str:
    """The director of a home where the service is given, who does not belong to a party."""
    if home["id"] not in actor.homes:
        return _("只有儿童之家主任可以为本儿童之家填写。")
    if not any(home["division"].startswith(area) for area in contract["areas"]):
        return _("这份合同的服务范围不包括您的儿童之家。")
    if not uninvolved(actor, contract):
        return _("合同一方的人员不能代表服务对象。")
    return True


def can_ask_change(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Any party asks."""
    return True if is_party(actor, contract) else _("只有合同各方可以提出变更。")


def can_approve(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """The second body: whoever supervises at the purchaser's seat, and belongs to no party."""
    if not actor.may(Permission.contracts_supervise, contract["division"]):
        return _("只有采购单位所在地的财政或民政监督人员可以审核。")
    return True if uninvolved(actor, contract) else _("您属于合同一方，请由其他人员审核。")


def can_answer_subcontract(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Only whoever buys may consent that a part is given on (采购法48)."""
    return True if is_purchaser(actor, contract) else _("分包须经采购单位同意。")


def can_request(actor: Actor, contract: Mapping[str, Any]) -> bool | str:
    """Staff of the purchaser ask finance to pay."""
    return True if is_purchaser(actor, contract) else _("只有采购单位经办人员可以申请付款。")


def can_pay(actor: Actor, contract: Mapping[str, Any], involved: set[int | None]) -> bool | str:
    """Finance at the purchaser's seat; never who asked or approved (duties apart)."""
    if not actor.may(Permission.contracts_pay, contract["division"]):
        return _("只有采购单位所在地的财政人员可以审核和登记支付。")
    if {actor.id, actor.covering} & (involved - {None}):
        return _("申请、审核、支付必须由三个不同的人办理。")
    return True if uninvolved(actor, contract) else _("您属于合同一方，请由其他人员办理。")
