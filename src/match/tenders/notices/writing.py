"""From the boxes of a notice written by hand to its facts."""

from collections.abc import Sequence
from typing import Any

from match.tenders.notices.states import NoticeKind

ROWS = 4


def facts_of(kind: NoticeKind, sent: Any) -> dict[str, Any]:
    """The facts as typed. Rows with nothing in them are left out; a row's boxes come together."""
    boxes: dict[str, Any] = {
        name: str(sent.get(name) or "").strip()
        for name in ("corrects", "reason", "supplier", "supplier_address", "contact")
        if name in sent
    }
    if kind is NoticeKind.correction:
        boxes["changes"] = _rows(sent, ("item", "before", "after"))
    else:
        boxes["opinions"] = _rows(sent, ("name", "post", "opinion"))
    return boxes


def _rows(sent: Any, names: Sequence[str]) -> list[dict[str, str]]:
    columns = [[str(each).strip() for each in sent.getall(f"r_{name}", [])] for name in names]
    rows = zip(*columns, strict=False)
    return [dict(zip(names, row, strict=True)) for row in rows if any(row)]
