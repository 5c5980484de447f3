"""What the pages of this room share: where to go after a form, and words for templates."""

from typing import Any, TypeVar

import msgspec
from litestar import Request, Response

from match.activities import words
from match.activities.domains import domain_words
from match.activities.states import (
    ActivityStatus,
    BookingStatus,
    PlanStatus,
    activity_word,
    booking_word,
    plan_word,
)
from match.foundation.errors import Invalid
from match.site.entry import Entry
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
Shape = TypeVar("Shape", bound=msgspec.Struct)
BASE = "/desk/activities"


async def typed(request: AnyRequest, *shapes: type[msgspec.Struct]) -> dict[str, Any]:
    """What was typed into the form of several shapes, as `read` and `Entry` take it."""
    sent: dict[str, Any] = {}
    for shape in shapes:
        taken = await submission(request, shape)
        names = {field.name for field in msgspec.structs.fields(shape)}
        sent |= {name: text for name, text in taken.items() if name in names}
    return sent


def again(sent: dict[str, Any], wrong: Invalid) -> Entry:
    """The form as it was typed, with what was wrong."""
    return Entry(sent, wrong.fields)


def activity_tone(status: ActivityStatus) -> str:
    """The colour of an activity's chip; the words beside it say the same."""
    return {ActivityStatus.planned: "ji", ActivityStatus.done: "zhu"}.get(status, "ink")


def plan_tone(status: PlanStatus) -> str:
    """The colour of a plan's chip."""
    return {PlanStatus.submitted: "dao", PlanStatus.approved: "zhu"}.get(status, "ink")


def booking_tone(status: BookingStatus) -> str:
    """The colour of a request's chip."""
    return {BookingStatus.asked: "dao", BookingStatus.accepted: "zhu"}.get(status, "ink")


WORDS: dict[str, Any] = {
    "activity_tone": activity_tone,
    "activity_word": activity_word,
    "audience_word": words.audience_word,
    "booking_tone": booking_tone,
    "booking_word": booking_word,
    "day_words": words.day_words,
    "domain_words": domain_words,
    "due_words": words.due_words,
    "exception_words": words.exception_words,
    "kind_word": words.kind_word,
    "places_word": words.places_word,
    "plan_tone": plan_tone,
    "plan_word": plan_word,
    "spans_words": words.spans_words,
    "when": words.when,
}
"""What every template of this room is given."""
