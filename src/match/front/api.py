"""Search as JSON. The index gives ids; each hit is read again through its room."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
import structlog
from litestar import Controller, get
from litestar.params import FromQuery, QueryParameter

from match.foundation.errors import Invalid, Unavailable
from match.foundation.language import _, current
from match.homes.queries import HomeCard, homes_by_ids
from match.needs.public import NeedView
from match.needs.queries import needs_by_ids, open_needs
from match.needs.states import Urgency
from match.offers.public import OfferView
from match.offers.queries import offers_by_ids, open_offers
from match.people.queries.organisations import PublicOrganisation, organisations_by_ids
from match.places.api import scope_asked
from match.publicity.queries import PolicyView, listed_policies, policies_by_ids
from match.site.api import Limit, problems
from match.site.dependencies import Engine
from match.tenders.public import TenderView
from match.tenders.queries import open_tenders, tenders_by_ids
from search.filters import AnyOf, Equals, Field, Filter, Prefix
from search.indexes import INDEXES, Index
from search.port import DEPTH_LIMIT, Facet, Hits, Language, Query, SearchDown, Sort

LOG = structlog.get_logger()
URGENCY_RANK = {Urgency.routine: 0, Urgency.soon: 1, Urgency.urgent: 3}
COUNTED = (Field.CATEGORY_ROOT, Field.PREFECTURE, Field.COUNTY)
Shown = NeedView | OfferView | TenderView | HomeCard | PublicOrganisation | PolicyView


class FoundAnswer(msgspec.Struct, frozen=True):
    """
    One hit. ``url`` is its JSON, ``page`` its page. ``division`` is the most exact place that may
    be told (a prefix of 12 digits, empty where it has none), ``place`` the same in words.
    """

    id: int
    url: str
    page: str
    title: str
    division: str
    place: str
    category: str
    status: str


class SearchAnswer(msgspec.Struct, frozen=True):
    """
    One page of hits, best first. ``relaxed``: what was given up so that the list is not empty
    (sound, words, wider, filters, text). ``facets``: counts per value. ``degraded``: the engine was
    down and PostgreSQL answered by plain comparison, without counting (``total`` null) or facets.
    """

    index: str
    items: list[FoundAnswer]
    total: int | None
    next: int | None
    relaxed: list[str]
    facets: dict[str, dict[str, int]]
    degraded: bool = False


class SearchApi(Controller):
    """The six public indexes: needs, offers, purchases, homes, organisations, policies."""

    path = "/api/v1/search"
    tags = ("search",)

    @get("/", summary="Search one index", opt={"public": True}, responses=problems(400, 422, 503))
    async def find(
        self,
        search: Engine,
        index: FromQuery[Index],
        q: FromQuery[str] = "",
        area: Annotated[
            str, QueryParameter(description="A division code or its prefix; empty: everywhere.")
        ] = "",
        category: Annotated[
            str, QueryParameter(description="A root or a leaf of the catalogue.")
        ] = "",
        urgency: Annotated[Urgency | None, QueryParameter(description="Needs only.")] = None,
        sort: Annotated[Sort, QueryParameter()] = Sort.RELEVANCE,
        nearest: Annotated[
            bool, QueryParameter(description="Rather something close than nothing.")
        ] = False,
        cursor: Annotated[
            int, QueryParameter(ge=1, le=DEPTH_LIMIT, description="The `next` of the page before.")
        ] = 1,
        limit: Limit = 20,
    ) -> SearchAnswer:
        """Words in Chinese, pinyin or initials; only what everybody may see is found."""
        query = Query(
            text=q,
            filters=_filters(index, area, category, urgency),
            facets=tuple(Facet(field) for field in COUNTED if field in INDEXES[index].facets),
            sort=sort,
            page=cursor,
            size=limit,
            nearest=nearest,
            language=Language(current()),
        )
        try:
            hits = await search.search(index, query)
        except SearchDown:
            LOG.warning("search_down", page="api")
            return await _without_engine(index, query, area, category, urgency)
        return _answer(index, hits, await _read(index, list(hits.ids)), query)


def _filters(index: Index, area: str, category: str, urgency: Urgency | None) -> tuple[Filter, ...]:
    """The caller's filters. Raises Invalid for one that this index does not have."""
    chosen: list[Filter] = []
    if area:
        code = scope_asked(area)
        # An offer lies where it reaches, which may be several areas; everything else in one place.
        chosen.append(AnyOf(Field.AREA, (code,)) if index is Index.OFFERS else Prefix(code))
    if category:
        chosen.append(Equals(Field.CATEGORY if "-" in category else Field.CATEGORY_ROOT, category))
    if urgency is not None:
        if Field.URGENCY not in INDEXES[index].filters:
            raise Invalid({"urgency": _("只有需求可以按紧急程度筛选。")})
        chosen.append(Equals(Field.URGENCY, URGENCY_RANK[urgency]))
    return tuple(chosen)


async def _read(index: Index, ids: list[int]) -> Sequence[Shown]:
    """The hits as their rooms know them now; what is no longer public is left out."""
    match index:
        case Index.NEEDS:
            return await needs_by_ids(ids)
        case Index.OFFERS:
            return await offers_by_ids(ids)
        case Index.PURCHASES:
            return await tenders_by_ids(ids)
        case Index.HOMES:
            return await homes_by_ids(ids)
        case Index.ORGANISATIONS:
            return await organisations_by_ids(ids)
        case Index.POLICIES:
            return await policies_by_ids(ids)


async def _without_engine(
    index: Index, query: Query, area: str, category: str, urgency: Urgency | None
) -> SearchAnswer:
    """The first page by PostgreSQL, newest first. Raises Unavailable where only the engine can."""
    categories = [category] if category else []
    areas = [scope_asked(area)] if area else []
    shown: Sequence[Shown]
    if index is Index.NEEDS:
        asked = [urgency.value] if urgency else []
        shown = await open_needs(
            areas=areas, text=query.text, categories=categories, urgency=asked, limit=query.size
        )
    elif index is Index.OFFERS:
        shown = await open_offers(
            areas=areas, text=query.text, categories=categories, limit=query.size
        )
    elif index is Index.PURCHASES:
        shown = await open_tenders(
            areas=areas, text=query.text, categories=categories, limit=query.size
        )
    elif index is Index.POLICIES and not (areas or categories):
        shown = await listed_policies(text=query.text, limit=query.size)
    else:
        raise Unavailable(_("检索服务暂时不可用，请过几分钟再试。"))
    items = [_found(index, one) for one in shown] if query.page == 1 else []
    return SearchAnswer(index.value, items, None, None, [], {}, degraded=True)


def _answer(index: Index, hits: Hits, shown: Sequence[Shown], query: Query) -> SearchAnswer:
    more = query.page * query.size < hits.total and bool(hits.ids)
    return SearchAnswer(
        index=index.value,
        items=[_found(index, one) for one in shown],
        total=hits.total,
        next=query.page + 1 if more else None,
        relaxed=[one.value for one in hits.relaxed],
        facets={field.value: dict(counts) for field, counts in hits.facets.items()},
    )


def _found(index: Index, one: Any) -> FoundAnswer:
    category, status = "", ""
    match one:
        case NeedView() | TenderView():
            title, division, place = one.title, one.division, one.place
            category, status = one.category, one.status.value
        case OfferView():
            title, division, place = one.title, "", one.area
            category, status = one.category, one.status.value
        case HomeCard():
            title, division, status = one.name, one.division, one.status.value
            place = " ".join(one.place.split("/")[1:])
        case PolicyView():
            title, division, place = one.title, "", _("、").join(one.issuers)
            category, status = one.level.value, one.validity.value
        case _:
            title, division, place = one.name, one.division, ""
            category, status = one.kind, "verified"
    where = f"/{index.value}/{one.id}"
    return FoundAnswer(
        id=one.id,
        url=f"/api/v1{where}",
        page=where,
        title=title,
        division=division,
        place=place,
        category=category,
        status=status,
    )
