"""What the pages of incubation share."""

from typing import Any

from litestar import Request, Response

from match.catalogue import codes
from match.incubation.states import (
    BaseLevel,
    CounsellorStatus,
    Stage,
    counsellor_word,
    level_word,
    stage_word,
    step_word,
)

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/incubation"


def listed(listing: str) -> list[tuple[str, str]]:
    """Code and label of every entry of one of the home lists."""
    return [(entry.code, entry.label()) for entry in codes.home_list(listing)]


def label(listing: str, code: str) -> str:
    """The label of a code of one of the home lists."""
    return dict(listed(listing)).get(code, code)


WORDS: dict[str, Any] = {
    "stage_word": lambda stage: stage_word(Stage(stage)),
    "step_word": step_word,
    "counsellor_word": lambda status: counsellor_word(CounsellorStatus(status)),
    "level_word": lambda level: level_word(BaseLevel(level)),
    "mode_name": lambda code: label("incubation_mode", code),
    "service_name": lambda code: label("psych_service", code),
    "content_name": lambda code: label("training_content", code),
    "skill_name": lambda code: codes.skill(code).label(),
    "kind_name": lambda code: codes.org_kind(code).label(),
    "where": lambda path: " ".join(path.split("/")[1:]),
}
"""What every template of this room is given."""
