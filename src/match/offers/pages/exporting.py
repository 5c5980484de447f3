"""Open offers as a file. A person who gives is not named in it either."""

from collections.abc import Sequence

from match.catalogue import codes, lists
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet, Value
from match.offers.public import OfferView
from match.offers.queries import own_organisations
from match.offers.sheet import cells, forms_of, sheet
from match.offers.states import OfferStatus, inside, outside
from match.places.listed import AreaFinder
from match.site.browsing import Told
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def offers_told(name: str = "offers", title: str = "") -> Told[OfferView]:
    """Offers as their public page says them, one a row."""
    sheet = Sheet(
        title or _("资源大厅"),
        (
            the.number("id", _("编号")),
            the.text("title", _("标题")),
            the.coded("category", _("类别"), codes.category_words(lists.categories())),
            the.coded(
                "mode",
                _("提供方式"),
                {code: mode.label() for code, mode in lists.modes().items()},
            ),
            the.number("quantity", _("提供数量")),
            the.number("left", _("还可提供")),
            the.text("unit", _("单位")),
            the.number("least", _("每次至少")),
            the.coded("status", _("状态"), {str(one): outside(one) for one in OfferStatus}),
            the.text("areas", _("区划代码")),
            the.text("area", _("能到达的地区")),
            the.day("starts_on", _("开始日期")),
            the.day("ends_on", _("截止日期")),
            the.yes_no("child_contact", _("接触儿童")),
            the.text("giver", _("提供方")),
            the.number("organisation_id", _("机构编号")),
            the.yes_no("verified", _("已核验")),
            the.moment("published_at", _("发布时间")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        sheet,
        quantity=lambda view: view.units.quantity,
        unit=lambda view: codes.unit(view.unit).label(),
        url=_url,
    )
    return Told(name, sheet, row)


async def own_offers_export(actor: Actor, found: Sequence[OfferView]) -> Export:
    """
    What one gives oneself, in the columns of the list that is imported, and where it stands: it
    may be corrected and sent again.
    """
    givers = dict(await own_organisations(actor)) | {
        view.organisation_id: view.giver for view in found if view.organisation_id is not None
    }
    listed = sheet(sorted(givers.items()))
    more = (
        the.number("left", _("还可提供")),
        the.coded("status", _("状态"), {str(one): inside(one) for one in OfferStatus}),
        the.moment("published_at", _("发布时间")),
        the.text("url", _("网址")),
    )
    told = Sheet(_("我的供给"), (*listed.columns, *more))
    beside = telling(Sheet(told.title, more), url=_url)
    forms, areas = await forms_of([view.id for view in found]), await AreaFinder.of_province()

    def row(view: OfferView) -> dict[str, Value]:
        return {**beside(view), **cells(forms[view.id], areas), "id": view.id}

    return Export("own-offers", told, in_batches(found, row))


def money_export(found: Sequence[OfferView]) -> Export:
    """Money on offer: between verified organisations, never for everybody (domain.md §3.2)."""
    told = offers_told("money-offers", _("资金供给"))
    return Export(told.name, told.sheet, in_batches(found, told.row))


def _url(view: OfferView) -> str:
    return f"{settings().base_url}/offers/{view.id}"
