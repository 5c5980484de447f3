"""Campaigns as a file: the records that link out."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.sheets import Column, Sheet
from match.giving.campaigns.queries import CampaignView, public_campaigns
from match.giving.campaigns.states import CampaignStatus, campaign_word
from match.site.exporting import MOST, Export, in_batches, telling
from match.site.exporting import columns as the


async def campaigns_export() -> Export:
    """What the public sees today."""
    sheet = Sheet(_("公开募捐"), _columns())
    found = await public_campaigns(MOST)
    return Export("campaigns", sheet, in_batches(found, telling(sheet)), public=True)


def own_campaigns_export(found: Sequence[CampaignView]) -> Export:
    """The records of a charity, or those that wait for a check."""
    states = {str(one): campaign_word(one) for one in CampaignStatus}
    sheet = Sheet(
        _("公开募捐记录"),
        (
            *_columns(),
            the.coded("status", _("状态"), states),
            the.text("hidden", _("未公开的原因")),
        ),
    )
    return Export("own-campaigns", sheet, in_batches(found, telling(sheet)))


def _columns() -> tuple[Column, ...]:
    return (
        the.number("id", _("编号")),
        the.text("title", _("标题")),
        the.text("purpose", _("用途"), longest=2000),
        the.text("charity", _("慈善组织")),
        the.text("partner", _("合作方")),
        the.text("certificate_number", _("公开募捐资格证书")),
        the.text("certificate_issuer", _("发证机关")),
        the.day("certificate_until", _("证书有效期至")),
        the.text("filing_number", _("募捐方案备案编号")),
        the.day("starts_on", _("开始日期")),
        the.day("ends_on", _("截止日期")),
        the.text("platform", _("募捐平台")),
        the.text("link", _("募捐网址")),
        the.day("checked_on", _("核对日期")),
    )
