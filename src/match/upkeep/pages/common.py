"""What the pages of upkeep share: addresses, words for templates."""

from datetime import date
from typing import Any

from match.foundation.language import _
from match.upkeep import policy, states, wording
from match.upkeep.pages.words import step_word

BASE = "/desk/upkeep"


def step_url(kind: str, of: int | str, verb: str, more: str = "") -> str:
    """Where a step is taken: `/desk/upkeep/steps/grants/7/approve`."""
    return f"{BASE}/steps/{kind}/{of}/{verb}" + (f"?about={more}" if more else "")


def period_word(first: date, months: int) -> str:
    """A month or a quarter in words."""
    if months == 1:
        return _("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}
    quarter = (first.month + 2) // 3
    return _("%(year)s年第%(quarter)s季度") % {"year": first.year, "quarter": quarter}


def words() -> dict[str, Any]:
    """The words a template needs."""
    return {
        "word": states,
        "words": wording,
        "level_word": policy.level_word,
        "period_word": period_word,
        "step_url": step_url,
        "act_word": step_word,
    }
