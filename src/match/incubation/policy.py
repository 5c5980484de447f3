"""Who may do what to bases, organisations and counsellors: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission

Verdict = bool | str


def can_keep(actor: Actor, division: str) -> Verdict:
    """The civil-affairs department of the level, or the one above, keeps bases and stages."""
    return actor.may(Permission.incubation_keep, division) or _(
        "孵化培育由县级以上民政部门在本辖区内登记。"
    )


def can_accompany(actor: Actor, entry: Mapping[str, Any]) -> Verdict:
    """Whoever keeps it, or its mentor, notes support and gaps."""
    if entry["mentor_id"] is not None and entry["mentor_id"] in (actor.id, actor.covering):
        return True
    return can_keep(actor, entry["division"])


def can_see(actor: Actor, entry: Mapping[str, Any]) -> bool:
    """The department, the mentor, and the organisation itself."""
    return (
        actor.may(Permission.incubation_keep, entry["division"])
        or (entry["mentor_id"] is not None and entry["mentor_id"] == actor.id)
        or entry["organisation_id"] in actor.organisations
    )


def can_propose(actor: Actor, township: str) -> Verdict:
    """The township's supervisor or station, or the county, names a counsellor."""
    return actor.may(Permission.incubation_propose, township) or _(
        "心理辅导人员由乡镇或县级民政部门提出。"
    )


def can_check(actor: Actor, counsellor: Mapping[str, Any]) -> Verdict:
    """The county looks at the certificate; never who proposed the person."""
    if counsellor["proposed_by"] in (actor.id, actor.covering):
        return _("不能核验自己提出的人员，请由县里的其他人核验。")
    return can_keep(actor, counsellor["division"])


def can_serve(actor: Actor, organisation_id: int) -> Verdict:
    """An organisation writes down its own services."""
    return organisation_id in actor.organisations or _("只有机构自己的管理员可以登记服务。")


def can_see_counsellor(actor: Actor, township: str) -> bool:
    """Who proposes or checks in this township."""
    return actor.may(Permission.incubation_propose, township) or actor.may(
        Permission.incubation_keep, township
    )
