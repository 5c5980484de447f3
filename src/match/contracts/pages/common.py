"""What the pages of contracts share."""

from typing import Any

import msgspec

from match.contracts import acting, states, wording
from match.contracts.queries.desk import ContractFile
from match.foundation.money import yuan, yuan_short
from match.site.entry import Entry

BASE = "/desk/contracts"
_TERMS = (
    "title", "content", "quantity", "quality", "settlement", "duties", "breach", "starts_on",
    "ends_on", "engages_directors",
)  # fmt: skip


def prefilled(file: ContractFile, verb: str) -> Entry:
    """What stands in a step's boxes before anybody has typed."""
    view = file.view
    if verb == "sign":
        return Entry({"version": str(file.version)})
    if verb == "save_terms":
        held = msgspec.structs.asdict(view)
        bond = yuan(view.bond_fen) if view.bond_fen else ""
        return Entry({**{name: held[name] for name in _TERMS}, "bond_fen": bond})
    return Entry()


def words() -> dict[str, Any]:
    """The words a template needs."""
    return {
        "word": states.word,
        "milestone_word": states.milestone_word,
        "payment_word": states.payment_word,
        "change_word": states.change_word,
        "breach_word": states.breach_word,
        "act_word": acting.act_word,
        "words": wording,
        "short": yuan_short,
    }
