"""Needs as the forms that would make them: for lists that are corrected and sent again."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.db import rows
from match.needs.forms import Line, NeedForm
from match.needs.states import Delivery, Urgency

_SAME = (
    "home_id",
    "category",
    "title",
    "purpose",
    "wanted_from",
    "due_on",
    "groups",
    "child_contact",
    "skills",
)


async def forms_of(needs: Sequence[int]) -> dict[int, tuple[NeedForm, str]]:
    """By id: the form, and the path of the village. Call it for needs the reader was shown."""
    found = await rows(
        "SELECT n.*, d.path FROM need n JOIN division d ON d.code = n.division"
        " WHERE n.id = ANY($1)",
        list(needs),
    )
    lines: dict[int, list[Line]] = defaultdict(list)
    for line in await rows(
        "SELECT need_id, name, quantity, unit, category, reference_price_fen FROM need_line"
        " WHERE need_id = ANY($1) ORDER BY need_id, position",
        list(needs),
    ):
        lines[line.pop("need_id")].append(Line(**line))
    return {row["id"]: (_form(row, lines[row["id"]]), row["path"]) for row in found}


def _form(row: dict[str, Any], lines: list[Line]) -> NeedForm:
    return NeedForm(
        **{name: row[name] for name in _SAME},
        bands=msgspec.json.decode(row["bands"], type=dict[str, int]),
        lines=lines,
        urgency=Urgency(row["urgency"]),
        delivery=Delivery(row["delivery"]),
    )
