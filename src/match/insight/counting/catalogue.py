"""The measures by name: what each counts, and who may see it how finely."""

from enum import StrEnum

import msgspec


class Fineness(StrEnum):
    """How deep the public sees a measure. Needs below the county would tell small groups' homes;
    persons in fewer than five are suppressed at any depth."""

    village = "village"
    county = "county"
    staff = "staff"


class Measure(msgspec.Struct, frozen=True):
    """One count. ``persons``: what it counts are people, so that small cells are suppressed."""

    name: str
    fineness: Fineness = Fineness.village
    persons: bool = False


_V, _C, _S = Fineness.village, Fineness.county, Fineness.staff
MEASURES: dict[str, Measure] = {
    one.name: one
    for one in (
        Measure("villages"),
        Measure("covered"),
        Measure("communities"),
        Measure("communities_covered"),
        Measure("townships"),
        Measure("counties"),
        Measure("built"),
        Measure("homes_planned"),
        Measure("homes_building"),
        Measure("homes_open"),
        Measure("homes_idle"),
        Measure("homes_suspended"),
        Measure("satellites"),
        Measure("lacking", _S),
        Measure("units_asked", _C),
        Measure("units_received", _C),
        Measure("needs_open", _C),
        Measure("needs_met", _C),
        Measure("match_days", _C),
        Measure("delivery_days", _C),
        Measure("organisations", _C),
        Measure("counties_with_three", _C),
        Measure("directors", _C, persons=True),
        Measure("directors_trained", _C, persons=True),
        Measure("supervisors", _C, persons=True),
        Measure("supervisors_trained", _C, persons=True),
        Measure("townships_supervised", _C),
        Measure("townships_counselled", _C),
        Measure("titled", _V),
        Measure("overdue", _S),
        Measure("grant_due_fen", _C),
        Measure("grant_fen", _C),
        Measure("allowance_due_fen", _S),
        Measure("allowance_fen", _S),
        Measure("care_all", _S, persons=True),
        Measure("care_agreed", _S, persons=True),
    )
}
