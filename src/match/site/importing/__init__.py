"""Tables in: one way for every kind of list. A check that changes nothing, then exactly that."""

from match.site.importing.kinds import (
    About,
    Ask,
    Diff,
    Handing,
    ImportKind,
    Outcome,
    Refusal,
    Understood,
    complained,
    diffs,
    know,
    once,
    one_by_one,
    understood,
)

__all__ = [
    "About",
    "Ask",
    "Diff",
    "Handing",
    "ImportKind",
    "Outcome",
    "Refusal",
    "Understood",
    "complained",
    "diffs",
    "know",
    "once",
    "one_by_one",
    "understood",
]
