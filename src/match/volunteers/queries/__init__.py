"""Reading shifts: for everybody, for who pledged, for who runs them."""

from match.volunteers.queries._shared import Pledge
from match.volunteers.queries.keeping import (
    Seat,
    ShiftFile,
    homes_to_serve,
    kept_shifts,
    service_lines,
    shift_file,
)
from match.volunteers.queries.own import MyShifts, my_shifts
from match.volunteers.queries.public import (
    followed_signups,
    my_pledge,
    open_shifts,
    shift_view,
)

__all__ = [
    "MyShifts",
    "Pledge",
    "Seat",
    "ShiftFile",
    "followed_signups",
    "homes_to_serve",
    "kept_shifts",
    "my_pledge",
    "my_shifts",
    "open_shifts",
    "service_lines",
    "shift_file",
    "shift_view",
]
