"""Pure decisions of the matching room: rows for the engine, and the parameters of a run."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from match.allocation.shapes import FOREVER, NeedRow, OfferRow
from match.catalogue import codes
from match.matching.supply import MatchingOffer
from match.needs import rules as need_rules
from match.places.shapes import point_of


class WantedLine(msgspec.Struct, frozen=True):
    """One line of an open need, as the matching room reads it."""

    line_id: int
    need_id: int
    home_id: int
    division: str
    category: str
    left: int
    asked: int
    wanted_from: date | None
    due_on: date | None
    published_on: date
    beneficiaries: int
    groups: tuple[str, ...]
    child_contact: bool
    skills: tuple[str, ...]
    words: tuple[str, ...]
    unit: str
    members: tuple[int, ...]
    """Organisations of which somebody who wrote the need is a member: a conflict of interest."""


class Codebook:
    """Words, skills or groups as small numbers: sorted first, so the same for the same input."""

    def __init__(self, values: Iterable[str]) -> None:
        self.number = {value: place for place, value in enumerate(sorted(set(values)))}

    def mask(self, values: Iterable[str]) -> int:
        """One bit for each value that has a number; what nobody asks for decides nothing."""
        return sum(1 << self.number[value] for value in set(values) & self.number.keys())

    def ids(self, values: Iterable[str]) -> tuple[int, ...]:
        """The numbers, sorted."""
        return tuple(sorted(self.number[value] for value in set(values)))


def engine_rows(
    lines: Sequence[WantedLine],
    offers: Sequence[MatchingOffer],
    today: date,
    need_horizon_days: int,
) -> tuple[list[NeedRow], list[OfferRow]]:
    """
    The engine's rows. Units count as capabilities: five sets are not five books. A need without
    a due date is open for *need_horizon_days* more days.

    Money needs are never given a recipient here: a home has no legal person, so money goes by
    agreement between a verified giver and a charity (domain.md §3.3), outside a nightly run.
    """
    both = [*lines, *offers]
    # Units and skills share the engine's 62 bits: only those that some line asks for get one.
    skills = Codebook(code for line in lines for code in (*line.skills, line.unit))
    groups = Codebook(group for row in both for group in row.groups)
    words = Codebook(word for row in both for word in row.words)
    return (
        [_need_row(line, today, need_horizon_days, skills, groups, words) for line in lines],
        [
            _offer_row(offer, lines, today, direct, skills, groups, words)
            for offer in offers
            if (direct := _direct_line(offer, lines)) >= 0
        ],
    )


def _need_row(
    line: WantedLine,
    today: date,
    horizon_days: int,
    skills: Codebook,
    groups: Codebook,
    words: Codebook,
) -> NeedRow:
    point = point_of(line.division)
    start = max(line.wanted_from or today, today).toordinal()
    return NeedRow(
        id=line.line_id,
        home=line.home_id,
        county=line.division[:6],
        category=line.category,
        parent=codes.parent(line.category) or "",
        quantity=line.left,
        asked=line.asked,
        lon=point.lon if point else None,
        lat=point.lat if point else None,
        from_day=start,
        by_day=max(line.due_on.toordinal() if line.due_on else start + horizon_days, start),
        skills=skills.mask((*line.skills, line.unit)),
        groups=groups.mask(line.groups),
        child_contact=line.child_contact,
        money_recipient=False,
        priority=need_rules.is_priority(line.groups),
        waiting_days=max(0, (today - line.published_on).days),
        beneficiaries=max(1, line.beneficiaries),
        tokens=words.ids(line.words),
        conflicts=line.members,
    )


def _direct_line(offer: MatchingOffer, lines: Sequence[WantedLine]) -> int:
    """The line a direct offer is for: its need's line of the same category, else the first one.

    0 = the offer is for anybody; -1 = its need is no longer open, so it serves nobody.
    """
    if offer.only_need is None:
        return 0
    own = [line for line in lines if line.need_id == offer.only_need]
    fitting = [line for line in own if codes.covers(offer.category, line.category)]
    return (fitting or own)[0].line_id if own else -1


def _outside(offer: MatchingOffer, lines: Sequence[WantedLine]) -> tuple[int, ...]:
    """Homes within the offer's counties but outside the townships or villages it names."""
    if all(len(area) <= 6 for area in offer.areas):
        return ()
    counties = tuple({area[:6] for area in offer.areas})
    return tuple(
        sorted(
            {
                line.home_id
                for line in lines
                if line.division.startswith(counties) and not line.division.startswith(offer.areas)
            }
        )
    )


def _offer_row(
    offer: MatchingOffer,
    lines: Sequence[WantedLine],
    today: date,
    direct_line: int,
    skills: Codebook,
    groups: Codebook,
    words: Codebook,
) -> OfferRow:
    nearest = next(
        (point for area in offer.areas if (point := point_of(area.ljust(12, "0")))), None
    )
    return OfferRow(
        id=offer.id,
        organisation=offer.organisation_id or 0,
        category=offer.category,
        capacity=offer.left,
        # The engine knows counties; homes of the county outside a township's offer are excluded.
        areas=tuple(sorted({area[:6] for area in offer.areas})),
        conflicts=_outside(offer, lines),
        lon=nearest.lon if nearest else None,
        lat=nearest.lat if nearest else None,
        from_day=max(offer.from_on or today, today).toordinal(),
        until_day=offer.until_on.toordinal() if offer.until_on else FOREVER,
        skills=skills.mask((*offer.skills, offer.unit)),
        valid_check=offer.valid_check,
        groups=groups.mask(offer.groups),
        money=offer.mode == "MONEY",
        only_need=direct_line,
        reliability=offer.reliability,
        tokens=words.ids(offer.words),
    )
