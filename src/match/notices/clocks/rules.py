"""When each step of a deadline comes. Pure."""

from datetime import date, datetime, time

import msgspec

from match.foundation import clock
from match.foundation.calendar import WorkingDays, add_workdays
from match.notices.clocks.states import Step

STEPS = tuple(Step)
MORNING = time(8)
"""When people are told: at the beginning of a working day, outside everybody's quiet hours."""


class Pause(msgspec.Struct, frozen=True):
    """Working days between the steps: *ahead* before the deadline, *supervisor* after it, *above*
    after that."""

    ahead: int
    supervisor: int
    above: int


class Waiting(msgspec.Struct, frozen=True):
    """
    What still waits: where (12 digits), what it is called in public, where it is done. The last
    day is fixed by law (*last*), or counted in working days from when the clock begins (*within*).
    """

    division: str
    title: str
    link: str
    last: date | None = None
    within: int = 0


def over_at(last: date) -> datetime:
    """The last moment of the last day, in Hunan."""
    return datetime.combine(last, time(23, 59, 59), clock.HERE)


def step_at(step: Step, last: date, pause: Pause, days: WorkingDays) -> datetime:
    """The morning on which *step* is taken, for a deadline whose last day is *last*."""
    after = {
        Step.ahead: -pause.ahead,
        Step.due: 0,
        Step.supervisor: pause.supervisor,
        Step.above: pause.supervisor + pause.above,
    }[step]
    on = last if after == 0 else add_workdays(last, after, days).on
    return datetime.combine(on, MORNING, clock.HERE)


def next_step(
    taken: int, last: date, begun: datetime, pause: Pause, days: WorkingDays
) -> datetime | None:
    """
    When the step after *taken* of them comes; None after the last one. A reminder ahead of time
    that would come before the thing began to wait comes at once.
    """
    if taken >= len(STEPS):
        return None
    return max(step_at(STEPS[taken], last, pause, days), begun)
