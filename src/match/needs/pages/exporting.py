"""Open needs as a file: what their public page says, and nothing that it leaves out."""

from collections.abc import Sequence

from match.catalogue import codes, lists
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Column, Holds, Value
from match.needs.public import NeedView
from match.needs.queries import Line
from match.needs.queries.forms import forms_of
from match.needs.sheet import LINES, cells, sheet
from match.needs.states import Delivery, NeedStatus, Urgency, inside, outside, urgency_word
from match.site.browsing import Told
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def open_needs_told() -> Told[NeedView]:
    """Open needs, one a row; a small group without its home, as on the page."""
    listed = Sheet(
        _("需求大厅"),
        (
            the.number("id", _("编号")),
            the.text("title", _("标题")),
            the.coded("category", _("类别"), codes.category_words(lists.categories())),
            the.text("items", _("物品")),
            the.number("quantity", _("需要数量")),
            the.number("left", _("还缺数量")),
            the.number("percent", _("已认领百分比")),
            the.coded("urgency", _("紧急程度"), {str(one): urgency_word(one) for one in Urgency}),
            the.coded("status", _("状态"), {str(one): outside(one) for one in NeedStatus}),
            the.text("division", _("区划代码")),
            the.text("place", _("地点")),
            the.number("home_id", _("儿童之家编号")),
            the.text("home_name", _("儿童之家")),
            the.text("children", _("受益儿童")),
            the.text("groups", _("儿童群体")),
            the.yes_no("child_contact", _("接触儿童")),
            the.coded("delivery", _("送达方式"), _deliveries()),
            the.day("wanted_from", _("希望从哪天起")),
            the.day("due_on", _("希望到哪天为止")),
            the.moment("published_at", _("发布时间")),
            the.text("url", _("网址")),
        ),
    )
    row = telling(
        listed,
        items=_items,
        groups=lambda view: [codes.group(code).label() for code in view.groups],
        url=lambda view: f"{settings().base_url}/needs/{view.id}",
    )
    return Told("needs", listed, row)


async def own_needs_export(found: Sequence[Line]) -> Export:
    """
    The needs of the reader's homes, and those she entered for others, in the columns of the list
    that a clerk imports: it may be corrected and sent again. A need with more things than such a
    list has room for says so behind its village's name, and would be refused.
    """
    desk = _desk_columns()
    listed = sheet()
    known = {column.key for column in listed.columns}
    more = tuple(column for column in desk if column.key not in known)
    told = Sheet(_("我的需求"), (*listed.columns, *more))
    beside = telling(Sheet(told.title, more))
    forms = await forms_of([line.id for line in found])

    def row(line: Line) -> dict[str, Value]:
        form, path = forms[line.id]
        township, village = path.split("/")[-2:]
        room = len(form.lines) <= LINES
        place = village if room else village + _("（超过 %(most)s 样）") % {"most": LINES}
        return {**beside(line), **cells(form), "township": township, "village": place}

    return Export("own-needs", told, in_batches(found, row))


def lines_export(name: str, title: str, found: Sequence[Line]) -> Export:
    """Needs as a desk lists them."""
    listed = Sheet(title, _desk_columns())
    return Export(name, listed, in_batches(found, telling(listed)))


def _desk_columns() -> tuple[Column, ...]:
    return (
        the.number("id", _("编号")),
        the.text("title", _("标题")),
        the.text("home_name", _("儿童之家")),
        the.text("place", _("地点")),
        the.text("category", _("类别代码")),
        the.coded("status", _("状态"), {str(one): inside(one) for one in NeedStatus}),
        the.coded("urgency", _("紧急程度"), {str(one): urgency_word(one) for one in Urgency}),
        the.number("beneficiaries", _("受益儿童"), holds=Holds.internal),
        the.moment("submitted_at", _("提交时间")),
        the.moment("next_check_at", _("处理期限")),
    )


def _items(view: NeedView) -> str:
    """棉被 3 床；书包 10 个: every line with its quantity."""
    told: list[str] = []
    for line in view.lines:
        quantity = line.units.quantity
        told.append(f"{line.name} {quantity} {codes.unit(line.unit).after(quantity)}")
    return _("；").join(told)


def _deliveries() -> dict[str, str]:
    return {
        str(Delivery.home): _("送到儿童之家"),
        str(Delivery.township): _("送到乡镇政府，由乡镇转交"),
    }
