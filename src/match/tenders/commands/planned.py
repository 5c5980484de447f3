"""A filled-in form as the purchase it would become: its columns, its parts, its facts."""

from datetime import date, datetime, time
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import WorkingDays, settle
from match.foundation.workdays import working_days
from match.tenders import rules
from match.tenders.facts import Criterion, NeedPart, TenderFacts
from match.tenders.forms import CriterionForm, TenderForm
from match.tenders.loading import limits, plain, survey_of
from match.tenders.methods import min_bids
from match.tenders.states import Mode, TenderStatus

FIELDS = (
    "organisation_id",
    "division",
    "title",
    "category",
    "item_code",
    "guiding_item",
    "budget_fen",
    "budget_line",
    "requirements",
    "acceptance",
    "service_days",
    "areas",
    "skills",
    "documents",
    "closes_on",
    "closes_at",
    "decides_on",
    "screened_by",
    "mode",
    "method",
    "method_ground",
    "method_approval",
    "scheme",
    "envelopes",
    "fiscal_year",
    "stable_recurrent",
    "complex",
    "consortium",
    "sole_supplier",
    "bond_fen",
    "reference_contracts",
    "intent_waiver",
    "legal_adviser",
    "official_notice_url",
    "survey_id",
)
"""The columns that a form fills, in the order in which they are written."""

_MOMENTS = (
    "opens_at",
    "suspended_at",
    "published_at",
    "intent_at",
    "closed_at",
    "opened_at",
    "reported_at",
    "decided_at",
    "awarded_at",
    "contracted_at",
    "archived_at",
    "ended_at",
)
_UNSAID = ("document_hash", "official_permission", "winner_name", "reason", "suspended_reason")
_EMPTY = {
    **dict.fromkeys((*_MOMENTS, "winner_id", "winner_bid", "award_fen")),
    **dict.fromkeys(_UNSAID, ""),
}


def closing(on: date, at: str, days: WorkingDays) -> datetime:
    """The first instant too late: the end of the day, or the time given; never on a day off."""
    day = settle(on, days).on
    if not at:
        return rules.over_at(day)
    return datetime.combine(day, time.fromisoformat(at), clock.HERE)


async def columns(actor: Actor, form: TenderForm, division: str) -> dict[str, Any]:
    """The form as columns, in the order of `FIELDS`. What cannot be right is not judged here."""
    days = await working_days()
    held = {
        "organisation_id": form.organisation,
        "division": division,
        "category": rules.category_of(form),
        "areas": sorted(set(form.areas)),
        "budget_line": form.budget_line.strip(),
        "closes_on": settle(form.closes_on, days).on,
        "closes_at": closing(form.closes_on, form.closes_time, days),
        "fiscal_year": form.fiscal_year or clock.today().year,
        "survey_id": form.survey,
        "screened_by": actor.id,
    }
    return {name: held[name] if name in held else getattr(form, name) for name in FIELDS}


def criteria_of(given: list[CriterionForm]) -> tuple[Criterion, ...]:
    """What was typed as criteria without ids, numbered in its order."""
    return tuple(
        Criterion(0, each.kind, each.title.strip(), each.indicator.strip(), each.points, position)
        for position, each in enumerate(given, 1)
    )


async def planned(actor: Actor, form: TenderForm, department: dict[str, Any]) -> TenderFacts:
    """
    The facts of a purchase that is not stored, for `rules.steps` and for what is wrong with it.
    *department* has a name and a division. Raises nothing: whatever was typed is taken as it is.
    """
    held = await columns(actor, form, department["division"])
    bounds = await limits()
    return TenderFacts(
        **plain(
            {
                **_EMPTY,
                **held,
                "id": 0,
                "purchaser": department["name"],
                "status": TenderStatus.draft,
                "limit_fen": bounds.limit_fen,
                "min_bids": min_bids(form.method, form.method_ground, bounds),
                "threshold_k": bounds.keys(_flow(form.mode))[0],
                "threshold_n": bounds.keys(_flow(form.mode))[1],
                "document_version": 1,
                "created_at": clock.now(),
            }
        ),
        criteria=criteria_of(form.criteria),
        needs=tuple(NeedPart(each.line, each.units) for each in form.needs),
        survey=await survey_of(form.survey),
        limits=bounds,
        calendar=await working_days(),
    )


def _flow(mode: Mode) -> str:
    return "light" if mode is Mode.light else "full"


def same_but(facts: TenderFacts, **changes: Any) -> TenderFacts:
    """The facts with some of them changed, to judge a change before it is made."""
    return msgspec.structs.replace(facts, **changes)
