"""The audit of justice of a run, as it is kept."""

from datetime import datetime

import msgspec

from match.matching.justice import EnvyFound


class StaffOverride(msgspec.Struct, frozen=True):
    """Staff went another way than the plan."""

    id: int
    kind: str
    proposal_id: int
    other_id: int | None
    by: int | None
    at: datetime
    reason: str


class Decline(msgspec.Struct, frozen=True):
    """A side, or the county, said no."""

    proposal_id: int
    status: str
    need_id: int
    offer_id: int
    at: datetime
    reason: str


class Report(msgspec.Struct, frozen=True):
    """
    Envy of the plan, homes that asked and never had anything, and what people did since the run
    before over the same area. Lists are cut at 200; counts are whole.
    """

    envy: EnvyFound
    homes_never_served: int
    never_served: tuple[int, ...]
    overrides: tuple[StaffOverride, ...]
    declines: tuple[Decline, ...]
