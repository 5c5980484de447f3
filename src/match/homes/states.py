"""A home's life, as domain.md §1.10 tells it."""

from enum import StrEnum

from match.foundation.states import Machine, Move


class HomeKind(StrEnum):
    """One main home a village; satellites are further sites and do not count in coverage."""

    main = "main"
    satellite = "satellite"


class HomeStatus(StrEnum):
    """Codes of the list ``status`` in codes_home.csv, in our own words."""

    none = "none"
    planned = "planned"
    building = "building"
    open = "open"
    idle = "idle"
    suspended = "suspended"
    closed = "closed"


class Sign(StrEnum):
    """What shows that a home is alive. Rooms above say it with `homes.commands.sign_of_life`."""

    opened = "opened"
    hours = "hours"
    log = "log"
    activity = "activity"
    visit = "visit"
    shift = "shift"
    inspection = "inspection"
    answer = "answer"


S = HomeStatus
HOME_MACHINE = Machine(
    {
        (S.none, "plan"): Move(S.planned, "home.planned"),
        (S.planned, "build"): Move(S.building, "home.building"),
        (S.planned, "open"): Move(S.open, "home.opened"),
        (S.building, "open"): Move(S.open, "home.opened"),
        (S.open, "idle"): Move(S.idle, "home.idled"),
        (S.idle, "reopen"): Move(S.open, "home.opened"),
        (S.open, "suspend"): Move(S.suspended, "home.suspended"),
        (S.idle, "suspend"): Move(S.suspended, "home.suspended"),
        (S.suspended, "reopen"): Move(S.open, "home.opened"),
        (S.planned, "close"): Move(S.closed, "home.closed"),
        (S.building, "close"): Move(S.closed, "home.closed"),
        (S.open, "close"): Move(S.closed, "home.closed"),
        (S.idle, "close"): Move(S.closed, "home.closed"),
        (S.suspended, "close"): Move(S.closed, "home.closed"),
    }
)
WORKING = frozenset({S.open, S.idle})
