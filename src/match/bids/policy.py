"""Who may bid, hold a key, choose the officials, and ask for a correction."""

from collections.abc import Collection

from match.foundation.actor import Actor, Grant
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission, Role

_BIDDERS = frozenset({Role.manager})


def can_bid(actor: Actor, organisation_id: int) -> bool | str:
    """The manager of the organisation that bids: a purchaser's officer is none."""
    if any(g.role in _BIDDERS and g.organisation == organisation_id for g in actor.grants):
        return True
    return _("只有本机构的负责人可以代表机构投标。")


def key_grant(actor: Actor) -> Grant | None:
    """The grant by which this person may hold a key, or None."""
    return next((g for g in actor.grants if Permission.bids_open in ROLES[g.role]), None)


def can_hold_key(actor: Actor) -> bool | str:
    """Officials of the purchaser, finance, discipline, audit, education or women's federation, and
    outside experts such as a lawyer or notary."""
    if key_grant(actor) is not None:
        return True
    return _("只有采购、财政、纪检、审计、教育、妇联的经办人员或者外部专家可以登记开标密钥。")


def can_arrange(actor: Actor, organisation_id: int, division: str) -> bool | str:
    """The purchaser's officer."""
    if actor.system or any(
        Permission.tenders_publish in ROLES[grant.role]
        and grant.covers(division)
        and grant.organisation in (None, organisation_id)
        for grant in actor.grants
    ):
        return True
    return _("只有本部门的采购经办人员可以这样操作。")


def can_open(actor: Actor, officials: Collection[int], panel: Collection[int]) -> bool | str:
    """One of the tender's officials, and nobody who judges the bids (87号令40)."""
    if actor.id in panel:
        return _("评审成员不得参加开标。")
    if actor.id in officials:
        return True
    return _("您不是这次采购的开标人。")


def can_ask(
    actor: Actor, organisation_id: int, division: str, panel: Collection[int]
) -> bool | str:
    """The panel, and the purchaser who asks on its behalf (87号令51)."""
    if actor.id in panel or can_arrange(actor, organisation_id, division) is True:
        return True
    return _("只有评审成员和采购经办人员可以要求供应商补正。")
