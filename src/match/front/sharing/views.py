"""
Each view that can be shared, as a title, a table and a word on where it comes from.

None shows more than the public may know and totals by area: a link goes from hand to hand, and
whoever holds it is nobody in particular. Giving is read as its owner, so that it ends with their
right to read it, and only totals by county leave this module.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _
from match.foundation.money import yuan
from match.giving.documents.statement import Line, statement
from match.giving.states import GiftKind
from match.insight.dashboard import dashboard
from match.insight.gauges import label
from match.insight.words import shown, shown_parts
from match.needs.cards import need_card
from match.needs.queries import open_needs
from match.openness.sharing.states import SharedView
from match.places.queries import area_names
from match.places.rules import code_from
from match.site.formats import day, number

NEEDS_MOST = 200
HUNAN = "43"


class Shown(msgspec.Struct, frozen=True):
    """A table of words: ``url`` of a row leads to a public page, or is empty."""

    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""


Asked = Mapping[str, Any]


async def needs(owner: Actor, asked: Asked) -> Shown:
    """Open needs by the link's filter, as the public list has them now."""
    del owner
    area, category = asked.get("area", ""), asked.get("category", "")
    found = await open_needs(
        areas=[area] if area else [],
        text=asked.get("words", ""),
        categories=[category] if category else [],
        limit=NEEDS_MOST,
    )
    cards = [need_card(view) for view in found]
    return Shown(
        about=await _area(area),
        columns=(_("需求"), _("地区"), _("已有 / 需要"), _("截止")),
        rows=tuple(
            (
                card.url,
                (
                    card.title,
                    card.place,
                    f"{number(card.done)} / {number(card.asked)} {card.unit}",
                    day(card.due_on) if card.due_on else "—",
                ),
            )
            for card in cards
        ),
        note=_("最多显示 %(most)s 条。") % {"most": NEEDS_MOST},
    )


async def gauges(owner: Actor, asked: Asked) -> Shown:
    """An area's gauges, as the public may know them."""
    del owner
    view = await dashboard(code_from(asked.get("area") or HUNAN), "coverage", public=True)
    return Shown(
        about=view.place.name,
        columns=(_("指标"), _("数值"), _("构成")),
        rows=tuple(
            ("", (label(one.key), shown(one), shown_parts(one) or "—")) for one in view.gauges
        ),
        note=_("人数不足 5 人的不公开。"),
    )


async def giving(owner: Actor, asked: Asked) -> Shown:
    """A year of an organisation's giving: how much, county by county. Raises Denied, Invalid."""
    made = await statement(owner, int(asked["year"]), int(asked["organisation"]))
    counties: dict[str, list[Line]] = {}
    for line in made.lines:
        counties.setdefault(" ".join(line.place.split(" ")[:2]), []).append(line)
    return Shown(
        about=_("%(donor)s，%(year)s 年") % {"donor": made.donor, "year": made.year},
        columns=(_("县市区"), _("捐赠笔数"), _("到账（元）"), _("已使用（元）")),
        rows=tuple(
            ("", (county or _("未定"), number(len(lines)), *_sums(lines)))
            for county, lines in sorted(counties.items())
        ),
        note=" ".join(made.totals),
    )


VIEWS: dict[SharedView, Callable[[Actor, Asked], Awaitable[Shown]]] = {
    SharedView.needs: needs,
    SharedView.gauges: gauges,
    SharedView.giving: giving,
}
NOT_ANY_MORE = (Denied, Invalid)
"""What a view raises when its owner may not see it any more."""


def _sums(lines: list[Line]) -> tuple[str, str]:
    money = [line for line in lines if line.kind is GiftKind.money]
    return yuan(sum(line.paid_fen for line in money)), yuan(sum(line.used_fen for line in money))


async def _area(prefix: str) -> str:
    names = await area_names([prefix or HUNAN])
    return " · ".join(names.values())
