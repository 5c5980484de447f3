"""A guiding catalogue in force, brought as the province's list brings it."""

from datetime import date

from match.catalogue.importing import GuidingRow, import_guiding_item
from match.foundation.actor import SYSTEM, Actor

HUNAN, CHENZHOU, ZHUHUI = "430000000000", "431000000000", "430405000000"
PAPER = "湘财综〔2025〕1号"
SINCE = date(2026, 1, 1)


def item(
    code: str,
    name: str,
    parent: str | None = None,
    procurement: str | None = None,
    *,
    paper: str = PAPER,
    until: date | None = None,
) -> GuidingRow:
    """A row as the list says it, in force from `SINCE`."""
    return GuidingRow(2, code, name, paper, SINCE, parent, procurement, until)


ITEMS = (
    item("A", "公共服务"),
    item("A01", "儿童福利服务", "A", "C05010200"),
    item("A02", "未成年人关爱保护", "A", "C05010300"),
)


async def issue(*items: GuidingRow, division: str = HUNAN, actor: Actor = SYSTEM) -> list[str]:
    """What became of each row of the list that *division* issued."""
    return [(await import_guiding_item(actor, division, each))[0] for each in items]
