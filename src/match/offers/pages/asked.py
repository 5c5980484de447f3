"""What a visitor of the list of offers asked for, as its address says it."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict

from match.catalogue import lists
from search.filters import AnyOf, Field, Filter
from search.port import Sort

SORTS = (Sort.RELEVANCE, Sort.NEWEST, Sort.DUE_SOON, Sort.QUANTITY_LEFT)


class Asked(msgspec.Struct, frozen=True):
    """
    Words, chosen facets, order and page. Divisions are 4 digits (prefecture) or 6 (county).

    What an address holds that we do not know is left out: links grow old.
    """

    q: str = ""
    category: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    after: int | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        """The chosen categories that are roots."""
        return tuple(code for code in self.category if "-" not in code)

    @property
    def areas(self) -> tuple[str, ...]:
        """The chosen counties, and the chosen prefectures of which no county is chosen."""
        whole = tuple(
            area for area in self.prefecture if not any(c.startswith(area) for c in self.county)
        )
        return whole + self.county

    def filters(self) -> tuple[Filter, ...]:
        """The facets as the search port takes them."""
        leaves = tuple(code for code in self.category if "-" in code)
        chosen = (
            (Field.CATEGORY_ROOT, self.roots),
            (Field.CATEGORY, leaves),
            (Field.MODE, self.mode),
            (Field.AREA, self.areas),
        )
        return tuple(AnyOf(field, values) for field, values in chosen if values)

    def address(self, **changes: Any) -> str:
        """The list's address with some of this changed; on its first page unless told otherwise."""
        other = msgspec.structs.replace(self, **({"page": 1, "after": None} | changes))
        default = Asked()
        pairs: list[tuple[str, str]] = []
        for name in Asked.__struct_fields__:
            given = getattr(other, name)
            if given != getattr(default, name):
                several = given if isinstance(given, tuple) else (given,)
                pairs += [(name, str(one)) for one in several]
        return "/offers" + ("?" + urlencode(pairs) if pairs else "")

    def without(self, name: str, value: str) -> str:
        """The list's address with one chosen value taken back."""
        return self.address(**{name: tuple(one for one in getattr(self, name) if one != value)})


def asked(parameters: MultiDict[Any]) -> Asked:
    """Read an address."""
    sort = str(parameters.get("sort", ""))
    return Asked(
        q=str(parameters.get("q", "")).strip()[:200],
        category=known(parameters, "category", set(lists.categories())),
        mode=known(parameters, "mode", set(lists.modes())),
        prefecture=digits(parameters, "prefecture", 4),
        county=digits(parameters, "county", 6),
        sort=Sort(sort) if sort in SORTS else Sort.RELEVANCE,
        page=number(parameters.get("page", "")) or 1,
        after=number(parameters.get("after", "")),
    )


def known(parameters: MultiDict[Any], name: str, allowed: set[str]) -> tuple[str, ...]:
    """Those values of a repeated parameter that exist, each once."""
    given = (str(one) for one in parameters.getall(name, []))
    return tuple(dict.fromkeys(one for one in given if one in allowed))


def digits(parameters: MultiDict[Any], name: str, length: int) -> tuple[str, ...]:
    """Those values of a repeated parameter that are so many digits; 30 at most."""
    given = (str(one) for one in parameters.getall(name, []))
    plain = (one for one in given if len(one) == length and one.isascii() and one.isdigit())
    return tuple(dict.fromkeys(plain))[:30]


def number(text: Any) -> int | None:
    """A whole number that fits, or None."""
    plain = str(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
