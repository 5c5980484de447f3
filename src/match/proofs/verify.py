"""`match verify`: is everything a result says true of its instance?

Stands on the CSV reader and the independent checker alone (a test looks at the imports): a mistake
in the solver, the plan or the scores cannot hide itself here.
"""

import json
from collections.abc import Iterator
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
    shown,
    whole,
)
from match.proofs.ladder_rule import bonuses, median, on_steps, share

MOST_PRICE = 10 * LARGEST
"""A price may hold a value and the highest bonus of the ladder, six medians, on top of it."""

MOST_STEPS = 100


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
    statements = [one.named(given.need_ids, given.offer_ids) for one in finding.false_statements]
    if report.get("input_sha256") != given.sha256:
        statements.append(
            FalseStatement("input_sha256", f"the files of the instance give {given.sha256}")
        )
    if "pairs" in report and not _is(report["pairs"], len(given.value)):
        statements.append(FalseStatement("pairs", f"edges.csv has {len(given.value)}"))
    statements += _bound_statements(report, finding, needed=claim.limits is not None)
    statements += _published_ladder(given, report)
    seconds = report.get("cpu_seconds", 0)
    if not isinstance(seconds, int | Fraction) or isinstance(seconds, bool) or seconds < 0:
        statements.append(FalseStatement("cpu_seconds", "is not a number of seconds"))
    for name in ("solver", "solver_version"):
        if not isinstance(report.get(name), str) or not report[name]:
            statements.append(FalseStatement(name, "is not named"))
    return Verdict(1 if statements else 0, tuple(statements))


def _is(said: Any, found: int) -> bool:
    """Whether just this whole number is said: 1.0 and true are not 1."""
    return type(said) is int and said == found


def _bound_statements(
    report: dict[str, Any], finding: Finding, *, needed: bool
) -> Iterator[FalseStatement]:
    """How far the plan is from what the prices allow: under side constraints a report says it."""
    if (needed or "bound" in report) and not _is(report.get("bound"), finding.dual_objective):
        yield FalseStatement("bound", f"the prices prove {finding.dual_objective}")
    left = finding.dual_objective - finding.objective
    found = Fraction(left, finding.dual_objective) if finding.dual_objective else Fraction(0)
    said = report.get("gap_to_bound")
    if not needed and "gap_to_bound" not in report:
        return
    if not isinstance(said, int | Fraction) or abs(said - found) > Fraction(1, 10**6):
        yield FalseStatement("gap_to_bound", f"found {float(found):.6f}")


def _published_ladder(given: Instance, report: dict[str, Any]) -> Iterator[FalseStatement]:
    """`ladder_steps` N says: the ladder is the published one with N steps. Without it a ladder is
    whatever the report makes of it, and only the certificate is checked."""
    steps = report.get("ladder_steps")
    if steps is None:
        return
    if type(steps) is not int or not 1 <= steps <= MOST_STEPS:
        yield FalseStatement("ladder_steps", f"is not a whole number from 1 to {MOST_STEPS}")
        return
    stated = report.get("ladder")
    if stated is None:
        yield FalseStatement("ladder_steps", "there is no ladder")
        return
    code = {name: row for row, name in enumerate(sorted(set(given.need_category)))}
    of_pair = np.array([code[name] for name in given.need_category], np.int64)[given.edge_need]
    for category, row in code.items():
        middle = median(given.value[of_pair == row])
        rule = [(share(steps), bonus) for bonus in bonuses(steps, middle)]
        if _steps(stated, category) != rule:
            detail = f"{category}: not the published steps for a median value of {middle}"
            yield FalseStatement("ladder", detail)


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
        content = json.loads(
            path.read_text(encoding="utf-8"), parse_float=_decimal, object_pairs_hook=_once
        )
    except FileNotFoundError:
        raise InstanceError(f"{path.name} is missing in {path.parent}.") from None
    except OSError as error:
        raise InstanceError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise InstanceError(f"{path.name} is not JSON: {error}.") from None
    if not isinstance(content, dict):
        raise InstanceError(f"{path.name} is not a JSON object.")
    return cast(dict[str, Any], content)


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are each given once: of two, readers might take either."""
    found = dict[str, Any]()
    for name, value in members:
        if name in found:
            raise ValueError(f"{shown(name)} is given twice")
        found[name] = value
    return found


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
        raise InstanceError(f"report.json: {name} is {shown(str(value))}, not a whole number.")
    return value


def _prices(path: Path, names: dict[str, list[str]]) -> dict[str, Ints]:
    """Prices of each side in the order of its names: each named thing exactly once."""
    found: dict[tuple[str, str], int] = {}
    known = {(side, name) for side, ids in names.items() for name in ids}
    for line, (side, name, text) in read_rows(path, ("side", "id", "price")):
        if (side, name) not in known:
            raise InstanceError(
                f"{path.name} line {line}: there is no {side} {shown(name)} to price."
            )
        if (side, name) in found:
            raise InstanceError(
                f"{path.name} line {line}: {side} {shown(name)} has a price already."
            )
        found[side, name] = whole(path, line, "price", text, least=-MOST_PRICE, most=MOST_PRICE)
    missing = sorted(known - found.keys())
    if missing:
        side, name = missing[0]
        raise InstanceError(f"{path.name}: {side} {shown(name)} has no price.")
    return {
        side: np.array([found[side, name] for name in ids], np.int64) for side, ids in names.items()
    }


def _tiers(given: Instance, stated: Any) -> _Tiers:
    """Steps per county/category: each share of what is wanted there, rounded up while it lasts."""
    nothing = np.zeros((0, 0), np.int64)
    if stated is None:
        return _Tiers(np.zeros(0, np.int64), [], nothing, nothing)
    if not isinstance(stated, dict):
        raise InstanceError("report.json: ladder is not an object of categories.")
    stated = cast(dict[str, Any], stated)
    strangers = sorted(stated.keys() - set(given.need_category))
    if strangers:
        raise InstanceError(
            f"report.json: ladder of {shown(strangers[0])}, which no need asks for."
        )
    if not given.need_ids:
        return _Tiers(np.zeros(0, np.int64), [], nothing, nothing)
    keys = list(zip(given.need_county, given.need_category, strict=True))
    names = sorted(set(keys))
    number = {name: row for row, name in enumerate(names)}
    group = np.array([number[key] for key in keys], np.int64)
    wanted = [0] * len(names)
    for row, units in zip(group.tolist(), given.quantity.tolist(), strict=True):
        wanted[row] += units
    ladders = [_steps(stated, category) for _, category in names]
    capacity = [
        on_steps(units, (part for part, _ in steps))
        for units, steps in zip(wanted, ladders, strict=True)
    ]
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
    where = f"report.json: ladder of category {shown(category)}"
    try:
        steps = [(step["share"], step["bonus"]) for step in stated[category]]
    except (KeyError, TypeError, ValueError):
        raise InstanceError(f"{where} is not a list of share and bonus.") from None
    for part, bonus in steps:
        # NaN and Infinity are floats still: no decimals.
        if not isinstance(part, int | Fraction) or not 0 <= part <= 1:
            raise InstanceError(f"{where}: a share is not between 0 and 1.")
        if not isinstance(bonus, int) or not 0 <= bonus < 1 << 60:
            raise InstanceError(f"{where}: a bonus is not a whole number, 0 or more.")
    return [(Fraction(part), bonus) for part, bonus in steps]
