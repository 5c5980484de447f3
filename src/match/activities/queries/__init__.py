"""Reading what happens in homes: hours by date, activities in numbers, plans, rota, requests."""

from match.activities.queries.activities import (
    ActivityFile,
    Gathering,
    Heads,
    activities_ahead,
    activity_file,
    activity_view,
    dues,
    heads,
    held_by_kind,
    kept_activities,
    my_heads,
    to_record,
)
from match.activities.queries.bookings import Booking, booked_home, home_bookings, my_bookings
from match.activities.queries.homes import KeptHome, kept_home, my_homes, seen_home
from match.activities.queries.opening import open_days_logged, opened_on, opening_rule
from match.activities.queries.plans import Item, Plan, Waiting, plan, waiting_plans
from match.activities.queries.rota import Duty, Person, Rota, rota

__all__ = [
    "ActivityFile",
    "Booking",
    "Duty",
    "Gathering",
    "Heads",
    "Item",
    "KeptHome",
    "Person",
    "Plan",
    "Rota",
    "Waiting",
    "activities_ahead",
    "activity_file",
    "activity_view",
    "booked_home",
    "dues",
    "heads",
    "held_by_kind",
    "home_bookings",
    "kept_activities",
    "kept_home",
    "my_bookings",
    "my_heads",
    "my_homes",
    "open_days_logged",
    "opened_on",
    "opening_rule",
    "plan",
    "rota",
    "seen_home",
    "to_record",
    "waiting_plans",
]
