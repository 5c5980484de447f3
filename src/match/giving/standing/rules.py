"""
How much a need should come first, and which needs a foundation's rule picks. Pure arithmetic.

The **need score** is made of five parts, each a share (0 to 1000) of its weight, in thousandths of
a point; with the shipped weights (``need_score.weight.*``, together 100) it runs to 100,000:

* ``priority``: the need serves children whom the notice puts first (4.3d: poor left-behind
  children, children in difficulty; domain.md §4.3, §4.10). All or nothing.
* ``waiting``: whole days since publication, up to ``need_score.waiting_days``. A day, not a minute:
  who was first in the morning gains nothing.
* ``coverage``: how little of what its county asked for in its root category has been promised.
* ``never_served``: nobody has ever promised this home anything. All or nothing.
* ``urgency``: urgent whole, soon half, routine nothing; whole in the last ``need_score.due_days``.

No part looks at a child or a family: `NeedFacts` has nowhere to put one. Equal scores are ordered
by a hash of what the need is, salted with the rule, and never by when or in which order it came.
"""

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

PARTS = ("priority", "waiting", "coverage", "never_served", "urgency")
SHARE = 1000
URGENCY_SHARE: Mapping[str, int] = {"urgent": SHARE, "soon": SHARE // 2, "routine": 0}


class Weights(msgspec.Struct, frozen=True):
    """Points of each part (``need_score.weight.*``), and where waiting and a near day are full."""

    priority: int = 25
    waiting: int = 20
    coverage: int = 25
    never_served: int = 15
    urgency: int = 15
    waiting_days: int = 180
    due_days: int = 14


class NeedFacts(msgspec.Struct, frozen=True):
    """
    One line of an open need as the score sees it. ``open_units`` nobody has promised; ``county`` is
    six digits, ``root`` a root category; ``mark`` says what the line is, without its number.
    """

    line_id: int
    need_id: int
    home_id: int
    county: str
    root: str
    quantity: int
    open_units: int
    urgency: str
    waiting_days: int
    due_in_days: int | None
    priority: bool
    mark: str


class Standing(msgspec.Struct, frozen=True):
    """
    What has been promised so far. ``lines``: lines per (county, root); ``filled``: the promised
    share of those lines in thousandths, summed; ``served``: homes that were promised anything.
    """

    lines: Mapping[tuple[str, str], int]
    filled: Mapping[tuple[str, str], int]
    served: AbstractSet[int]


class Score(msgspec.Struct, frozen=True):
    """The score in thousandths of a point, and the shares (0 to 1000) it is made of."""

    total: int
    shares: dict[str, int]


class Caps(msgspec.Struct, frozen=True):
    """
    What a rule may still give: in all, to each home (*homes* says what one has had), and at most
    *per_need* to one need (*needs* says what it has had). Whole units; yuan where money is given.
    """

    total: int
    per_home: int
    per_need: int
    homes: Mapping[int, int] = {}
    needs: Mapping[int, int] = {}


class Pick(msgspec.Struct, frozen=True):
    """So many units for one line, with the score it had when its turn came."""

    line_id: int
    need_id: int
    home_id: int
    units: int
    score: Score


class Plan(msgspec.Struct, frozen=True):
    """The picks in order; ``left_out`` maps a line to the cap that kept it out."""

    picks: tuple[Pick, ...]
    left_out: dict[int, str]


def need_score(need: NeedFacts, standing: Standing, weights: Weights) -> Score:
    """The score of *need* as things stand; see the module for its parts."""
    place = (need.county, need.root)
    lines = standing.lines.get(place, 0)
    promised = standing.filled.get(place, 0) // lines if lines else 0
    near = need.due_in_days is not None and need.due_in_days <= weights.due_days
    waited = min(max(need.waiting_days, 0), weights.waiting_days)
    shares = {
        "priority": SHARE if need.priority else 0,
        "waiting": SHARE * waited // weights.waiting_days,
        "coverage": SHARE - min(promised, SHARE),
        "never_served": 0 if need.home_id in standing.served else SHARE,
        "urgency": SHARE if near else URGENCY_SHARE[need.urgency],
    }
    total = sum(getattr(weights, part) * share for part, share in shares.items())
    return Score(total, shares)


def tie_mark(salt: str, need: NeedFacts) -> str:
    """What orders equal scores: the same for the same need whenever it came."""
    return hashlib.sha256(f"{salt}\0{need.mark}".encode()).hexdigest()


def choose(
    needs: Iterable[NeedFacts], standing: Standing, caps: Caps, weights: Weights, *, salt: str
) -> Plan:
    """
    The needs a rule picks, highest score first, within its caps.

    Each pick counts at once: its county is a little better covered and its home is served, so the
    next pick looks at things as they then are. Scores only fall that way, hence a heap whose top
    is scored again before it is taken gives the true order. The order of *needs* changes nothing.
    """
    taking = _Taking(standing, caps)
    queue: list[tuple[int, str, int, NeedFacts]] = []
    for need in needs:
        score = need_score(need, standing, weights)
        queue.append((-score.total, tie_mark(salt, need), need.line_id, need))
    heapq.heapify(queue)
    picks: list[Pick] = []
    left_out: dict[int, str] = {}
    while queue:
        held, mark, line_id, need = heapq.heappop(queue)
        score = need_score(need, taking.standing, weights)
        if -score.total != held:
            heapq.heappush(queue, (-score.total, mark, line_id, need))
            continue
        units, cap = taking.room(need)
        if not units:
            left_out[line_id] = cap
            continue
        taking.take(need, units)
        picks.append(Pick(line_id, need.need_id, need.home_id, units, score))
    return Plan(tuple(picks), left_out)


class _Taking:
    """What is left of the caps while picks are made, and the standing that they change."""

    def __init__(self, standing: Standing, caps: Caps) -> None:
        self._caps = caps
        self._left = caps.total
        self._homes = Counter(caps.homes)
        self._needs = Counter(caps.needs)
        self._filled = dict(standing.filled)
        self._served = set(standing.served)
        self._lines = standing.lines

    @property
    def standing(self) -> Standing:
        """Things as they are after the picks so far."""
        return Standing(self._lines, self._filled, self._served)

    def room(self, need: NeedFacts) -> tuple[int, str]:
        """Units that may go to *need*, and the cap that is the narrowest."""
        rooms = (
            (max(self._left, 0), "total"),
            (max(self._caps.per_home - self._homes[need.home_id], 0), "home"),
            (max(self._caps.per_need - self._needs[need.need_id], 0), "need"),
            (need.open_units, "open"),
        )
        return min(rooms, key=lambda room: room[0])

    def take(self, need: NeedFacts, units: int) -> None:
        """Count *units* against every cap, and as promised where they go."""
        place = (need.county, need.root)
        self._left -= units
        self._homes[need.home_id] += units
        self._needs[need.need_id] += units
        self._filled[place] = self._filled.get(place, 0) + SHARE * units // need.quantity
        self._served.add(need.home_id)


def promised_share(lines: Sequence[tuple[int, int]]) -> int:
    """Thousandths promised of each line (quantity, promised), summed: what `Standing` keeps."""
    return sum(SHARE * promised // quantity for quantity, promised in lines)
