"""Which home a row of a list means, by township and village: for every list about homes."""

from collections.abc import Mapping, Sequence
from typing import Self

import msgspec

from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.sheets import Row
from match.homes.sheet import Villages, village_of, villages_in
from match.homes.states import HomeKind, HomeStatus


def village_said(path: str, kind: str, status: str) -> tuple[str, str]:
    """
    Township and village of a home as a list says them, from its division's *path*. What no list
    can mean by its village (a second home there, one that is closed) bears its kind behind it.
    """
    township, village = path.split("/")[-2:]
    if kind == HomeKind.main and status != HomeStatus.closed:
        return township, village
    aside = _("（已撤销）") if status == HomeStatus.closed else _("（分点）")
    return township, f"{village}{aside}"


class ListedHome(msgspec.Struct, frozen=True):
    """A village's main home."""

    id: int
    name: str
    division: str


class HomeFinder:
    """The main homes of some areas, by what a list calls their villages."""

    def __init__(self, villages: Villages, homes: Mapping[str, ListedHome]) -> None:
        self._villages = villages
        self._homes = homes

    @classmethod
    async def of(cls, scopes: Sequence[str]) -> Self:
        """Those of the areas that these prefixes name."""
        found = await rows(
            "SELECT id, name, division FROM home WHERE kind = 'main' AND status <> 'closed'"
            " AND division LIKE ANY($1)",
            [f"{scope}%" for scope in scopes],
        )
        return cls(await villages_in(scopes), {row["division"]: ListedHome(**row) for row in found})

    def find(self, row: Row) -> ListedHome | str:
        """The home that a row means, or what is wrong, in words."""
        place = village_of(row, self._villages)
        if isinstance(place, str):
            return place
        home = self._homes.get(place[0])
        if home is None:
            return _("%(village)s还没有登记儿童之家，请先登记，或导入儿童之家名单。") % {
                "village": place[1]
            }
        return home
