"""Lists of purchases as files: what a journalist takes along."""

from collections.abc import Sequence

from match.catalogue import codes, lists
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Value
from match.site.browsing import Listing, Told, chosen_words
from match.site.exporting import Export, in_batches
from match.site.exporting import columns as the
from match.site.exporting.export import Batches
from match.tenders.pages.browsing import AskedPurchases
from match.tenders.public import TenderView
from match.tenders.queries import public_tenders
from match.tenders.states import Method, Mode, TenderStatus, method_word, mode_word, outside
from search.documents import amount_band

A_READ = 200


def purchases() -> Told[TenderView]:
    """Open purchases."""
    return Told("purchases", purchase_sheet(), purchase_row)


def purchases_export(name: str, title: str, found: Sequence[TenderView]) -> Export:
    """Purchases of a desk."""
    sheet = Sheet(title, purchase_sheet().columns)
    return Export(name, sheet, in_batches(found, purchase_row))


async def every_purchase(
    listing: Listing[AskedPurchases, TenderView], asked: AskedPurchases
) -> Export:
    """
    Every purchase that was ever public, also what is over, newest first; narrowed as asked. The
    index holds open ones only, so PostgreSQL answers, and words are sought as they are written.
    """
    told = purchases()

    async def fetch(after: int) -> list[TenderView]:
        return await public_tenders(
            areas=asked.county or asked.prefecture,
            text=asked.q,
            categories=asked.category,
            after=after or None,
            limit=A_READ,
        )

    async def batches() -> Batches:
        after = 0
        while found := await fetch(after):
            yield [
                told.row(view)
                for view in found
                if not asked.amount or amount_band(view.budget_fen) in asked.amount
            ]
            after = found[-1].id

    chosen = [*await chosen_words(listing, asked), ("", _("含已结束的采购"))]
    return Export("all-purchases", told.sheet, batches(), chosen, public=True)


def purchase_sheet() -> Sheet:
    """A purchase: what, who, where, how much, until when, how it stands."""
    return Sheet(
        _("政府购买服务"),
        (
            the.number("id", _("编号")),
            the.text("title", _("项目名称")),
            the.text("purchaser", _("采购单位")),
            the.text("division", _("区划代码")),
            the.text("place", _("采购单位所在地")),
            the.text("area", _("服务地区")),
            the.coded("category", _("服务类别"), codes.category_words(lists.categories())),
            the.coded("method", _("采购方式"), {one: method_word(one) for one in Method}),
            the.coded("mode", _("承接方式"), {one: mode_word(one) for one in Mode}),
            the.coded("status", _("状态"), {one: outside(one) for one in TenderStatus}),
            the.yuan("budget", _("预算（元）")),
            the.number("service_days", _("服务天数")),
            the.moment("published_at", _("公告时间")),
            the.day("closes_on", _("截止日期")),
            the.moment("closes_at", _("截止时间")),
            the.text("winner", _("成交供应商")),
            the.yuan("award", _("成交金额（元）")),
            the.number("document_version", _("采购文件版本")),
            the.text("document_sha256", _("采购文件指纹")),
            the.text("official_notice_url", _("法定媒体公告")),
            the.text("url", _("网址")),
        ),
    )


def purchase_row(view: TenderView) -> dict[str, Value]:
    """What the purchase's own page says of it."""
    return {
        "id": view.id,
        "title": view.title,
        "purchaser": view.purchaser,
        "division": view.division,
        "place": view.place,
        "area": view.area,
        "category": view.category,
        "method": str(view.method),
        "mode": str(view.mode),
        "status": str(view.status),
        "budget": view.budget_fen,
        "service_days": view.service_days,
        "published_at": view.published_at,
        "closes_on": view.dates.closes_on,
        "closes_at": view.closes_at,
        "winner": view.winner,
        "award": view.award_fen,
        "document_version": view.document_version,
        "document_sha256": view.document_hash,
        "official_notice_url": view.official_notice_url,
        "url": f"{settings().base_url}/purchases/{view.id}",
    }
