"""
What a run reads: open lines and published offers of an area, as the engine's columns.

Everything is read in one snapshot (REPEATABLE READ), so that what is spoken for and what is left
agree. Words that are few (categories, skills, groups) become numbers through lists that are
sorted first; tokens become the hash PostgreSQL has for them and then small numbers, since the
engine asks only whether two of them are the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from match.allocation.columns import NOWHERE, Needs, Offers, Ragged, end_to_end
from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import one_moment, rows
from match.foundation.parameters import whole
from match.matching import intake_sql as sql
from match.matching.wire import Ints, bigints
from match.needs import rules as need_rules
from match.needs.states import OPEN
from match.offers.rules import GIFT_MODES
from match.places.shapes import point_of

# A giver without a history is neither good nor bad (domain.md §4.10, part reliability).
UNKNOWN = 50
_MOST_BITS = 62
_WHOLE_BITS = 63


class TooManyKinds(ValueError):
    """More skills, units or groups are asked for than the engine has bits; the message says so."""


@dataclass(frozen=True)
class Asked:
    """
    What to read. ``scope`` is a division prefix. ``anew``: proposals of the scope that nobody has
    answered and nobody has locked count as free. ``lines``, ``offers``: only these, for a swap;
    ``freed``: proposals whose units count as free.
    """

    scope: str
    today: date
    need_days: int
    anew: bool = False
    lines: Sequence[int] | None = None
    offers: Sequence[int] | None = None
    freed: Sequence[int] = ()


@dataclass(frozen=True)
class Market:
    """The engine's input, and what keeping a plan needs besides: each line's need and division."""

    needs: Needs
    offers: Offers
    categories: tuple[str, ...]
    need_of: Ints
    division_of: Ints


async def read_market(asked: Asked) -> Market:
    """Open lines with units left and offers with units left, each by id."""
    async with one_moment():
        return await _read(asked)


async def _read(asked: Asked) -> Market:
    statuses = [str(status) for status in sorted(OPEN)]
    categories = await _categories(asked.scope, statuses)
    skills = await rows(sql.SKILL_SETS, statuses, asked.scope)
    # Units count as capabilities (five sets are not five books); only those that some line asks
    # for get one of the engine's bits, since what nobody asks for decides nothing.
    wanted = _numbered({code for row in skills for code in (*row["skills"], row["unit"])})
    groups = await rows(sql.GROUP_SETS, statuses, asked.scope)
    known_groups = _numbered({code for row in groups for code in row["groups"]})
    group_masks = {row["key"]: _mask(row["groups"], known_groups) for row in groups}
    needs = await bigints(
        sql.LINE_NAMES,
        sql.LINES,
        statuses,
        asked.scope,
        list(categories),
        *_split({row["key"]: _mask([*row["skills"], row["unit"]], wanted) for row in skills}),
        *_split(group_masks),
        [row["key"] for row in groups if need_rules.is_priority(row["groups"])],
        asked.anew,
        list(asked.freed),
        _chosen(asked.lines),
        asked.today,
    )
    able = await rows(sql.OFFER_SKILL_SETS)
    offers = await bigints(
        sql.OFFER_NAMES,
        sql.OFFERS,
        sorted(GIFT_MODES),
        asked.scope,
        asked.today,
        list(categories),
        *_split({row["key"]: _mask([*row["skills"], row["unit"]], wanted) for row in able}),
        *_split(group_masks),
        UNKNOWN,
        asked.anew,
        list(asked.freed),
        _chosen(asked.offers),
    )
    return await _market(asked, statuses, categories, _by_id(needs), _by_id(offers))


def _chosen(ids: Sequence[int] | None) -> list[int] | None:
    return None if ids is None else list(ids)


def _numbered(used: set[str]) -> dict[str, int]:
    if len(used) > _MOST_BITS:
        raise TooManyKinds(
            f"{len(used)} different skills, units or groups are asked for; the engine tells"
            f" {_MOST_BITS} apart. Run smaller areas."
        )
    return {code: place for place, code in enumerate(sorted(used))}


def _mask(held: Sequence[str], number: dict[str, int]) -> int:
    return sum(1 << number[code] for code in set(held) & number.keys())


def _split(masks: dict[str, int]) -> tuple[list[str], list[int]]:
    return list(masks), list(masks.values())


async def _market(
    asked: Asked,
    statuses: list[str],
    categories: tuple[str, ...],
    needs: dict[str, Ints],
    offers: dict[str, Ints],
) -> Market:
    these = None if asked.lines is None else needs["need"].tolist()
    of_needs = (statuses, asked.scope, these)
    need_tokens = await bigints("owner token", sql.NEED_TOKENS, *of_needs)
    offer_tokens = await bigints("owner token", sql.OFFER_TOKENS, _chosen(asked.offers))
    words = np.unique(np.concatenate([need_tokens["token"], offer_tokens["token"]]))
    conflicts = await bigints("owner other", sql.NEED_CONFLICTS, *of_needs)
    areas = await bigints("owner area", sql.OFFER_AREAS, _chosen(asked.offers))
    outside = await bigints("owner home", sql.OFFER_OUTSIDE, *of_needs)
    reach = _ragged(offers["id"], areas["owner"], areas["area"])
    only_need = _direct(offers, needs, categories)
    # A direct offer whose need is no longer open serves nobody.
    kept = only_need >= 0
    placed = _first_point(reach)
    today = asked.today.toordinal()
    return Market(
        needs=_needs(
            needs,
            categories,
            today,
            asked.need_days,
            _ragged(
                needs["need"], need_tokens["owner"], np.searchsorted(words, need_tokens["token"])
            ),
            _ragged(needs["need"], conflicts["owner"], conflicts["other"]),
        ),
        offers=Offers(
            id=offers["id"],
            organisation=offers["organisation"],
            category=offers["category"],
            capacity=offers["left"],
            x=placed[0],
            y=placed[1],
            from_day=np.maximum(offers["from_day"], today),
            until_day=offers["until_day"],
            skills=offers["skills"],
            groups=offers["groups"],
            valid_check=offers["valid_check"] != 0,
            money=np.zeros(len(offers["id"]), np.bool_),
            only_need=only_need,
            reliability=offers["reliability"],
            areas=reach,
            tokens=_ragged(
                offers["id"],
                offer_tokens["owner"],
                np.searchsorted(words, offer_tokens["token"]),
            ),
            conflicts=_ragged(offers["id"], outside["owner"], outside["home"]),
        ).take(np.flatnonzero(kept)),
        categories=categories,
        need_of=needs["need"],
        division_of=needs["division"],
    )


def _needs(
    read: dict[str, Ints],
    categories: tuple[str, ...],
    today: int,
    need_days: int,
    tokens: Ragged,
    conflicts: Ragged,
) -> Needs:
    start = np.maximum(read["from_day"], today)
    end = np.where(read["by_day"] > 0, read["by_day"], start + need_days)
    x, y = _points(read["county"])
    parents = np.array(
        [categories.index(codes.parent(code) or "") if code else 0 for code in categories], np.int64
    )
    money = np.array([code.partition("-")[0] == "FND" for code in categories], np.bool_)
    none = np.zeros(len(start), np.bool_)
    return Needs(
        id=read["id"],
        home=read["home"],
        category=read["category"],
        parent=parents[read["category"]],
        county=read["county"],
        quantity=read["left"],
        asked=np.maximum(np.maximum(read["asked"], read["left"]), 1),
        x=x,
        y=y,
        from_day=start,
        by_day=np.maximum(end, start),
        skills=read["skills"],
        groups=read["groups"],
        child_contact=read["child_contact"] != 0,
        money=money[read["category"]],
        # A home has no legal person: money goes by agreement between a verified giver and a
        # charity (domain.md §3.3), outside a nightly run.
        money_recipient=none,
        priority=read["priority"] != 0,
        waiting_days=np.maximum(0, today - read["published"]),
        beneficiaries=np.maximum(1, read["beneficiaries"]),
        never_served=read["home_had"] == 0,
        home_share=np.minimum(100, read["home_share"]),
        tokens=tokens,
        conflicts=conflicts,
    )


async def _categories(scope: str, statuses: list[str]) -> tuple[str, ...]:
    """Every category in use and its parent, sorted; "" (no parent) is number 0."""
    found = await rows(sql.CATEGORIES, statuses, scope)
    used = {row["category"] for row in found}
    return tuple(sorted({"", *used, *(codes.parent(code) or "" for code in used)}))


def _by_id(read: dict[str, Ints]) -> dict[str, Ints]:
    order = np.argsort(read["id"], kind="stable")
    return {name: column[order] for name, column in read.items()}


def _ragged(owners: Ints, of: Ints, values: Ints) -> Ragged:
    """For each of *owners* (some may repeat) its distinct *values*, sorted; none is negative."""
    bits = int(values.max(initial=0)).bit_length()
    if int(of.max(initial=0)).bit_length() + bits >= _WHOLE_BITS:
        raise ValueError("ids are too large to be sorted together with what belongs to them")
    # One number per pair: sorting those takes a twentieth of sorting by two columns.
    pairs = np.sort(of << bits | values)
    fresh = np.ones(len(pairs), np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=fresh[1:])
    of, values = pairs[fresh] >> bits, pairs[fresh] & (1 << bits) - 1
    first = np.searchsorted(of, owners, "left")
    start, places = end_to_end(first, np.searchsorted(of, owners, "right") - first)
    return Ragged(start, values[places])


def _points(county: Ints) -> tuple[Ints, Ints]:
    """Of each county, in units of 0.0001 degree."""
    known, row = np.unique(county, return_inverse=True)
    placed = np.array([_fixed(f"{code:06d}") for code in known.tolist()], np.int64).reshape(-1, 2)
    return placed[row, 0], placed[row, 1]


def _first_point(areas: Ragged) -> tuple[Ints, Ints]:
    """Of each offer: the point of its widest area that has one (a prefecture, or a county)."""
    known, row = np.unique(areas.values, return_inverse=True)
    placed = np.array([_fixed(str(code)) for code in known.tolist()], np.int64).reshape(-1, 2)
    length = areas.lengths()
    x, y = np.full(len(length), NOWHERE), np.full(len(length), NOWHERE)
    has = np.flatnonzero(placed[row, 0] != NOWHERE) if len(row) else np.zeros(0, np.int64)
    owner = np.repeat(np.arange(len(length)), length)[has]
    first, place = np.unique(owner, return_index=True)
    x[first], y[first] = placed[row[has[place]], 0], placed[row[has[place]], 1]
    return x, y


def _fixed(code: str) -> tuple[int, int]:
    # Rounded once, here, as the engine rounds: every later sum is whole numbers.
    point = point_of(code.ljust(12, "0"))
    return (round(point.lon * 10_000), round(point.lat * 10_000)) if point else (NOWHERE, NOWHERE)


def _direct(offers: dict[str, Ints], needs: dict[str, Ints], categories: tuple[str, ...]) -> Ints:
    """The line a direct offer is for: its need's line of the same category, else the first one.

    0 = the offer is for anybody; -1 = its need is no longer open, so it serves nobody.
    """
    only = np.zeros(len(offers["id"]), np.int64)
    for row in np.flatnonzero(offers["for_need"]).tolist():
        own = np.flatnonzero(needs["need"] == offers["for_need"][row])
        made_for = categories[int(offers["category"][row])]
        fitting = [
            line
            for line in own.tolist()
            if codes.covers(made_for, categories[int(needs["category"][line])])
        ]
        chosen = (fitting or own.tolist() or [-1])[0]
        only[row] = needs["id"][chosen] if chosen >= 0 else -1
    return only


async def asked_today(scope: str, *, anew: bool = False) -> Asked:
    """What a run of today reads."""
    return Asked(scope, clock.today(), await whole("need.valid_days"), anew)
