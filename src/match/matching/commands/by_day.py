"""
By day: provisional matches as needs and offers come and go, and a proposal for who cannot wait.

Nothing provisional binds anybody; it says what a run would do now. Staff may put a pair together
before the night. First come, first served would give the best offers to whoever is early, so each
pair is held against the offer's shadow price (`allocation.online`): where others are expected to
need it more, staff say why all the same, and the reason is kept beside locks and swaps.
"""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.matching import policy
from match.matching.commands.keeping import LOCK
from match.matching.commands.pairing import make_proposal, pair_of
from match.matching.daylight import Daylight, one_at_a_time, see, tidy
from match.matching.explaining import day_price, latest_price, tier_price
from match.matching.intake import Asked, read_market
from match.matching.queries import latest_run_id
from match.matching.states import Origin, Override
from match.needs.commands import mark_proposed


async def follow_by_day(actor: Actor, category: str) -> int:
    """
    Bring the provisional matches of *category*'s block in line with needs and offers as they are;
    returns how many pairs stand. Before the first run nothing is provisional: 0.
    """
    async with one_at_a_time:
        seen = await see(category)
        if seen is None:
            return 0
        await _keep(actor, seen)
        await tidy(seen.block)
    return len(seen.matches)


@command
async def propose_now(
    actor: Actor, need_id: int, line_id: int, offer_id: int, reason: str = ""
) -> int:
    """
    A proposal at once, for a need's line that cannot wait; returns its id. Both sides and the
    county still have to say yes.

    The pair must keep every hard constraint, with units that nobody has been promised. Raises
    Invalid naming ``reason`` where the offer's shadow price is above what a unit is worth here.
    """
    await value("SELECT pg_advisory_xact_lock($1)", LOCK)
    line = await one(_LINE, line_id, need_id)
    if line is None:
        raise NotFound(_("没有找到这一项需求。"))
    require(policy.can_approve(actor, line["division"], (), None))
    if len(reason) > 500:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    run_id = await latest_run_id()
    if not run_id:
        raise Conflict(_("还没有运行过匹配，没有可参照的影子价格；请先发起一次匹配。"))
    offer = await one("SELECT organisation_id FROM offer WHERE id = $1", offer_id)
    if offer is None:
        raise NotFound(_("没有找到这条供给。"))
    asked = Asked(
        "43", clock.today(), await whole("need.valid_days"), lines=[line_id], offers=[offer_id]
    )
    found = await pair_of(await read_market(asked), line_id, offer_id)
    price = await day_price(offer_id)
    # On the ladder a county's next unit is worth its tier besides.
    worth = found.unit_value + await tier_price(line["division"][:6], line["category"])
    dearer = price > worth
    if dearer and len(reason.strip()) < 4:
        raise Invalid(
            {"reason": _("这条供给在别处更需要，请写明为什么仍然现在匹配，至少 4 个字。")}
        )
    known = await latest_price("need", line_id)
    made = await make_proposal(
        actor,
        line
        | {
            "run_id": run_id,
            "offer_id": offer_id,
            "organisation_id": offer["organisation_id"],
            "units": found.units,
            "need_price": known[1] if known else 0,
            "offer_price": price,
        },
        found,
        Origin.day,
    )
    await mark_proposed(actor, line["need_id"], proposed=True)
    if dearer:
        await _override(actor, run_id, made, line["division"], reason, worth, price)
    return made


@command
async def _keep(actor: Actor, seen: Daylight) -> None:
    """Rows as the block stands: what differs is written, the rest is not touched."""
    require(policy.can_run(actor, "43"))
    pairs = (
        [each.need_id for each in seen.matches],
        [each.offer_id for each in seen.matches],
        [each.units for each in seen.matches],
        [each.value for each in seen.matches],
    )
    # Shared with other blocks; a run that is being stored waits, or is waited for.
    await value("SELECT pg_advisory_xact_lock_shared($1)", LOCK)
    await value("SELECT pg_advisory_xact_lock($1, hashtext($2))", LOCK, seen.block[0])
    if await latest_run_id() != seen.run_id:
        return  # a run has settled it meanwhile
    await one(_FORGET, list(seen.block), pairs[0], pairs[1])
    await one(_KEEP, *pairs, clock.now())
    await one(_PRICES, list(seen.prices), list(seen.prices.values()), clock.now())


async def _override(
    actor: Actor, run_id: int, made: int, division: str, reason: str, worth: int, price: int
) -> None:
    facts: dict[str, Any] = {"unit_value": worth, "offer_price": price}
    await one(
        "INSERT INTO match_override (kind, run_id, proposal_id, division, by, at, reason, facts)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)",
        Override.early.value,
        run_id,
        made,
        division,
        actor.id,
        clock.now(),
        reason.strip(),
        msgspec.json.encode(facts).decode(),
    )


_LINE = (
    "SELECT l.id AS line_id, n.id AS need_id, n.home_id, n.division, l.category"
    " FROM need_line l JOIN need n ON n.id = l.need_id WHERE l.id = $1 AND n.id = $2"
    " FOR UPDATE OF n"
)
_FORGET = """
DELETE FROM day_match m USING need_line l
 WHERE l.id = m.line_id AND l.category = ANY($1)
   AND NOT EXISTS (SELECT FROM unnest($2::bigint[], $3::bigint[]) AS kept(line_id, offer_id)
                    WHERE kept.line_id = m.line_id AND kept.offer_id = m.offer_id)
"""
_KEEP = """
INSERT INTO day_match (line_id, offer_id, units, unit_value, at)
SELECT line_id, offer_id, units, unit_value, $5
  FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[])
    AS seen(line_id, offer_id, units, unit_value)
 WHERE EXISTS (SELECT FROM need_line l WHERE l.id = seen.line_id)
   AND EXISTS (SELECT FROM offer o WHERE o.id = seen.offer_id)
ON CONFLICT (line_id, offer_id) DO UPDATE
  SET units = excluded.units, unit_value = excluded.unit_value, at = excluded.at
 WHERE (day_match.units, day_match.unit_value) IS DISTINCT FROM
       (excluded.units, excluded.unit_value)
"""
_PRICES = """
INSERT INTO day_price (offer_id, price, at)
SELECT offer_id, price, $3 FROM unnest($1::bigint[], $2::bigint[]) AS seen(offer_id, price)
 WHERE EXISTS (SELECT FROM offer o WHERE o.id = seen.offer_id)
ON CONFLICT (offer_id) DO UPDATE SET price = excluded.price, at = excluded.at
 WHERE day_price.price IS DISTINCT FROM excluded.price
"""
