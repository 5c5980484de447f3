"""Whatever is typed or put in a link: no error, and never a document from outside the scope."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_samples import HUAYUAN, LEXICON, NEEDS

from search.filters import AnyOf, Equals, Field, Filter, GeoWithin, Point, Prefix, Range
from search.indexes import INDEXES, Index
from search.port import Facet, Query, SearchEngine, Sort, Words

pytestmark = pytest.mark.search_contract

PIECES = [
    '"', "'", "\\", " OR ", " AND ", " NOT ", "(", ")", "[", "]", " IN ", " TO ", " EXISTS ",
    "_geoRadius(28, 109, 99999999)", "live = 0", "id > 0", "county", "=",
    "!=", ",", "-", "*", "?",
    "~", "^", "/", ":",
    "绘本", "心理", "湘", "huiben", "x", "\x00", "\ud800", "\U0001f9f8", "\n", "　",
    "' OR 1 = 1", '" OR live = 1 OR county = "', "\\\" OR id > 0 OR county = \\\"",
]  # fmt: skip
HOSTILE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(max_size=60),
    st.text(alphabet="\"'\\()[] ORANDNTIEXSVL=<>_,-*", max_size=40),
)
NUMBERS = st.one_of(st.none(), st.integers())
DEGREES = st.floats(allow_nan=True, allow_infinity=True)
TEXT_FIELDS = sorted(INDEXES[Index.NEEDS].filters - INDEXES[Index.NEEDS].numbers - {Field.POINT})
NUMBER_FIELDS = sorted(INDEXES[Index.NEEDS].numbers)
FILTERS: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Equals, st.sampled_from(TEXT_FIELDS + NUMBER_FIELDS), HOSTILE),
    st.builds(AnyOf, st.sampled_from(TEXT_FIELDS), st.lists(HOSTILE, max_size=4).map(tuple)),
    st.builds(Prefix, HOSTILE),
    st.builds(Range, st.sampled_from(NUMBER_FIELDS), NUMBERS, NUMBERS),
    st.builds(GeoWithin, st.builds(Point, DEGREES, DEGREES), DEGREES),
)
QUERIES = st.builds(
    Query,
    text=HOSTILE,
    scope=st.just((Equals(Field.COUNTY, HUAYUAN),)),
    filters=st.lists(FILTERS, max_size=3).map(tuple),
    facets=st.lists(st.sampled_from(TEXT_FIELDS).map(Facet), max_size=2).map(tuple),
    sort=st.sampled_from(list(Sort)),
    near=st.one_of(st.none(), st.builds(Point, DEGREES, DEGREES)),
    page=st.integers(),
    size=st.integers(),
    words=st.sampled_from(list(Words)),
    nearest=st.booleans(),
)
INSIDE = {need.id for need in NEEDS if need.county == HUAYUAN}
THOROUGH = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(query=QUERIES)
@THOROUGH
async def test_no_query_raises_or_leaves_its_scope(filled: SearchEngine, query: Query) -> None:
    hits = await filled.search(Index.NEEDS, query)

    assert set(hits.ids) <= INSIDE
    assert hits.total <= len(INSIDE)
    counted = [sum(c.values()) for f, c in hits.facets.items() if f is Field.COUNTY]
    assert all(count <= len(INSIDE) for count in counted)


@given(value=HOSTILE)
@THOROUGH
async def test_a_scope_made_of_anything_lets_in_only_its_equals(
    filled: SearchEngine, value: str
) -> None:
    """The value of a scope comes from the database, but it is text all the same."""
    hits = await filled.search(Index.NEEDS, Query(scope=(Equals(Field.KIND, value),), size=100))

    assert set(hits.ids) == {need.id for need in NEEDS if need.kind == value.lower()}


@given(typed=HOSTILE)
@THOROUGH
async def test_no_half_typed_text_raises(filled: SearchEngine, typed: str) -> None:
    scope = (Equals(Field.COUNTY, HUAYUAN),)

    suggestions = await filled.suggest(Index.NEEDS, typed, scope=scope)

    assert {each.id for each in suggestions} <= INSIDE


@given(text=st.text(max_size=80), typed=HOSTILE)
@settings(max_examples=300, deadline=None)
def test_highlights_of_anything_stay_inside_the_text(text: str, typed: str) -> None:
    from search.text import highlight

    spans = highlight(LEXICON, text, LEXICON.question(typed))

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end < b.start for a, b in pairwise(spans))
