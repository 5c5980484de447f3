"""Proposals of a party as a file: her own, and those she may answer for a home of her area."""

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.matching import parties
from match.matching.states import ProposalStatus, word
from match.site.exporting import Export, telling
from match.site.exporting import columns as the
from match.site.exporting.export import Batches

A_READ = 200


def own_proposals_export(actor: Actor) -> Export:
    """Newest first; what a clerk may answer for others comes first, as on the page."""
    sheet = Sheet(
        _("匹配建议"),
        (
            the.number("id", _("编号")),
            the.coded("status", _("状态"), {str(one): word(one) for one in ProposalStatus}),
            the.number("need_id", _("需求编号")),
            the.text("need_title", _("需求")),
            the.text("home_name", _("儿童之家")),
            the.text("place", _("地点")),
            the.number("offer_id", _("供给编号")),
            the.text("offer_title", _("供给")),
            the.text("giver", _("供给方")),
            the.text("line_name", _("物品")),
            the.number("units", _("数量")),
            the.text("unit", _("单位")),
            the.number("score", _("综合分")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        sheet,
        unit=lambda one: codes.label(one.unit),
        url=lambda one: f"{settings().base_url}/desk/proposals/{one.id}",
    )

    async def batches() -> Batches:
        others = await parties.proposals_to_answer_for(actor, A_READ)
        told = {one.id for one in others}
        yield [row(one) for one in others]
        before: int | None = None
        while found := await parties.own_proposals(actor, before=before, limit=A_READ):
            yield [row(one) for one in found if one.id not in told]
            before = found[-1].id

    return Export("own-proposals", sheet, batches())
