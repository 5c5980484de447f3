"""Areas as a list writes them: 湘西州、吉首市, or their codes."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Self

from match.foundation.language import _
from match.places.queries import counties, division, prefectures
from match.places.rules import BadCode, scope_of

PROVINCE = "430000000000"
LENGTHS = (2, 4, 6, 9, 12)
"""Digits of a code: official lists write six, nine or twelve, with zeros where a level has none."""
_PEOPLES = re.compile("(?:土家族|苗族|侗族|瑶族)+自治")
_BETWEEN = re.compile(r"[、，,；;\s]+")


class AreaFinder:
    """The province, its prefectures and counties, by name; units below them by code alone."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """*names*: the full name of each prefix."""
        self._names = names
        self._prefixes: dict[str, set[str]] = {}
        for prefix, name in names.items():
            for said in {name, _PEOPLES.sub("", name)}:
                self._prefixes.setdefault(said, set()).add(prefix)

    @classmethod
    async def of_province(cls) -> Self:
        """Every valid unit down to the counties."""
        listed = [await division(PROVINCE), *await prefectures(), *await counties()]
        return cls({place.scope: place.name for place in listed})

    def said(self, prefixes: Iterable[str]) -> str:
        """How a list says these areas; `find` reads it as the same."""
        return "、".join(self._said(prefix) for prefix in prefixes)

    def find(self, text: str) -> list[str] | str:
        """The prefixes that a cell means, in order and once each, or what is wrong with it."""
        found: set[str] = set()
        for word in filter(None, _BETWEEN.split(text)):
            prefixes = self._meant(word)
            if len(prefixes) != 1:
                return self._unknown(word, prefixes)
            found |= prefixes
        return sorted(found)

    def _said(self, prefix: str) -> str:
        name = self._names.get(prefix, "")
        return name if self._prefixes.get(name) == {prefix} else prefix

    def _meant(self, word: str) -> set[str]:
        if word.isascii():
            try:
                return {scope_of(word.ljust(12, "0"))} if len(word) in LENGTHS else set()
            except BadCode:
                return set()
        whole = self._prefixes.get(word)
        # 湘西 alone is the prefecture; 衡阳 may be the city or the county, and says neither.
        begun = (found for name, found in self._prefixes.items() if name.startswith(word))
        return whole or set[str]().union(*begun)

    def _unknown(self, word: str, prefixes: set[str]) -> str:
        near = [self._names[prefix] for prefix in sorted(prefixes)][:3]
        near = near or get_close_matches(word, sorted(self._prefixes), n=1)
        if near:
            return _("没有“%(name)s”这个地区，您是不是要填“%(near)s”？") % {
                "name": word,
                "near": _("”或“").join(near),
            }
        return _("没有“%(name)s”这个地区。请写市州、县市区的全称，或区划代码。") % {"name": word}
