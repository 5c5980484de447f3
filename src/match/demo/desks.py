"""Which home asks for what, and how far each need has come: every desk gets some work."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, cycle, repeat

import msgspec

from match.demo.content import NeedText
from match.demo.seed import pick, roll
from match.needs.forms import Line, NeedForm
from match.needs.states import Delivery, NeedStatus

# In every county so many needs stop on the way; all others are published.
STOPS = (
    (NeedStatus.draft, 2),
    (NeedStatus.township, 5),
    (NeedStatus.county, 6),
    (NeedStatus.information, 2),
    (NeedStatus.rejected, 1),
    (NeedStatus.withdrawn, 1),
)
# Two homes of the first county ask for several things each, so that a visitor who signs in as
# their director finds a need at every stage; these are the stages, in turn.
SHOWN = (
    NeedStatus.published,
    NeedStatus.information,
    NeedStatus.draft,
    NeedStatus.township,
    NeedStatus.county,
    NeedStatus.published,
)
# Help of these kinds meets children face to face, so whoever gives it needs a check (未保法 62).
WITH_CHILDREN = ("SVC-PSY", "SVC-SW", "SVC-TUT", "SVC-COMP", "SVC-CARE", "PAIR-COMP", "ACT-CAMP")
SMALL_GROUP = 5


class HomeAt(msgspec.Struct, frozen=True):
    """A home that may ask: its id, its village's twelve digits, and whether a school keeps it."""

    id: int
    division: str
    in_school: bool


class PlannedNeed(msgspec.Struct, frozen=True):
    """One need, the home that asks, and the state it is to reach."""

    text: NeedText
    home: HomeAt
    target: NeedStatus


def planned_needs(texts: Iterable[NeedText], homes: Sequence[HomeAt]) -> list[PlannedNeed]:
    """
    Give each need a home its words fit, the least busy first, and say how far it comes.

    Depends on the texts and the homes' villages alone, never on ids.
    """
    shown = _shown(homes)
    # A head start of nothing asked makes them the least busy for longer than the others.
    asked = {home.division: -len(SHOWN) if home in shown else 0 for home in homes}
    placed: list[tuple[NeedText, HomeAt]] = []
    for text in texts:
        fitting = [home for home in homes if _fits(text, home)]
        least = min(asked[home.division] for home in fitting)
        idlest = [home for home in fitting if asked[home.division] == least]
        home = pick(idlest, "asks", text.key)
        asked[home.division] += 1
        placed.append((text, home))
    targets = _targets(placed, shown)
    return [PlannedNeed(text, home, targets[text.key]) for text, home in placed]


def busiest(needs: Iterable[PlannedNeed]) -> list[str]:
    """The villages whose homes ask for most, by how many states their needs are in, then codes."""
    states: dict[str, list[NeedStatus]] = {}
    for need in needs:
        states.setdefault(need.home.division, []).append(need.target)
    return sorted(states, key=lambda code: (-len(set(states[code])), -len(states[code]), code))


def need_form(planned: PlannedNeed, due_on: date) -> NeedForm:
    """The form the writer fills."""
    text = planned.text
    few = sum(text.bands.values()) < SMALL_GROUP
    at_home = not few and text.voice != "township" and roll(3, "delivery", text.key) > 0
    return NeedForm(
        home_id=planned.home.id,
        category=text.category,
        title=text.title,
        purpose=text.purpose,
        lines=[
            Line(
                name=line.name,
                quantity=line.quantity,
                unit=line.unit,
                reference_price_fen=line.reference_price_fen,
            )
            for line in text.lines
        ],
        bands=text.bands,
        urgency=text.urgency,
        due_on=due_on,
        groups=[text.group],
        child_contact=text.category in WITH_CHILDREN,
        delivery=Delivery.home if at_home else Delivery.township,
    )


def _fits(text: NeedText, home: HomeAt) -> bool:
    """A school's leader writes for a home in a school, and a text about a custom stays there."""
    return (text.voice == "school") == home.in_school and home.division.startswith(text.county)


def _shown(homes: Sequence[HomeAt]) -> list[HomeAt]:
    """The first village home and the first school home, in the order given."""
    kinds = (False, True)
    return [next(home for home in homes if home.in_school is kind) for kind in kinds]


def _targets(
    placed: Iterable[tuple[NeedText, HomeAt]], shown: Sequence[HomeAt]
) -> dict[str, NeedStatus]:
    targets: dict[str, NeedStatus] = {}
    by_county: dict[str, list[str]] = {}
    turns = {home.division: cycle(SHOWN) for home in shown}
    for text, home in placed:
        if home.division in turns:
            targets[text.key] = next(turns[home.division])
        else:
            by_county.setdefault(home.division[:6], []).append(text.key)
    stops = [status for status, count in STOPS for _ in range(count)]
    for county, keys in by_county.items():
        drawn = sorted(keys, key=lambda key: roll(2**32, "stop", county, key))
        rest = repeat(NeedStatus.published)
        targets |= dict(zip(drawn, chain(stops, rest), strict=False))
    return targets
