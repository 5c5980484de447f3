"""The public list of working homes: by place, by facility, by words."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
import structlog
from litestar import Controller, get
from litestar.datastructures import MultiDict

from match.catalogue import codes
from match.foundation.language import _
from match.homes.cards import ListedHome, home_card
from match.homes.pages.common import Answer, AnyRequest
from match.homes.queries import homes_by_ids, homes_in
from match.places import queries as places
from match.site.dependencies import Engine
from match.site.htmx import page
from match.site.relaxation import marked, relaxation_words
from search.filters import AnyOf, Field, Filter
from search.indexes import Index
from search.port import Facet, Query, SearchDown, SearchEngine, Sort

LOG = structlog.get_logger()
PER_PAGE = 24


class AskedHomes(msgspec.Struct, frozen=True):
    """What the address asks for. Divisions are 4 digits (prefecture) or 6 (county)."""

    q: str = ""
    prefecture: tuple[str, ...] = ()
    county: tuple[str, ...] = ()
    facility: tuple[str, ...] = ()
    page: int = 1
    after: int = 0

    def address(self, **changes: Any) -> str:
        """The list's address with some of this changed; on its first page unless told otherwise."""
        other = msgspec.structs.replace(self, **({"page": 1, "after": 0} | changes))
        pairs = [("q", other.q)] if other.q else []
        for name in ("prefecture", "county", "facility"):
            pairs += [(name, one) for one in getattr(other, name)]
        pairs += [("page", str(other.page))] if other.page > 1 else []
        pairs += [("after", str(other.after))] if other.after else []
        return "/homes" + ("?" + urlencode(pairs) if pairs else "")

    def without(self, name: str, value: str) -> str:
        """The list's address with one chosen value taken back."""
        return self.address(**{name: tuple(one for one in getattr(self, name) if one != value)})

    def filters(self) -> tuple[Filter, ...]:
        """The facets as the search port takes them."""
        chosen = (
            (Field.PREFECTURE, self.prefecture),
            (Field.COUNTY, self.county),
            (Field.FACILITY, self.facility),
        )
        return tuple(AnyOf(field, values) for field, values in chosen if values)


class FoundHomes(msgspec.Struct, frozen=True):
    """What the page shows; ``degraded``: PostgreSQL answered, by place only."""

    cards: tuple[ListedHome, ...]
    total: int | None
    groups: tuple[dict[str, Any], ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""
    degraded: bool = False
    previous_url: str = ""
    next_url: str = ""


class HomeList(Controller):
    """Working homes, for everybody."""

    path = "/homes"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, search: Engine) -> Answer:
        """The list with live facets; htmx swaps the block of results."""
        asked = asked_homes(request.query_params)
        return page(
            "homes/list.html",
            "results",
            request,
            asked=asked,
            found=await _found(search, asked),
            clear_url=AskedHomes(q=asked.q).address(),
        )


def asked_homes(parameters: MultiDict[Any]) -> AskedHomes:
    """Read an address; what we do not know is left out."""
    facilities = {entry.code for entry in codes.home_list("facility")}
    given = [str(one) for one in parameters.getall("facility", [])]
    return AskedHomes(
        q=str(parameters.get("q", "")).strip()[:200],
        prefecture=_digits(parameters, "prefecture", 4),
        county=_digits(parameters, "county", 6),
        facility=tuple(dict.fromkeys(one for one in given if one in facilities)),
        page=_number(parameters.get("page")) or 1,
        after=_number(parameters.get("after")) or 0,
    )


async def _found(engine: SearchEngine, asked: AskedHomes) -> FoundHomes:
    query = Query(
        text=asked.q,
        filters=asked.filters(),
        facets=(Facet(Field.PREFECTURE), Facet(Field.COUNTY), Facet(Field.FACILITY)),
        sort=Sort.RELEVANCE if asked.q else Sort.NAME,
        page=asked.page,
        size=PER_PAGE,
        nearest=True,
    )
    try:
        hits = await engine.search(Index.HOMES, query)
    except SearchDown:
        LOG.warning("search_down", page="homes")
        return await _without_engine(asked)
    by_id = {hit.id: hit for hit in hits.hits}
    cards: list[ListedHome] = []
    for home in await homes_by_ids(list(hits.ids)):
        spans = by_id[home.id].highlights.get("title", ())
        card = home_card(home)
        cards.append(msgspec.structs.replace(card, title=marked(card.title, spans)))
    return FoundHomes(
        cards=tuple(cards),
        total=hits.total,
        groups=await _groups(asked, hits.facets),
        chosen=await _chosen(asked),
        relaxed=relaxation_words(hits.relaxed),
        previous_url=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next_url=asked.address(page=asked.page + 1) if asked.page * PER_PAGE < hits.total else "",
    )


async def _without_engine(asked: AskedHomes) -> FoundHomes:
    """By place alone: the first chosen county or prefecture, or the whole province."""
    prefix = next(iter(asked.county or asked.prefecture), "43")
    homes = await homes_in(prefix, after=asked.after, limit=PER_PAGE + 1)
    shown = homes[:PER_PAGE]
    return FoundHomes(
        cards=tuple(home_card(home) for home in shown),
        total=None,
        chosen=await _chosen(asked),
        degraded=True,
        next_url=asked.address(after=shown[-1].id) if len(homes) > PER_PAGE else "",
    )


async def _groups(
    asked: AskedHomes, facets: Mapping[Field, Mapping[str, int]]
) -> tuple[dict[str, Any], ...]:
    """Places and facilities; counties only of the chosen prefectures, for 122 are many."""
    areas = facets.get(Field.PREFECTURE, {})
    counties = {
        code: count
        for code, count in facets.get(Field.COUNTY, {}).items()
        if code[:4] in asked.prefecture or code in asked.county
    }
    names = await places.area_names([*areas, *counties])
    labels = {entry.code: entry.label() for entry in codes.home_list("facility")}
    rooms = facets.get(Field.FACILITY, {})

    def group(
        name: str, label: str, words: Mapping[str, str], counts: Mapping[str, int]
    ) -> dict[str, Any]:
        options = [
            {"value": value, "label": text, "count": counts.get(value, 0)}
            | {"checked": value in getattr(asked, name)}
            for value, text in words.items()
            if counts.get(value) or value in getattr(asked, name)
        ]
        return {"name": name, "label": label, "options": options}

    return (
        group(
            "prefecture", _("市州"), {code: names.get(code, code) for code in sorted(areas)}, areas
        ),
        group(
            "county",
            _("县市区"),
            {code: names.get(code, code) for code in sorted(counties)},
            counties,
        ),
        group("facility", _("功能场地"), labels, rooms),
    )


async def _chosen(asked: AskedHomes) -> tuple[tuple[str, str], ...]:
    names = await places.area_names([*asked.prefecture, *asked.county])
    labels: dict[str, str] = {e.code: e.label() for e in codes.home_list("facility")}
    labels |= names
    chosen: list[tuple[str, str]] = []
    for name in ("prefecture", "county", "facility"):
        values: tuple[str, ...] = getattr(asked, name)
        chosen += [(labels.get(value, value), asked.without(name, value)) for value in values]
    return tuple(chosen)


def _named(names: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    return {code: names.get(code, code) for code in sorted(counts)}


def _digits(parameters: MultiDict[Any], name: str, length: int) -> tuple[str, ...]:
    given = (str(one)[:length] for one in parameters.getall(name, []))
    held = (one for one in given if one.isascii() and one.isdigit() and len(one) == length)
    return tuple(dict.fromkeys(held))[:30]


def _number(text: Any) -> int | None:
    plain = str(text or "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
