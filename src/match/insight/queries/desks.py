"""Whose desk things wait on now: how many, how long, since when the longest."""

from collections.abc import Mapping

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.needs.rules import hidden_categories

NEED_DESKS = ("township", "county", "matching", "giver", "home")
PURCHASE_DESKS = ("purchaser", "bidders", "panel", "supplier", "finance")

# Each need that is under way, on the one desk that must act, and since when it lies there.
_NEEDS = """
SELECT n.division, CASE WHEN n.status IN ('privacy', 'township') THEN 'township'
  WHEN n.status IN ('information', 'met') THEN 'home' WHEN n.status = 'county' THEN 'county'
  WHEN g.first IS NOT NULL THEN 'giver' ELSE 'matching' END AS desk,
  CASE WHEN n.status IN ('privacy', 'township', 'information') THEN n.submitted_at
  WHEN n.status = 'county' THEN coalesce(a.checked, n.submitted_at)
  WHEN n.status = 'met' THEN coalesce(a.met, n.published_at)
  ELSE coalesce(g.first, n.published_at) END AS since
FROM need n
LEFT JOIN LATERAL (SELECT max(x.at) FILTER (WHERE x.verb = 'need.checked') AS checked,
  max(x.at) FILTER (WHERE x.verb = 'need.met') AS met FROM audit x
  WHERE x.subject_kind = 'need' AND x.subject_id = n.id AND n.status IN ('county', 'met')) a ON true
LEFT JOIN LATERAL (SELECT min(x.created_at) AS first FROM agreement x WHERE x.need_id = n.id
  AND x.status IN ('drafted', 'in_force')) g ON true
WHERE starts_with(n.division, $1) AND n.category <> ALL($4) AND n.status IN ('privacy', 'township',
  'county', 'information', 'published', 'matching', 'partly_met', 'met')
"""
_PURCHASES = """
SELECT t.division, CASE t.status WHEN 'published' THEN 'bidders' WHEN 'opened' THEN 'panel'
  WHEN 'contracted' THEN CASE WHEN y.waiting IS NOT NULL THEN 'finance' ELSE 'supplier' END
  ELSE 'purchaser' END AS desk,
  CASE t.status WHEN 'draft' THEN t.created_at WHEN 'intent' THEN t.intent_at
  WHEN 'published' THEN t.published_at WHEN 'closed' THEN t.closed_at WHEN 'opened' THEN t.opened_at
  WHEN 'reported' THEN t.reported_at WHEN 'decided' THEN t.decided_at WHEN 'awarded' THEN
  t.awarded_at ELSE coalesce(y.waiting, t.contracted_at) END AS since
FROM tender t
LEFT JOIN contract k ON k.tender_id = t.id AND k.status = 'in_force'
LEFT JOIN LATERAL (SELECT min(x.requested_at) AS waiting FROM contract_payment x
  WHERE x.contract_id = k.id AND x.status IN ('requested', 'approved')) y ON true
WHERE starts_with(t.division, $1)
  AND (t.status IN ('draft', 'intent', 'published', 'closed', 'opened', 'reported', 'decided',
    'awarded') OR t.status = 'contracted' AND k.id IS NOT NULL)
"""


class Desk(msgspec.Struct, frozen=True):
    """What waits on one desk: how many, the median of days so far, the longest."""

    waiting: int
    days: int
    longest: int


class Desks(msgspec.Struct, frozen=True):
    """By desk; and by the place right below, desk by desk."""

    desks: Mapping[str, Desk]
    places: Mapping[str, Mapping[str, Desk]]


async def waiting_needs(scope: str, below: int) -> Desks:
    """Needs that wait, by whose turn it is. *below*: digits of a place right below."""
    return await _waiting(_NEEDS, scope, below, list(hidden_categories()))


async def waiting_purchases(scope: str, below: int) -> Desks:
    """Purchases that wait, by whose turn it is."""
    return await _waiting(_PURCHASES, scope, below)


async def _waiting(source: str, scope: str, below: int, *more: object) -> Desks:
    found = await rows(
        f"WITH t AS MATERIALIZED (SELECT desk, left(division, $3) AS place,"  # noqa: S608 # ours
        " greatest(0, $2::date - (since AT TIME ZONE 'Asia/Shanghai')::date) AS days"
        f" FROM ({source}) s)"
        " SELECT desk, place, GROUPING(place) AS whole, count(*) AS waiting,"
        " percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(days, 0)) AS days,"
        " coalesce(max(days), 0) AS longest"
        " FROM t GROUP BY GROUPING SETS ((desk), (desk, place))",
        scope,
        clock.today(),
        below,
        *more,
    )
    desks: dict[str, Desk] = {}
    places: dict[str, dict[str, Desk]] = {}
    for row in found:
        held = Desk(row["waiting"], row["days"], row["longest"])
        if row["whole"]:
            desks[row["desk"]] = held
        else:
            places.setdefault(row["place"], {})[row["desk"]] = held
    return Desks(desks, places)
