"""Which villages have a home, and what kind: a rule over the real list, the same every time."""

from collections.abc import Iterable
from datetime import time
from typing import TypeVar

import msgspec

from match.demo.content import wording
from match.demo.seed import pick, roll
from match.homes.forms import HomeForm, Opening, OpeningSpan
from match.homes.rules import REQUIRED_DOCUMENTS, REQUIRED_FACILITIES
from match.homes.states import HomeStatus

Choice = TypeVar("Choice")


# Of a hundred villages about this many have a home in the demo, and at least one in a township.
HOMES_IN_HUNDRED = 22
# Shares by which a home's site is drawn: service stations first, as the notice has it (3.2b).
SITES = (
    ("SITE-SVC", 42),
    ("SITE-SCH", 34),
    ("SITE-IDLE", 14),
    ("SITE-NEW", 6),
    ("SITE-KG", 4),
)
STATUSES = (
    (HomeStatus.open, 88),
    (HomeStatus.idle, 5),
    (HomeStatus.planned, 4),
    (HomeStatus.building, 3),
)
DIRECTORS = (("DK-WF", 60), ("DK-VCF", 28), ("DK-CA", 12))
COMPANIONS = ("CO-WOMEN", "CO-ELDER", "CO-LIB")
WEEKS: tuple[tuple[tuple[int, int, int], ...], ...] = (
    # Weekday, opening and closing hour: after school and at weekends, or every day but one.
    ((1, 16, 18), (2, 16, 18), (3, 16, 18), (4, 16, 18), (5, 16, 18), (6, 9, 17), (7, 9, 17)),
    ((2, 9, 11), (2, 15, 18), (4, 9, 11), (4, 15, 18), (6, 9, 17), (7, 9, 17)),
    ((1, 9, 17), (2, 9, 17), (3, 9, 17), (4, 9, 17), (5, 9, 17), (6, 9, 12)),
    ((5, 16, 19), (6, 9, 18), (7, 9, 18)),
)


class Village(msgspec.Struct, frozen=True):
    """A village of the tree: its twelve digits and its name as the list has it."""

    code: str
    name: str


class PlannedHome(msgspec.Struct, frozen=True):
    """One home to be: the form a county fills, its hours, and the state it is to reach."""

    form: HomeForm
    opening: Opening
    status: HomeStatus

    @property
    def in_school(self) -> bool:
        """Whether a school's leader directs it (notice 4.1e)."""
        return self.form.site_source == "SITE-SCH"

    @property
    def working(self) -> bool:
        """Whether it may ask for things."""
        return self.status in (HomeStatus.open, HomeStatus.idle)


def chosen(villages: Iterable[Village]) -> list[Village]:
    """The villages with a home, in the order of their codes."""
    by_township: dict[str, list[Village]] = {}
    for village in villages:
        by_township.setdefault(village.code[:9], []).append(village)
    taken: list[Village] = []
    for members in by_township.values():
        count = max(1, round(len(members) * HOMES_IN_HUNDRED / 100))
        taken += sorted(members, key=lambda one: roll(2**32, "home", one.code))[:count]
    return sorted(taken, key=lambda one: one.code)


def planned(village: Village) -> PlannedHome:
    """The home of one village."""
    code = village.code
    site = _share(SITES, "site", code)
    area = 36 + roll(120, "area", code)
    facilities = [*REQUIRED_FACILITIES]
    if roll(100, "counselling", code) < 30:
        facilities.append("FAC-PSY")
    small = area < 50
    form = HomeForm(
        name=home_name(village.name),
        division=code,
        site_source=site,
        co_location=[one for one in COMPANIONS if roll(100, one, code) < 30],
        indoor_area_m2=area,
        area_reason=pick(wording().small_home_reasons, "area", code) if small else "",
        facilities=facilities,
        documents=[*REQUIRED_DOCUMENTS, "DOC-MGMT"],
        director_kind="DK-SCH" if site == "SITE-SCH" else _share(DIRECTORS, "director", code),
    )
    spans = [
        OpeningSpan(day, time(opens), time(closes))
        for day, opens, closes in pick(WEEKS, "week", code)
    ]
    return PlannedHome(form, Opening(spans), _share(STATUSES, "status", code))


def home_name(village: str) -> str:
    """「X村儿童之家」, whatever the list's name of the village ends in."""
    # 小溪村, 小溪村委会, 小溪村民委员会 and 小溪村村民委员会 are all the same village.
    for ending in ("村民委员会", "民委员会", "委会"):
        stripped = village.removesuffix(ending)
        if stripped != village and stripped.endswith("村"):
            village = stripped
            break
    return f"{village}儿童之家"


def _share(shares: tuple[tuple[Choice, int], ...], *key: object) -> Choice:
    """One choice, drawn by shares of a hundred."""
    drawn = roll(sum(share for _, share in shares), *key)
    for choice, share in shares:
        drawn -= share
        if drawn < 0:
            return choice
    raise AssertionError("a draw is below the sum of the shares")
