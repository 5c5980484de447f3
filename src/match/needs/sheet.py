"""A county's or township's list of needs as a file: one row is one need of one home."""

from collections.abc import Mapping

from match.catalogue import lists
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value
from match.homes.sheet import place_columns
from match.needs.forms import BANDS, Line, NeedForm
from match.needs.states import Delivery, Urgency, urgency_word

_DELIVERY = {"乡镇": "township", "儿童之家": "home"}
LINES = 5
"""As many things as a row has columns for; a longer list is written on the need's own page."""


def sheet() -> Sheet:
    """Place, what and why, how many children by age, and up to five lines."""
    return Sheet(
        "需求名单",
        (
            *place_columns(),
            Column("title", "需求名称", required=True, example="过冬棉被四十床", longest=60),
            Column("category", "类别", Kind.choice, required=True, choices=categories()),
            Column(
                "purpose",
                "用途说明",
                required=True,
                longest=1000,
                example="冬天午休室太冷，给来午休的孩子准备加厚棉被。",
                notes=_("不要写孩子的姓名和能认出孩子的话。"),
            ),
            Column("urgency", "紧急程度", Kind.choice, choices=_urgencies()),
            Column("due_on", "最晚需要日期", Kind.date, example="2027-01-15"),
            Column("delivery", "送到", Kind.choice, choices=_DELIVERY),
            *(
                Column(f"band {band}", f"{band}岁人数", Kind.integer, most=5000, example="10")
                for band in BANDS
            ),
            *(column for at in range(1, LINES + 1) for column in _line_columns(at)),
        ),
        natural_key=("township", "village", "title"),
        most_rows=500,
    )


def categories() -> dict[str, str]:
    """The leaves of the catalogue by their names; one name that two leaves bear says its root."""
    listed = lists.categories()
    leaves = [entry for entry in listed.values() if entry.parent is not None]
    names = [entry.name_zh for entry in leaves]
    return {
        entry.name_zh
        if names.count(entry.name_zh) == 1
        else f"{entry.name_zh}（{listed[entry.parent or ''].name_zh}）": entry.code
        for entry in leaves
    }


def units() -> dict[str, str]:
    """The units of the list by their names."""
    return {unit.name_zh: code for code, unit in lists.units().items()}


def cells(form: NeedForm) -> dict[str, Value]:
    """A need as its row, but for its place."""
    held: dict[str, Value] = {
        "title": form.title,
        "category": form.category,
        "purpose": form.purpose,
        "urgency": str(form.urgency),
        "due_on": form.due_on,
        "delivery": str(form.delivery),
        **{f"band {band}": form.bands.get(band) or None for band in BANDS},
    }
    for at, line in enumerate(form.lines, 1):
        held |= {
            f"name {at}": line.name,
            f"quantity {at}": line.quantity,
            f"unit {at}": line.unit,
            f"price {at}": line.reference_price_fen,
        }
    return held


def lines_of(values: Mapping[str, Value]) -> list[Line] | str:
    """The things of a row, or what is lacking of one."""
    found: list[Line] = []
    for at in range(1, LINES + 1):
        name, quantity, unit, price = (
            values.get(f"{part} {at}") for part in ("name", "quantity", "unit", "price")
        )
        if not name:
            if quantity or unit or price:
                return _("第 %(at)s 样物品有数量却没有名称，请补上。") % {"at": at}
            continue
        if not isinstance(quantity, int) or not isinstance(unit, str):
            return _("“%(name)s”缺数量或单位，请补上。") % {"name": name}
        found.append(
            Line(
                str(name),
                quantity,
                unit,
                reference_price_fen=price if isinstance(price, int) else None,
            )
        )
    return found or _("请至少写一样物品或服务。")


def _line_columns(at: int) -> tuple[Column, ...]:
    example = at == 1
    return (
        Column(f"name {at}", f"物品{at}", example="加厚棉被" if example else "", longest=60),
        Column(
            f"quantity {at}",
            f"数量{at}",
            Kind.integer,
            least=1,
            most=1_000_000,
            example="40" if example else "",
        ),
        Column(f"unit {at}", f"单位{at}", Kind.choice, choices=units()),
        Column(f"price {at}", f"单价{at}（元）", Kind.money, example="120" if example else ""),
    )


def _urgencies() -> dict[str, str]:
    return {urgency_word(one): str(one) for one in Urgency}


def delivery_of(value: Value) -> Delivery:
    """Where goods go; the township, where nothing is said."""
    return Delivery(str(value)) if value else Delivery.township
