"""Contracts as a file: the public list, and a party's own desk."""

from collections.abc import Sequence

from match.contracts.queries import public_contracts
from match.contracts.shapes import ContractLineView
from match.contracts.states import ContractStatus, Source, word
from match.contracts.wording import source_word
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.site.exporting import Export, each_after, in_batches, telling
from match.site.exporting import columns as the

A_READ = 500


def contracts_export(source: Source | None) -> Export:
    """Signed contracts, newest first: public business."""
    sheet = _sheet(_("合同与合作项目"))

    async def fetch(after: int) -> list[ContractLineView]:
        return await public_contracts(source=source, after=after or None, limit=A_READ)

    row = telling(sheet, url=lambda one: f"{settings().base_url}/contracts/{one.id}")
    chosen = [("", source_word(source))] if source else []
    return Export("contracts", sheet, each_after(fetch, row), chosen, public=True)


def own_contracts_export(found: Sequence[ContractLineView]) -> Export:
    """What the reader's desk lists, drafts and all."""
    sheet = _sheet(_("我的合同与项目"))
    row = telling(sheet, url=lambda one: f"{settings().base_url}/desk/contracts/{one.id}")
    return Export("own-contracts", sheet, in_batches(found, row))


def _sheet(title: str) -> Sheet:
    return Sheet(
        title,
        (
            the.number("id", _("编号")),
            the.text("number", _("合同编号")),
            the.text("title", _("标题")),
            the.coded("source", _("来源"), {str(one): source_word(one) for one in Source}),
            the.coded("status", _("状态"), {str(one): word(one) for one in ContractStatus}),
            the.text("purchaser", _("采购单位")),
            the.text("supplier", _("供应商")),
            the.yuan("amount_fen", _("金额（元）")),
            the.day("starts_on", _("开始日期")),
            the.day("ends_on", _("截止日期")),
            the.text("url", _("网址")),
        ),
    )
