"""Verbs of a home's daily life. Each is one transaction and leaves its line in the audit."""

from match.activities.commands.gathering import (
    announce,
    call_off,
    note_activity,
    plan_activity,
    record_heads,
    withdraw,
)
from match.activities.commands.opening import add_exception, log_opening, remove_exception
from match.activities.commands.plans import (
    add_item,
    approve_plan,
    finish_item,
    remove_item,
    return_plan,
    revise_plan,
    submit_plan,
)
from match.activities.commands.rota import add_person, put_on_duty, remove_person, take_off_duty
from match.activities.commands.venue import (
    accept_booking,
    ask_for_venue,
    refuse_booking,
    withdraw_booking,
)

__all__ = [
    "accept_booking",
    "add_exception",
    "add_item",
    "add_person",
    "announce",
    "approve_plan",
    "ask_for_venue",
    "call_off",
    "finish_item",
    "log_opening",
    "note_activity",
    "plan_activity",
    "put_on_duty",
    "record_heads",
    "refuse_booking",
    "remove_exception",
    "remove_item",
    "remove_person",
    "return_plan",
    "revise_plan",
    "submit_plan",
    "take_off_duty",
    "withdraw",
    "withdraw_booking",
]
