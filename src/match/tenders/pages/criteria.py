"""How answers are judged, drawn: demands as a list, scores as one bar of a hundred."""

from collections.abc import Sequence

import msgspec

from match.foundation.language import _, pgettext
from match.tenders.facts import Criterion
from match.tenders.points import points_words
from match.tenders.states import CriterionKind

BAR = 640
"""The bar's width in the units of its drawing."""


class Score(msgspec.Struct, frozen=True):
    """
    One thing that scores: ``points`` as text out of 100, its ``kind`` in words, and its piece of
    the bar from ``x`` on, ``width`` wide; ``shade`` 0–3, the price always 3.
    """

    title: str
    kind: str
    points: str
    share: int
    indicator: str
    x: int
    width: int
    shade: int


class Drawn(msgspec.Struct, frozen=True):
    """``words`` tells the bar to who hears the page."""

    demands: tuple[Criterion, ...]
    scores: tuple[Score, ...]
    words: str


def drawn(criteria: Sequence[Criterion]) -> Drawn:
    """The criteria in their order. Widths add up to the bar, whatever was rounded."""
    scores: list[Score] = []
    before = 0
    for each in criteria:
        if each.kind is CriterionKind.passing:
            continue
        start, end = before * BAR // 10_000, (before + each.points) * BAR // 10_000
        before += each.points
        shade = 3 if each.kind is CriterionKind.price else len(scores) % 3
        scores.append(
            Score(
                each.title,
                kind_word(each.kind),
                points_words(each.points),
                each.points,
                each.indicator,
                start,
                end - start,
                shade,
            )
        )
    return Drawn(
        tuple(each for each in criteria if each.kind is CriterionKind.passing),
        tuple(scores),
        _("；").join(f"{each.title} {each.points}" for each in scores),
    )


def kind_word(kind: CriterionKind) -> str:
    """How it is judged, in a word."""
    return {
        CriterionKind.passing: pgettext("criterion", "符合性"),
        CriterionKind.objective: pgettext("criterion", "客观分"),
        CriterionKind.subjective: pgettext("criterion", "主观分"),
        CriterionKind.price: pgettext("criterion", "价格分"),
    }[kind]
