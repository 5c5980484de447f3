"""`match verify`: is everything a result says true of its instance?

Stands on the CSV reader and the independent checker alone (a test looks at the imports): a mistake
in the solver, the plan or the scores cannot hide itself here.
"""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import numpy as np

from match.proofs.certificate import Claim, FalseStatement, Finding, Limits, examine
from match.proofs.instance import (
    LARGEST,
    Instance,
    InstanceError,
    Ints,
    read_instance,
    read_pairs,
    read_rows,
    whole,
)

MOST_PRICE = 10 * LARGEST
"""A price may hold a value and the highest bonus of the ladder, six medians, on top of it."""


@dataclass(frozen=True)
class Verdict:
    """Exit code 0: all true. 1: `false_statements` are not. 2: the instance cannot be read."""

    exit_code: int
    false_statements: tuple[FalseStatement, ...]


@dataclass(frozen=True)
class _Tiers:
    group: Ints
    names: list[str]
    capacity: Ints
    bonus: Ints


def verify_directory(instance: Path, result: Path) -> Verdict:
    """Check flows.csv, prices.csv and report.json in `result` against the instance."""
    try:
        given = read_instance(instance)
    except InstanceError as error:
        return Verdict(2, (FalseStatement("instance", str(error)),))
    try:
        report = _report(result / "report.json")
        claim = _claim(given, result, report)
    except InstanceError as error:
        return Verdict(1, (FalseStatement("result", str(error)),))
    finding = examine(claim, [(given.edge_need, given.edge_offer, given.value)])
    statements = list(finding.false_statements)
    if report.get("input_sha256") != given.sha256:
        statements.append(
            FalseStatement("input_sha256", f"the files of the instance give {given.sha256}")
        )
    if "pairs" in report and report["pairs"] != len(given.value):
        statements.append(FalseStatement("pairs", f"edges.csv has {len(given.value)}"))
    if claim.limits:
        statements += _bound_statements(report, finding)
    for name in ("solver", "solver_version"):
        if not isinstance(report.get(name), str) or not report[name]:
            statements.append(FalseStatement(name, "is not named"))
    return Verdict(1 if statements else 0, tuple(statements))


def _bound_statements(report: dict[str, Any], finding: Finding) -> list[FalseStatement]:
    """Under side constraints a report says how far its plan is from what the prices allow."""
    statements: list[FalseStatement] = []
    if report.get("bound") != finding.dual_objective:
        statements.append(FalseStatement("bound", f"the prices prove {finding.dual_objective}"))
    left = finding.dual_objective - finding.objective
    share = Fraction(left, finding.dual_objective) if finding.dual_objective else Fraction(0)
    said = report.get("gap_to_bound")
    if not isinstance(said, int | Fraction) or abs(said - share) > Fraction(1, 10**6):
        statements.append(FalseStatement("gap_to_bound", f"found {float(share):.6f}"))
    return statements


def _limits(given: Instance, stated: Any) -> Limits | None:
    """`constraints` of a report; None when it has none, or none that limits anything."""
    if stated is None:
        return None
    names = ("min_lot", "min_lot_percent", "max_suppliers", "delivery_cost")
    if not isinstance(stated, dict) or not stated.keys() <= {*names, "whole"}:
        raise InstanceError(f"report.json: constraints are not among {', '.join(names)}, whole.")
    numbers = {name: stated.get(name, 0) for name in names}
    for name, number in numbers.items():
        most = 100 if name.endswith("percent") else LARGEST
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
            raise InstanceError(f"report.json: {name} is {number!r}, not from 0 to {most}.")
    if not isinstance(stated.get("whole", False), bool):
        raise InstanceError("report.json: whole is neither true nor false.")
    if not any(numbers.values()) and not stated.get("whole"):
        return None  # nothing is limited, so nothing excuses a gap
    whole = np.array(given.whole if stated.get("whole") else [False] * len(given.whole), np.bool_)
    return Limits(**numbers, whole=whole)


def _report(path: Path) -> dict[str, Any]:
    try:
        # Shares are decimals: as fractions they are exactly what is written.
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=_decimal)
    except FileNotFoundError:
        raise InstanceError(f"{path.name} is missing in {path.parent}.") from None
    except OSError as error:
        raise InstanceError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise InstanceError(f"{path.name} is not JSON: {error}.") from None
    if not isinstance(content, dict):
        raise InstanceError(f"{path.name} is not a JSON object.")
    return cast(dict[str, Any], content)


def _decimal(text: str) -> Fraction:
    """Exactly what is written. 1e9999999 would be a number of megabytes, and hours of sums."""
    exponent = text.lower().partition("e")[2].lstrip("+-0")
    if len(text) > 40 or len(exponent) > 2:
        raise ValueError(f"{text[:40]} is not a decimal of at most 40 digits")
    return Fraction(text)


def _claim(given: Instance, result: Path, report: dict[str, Any]) -> Claim:
    need_row = {name: row for row, name in enumerate(given.need_ids)}
    offer_row = {name: row for row, name in enumerate(given.offer_ids)}
    flows = sorted(read_pairs(result / "flows.csv", "units", need_row, offer_row).items())
    tiers = _tiers(given, report.get("ladder"))
    prices = _prices(
        result / "prices.csv",
        {"need": given.need_ids, "offer": given.offer_ids, "tier": tiers.names},
    )
    return Claim(
        quantity=given.quantity,
        capacity=given.capacity,
        flow_need=np.array([need for (need, _), _ in flows], np.int64),
        flow_offer=np.array([offer for (_, offer), _ in flows], np.int64),
        flow_units=np.array([units for _, units in flows], np.int64),
        need_price=prices["need"],
        offer_price=prices["offer"],
        group=tiers.group,
        group_price=prices["tier"],
        step_capacity=tiers.capacity,
        step_bonus=tiers.bonus,
        objective=_number(report, "objective"),
        dual_objective=_number(report, "dual_objective"),
        gap=_number(report, "gap"),
        violated_pairs=_number(report, "violated_pairs"),
        limits=_limits(given, report.get("constraints")),
    )


def _number(report: dict[str, Any], name: str) -> int:
    value = report.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise InstanceError(f"report.json: {name} is {value!r}, not a whole number.")
    return value


def _prices(path: Path, names: dict[str, list[str]]) -> dict[str, Ints]:
    """Prices of each side in the order of its names: each named thing exactly once."""
    found: dict[tuple[str, str], int] = {}
    known = {(side, name) for side, ids in names.items() for name in ids}
    for line, (side, name, text) in read_rows(path, ("side", "id", "price")):
        if (side, name) not in known:
            raise InstanceError(f"{path.name} line {line}: there is no {side} {name!r} to price.")
        if (side, name) in found:
            raise InstanceError(f"{path.name} line {line}: {side} {name!r} has a price already.")
        found[side, name] = whole(path, line, "price", text, least=-MOST_PRICE, most=MOST_PRICE)
    missing = sorted(known - found.keys())
    if missing:
        side, name = missing[0]
        raise InstanceError(f"{path.name}: {side} {name!r} has no price.")
    return {
        side: np.array([found[side, name] for name in ids], np.int64) for side, ids in names.items()
    }


def _tiers(given: Instance, stated: Any) -> _Tiers:
    """Steps per county/category: each share of what is wanted there, rounded up while it lasts."""
    if stated is None or not given.need_ids:
        nothing = np.zeros((0, 0), np.int64)
        return _Tiers(np.zeros(0, np.int64), [], nothing, nothing)
    if not isinstance(stated, dict):
        raise InstanceError("report.json: ladder is not an object of categories.")
    stated = cast(dict[str, Any], stated)
    keys = list(zip(given.need_county, given.need_category, strict=True))
    names = sorted(set(keys))
    number = {name: row for row, name in enumerate(names)}
    group = np.array([number[key] for key in keys], np.int64)
    wanted = [0] * len(names)
    for row, units in zip(group.tolist(), given.quantity.tolist(), strict=True):
        wanted[row] += units
    ladders = [_steps(stated, category) for _, category in names]
    strangers = sorted(stated.keys() - set(given.need_category))
    if strangers:
        raise InstanceError(f"report.json: ladder of {strangers[0]!r}, which no need asks for.")
    capacity: list[list[int]] = []
    for units, steps in zip(wanted, ladders, strict=True):
        left, held = units, list[int]()
        for share, _ in steps:
            held.append(min(left, -(-share.numerator * units // share.denominator)))
            left -= held[-1]
        capacity.append(held)
    if len({len(steps) for steps in ladders}) > 1:
        raise InstanceError("report.json: ladder has not as many steps in every category.")
    return _Tiers(
        group,
        [f"{county}/{category}" for county, category in names],
        np.array(capacity, np.int64).reshape(len(names), -1),
        np.array([[bonus for _, bonus in steps] for steps in ladders], np.int64).reshape(
            len(names), -1
        ),
    )


def _steps(stated: Any, category: str) -> list[tuple[Fraction, int]]:
    where = f"report.json: ladder of category {category!r}"
    try:
        steps = [(step["share"], step["bonus"]) for step in stated[category]]
    except (KeyError, TypeError, ValueError):
        raise InstanceError(f"{where} is not a list of share and bonus.") from None
    for share, bonus in steps:
        # NaN and Infinity are floats still: no decimals.
        if not isinstance(share, int | Fraction) or not 0 <= share <= 1:
            raise InstanceError(f"{where}: a share is not between 0 and 1.")
        if not isinstance(bonus, int) or not 0 <= bonus < 1 << 60:
            raise InstanceError(f"{where}: a bonus is not a whole number, 0 or more.")
    return [(Fraction(share), bonus) for share, bonus in steps]
