"""Who may decide what about a pair. Each answer is True or the reason."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P

Verdict = bool | str


def keeps_home(actor: Actor, home_id: int) -> bool:
    """Whether the actor directs this home."""
    return home_id in actor.homes


def can_ask(actor: Actor, home_id: int) -> Verdict:
    """Only a home asks for helpers, through its director."""
    return keeps_home(actor, home_id) or _("请由本儿童之家的儿童主任提出。")


def can_decide_home(actor: Actor, pair: dict[str, Any]) -> Verdict:
    """The director of the home, who is not the helper."""
    if not keeps_home(actor, pair["home_id"]):
        return _("由儿童之家的儿童主任决定。")
    return actor.id != pair["helper_id"] or _("不能同意自己的申请。")


def can_decide_county(actor: Actor, pair: dict[str, Any]) -> Verdict:
    """The county, in another person than the director and the helper."""
    if not actor.may(P.pairs_decide, pair["division"]):
        return _("由县级民政部门或救助保护机构决定。")
    if actor.id in (pair["helper_id"], pair["home_by"]):
        return _("儿童之家和县级须由不同的人同意。")
    return True


def can_refuse(actor: Actor, pair: dict[str, Any]) -> Verdict:
    """Either of the two that would have to agree."""
    if keeps_home(actor, pair["home_id"]) or actor.may(P.pairs_decide, pair["division"]):
        return True
    return _("由儿童之家或县级决定。")


def is_helper(actor: Actor, pair: dict[str, Any]) -> bool:
    """Whether the actor is the one who helps."""
    return actor.id is not None and actor.id == pair["helper_id"]
