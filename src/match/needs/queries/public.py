"""What everybody may read. Small groups and money are left out here, whatever is asked."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.needs import policy
from match.needs.public import NeedView, is_money, public_view
from match.needs.queries._shared import NEED, lines_of, views_of
from match.needs.rules import hidden_categories
from match.needs.states import OPEN, PUBLIC, NeedStatus

# For everybody: $2 are the categories that only verified organisations see, in need or lines.
_NO_MONEY = (
    " AND n.category <> ALL($2) AND NOT EXISTS"
    " (SELECT FROM need_line l WHERE l.need_id = n.id AND l.category = ANY($2))"
)
# A home that owes a report for long is not found until it has reported; its page stays.
_NOT_WITHHELD = " AND h.withheld_at IS NULL"
_OPEN = sorted(str(status) for status in OPEN)


async def need_view(actor: Actor, need_id: int, *, verified: bool = False) -> NeedView:
    """
    A public need. Raises NotFound for others, and for a money need unless the reader acts for a
    *verified* organisation.
    """
    row = await one(NEED + " WHERE n.id = $1", need_id)
    if row is None or NeedStatus(row["status"]) not in PUBLIC:
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    view = public_view(row, await lines_of([need_id]), await whole("need.small_group"))
    insider = policy.can_see(actor, row["home_id"], row["division"], public=False, cleared=True)
    if is_money(view) and not (verified or insider):
        raise NotFound(_("没有找到这条需求，可能已撤回或过期。"))
    return view


async def needs_by_ids(ids: Sequence[int], *, money: bool = False) -> list[NeedView]:
    """
    Public needs in the order of *ids*; what is no longer public is left out. Search hits are
    always read again here: the index may be behind.
    """
    found = await rows(
        NEED + " WHERE n.id = ANY($1) AND n.status = ANY($2)" + _NOT_WITHHELD,
        list(ids),
        [str(status) for status in PUBLIC],
    )
    views = {view.id: view for view in await views_of(found)}
    shown = [views[need_id] for need_id in ids if need_id in views]
    return [view for view in shown if money or not is_money(view)]


async def open_needs(
    *,
    areas: Sequence[str] = (),
    text: str = "",
    categories: Sequence[str] = (),
    urgency: Sequence[str] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[NeedView]:
    """
    Open public needs by id, newest first, for the JSON list and when search does not answer.

    *areas* are division prefixes, *categories* roots or leaves, *after* the last id seen. Areas are
    held against the division that the public sees: asking village by village finds no small group.
    """
    found = await rows(
        NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + _NOT_WITHHELD
        + " AND (cardinality($3::text[]) = 0 OR EXISTS (SELECT FROM unnest($3::text[]) AS area"
        + "   WHERE starts_with(CASE WHEN n.beneficiaries < $4 THEN left(n.division, 9) || '000'"
        + "   ELSE n.division END, area)))"
        + " AND ($5 = '' OR n.title ILIKE '%' || $5 || '%' OR n.purpose ILIKE '%' || $5 || '%')"
        + " AND (cardinality($6::text[]) = 0 OR n.category = ANY($6)"
        + "      OR split_part(n.category, '-', 1) = ANY($6))"
        + " AND (cardinality($7::text[]) = 0 OR n.urgency = ANY($7))"
        + " AND ($8::bigint IS NULL OR n.id < $8)"
        + " ORDER BY n.id DESC LIMIT $9",
        _OPEN,
        list(hidden_categories()),
        list(areas),
        await whole("need.small_group"),
        text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"),
        list(categories),
        list(urgency),
        after,
        limit,
    )
    return await views_of(found)


async def urgent_needs(limit: int = 3) -> list[NeedView]:
    """The open needs that run out of time first, for the portal."""
    found = await rows(
        NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + _NOT_WITHHELD
        + " ORDER BY (n.urgency = 'urgent') DESC, n.due_on NULLS LAST, n.id LIMIT $3",
        _OPEN,
        list(hidden_categories()),
        limit,
    )
    return await views_of(found)


async def home_needs(home_id: int, limit: int = 20) -> list[NeedView]:
    """
    Public needs of one home, for its page. Those of a small group are not among them: the link
    itself would tell the village.
    """
    found = await rows(
        NEED
        + " WHERE n.status = ANY($1)"
        + _NO_MONEY
        + " AND n.home_id = $3 AND n.beneficiaries >= $4 ORDER BY n.id DESC LIMIT $5",
        [str(status) for status in PUBLIC],
        list(hidden_categories()),
        home_id,
        await whole("need.small_group"),
        limit,
    )
    return await views_of(found)


async def count_open(prefix: str = "43") -> int:
    """How many needs are open in an area, of those that everybody may see."""
    return await value(
        "SELECT count(*) FROM need n WHERE n.status = ANY($1)"  # noqa: S608 # our own words
        + _NO_MONEY
        + " AND n.division LIKE $3 || '%'",
        _OPEN,
        list(hidden_categories()),
        prefix,
    )


async def counts_by_county(prefix: str = "43") -> dict[str, tuple[int, int]]:
    """Per county (6 digits): open needs, and needs met so far, of those everybody may see."""
    found = await rows(
        "SELECT left(n.division, 6) AS county,"  # noqa: S608 # our own words
        " count(*) FILTER (WHERE n.status = ANY($1)) AS open,"
        " count(*) FILTER (WHERE n.status IN ('met', 'confirmed', 'closed')) AS met"
        " FROM need n WHERE n.division LIKE $3 || '%'" + _NO_MONEY + " GROUP BY 1",
        _OPEN,
        list(hidden_categories()),
        prefix,
    )
    return {row["county"]: (row["open"], row["met"]) for row in found}
