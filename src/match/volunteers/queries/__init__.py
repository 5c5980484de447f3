"""Reading shifts: for everybody, for who pledged, for who runs them."""

from match.people.queries.people import valid_check
from match.volunteers.queries._shared import Pledge
from match.volunteers.queries.checking import people_to_check, seen_skill, skills_to_check
from match.volunteers.queries.keeping import (
    Seat,
    ShiftFile,
    homes_to_serve,
    kept_shifts,
    service_lines,
    shift_file,
)
from match.volunteers.queries.own import MyShifts, my_shifts
from match.volunteers.queries.proofs import (
    Certificate,
    call_view,
    certificate_lines,
    checked_certificate,
    my_calls,
    my_certificate,
    my_certificates,
    my_charges,
    my_progress,
    my_proofs,
    my_ratings,
    roles_of,
)
from match.volunteers.queries.public import (
    followed_signups,
    my_pledge,
    open_shifts,
    shift_view,
)

__all__ = [
    "Certificate",
    "MyShifts",
    "Pledge",
    "Seat",
    "ShiftFile",
    "call_view",
    "certificate_lines",
    "checked_certificate",
    "followed_signups",
    "homes_to_serve",
    "kept_shifts",
    "my_calls",
    "my_certificate",
    "my_certificates",
    "my_charges",
    "my_pledge",
    "my_progress",
    "my_proofs",
    "my_ratings",
    "my_shifts",
    "open_shifts",
    "people_to_check",
    "roles_of",
    "seen_skill",
    "service_lines",
    "shift_file",
    "shift_view",
    "skills_to_check",
    "valid_check",
]
