"""What the panels' pages share."""

from typing import Any

from litestar import Request, Response

from match.foundation.errors import Conflict, Invalid
from match.offers.pages.choices import category_choices

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


def complaints(refusal: Invalid | Conflict, field: str = "act") -> dict[str, str]:
    """What was wrong, by field; what belongs to none stands under *field*."""
    return dict(refusal.fields) if isinstance(refusal, Invalid) else {field: refusal.message}


def field_choices() -> list[tuple[str, str]]:
    """Fields of expertise, in the language of the request."""
    return category_choices()
