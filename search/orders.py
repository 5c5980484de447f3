"""What each order means, for every engine."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from search.filters import Field
from search.port import Sort
from search.projection import Projected

_CEILING = 2**31 - 1


class Order(msgspec.Struct, frozen=True):
    """`field` None: the name key. Documents without the value come last either way."""

    field: Field | None
    descending: bool


ORDERS: dict[Sort, Order] = {
    Sort.NEWEST: Order(Field.PUBLISHED, descending=True),
    Sort.DUE_SOON: Order(Field.DUE, descending=False),
    Sort.URGENT: Order(Field.URGENCY, descending=True),
    Sort.AMOUNT_HIGH: Order(Field.AMOUNT, descending=True),
    Sort.AMOUNT_LOW: Order(Field.AMOUNT, descending=False),
    Sort.QUANTITY_LEFT: Order(Field.QUANTITY, descending=True),
    Sort.NAME: Order(None, descending=False),
}


def _ranked(order: Order) -> Callable[[Projected], int | None]:
    """One number that orders by the value and then by id, so that pages never overlap."""

    def key(projected: Projected) -> int | None:
        if order.field is None:
            return projected.name_key
        value = next(iter(projected.values.get(order.field, ())), None)
        if not isinstance(value, int):
            return None
        return max(-_CEILING, min(_CEILING, value)) * 2**31 + projected.id

    return key


SORT_VALUES = {sort: _ranked(order) for sort, order in ORDERS.items()}
