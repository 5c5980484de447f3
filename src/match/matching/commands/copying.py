"""
The rows of a plan, as they are copied in.

By COPY, some thousands at a time, so that no statement comes near the application's limits
(`foundation.db.TASK_LIMITS`) however large the province is.
"""

# asyncpg ships no types.
# pyright: reportUnknownMemberType=false

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
import numpy as np

from match.allocation.answers import Plan
from match.foundation.db import connection
from match.matching.intake import Market

PIECE = 20_000
_COLUMNS = (
    "run_id need_id line_id offer_id home_id organisation_id division units score unit_value"
    " need_price offer_price parts facts runner_up margin next_check_at replaces"
)


async def copy_findings(run_id: int, plan: Plan) -> None:
    """What a run found beside its proposals: counties, prices, and why a need went without."""
    await _copy(
        "run_county",
        "run_id county lines wanted served served_without_ladder share share_without_ladder",
        ((run_id, *msgspec.structs.astuple(county)) for county in plan.counties),
    )
    await _copy("run_price", "run_id side subject_id name price", _prices(run_id, plan))
    await _copy("unserved", "run_id line_id missing reason facts offer_id", _unserved(run_id, plan))


async def copy_proposals(
    run_id: int,
    market: Market,
    plan: Plan,
    *,
    replaced: Mapping[tuple[int, int, int], int],
    until: datetime,
) -> None:
    """
    The proposals, open *until* then. *replaced*: the id of the one before by line, offer and units.
    """
    await _copy("proposal", _COLUMNS, _proposals(run_id, market, plan, replaced, until))


def as_json(thing: Any) -> str:
    """For a jsonb column."""
    return msgspec.json.encode(thing).decode()


def _prices(run_id: int, plan: Plan) -> Iterator[tuple[Any, ...]]:
    for each in plan.need_prices:
        yield run_id, "need", each.need_id, "", each.price
    for each in plan.offers:
        yield run_id, "offer", each.offer_id, "", each.price
    for tier in plan.tiers:
        yield run_id, "tier", 0, f"{tier.county}/{tier.category}", tier.price


def _unserved(run_id: int, plan: Plan) -> Iterator[tuple[Any, ...]]:
    for each in plan.unserved:
        yield run_id, each.need_id, each.missing, each.reason, as_json(each), each.offer_id or None


def _proposals(
    run_id: int,
    market: Market,
    plan: Plan,
    replaced: Mapping[tuple[int, int, int], int],
    until: datetime,
) -> Iterator[tuple[Any, ...]]:
    needs, offers = market.needs, market.offers
    lines = np.array([each.need_id for each in plan.proposals], np.int64)
    givers = np.array([each.offer_id for each in plan.proposals], np.int64)
    line_row, offer_row = np.searchsorted(needs.id, lines), np.searchsorted(offers.id, givers)
    beside = zip(
        plan.proposals,
        market.need_of[line_row].tolist(),
        needs.home[line_row].tolist(),
        offers.organisation[offer_row].tolist(),
        market.division_of[line_row].tolist(),
        strict=True,
    )
    for each, need, home, organisation, division in beside:
        second = each.runner_up
        yield (
            run_id,
            need,
            each.need_id,
            each.offer_id,
            home,
            organisation or None,
            f"{division:012d}",
            each.units,
            each.score,
            each.unit_value,
            each.need_price,
            each.offer_price,
            as_json(each.parts),
            as_json(each.facts),
            as_json(second) if second else None,
            second.margin if second else None,
            until,
            replaced.get((each.need_id, each.offer_id, each.units)),
        )


async def _copy(table: str, columns: str, records: Iterable[tuple[Any, ...]]) -> None:
    rest = iter(records)
    async with connection() as open_connection:
        while piece := list(islice(rest, PIECE)):
            await open_connection.copy_records_to_table(
                table, records=piece, columns=columns.split()
            )
