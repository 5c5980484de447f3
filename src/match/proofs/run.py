"""
`match verify --run`: is everything a stored run says of itself true of what it read?

Takes the rows as the database holds them, and works out again from the stored input: the pairs,
the scores, the ladder, what was served, who went without. Knows neither solver nor allocation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from match.proofs.certificate import Claim, FalseStatement, Limits, examine
from match.proofs.ladder_rule import bonuses, on_steps, share
from match.proofs.market import PARTS, Ints, Market
from match.proofs.stored import StoredInputError, decompress, digest, unpack


@dataclass(frozen=True)
class Told:
    """
    A run's rows: ``run`` is match_run's, with figures, parameters as JSON already read. ``lines``
    and ``givers`` are the needs and offers themselves, as the rooms hold them now: what never
    changes once it is public must be what the input says.
    """

    run: dict[str, Any]
    content: bytes | None
    proposals: list[dict[str, Any]]
    prices: list[dict[str, Any]]
    unserved: list[dict[str, Any]]
    counties: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    givers: list[dict[str, Any]]


def false_statements(told: Told) -> tuple[FalseStatement, ...]:
    """Everything that is not so; nothing when the run is proven."""
    if told.content is None:
        return (FalseStatement("input", "the run has no stored input"),)
    try:
        content = decompress(told.content)
        facts, columns = unpack(content)
        market = Market(facts, columns)
    except (StoredInputError, KeyError) as error:
        return (FalseStatement("input", str(error)),)
    found: list[FalseStatement] = []
    if digest(content) != told.run["input_sha256"]:
        found.append(FalseStatement("input_sha256", f"the stored input gives {digest(content)}"))
    if facts["parameters"] != told.run["parameters"]:
        found.append(FalseStatement("parameters", "the run names others than its input has"))
    try:
        found += _Check(told, market).statements()
    except _Unreadable as trouble:
        found.append(FalseStatement(trouble.name, trouble.detail))
    return tuple(found)


class _Unreadable(Exception):
    """A row names something that the input does not have: nothing after it can be worked out."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(detail)
        self.name, self.detail = name, detail


@dataclass
class _Check:
    told: Told
    market: Market
    medians: dict[int, list[Ints]] = field(default_factory=dict[int, list[Ints]])

    def statements(self) -> Iterator[FalseStatement]:
        """In the order of the rows' importance."""
        market, told = self.market, self.told
        flows = sorted(told.proposals, key=lambda row: (row["line_id"], row["offer_id"]))
        self.need = _rows(market.at["needs.id"], flows, "line_id", "proposals")
        self.offer = _rows(market.at["offers.id"], flows, "offer_id", "proposals")
        self.feasible = np.zeros(market.needs, np.bool_)
        self.wrong: list[FalseStatement] = []
        tiers = _Tiers.of(market, told)
        finding = examine(self._claim(flows, tiers), self._pairs(flows))
        ids = market.at["needs.id"].tolist(), market.at["offers.id"].tolist()
        yield from (one.named(*ids) for one in finding.false_statements)
        yield from self.wrong
        if told.run["pairs"] != finding.pairs:
            said = f"said {told.run['pairs']}, found {finding.pairs}"
            yield FalseStatement("pairs", said)
        yield from tiers.false_statements(self._bonuses())
        yield from self._copied_prices(flows)
        yield from self._counts(flows)
        yield from self._read_as_written()

    def _claim(self, flows: list[dict[str, Any]], tiers: "_Tiers") -> Claim:
        run, at = self.told.run, self.market.at
        return Claim(
            quantity=at["needs.quantity"],
            capacity=at["offers.capacity"],
            flow_need=self.need,
            flow_offer=self.offer,
            flow_units=_column(flows, "units"),
            need_price=_priced(at["needs.id"], self.told.prices, "need"),
            offer_price=_priced(at["offers.id"], self.told.prices, "offer"),
            group=tiers.group,
            group_price=tiers.price,
            step_capacity=tiers.capacity,
            step_bonus=tiers.bonus,
            objective=run["objective"],
            dual_objective=run["dual_objective"],
            gap=run["gap"],
            violated_pairs=run["violated_pairs"],
            limits=_limits(self.market),
        )

    def _pairs(self, flows: list[dict[str, Any]]) -> Iterator[tuple[Ints, Ints, Ints]]:
        """All pairs; on the way, what they tell of proposals, medians and who had no offer."""
        width = max(1, self.market.offers)
        codes = self.need * width + self.offer
        current: int | None = None
        for chunk in self.market.pairs():
            if chunk.category != current:
                self._close(current)
                current = chunk.category
            self.medians.setdefault(chunk.category, []).append(chunk.value)
            self.feasible[chunk.need] = True
            at = chunk.need * width + chunk.offer
            place = np.searchsorted(at, codes).clip(max=len(at) - 1)
            for row in np.flatnonzero(at[place] == codes).tolist():
                self._compare(flows[row], chunk, int(place[row]))
            yield chunk.need, chunk.offer, chunk.value
        self._close(current)

    def _close(self, category: int | None) -> None:
        """One median of a category that is through, instead of its millions of values."""
        if category is not None:
            values = np.concatenate(self.medians[category])
            middle = (len(values) - 1) // 2
            self.medians[category] = [np.partition(values, middle)[middle : middle + 1]]

    def _compare(self, said: dict[str, Any], chunk: Any, at: int) -> None:
        points = dict(zip(PARTS, chunk.points[at].tolist(), strict=True))
        for name, found in (
            ("unit_value", int(chunk.value[at])),
            ("score", int(chunk.score[at])),
            ("parts", points),
        ):
            if said[name] != found:
                detail = f"proposal {said['id']}: said {said[name]}, found {found}"
                self.wrong.append(FalseStatement(name, detail))

    def _bonuses(self) -> dict[str, int]:
        """The median worth of each category that has a pair."""
        return {
            self.market.categories[code]: max(0, int(held[0][0]))
            for code, held in self.medians.items()
        }

    def _copied_prices(self, flows: list[dict[str, Any]]) -> Iterator[FalseStatement]:
        """A proposal repeats two prices for its reader: they are the run's."""
        price = {(row["side"], row["subject_id"]): row["price"] for row in self.told.prices}
        for row in flows:
            for side, subject in (("need", "line_id"), ("offer", "offer_id")):
                if row[f"{side}_price"] != price.get((side, row[subject])):
                    yield FalseStatement(f"{side}_price", f"proposal {row['id']} says another one")

    def _counts(self, flows: list[dict[str, Any]]) -> Iterator[FalseStatement]:
        at, run = self.market.at, self.told.run
        for name, found in (
            ("needs", self.market.needs),
            ("offers", self.market.offers),
            ("proposals", len(flows)),
        ):
            if run[name] != found:
                yield FalseStatement(name, f"said {run[name]}, found {found}")
        served = np.zeros(self.market.needs, np.int64)
        np.add.at(served, self.need, _column(flows, "units"))
        missing = at["needs.quantity"] - served
        short = {
            int(at["needs.id"][row]): (int(missing[row]), bool(self.feasible[row]))
            for row in np.flatnonzero(missing > 0).tolist()
        }
        said = {
            row["line_id"]: (row["missing"], row["reason"] != "infeasible")
            for row in self.told.unserved
        }
        for line in sorted(short.keys() | said.keys()):
            if short.get(line) != said.get(line):
                detail = f"line {line}: said {said.get(line)}, found {short.get(line)}"
                yield FalseStatement("unserved", detail)
        yield from self._county_units(served)

    def _read_as_written(self) -> Iterator[FalseStatement]:
        """The input is what the rooms hold: category, place, home and giver of every row."""
        at, names = self.market.at, self.market.categories
        for side, held, columns in (
            ("needs", self.told.lines, ("county", "home", "need")),
            ("offers", self.told.givers, ("organisation",)),
        ):
            category = [names[code] for code in at[f"{side}.category"].tolist()]
            facts = zip(
                at[f"{side}.id"].tolist(),
                zip(category, *(at[f"{side}.{one}"].tolist() for one in columns), strict=True),
                strict=True,
            )
            written = {row["id"]: (row["category"], *(row[one] for one in columns)) for row in held}
            for row, read in facts:
                if written.get(row) != read:
                    detail = f"{side} {row}: read {read}, held {written.get(row)}"
                    yield FalseStatement("input_rows", detail)
                    break

    def _county_units(self, served: Ints) -> Iterator[FalseStatement]:
        at = self.market.at
        county, row = np.unique(at["needs.county"], return_inverse=True)
        found: dict[str, tuple[int, int]] = {}
        for place, code in enumerate(county.tolist()):
            of = row == place
            found[f"{code:06d}"] = (int(at["needs.quantity"][of].sum()), int(served[of].sum()))
        said = {each["county"]: (each["wanted"], each["served"]) for each in self.told.counties}
        for code in sorted(found.keys() | said.keys()):
            if found.get(code) != said.get(code):
                detail = f"county {code}: said {said.get(code)}, found {found.get(code)}"
                yield FalseStatement("counties", detail)


@dataclass(frozen=True)
class _Tiers:
    """Groups county/category as the run states them, and the group of each need."""

    names: list[str]
    group: Ints
    price: Ints
    capacity: Ints
    bonus: Ints
    wanted: list[int]
    steps: int

    @classmethod
    def of(cls, market: Market, told: Told) -> "_Tiers":
        steps = int(market.parameters["ladder_steps"])
        nothing = np.zeros((0, 0), np.int64)
        if steps == 0 or market.needs == 0:
            return cls([], np.zeros(0, np.int64), np.zeros(0, np.int64), nothing, nothing, [], 0)
        places = zip(
            market.at["needs.county"].tolist(), market.at["needs.category"].tolist(), strict=True
        )
        of_need = [f"{county:06d}/{market.categories[code]}" for county, code in places]
        names = sorted(set(of_need))
        number = {name: row for row, name in enumerate(names)}
        group = np.array([number[name] for name in of_need], np.int64)
        wanted = np.zeros(len(names), np.int64)
        np.add.at(wanted, group, market.at["needs.quantity"])
        stated = {f"{t['county']}/{t['category']}": t for t in told.run["figures"]["tiers"]}
        if sorted(stated) != names:
            raise _Unreadable("tiers", "the run does not state one ladder per county and category")
        price = {row["name"]: row["price"] for row in told.prices if row["side"] == "tier"}
        if sorted(price) != names:
            raise _Unreadable("tier_price", "not every tier has one price")
        return cls(
            names,
            group,
            np.array([price[name] for name in names], np.int64),
            np.array([stated[name]["capacities"] for name in names], np.int64),
            np.array([stated[name]["bonuses"] for name in names], np.int64),
            wanted.tolist(),
            steps,
        )

    def false_statements(self, medians: dict[str, int]) -> Iterator[FalseStatement]:
        """Shares and bonuses are those of the published rule (docs/matching.md)."""
        shares = [share(self.steps)] * self.steps if self.steps else []
        for row, name in enumerate(self.names):
            if on_steps(self.wanted[row], shares) != self.capacity[row].tolist():
                yield FalseStatement("ladder", f"{name}: the steps hold other shares")
            bonus = bonuses(self.steps, medians.get(name.partition("/")[2], 0))
            if bonus != self.bonus[row].tolist():
                yield FalseStatement("ladder", f"{name}: the bonuses are not those of the rule")


def _limits(market: Market) -> Limits | None:
    """The side constraints of a run; None where it has none, as before they were known."""
    stated = dict(market.parameters.get("limits", {}))
    whole = bool(stated.pop("whole", False))
    if not whole and not any(stated.values()):
        return None
    return Limits(**stated, whole=np.full(market.offers if whole else 0, whole))


def _rows(ids: Ints, rows: Iterable[dict[str, Any]], name: str, what: str) -> Ints:
    wanted = _column(list(rows), name)
    if len(ids) == 0 and len(wanted):
        raise _Unreadable(what, f"{name} {wanted[0]} is not in the stored input")
    place = np.searchsorted(ids, wanted).clip(max=max(0, len(ids) - 1))
    unknown = np.flatnonzero(ids[place] != wanted) if len(wanted) else wanted
    if len(unknown):
        raise _Unreadable(what, f"{name} {wanted[unknown[0]]} is not in the stored input")
    return place


def _priced(ids: Ints, prices: list[dict[str, Any]], side: str) -> Ints:
    """Prices of one side in the order of its rows: each exactly once."""
    found = {row["subject_id"]: row["price"] for row in prices if row["side"] == side}
    listed = sum(1 for row in prices if row["side"] == side)
    if listed != len(ids) or found.keys() != set(ids.tolist()):
        raise _Unreadable(f"{side}_price", f"not every {side} of the input has one price")
    return np.array([found[one] for one in ids.tolist()], np.int64)


def _column(rows: list[dict[str, Any]], name: str) -> Ints:
    return np.array([row[name] for row in rows], np.int64)
