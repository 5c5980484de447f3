"""What is wrong so far, step by step, and what the engine and the calendar say to it."""

from datetime import date, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.calendar import settle
from match.foundation.errors import Invalid
from match.tenders import consistency, methods, rules, timetable
from match.tenders.commands import planned
from match.tenders.facts import TenderFacts
from match.tenders.loading import limits
from match.tenders.methods import MethodPlan
from match.tenders.queries import Department
from match.tenders.states import Method, Mode
from match.tenders.wizard.queries import TypedEntry
from match.tenders.wizard.steps import BOX_OF, STEP_OF, STEPS
from match.tenders.wizard.values import form_of, guess_of


class Review(msgspec.Struct, frozen=True):
    """
    ``facts`` are those of a guess: stand-ins where boxes are empty. ``complaints`` are by step,
    then by box; a step that nobody handed in yet has none.
    """

    facts: TenderFacts
    plan: MethodPlan
    complaints: dict[str, dict[str, str]]
    visited: frozenset[str]

    def state(self, slug: str) -> str:
        """todo, wrong or done."""
        if slug not in self.visited:
            return "todo"
        return "wrong" if self.complaints.get(slug) else "done"

    @property
    def whole(self) -> bool:
        """Whether every step is done, so that a plan can be made of it."""
        return all(self.state(step.slug) == "done" for step in STEPS)


async def review(actor: Any, entry: TypedEntry, departments: list[Department]) -> Review:
    """Judge what was typed, as far as it goes. Writes nothing, raises nothing."""
    guess = guess_of(entry.boxes)
    if "method" not in entry.visited:
        # Nobody chose yet: what the budget suggests, or a big one would be refused for a small way.
        mode, method = methods.suggest(guess.budget_fen, await limits())
        guess = msgspec.structs.replace(guess, mode=mode, method=method)
    chosen = next((each for each in departments if each.id == guess.organisation), None)
    department = {
        "name": chosen.name if chosen else "",
        "division": chosen.division if chosen else "",
    }
    facts = await planned(actor, guess, department)
    found = _boxed(_judged(facts)) | _asked(entry.boxes) | _unreadable(entry.boxes)
    complaints: dict[str, dict[str, str]] = {}
    for box, said in found.items():
        slug = STEP_OF.get(box)
        if slug in entry.visited:
            complaints.setdefault(slug, {})[box] = said
    return Review(facts, methods.steps(facts), complaints, entry.visited)


def _judged(facts: TenderFacts) -> dict[str, str]:
    return consistency.plan_complaints(facts) | dict(
        consistency.days_complaints(facts, clock.today())
    )


def _asked(boxes: dict[str, Any]) -> dict[str, str]:
    """The six questions and the item, where they were answered at all."""
    guess = guess_of(boxes)
    found = rules.negative_complaints(guess)
    item = rules.item_complaint(guess.item_code)
    return found | ({"item_code": item} if item else {})


def _unreadable(boxes: dict[str, Any]) -> dict[str, str]:
    try:
        form_of(boxes)
    except Invalid as wrong:
        return wrong.fields
    return {}


def _boxed(complaints: dict[str, str]) -> dict[str, str]:
    return {BOX_OF.get(name, name): said for name, said in complaints.items()}


def first_notice(facts: TenderFacts) -> date:
    """The first day the notice may go out: after its intent's thirty days, else today."""
    announced = timetable.earliest_publication(facts)
    if announced is not None:
        return max(announced, clock.today())
    if timetable.needs_intent(facts) and facts.mode is not Mode.mirror:
        return timetable.first_day_for("PROC.INTENT", clock.today(), facts.calendar)
    return clock.today()


def earliest_days(facts: TenderFacts) -> dict[str, str]:
    """The earliest legal days, as the boxes of the last step: what is chosen unless changed. A
    week passes from close to decision, for opening and judging."""
    closes = consistency.earliest_close(facts, first_notice(facts))
    decides = settle(closes + timedelta(days=7), facts.calendar).on
    return {"closes_on": closes.isoformat(), "decides_on": decides.isoformat()}


class Choice(msgspec.Struct, frozen=True):
    """One method as a choice: what it asks for, and what speaks against it, if anything does."""

    method: Method
    suggested: bool
    plan: MethodPlan
    against: tuple[str, ...]


def choices(facts: TenderFacts) -> list[Choice]:
    """Every method with the engine's reasons; the suggested one first. Whether its ground is told
    is asked after the choice, so that is no reason against it here."""
    mode, first = methods.suggest(facts.budget_fen, facts.limits)
    found: list[Choice] = []
    for method in sorted(Method, key=lambda each: each is not first):
        light = method is Method.internal
        tried = msgspec.structs.replace(
            facts,
            method=method,
            mode=Mode.light if light else (mode if mode is not Mode.light else facts.mode),
            method_ground=next(iter(methods.GROUNDS[method]), ""),
            sole_supplier="–",
        )
        plan = methods.steps(tried)
        against = tuple(
            said for name, said in plan.refusals if name in ("method", "budget_fen", "budget")
        )
        found.append(Choice(method, method is first, plan, against))
    return found
