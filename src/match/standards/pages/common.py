"""What the pages of this room share."""

from typing import Any

from litestar import Request, Response

from match.foundation.language import _
from match.standards.states import flag_tone, flag_word, result_word

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
WORDS: dict[str, Any] = {
    "flag_word": flag_word,
    "flag_tone": flag_tone,
    "result_word": result_word,
}


def hardness_word(hardness: str) -> str:
    """How binding a line is."""
    return {"M": _("必须"), "S": _("一般应当"), "O": _("有条件的")}[hardness]
