"""What a visitor of the list asked for, as its address says it; addresses that ask otherwise."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar.datastructures import MultiDict

from match.catalogue import codes
from match.needs.states import Urgency
from search.documents import Beneficiaries
from search.filters import AnyOf, Field, Filter
from search.port import Sort

SORTS = (Sort.RELEVANCE, Sort.NEWEST, Sort.DUE_SOON, Sort.URGENT, Sort.QUANTITY_LEFT)
URGENCY_RANK = {Urgency.routine: 0, Urgency.soon: 1, Urgency.urgent: 3}
REMAINING = ("all", "part")


Parameters = MultiDict[Any]


class Asked(msgspec.Struct, frozen=True):
    """
    Words, chosen facets, order and page. Divisions are 4 digits (prefecture) or 6 (county).

    What an address holds that we do not know is left out: links grow old.
    """

    q: str = ""
    category: tuple[str, ...] = ()
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    urgency: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    after: int | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        """The chosen categories that are roots."""
        return tuple(code for code in self.category if "-" not in code)

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for at all."""
        return self != Asked(sort=self.sort, page=self.page, after=self.after)

    def filters(self) -> tuple[Filter, ...]:
        """The facets as the search port takes them."""
        leaves = tuple(code for code in self.category if "-" in code)
        ranks = tuple(URGENCY_RANK[Urgency(name)] for name in self.urgency)
        chosen: tuple[tuple[Field, Sequence[str | int]], ...] = (
            (Field.CATEGORY_ROOT, self.roots),
            (Field.CATEGORY, leaves),
            (Field.PREFECTURE, self.prefecture),
            (Field.COUNTY, self.county),
            (Field.URGENCY, ranks),
            (Field.BENEFICIARIES, self.children),
            (Field.REMAINING, self.remaining),
        )
        return tuple(AnyOf(field, tuple(values)) for field, values in chosen if values)

    def address(self, **changes: Any) -> str:
        """The list's address with some of this changed; on its first page unless told otherwise."""
        other = msgspec.structs.replace(self, **({"page": 1, "after": None} | changes))
        default = Asked()
        pairs: list[tuple[str, str]] = []
        for name in Asked.__struct_fields__:
            given = getattr(other, name)
            if given == getattr(default, name):
                continue
            pairs += [(name, str(one)) for one in (given if isinstance(given, tuple) else (given,))]
        return "/needs" + ("?" + urlencode(pairs) if pairs else "")

    def without(self, name: str, value: str) -> str:
        """The list's address with one chosen value taken back."""
        kept = tuple(one for one in getattr(self, name) if one != value)
        return self.address(**{name: kept})


def asked(parameters: Parameters) -> Asked:
    """Read an address."""
    sort = str(parameters.get("sort", ""))
    return Asked(
        q=str(parameters.get("q", "")).strip()[:200],
        category=_known(parameters, "category", _categories()),
        prefecture=_digits(parameters, "prefecture", 4),
        county=_digits(parameters, "county", 6),
        urgency=_known(parameters, "urgency", [str(one) for one in Urgency]),
        children=_known(parameters, "children", [str(one) for one in Beneficiaries]),
        remaining=_known(parameters, "remaining", REMAINING),
        sort=Sort(sort) if sort in SORTS else Sort.RELEVANCE,
        page=_number(parameters.get("page", "")) or 1,
        after=_number(parameters.get("after", "")),
    )


def _categories() -> list[str]:
    roots = codes.categories()
    return [entry.code for root in roots for entry in (root, *codes.categories(root.code))]


def _known(parameters: Parameters, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
    held = set(allowed)
    given = (str(one) for one in parameters.getall(name, []))
    return tuple(dict.fromkeys(one for one in given if one in held))


def _digits(parameters: Parameters, name: str, length: int) -> tuple[str, ...]:
    given = (str(one)[:length] for one in parameters.getall(name, []))
    codes_given = (one for one in given if one.isascii() and one.isdigit() and len(one) == length)
    return tuple(dict.fromkeys(codes_given))[:30]


def _number(text: Any) -> int | None:
    plain = str(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
