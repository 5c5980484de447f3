"""Between boxes and form: what was typed as a TenderForm, and a plan as boxes again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan, yuan
from match.tenders.facts import TenderFacts
from match.tenders.forms import NEGATIVE, TenderForm
from match.tenders.points import parse_points, points_words
from match.tenders.wizard.steps import BOX_OF

Boxes = Mapping[str, Any]


def form_of(boxes: Boxes) -> TenderForm:
    """The whole form. Raises Invalid by the names of the boxes, everything at once."""
    raw, complaints = _readable(boxes)
    try:
        form = read(TenderForm, raw)
    except Invalid as wrong:
        said = {BOX_OF.get(name, name): words for name, words in wrong.fields.items()}
        raise Invalid(said | complaints) from wrong
    if complaints:
        raise Invalid(complaints)
    return form


def guess_of(boxes: Boxes) -> TenderForm:
    """
    A form of what can be read so far, with stand-ins for the rest: for asking the method engine
    and the calendar while half of it is still empty. It is never kept.
    """
    raw, _complaints = _readable(boxes)
    held: dict[str, Any] = {
        "organisation": 0,
        "title": "",
        "item_code": "",
        "budget_fen": 0,
        "budget_line": "",
        "requirements": "",
        "acceptance": "",
        "service_days": 1,
        "areas": [],
        "closes_on": clock.today() + timedelta(days=60),
        "decides_on": clock.today() + timedelta(days=75),
        **dict.fromkeys(NEGATIVE, False),
        "fair": True,
    }
    for field in msgspec.structs.fields(TenderForm):
        given = raw.get(field.name)
        if given in (None, "", []):
            continue
        try:
            held[field.name] = msgspec.convert(given, field.type, strict=False)
        except msgspec.ValidationError:
            continue
    # A stand-in for the category too: it would be looked up by an item that may not be there yet.
    return TenderForm(**{**held, "category": held.get("category") or "SVC"})


def boxes_of(facts: TenderFacts) -> dict[str, Any]:
    """A plan as boxes. The six questions are asked anew: things change, and somebody answers."""
    same = (
        "title",
        "item_code",
        "guiding_item",
        "budget_line",
        "fiscal_year",
        "requirements",
        "acceptance",
        "service_days",
        "mode",
        "method",
        "method_ground",
        "method_approval",
        "scheme",
        "envelopes",
        "stable_recurrent",
        "complex",
        "consortium",
        "sole_supplier",
        "reference_contracts",
        "intent_waiver",
        "legal_adviser",
        "official_notice_url",
    )
    closes = facts.closes_at.astimezone(clock.HERE)
    plain = msgspec.to_builtins({name: getattr(facts, name) for name in same})
    return {
        **{name: _typed(told) for name, told in plain.items()},
        "organisation": str(facts.organisation_id),
        "budget": yuan(facts.budget_fen),
        "bond": yuan(facts.bond_fen) if facts.bond_fen else "",
        "areas": list(facts.areas),
        "skills": list(facts.skills),
        "documents": [str(each) for each in facts.documents],
        "survey": str(facts.survey.id) if facts.survey else "",
        "closes_on": facts.closes_on.isoformat(),
        "closes_time": closes.strftime("%H:%M") if (closes.hour, closes.minute) != (0, 0) else "",
        "decides_on": facts.decides_on.isoformat(),
        "needs": [{"line": str(p.line_id), "units": str(p.units)} for p in facts.needs],
        "criteria": [
            {
                "kind": each.kind.value,
                "title": each.title,
                "indicator": each.indicator,
                "points": points_words(each.points) if each.points else "",
            }
            for each in facts.criteria
        ],
    }


def _typed(told: Any) -> str:
    if isinstance(told, bool):
        return "true" if told else "false"
    return "" if told is None else str(told)


def _readable(boxes: Boxes) -> tuple[dict[str, Any], dict[str, str]]:
    """The boxes in the form's units; what cannot be read is left out and complained about."""
    raw = {name: told for name, told in boxes.items() if name not in ("budget", "bond")}
    complaints: dict[str, str] = {}
    for name, box in BOX_OF.items():
        typed = str(boxes.get(box) or "").strip()
        if not typed:
            continue
        try:
            raw[name] = parse_yuan(typed)
        except MoneyRefused as refused:
            complaints[box] = refused.message
    raw["criteria"], wrong = _criteria(boxes.get("criteria") or [])
    return raw, complaints | wrong


def _criteria(rows: list[dict[str, str]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    read_rows: list[dict[str, Any]] = []
    complaints: dict[str, str] = {}
    for row in rows:
        typed = str(row.get("points") or "").strip()
        worth = parse_points(typed) if typed else 0
        if worth is None:
            complaints["criteria"] = _("“%(points)s”不是分值，请填 0 到 100，最多两位小数。") % {
                "points": typed[:20]
            }
        read_rows.append({**row, "points": worth or 0})
    return read_rows, complaints
