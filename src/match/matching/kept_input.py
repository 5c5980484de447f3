"""A market as the bytes that are kept with its run, and back again for a replay."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import msgspec
import numpy as np

from match.allocation.columns import Needs, Offers, Ragged
from match.allocation.shapes import Parameters
from match.matching.intake import Asked, Market
from match.matching.wire import Ints
from match.proofs import stored

_BOOLS = frozenset(
    {"child_contact", "money", "money_recipient", "never_served", "priority", "valid_check"},
)

_SINCE = frozenset({"needs.never_served", "needs.home_share"})
"""Columns that runs of version 2026.1 did not read; all their homes stood alike."""


@dataclass(frozen=True)
class Kept:
    """An input with what it was read for."""

    scope: str
    today: date
    parameters: Parameters
    market: Market


def to_bytes(asked: Asked, parameters: Parameters, market: Market) -> bytes:
    """Everything the plan depends on, and the division of each line for those who look later."""
    columns: dict[str, Ints] = {}
    for side, of_side in (("needs", market.needs), ("offers", market.offers)):
        for one in fields(of_side):
            held = getattr(of_side, one.name)
            if isinstance(held, Ragged):
                columns[f"{side}.{one.name}.start"] = held.start
                columns[f"{side}.{one.name}.values"] = held.values
            else:
                columns[f"{side}.{one.name}"] = held.astype(np.int64)
    columns["needs.need"] = market.need_of
    columns["needs.division"] = market.division_of
    facts = {
        "scope": asked.scope,
        "today": asked.today.isoformat(),
        "categories": list(market.categories),
        "parameters": msgspec.to_builtins(parameters),
    }
    return stored.pack(facts, columns)


def from_bytes(content: bytes) -> Kept:
    """The input again. Raises StoredInputError where the bytes are not one."""
    facts, columns = stored.unpack(content)
    try:
        return Kept(
            facts["scope"],
            date.fromisoformat(facts["today"]),
            msgspec.convert(facts["parameters"], Parameters),
            Market(
                needs=_side(Needs, "needs", columns),
                offers=_side(Offers, "offers", columns),
                categories=tuple(facts["categories"]),
                need_of=columns["needs.need"],
                division_of=columns["needs.division"],
            ),
        )
    except (KeyError, ValueError, msgspec.ValidationError) as error:
        raise stored.StoredInputError(f"The stored input lacks something: {error}.") from error


def _side(kind: Any, side: str, columns: dict[str, Ints]) -> Any:
    held: dict[str, Any] = {}
    for one in fields(kind):
        name = f"{side}.{one.name}"
        if f"{name}.start" in columns:
            held[one.name] = Ragged(columns[f"{name}.start"], columns[f"{name}.values"])
        else:
            column = (
                _earlier(side, columns) if name in _SINCE and name not in columns else columns[name]
            )
            held[one.name] = column.astype(np.bool_) if one.name in _BOOLS else column
    return kind(**held)


def _earlier(side: str, columns: dict[str, Ints]) -> Ints:
    return np.zeros(len(columns[f"{side}.id"]), np.int64)
