"""Free text of a need before it is kept: no child may be known by it (domain.md §3.7)."""

import re
from collections.abc import Mapping

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.screening import complaint, screen, verdict

_VILLAGE_ENDING = re.compile("(?:村民委员会|居民委员会|村委会|居委会|村|社区)$")


def refuse_personal_data(texts: Mapping[str, str]) -> None:
    """
    Raise Invalid naming, for each field, the words that must go; nothing is changed silently.

    Words that only a person can judge pass here and send the need to the privacy check.
    """
    complaints = {
        field: complaint(text, findings)
        for field, text in texts.items()
        if verdict(findings := screen(text)) == "block"
    }
    if complaints:
        raise Invalid(complaints)


def needs_a_look(texts: Mapping[str, str]) -> bool:
    """Whether the words of all fields together need a person's eye before publishing."""
    return verdict(screen("\n".join(texts.values()))) != "clear"


def refuse_place_names(texts: Mapping[str, str], village: str, home: str) -> None:
    """Raise Invalid for every field that names the village or the home of a small group."""
    complaints: dict[str, str] = {}
    for field, text in texts.items():
        found = next((name for name in _ways_to_say(village, home) if name in text), None)
        if found is not None:
            complaints[field] = _(
                "受益儿童不足 5 人时，为保护孩子不公开村名和儿童之家名称，请删去“%(words)s”。"
            ) % {"words": found}
    if complaints:
        raise Invalid(complaints)


def _ways_to_say(village: str, home: str) -> list[str]:
    """
    龙凤村委会 is written 龙凤村, or 龙凤社区, or the home 龙凤儿童之家. A stem of two characters
    alone may be an ordinary word (中心, 新建); a longer one is a name.
    """
    stem = _VILLAGE_ENDING.sub("", village)
    ways = [home, village, *(stem + ending for ending in ("村", "社区", "寨", "儿童之家"))]
    return ways if len(stem) < 3 else [*ways, stem]
