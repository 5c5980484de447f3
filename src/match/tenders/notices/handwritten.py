"""Notices that a person writes: a correction of what was published, a single source made public."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import command
from match.foundation.decisions import require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.tenders import policy
from match.tenders.loading import load
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind
from match.tenders.states import PUBLIC, Method, Mode, TenderStatus

BY_HAND = (NoticeKind.correction, NoticeKind.single_source)


@command
async def write_notice(
    actor: Actor, tender_id: int, kind: NoticeKind, facts: dict[str, Any]
) -> int:
    """
    Publish a notice that follows from no step; returns its id. A single source may be made public
    before the purchase is: that is what it is for (实施条例38), and its reader finds the notice.

    Raises NotFound, Denied, Invalid; Conflict for a correction of what is not public yet, a single
    source of another method, or a mirror, whose notices are on the official system.
    """
    purchase = await load(tender_id, "update")
    require(policy.can_write(actor, purchase.organisation_id, purchase.division))
    if purchase.mode is Mode.mirror:
        raise Conflict(_("这个采购的公告在官方系统发布，请登记官方步骤。"))
    if kind is NoticeKind.single_source and purchase.method is not Method.single:
        raise Conflict(_("只有单一来源采购需要这份公示。"))
    if purchase.status not in PUBLIC or purchase.status is TenderStatus.draft:
        raise Conflict(_("还没有发布的采购没有可以更正的公告，请先公开。"))
    return await publish_notice(actor, tender_id, kind, facts)
