"""A line to promise to, a gathering for it, and the choices of the form."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.pledging.shapes import JointView, OpenLine
from match.giving.pledging.states import JointStatus
from match.giving.rules import kind_of
from match.giving.states import GiftKind
from match.needs.states import OPEN
from match.offers.queries import acts_for_verified


async def open_line(actor: Actor, line_id: int) -> OpenLine:
    """A line of an open need that may be promised to. Money only for a verified organisation's."""
    row = await one(
        "SELECT l.id, l.need_id, l.name, l.unit, l.category, n.title, n.status, n.beneficiaries,"
        " l.quantity - l.reserved - l.committed - l.in_transit - l.received AS left_units, d.path"
        " FROM need_line l JOIN need n ON n.id = l.need_id"
        " JOIN division d ON d.code = left(n.division, 9) || '000' WHERE l.id = $1",
        line_id,
    )
    if row is None or row["status"] not in {str(status) for status in OPEN}:
        raise NotFound(_("没有找到这条需求，或现在不接受新的帮助。"))
    kind = kind_of(row["category"])
    if kind is GiftKind.money and not await acts_for_verified(actor):
        raise NotFound(_("没有找到这条需求，或现在不接受新的帮助。"))
    return OpenLine(
        row["id"],
        row["need_id"],
        row["title"],
        row["name"],
        row["unit"],
        kind,
        row["left_units"],
        " ".join(row["path"].split("/")[1:]),
    )


async def joint_view(actor: Actor, joint_id: int) -> JointView:
    """A gathering, for those who may promise to its line. Raises NotFound."""
    row = await one("SELECT * FROM joint_pledge WHERE id = $1", joint_id)
    if row is None:
        raise NotFound(_("没有找到这次合捐。"))
    held = await one(
        "SELECT coalesce(sum(coalesce(units, amount_fen / 100)), 0)::int AS units, count(*) AS n"
        " FROM pledge WHERE joint_id = $1"
        " AND status IN ('offered', 'accepted', 'agreed', 'kept')",
        joint_id,
    )
    assert held is not None, "sums are always there"
    return JointView(
        joint_id,
        await open_line(actor, row["line_id"]),
        JointStatus(row["status"]),
        row["units"],
        held["units"],
        row["due_on"],
        held["n"],
    )


async def givers_of(actor: Actor) -> list[tuple[str, str]]:
    """In whose name this person may promise: verified organisations first, then their own."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE id = ANY($1) AND status = 'verified'"
        " AND verified_until >= $2 ORDER BY name",
        sorted(actor.organisations),
        clock.today(),
    )
    return [(str(row["id"]), row["name"]) for row in found]


async def charities(division: str = "43") -> list[tuple[str, str]]:
    """Charities that are verified today, those near *division* first."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE charity AND status = 'verified'"
        " AND verified_until >= $1 ORDER BY (left(division, 4) = left($2, 4)) DESC, name LIMIT 200",
        clock.today(),
        division,
    )
    return [(str(row["id"]), row["name"]) for row in found]
