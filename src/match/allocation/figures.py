"""What a run reports about fairness: how full the counties are, and how unevenly."""

import msgspec
import numpy as np

from match.allocation.columns import Ints


class Figures(msgspec.Struct, frozen=True):
    """Shares from 0 to 1, rounded to six places; each need counts by its beneficiaries."""

    coverage: float
    """Share of what is wanted that is served."""
    worst_decile: float
    """Mean of that share in the worst-served tenth of the counties (at least one)."""
    gini: float
    """Unevenness between counties: 0 = all equal."""


class CountyShare(msgspec.Struct, frozen=True):
    """One county with the ladder and without: units, and shares in millionths as in `Figures`."""

    county: str
    needs: int
    wanted: int
    served: int
    served_without_ladder: int
    share: int
    share_without_ladder: int


def county_shares(
    quantity: Ints, beneficiaries: Ints, county: Ints, served: Ints, without_ladder: Ints
) -> tuple[CountyShare, ...]:
    """Every county with something wanted, by code."""
    open_needs = quantity > 0
    codes, row = np.unique(county[open_needs], return_inverse=True)
    weight = beneficiaries[open_needs].astype(np.float64)

    def units(of: Ints) -> list[int]:
        total = np.zeros(len(codes), np.int64)
        np.add.at(total, row, of[open_needs])
        return total.tolist()

    def share(of: Ints) -> list[int]:
        filled = np.bincount(row, weight * (of[open_needs] / quantity[open_needs]), len(codes))
        return np.round(1e6 * filled / np.bincount(row, weight, len(codes))).astype(int).tolist()

    columns = (
        [f"{code:06d}" for code in codes.tolist()],
        np.bincount(row, minlength=len(codes)).tolist(),
        units(quantity),
        units(served),
        units(without_ladder),
        share(served),
        share(without_ladder),
    )
    return tuple(CountyShare(*of_county) for of_county in zip(*columns, strict=True))


def figures(quantity: Ints, beneficiaries: Ints, county: Ints, served: Ints) -> Figures:
    """Of needs with something wanted; no needs count as fully and evenly served."""
    open_needs = quantity > 0
    if not open_needs.any():
        return Figures(1.0, 1.0, 0.0)
    weight = beneficiaries[open_needs].astype(np.float64)
    filled = weight * (served[open_needs] / quantity[open_needs])
    row = np.unique(county[open_needs], return_inverse=True)[1]
    county_weight = np.bincount(row, weight)
    county_share = np.bincount(row, filled) / county_weight
    worst = np.sort(county_share)[: max(1, len(county_share) // 10)]
    return Figures(
        round(float(filled.sum() / weight.sum()), 6),
        round(float(worst.mean()), 6),
        round(_gini(county_share, county_weight), 6),
    )


def _gini(share: np.ndarray, weight: np.ndarray) -> float:
    """1 − twice the area under the Lorenz curve of what counties get."""
    order = np.argsort(share, kind="stable")
    received = np.cumsum((share * weight)[order])
    if received[-1] <= 0:
        return 0.0
    population = np.cumsum(weight[order]) / weight.sum()
    lorenz = received / received[-1]
    below = np.concatenate([[0.0], lorenz[:-1]]) + lorenz
    steps = np.diff(np.concatenate([[0.0], population]))
    return max(0.0, float(1 - (below * steps).sum()))
