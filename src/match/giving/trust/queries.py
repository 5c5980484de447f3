"""The figures of one home and of one organisation, counted when they are asked for."""

from typing import Any

from match.foundation import clock
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.disclosure.states import HIDES, DutyKind
from match.giving.trust.rules import Figure, Measure, figure

# What both parties had confirmed: it arrived, or it was given up, or its day is over.
_PROMISED = """
SELECT coalesce(d.counted_at, d.paid_at) IS NOT NULL AS arrived,
       (coalesce(d.counted_at, d.paid_at) AT TIME ZONE 'Asia/Shanghai')::date
       - (greatest(a.giver_confirmed_at, a.recipient_confirmed_at)
          AT TIME ZONE 'Asia/Shanghai')::date AS days
  FROM donation d JOIN agreement a ON a.id = d.agreement_id
 WHERE d.organisation_id = $1 AND a.giver_confirmed_at IS NOT NULL
   AND a.recipient_confirmed_at IS NOT NULL
   AND (coalesce(d.counted_at, d.paid_at) IS NOT NULL OR d.status = 'cancelled'
        OR d.due_on < $2)
"""
_COUNTED = """
SELECT p.broken = 0 AND p.short = 0 AS complete
  FROM parcel p JOIN donation d ON d.id = p.donation_id
 WHERE d.organisation_id = $1 AND d.kind = 'goods' AND p.counted_at IS NOT NULL
"""
# Due, or done before its day; what is void was never owed.
_DUTIES = """
SELECT y.settled_on IS NOT NULL AND y.settled_on <= y.due_on AS in_time,
       (y.created_at AT TIME ZONE 'Asia/Shanghai')::date AS begun, y.settled_on
  FROM duty y WHERE (y.home_id = $1 OR y.organisation_id = $2) AND y.kind = ANY($3)
   AND y.status <> 'void' AND (y.settled_on IS NOT NULL OR y.due_on < $4)
"""


async def home_trust(home_id: int) -> tuple[str, tuple[Figure, ...]]:
    """A home's name, and how it counts and reports. Raises NotFound."""
    home = await one("SELECT name FROM home WHERE id = $1 AND status <> 'closed'", home_id)
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    return home["name"], (
        await _duties(Measure.counted, [DutyKind.transport], home_id=home_id),
        await _duties(Measure.reported, sorted(HIDES), home_id=home_id),
    )


async def organisation_trust(organisation_id: int) -> tuple[str, tuple[Figure, ...]]:
    """A verified organisation's name, and how it keeps its word and reports. Raises NotFound."""
    found = await one(
        "SELECT name FROM organisation WHERE id = $1 AND status = 'verified'", organisation_id
    )
    if found is None:
        raise NotFound(_("没有找到这家机构，或尚未通过核验。"))
    promised = await rows(_PROMISED, organisation_id, clock.today())
    counted = await rows(_COUNTED, organisation_id)
    return found["name"], (
        figure(
            Measure.arrived,
            [row["arrived"] for row in promised],
            [row["days"] for row in promised if row["arrived"]],
        ),
        figure(Measure.complete, [row["complete"] for row in counted]),
        await _duties(Measure.reported, sorted(HIDES), organisation_id=organisation_id),
    )


async def _duties(
    measure: Measure,
    kinds: list[DutyKind],
    *,
    home_id: int | None = None,
    organisation_id: int | None = None,
) -> Figure:
    found: list[dict[str, Any]] = await rows(
        _DUTIES, home_id, organisation_id, [kind.value for kind in kinds], clock.today()
    )
    done = [(row["settled_on"] - row["begun"]).days for row in found if row["settled_on"]]
    return figure(measure, [row["in_time"] for row in found], [max(0, days) for days in done])
