"""A gap becomes a need: drafted by whoever saw it, filled in as far as it is known."""

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import command, one
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.insight.gap_needs import GAP_NEEDS
from match.needs.commands import draft_need, save_kind, save_lines
from match.needs.forms import KindStep, Line, LinesStep
from match.places.rules import scope_of


@command
async def need_from_gap(actor: Actor, code: str, home: str, wanted: str) -> int:
    """
    The draft of a need for what a home lacks (``FAC-VIDEO`` …); returns its id. Whoever may write
    for the home completes it: children and their ages are not known here.

    Raises NotFound for a home outside the division, or that lacks nothing of the kind; Invalid
    for what no need can bring; and what drafting a need raises.
    """
    given = GAP_NEEDS.get(wanted)
    if given is None:
        raise Invalid({"wanted": _("这一项不能用物资需求解决，请在儿童之家的页面处理。")})
    found = await one(
        "SELECT id, name FROM home WHERE id = $1 AND starts_with(division, $2)"
        " AND NOT $3 = ANY(facilities)",
        int(home) if home.isascii() and home.isdigit() and len(home) < 19 else -1,
        scope_of(code),
        wanted,
    )
    if found is None:
        raise NotFound(_("没有找到缺这一项的儿童之家，可能已经补上了。请刷新缺口清单。"))
    category = codes.category(given.category)
    need_id = await draft_need(actor, found["id"])
    await save_kind(actor, need_id, KindStep(given.category, given.title(), given.purpose()))
    unit = category.default_unit
    await save_lines(actor, need_id, LinesStep([Line(category.label(), given.quantity, unit)]))
    return need_id
