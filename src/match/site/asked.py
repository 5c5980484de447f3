"""What a visitor of a list with facets asked for, as its address says it."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict

from search.filters import AnyOf, Field, Filter
from search.port import Sort

Narrowing = tuple[tuple[Field, Sequence[str | int]], ...]


class Asked(msgspec.Struct, frozen=True):
    """
    Words, places, order and page; a room adds its own facets, each a tuple of strings.

    Divisions are 4 digits (prefecture) or 6 (county). What an address holds that we do not know is
    left out: links grow old. ``after`` is the last id shown where PostgreSQL pages for the engine.
    """

    path: ClassVar[str]
    sorts: ClassVar[tuple[Sort, ...]] = ()

    q: str = ""
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    after: int | None = None

    @classmethod
    def read(cls, parameters: MultiDict[Any], **allowed: Collection[str]) -> Self:
        """Read an address. ``allowed`` holds the values that each facet of the room knows."""
        sort = str(parameters.get("sort", ""))
        return cls(
            q=str(parameters.get("q", "")).strip()[:200],
            prefecture=_digits(parameters, "prefecture", 4),
            county=_digits(parameters, "county", 6),
            sort=Sort(sort) if sort in cls.sorts else Sort.RELEVANCE,
            page=_number(parameters.get("page", "")) or 1,
            after=_number(parameters.get("after", "")),
            **{name: _known(parameters, name, held) for name, held in allowed.items()},
        )

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        raise NotImplementedError

    def filters(self) -> tuple[Filter, ...]:
        """The facets as the search port takes them."""
        return tuple(AnyOf(field, tuple(values)) for field, values in self.narrowing() if values)

    def address(self, **changes: Any) -> str:
        """The list's address with some of this changed; on its first page unless told otherwise."""
        other = msgspec.structs.replace(self, **({"page": 1, "after": None} | changes))
        default = type(self)()
        pairs: list[tuple[str, str]] = []
        for name in self.__struct_fields__:
            given = getattr(other, name)
            if given != getattr(default, name):
                several = given if isinstance(given, tuple) else (given,)
                pairs += [(name, str(one)) for one in several]
        return self.path + ("?" + urlencode(pairs) if pairs else "")

    def without(self, name: str, value: str) -> str:
        """The list's address with one chosen value taken back."""
        return self.address(**{name: tuple(one for one in getattr(self, name) if one != value)})

    def words_alone(self) -> str:
        """The list's address with every facet taken back."""
        return type(self)(q=self.q).address()


def _known(parameters: MultiDict[Any], name: str, allowed: Collection[str]) -> tuple[str, ...]:
    given = (str(one) for one in parameters.getall(name, []))
    return tuple(dict.fromkeys(one for one in given if one in allowed))


def _digits(parameters: MultiDict[Any], name: str, length: int) -> tuple[str, ...]:
    """Codes of that length, cut from longer ones; 30 at most."""
    given = (str(one)[:length] for one in parameters.getall(name, []))
    plain = (one for one in given if one.isascii() and one.isdigit() and len(one) == length)
    return tuple(dict.fromkeys(plain))[:30]


def _number(text: Any) -> int | None:
    """A whole number that fits, or None."""
    plain = str(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
