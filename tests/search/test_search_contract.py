"""What every engine owes, asked of every engine present. Sets and counts are asserted; order only
where the order was asked for.
"""

from collections.abc import Iterable

import pytest
from search_samples import (
    CLOSED_BOOKS,
    COUNSELLOR,
    HUAYUAN,
    JISHOU,
    LONGSHAN,
    NEEDS,
    PICTURE_BOOKS,
    READING_CORNER,
    SCHOOL_BAGS,
    WINTER_COATS,
)

from search.documents import NeedDocument
from search.filters import AnyOf, Equals, Field, Filter, GeoWithin, Point, Prefix, Range
from search.indexes import Index
from search.port import Facet, Hits, Query, Relaxation, SearchEngine, Sort

pytestmark = pytest.mark.search_contract

JISHOU_TOWN = Point(28.2623, 109.6981)


def ids(*documents: NeedDocument) -> set[int]:
    return {document.id for document in documents}


async def ask(engine: SearchEngine, text: str = "", *filters: Filter, **more: object) -> Hits:
    return await engine.search(
        Index.NEEDS,
        Query(text=text, filters=filters, **more),  # type: ignore[arg-type]
    )


async def found(engine: SearchEngine, text: str = "", *filters: Filter) -> set[int]:
    hits = await ask(engine, text, *filters)
    assert hits.total == len(hits.hits)
    assert hits.relaxed == ()
    return set(hits.ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("棉衣", [WINTER_COATS]),
        ("阅读角", [READING_CORNER]),
        ("洞", [PICTURE_BOOKS]),
        ("镇", [SCHOOL_BAGS]),
        ("十八洞村", [PICTURE_BOOKS]),
        ("龙山县 双肩包", [SCHOOL_BAGS]),
        ("龙山县双肩包", [SCHOOL_BAGS]),
        ("龙山县 棉衣", []),
        ("English", [READING_CORNER]),
        ("volunteer", [COUNSELLOR]),
        ("ＥＮＧＬＩＳＨ", [READING_CORNER]),
        ("mental", [COUNSELLOR]),
        ("龘", []),
    ],
)
async def test_words_and_single_characters_find(
    filled: SearchEngine, text: str, expected: list[NeedDocument]
) -> None:
    assert await found(filled, text) == ids(*expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("huiben", [PICTURE_BOOKS, CLOSED_BOOKS]),
        ("mianyi", [WINTER_COATS]),
        ("mian yi", [WINTER_COATS]),
        ("xinlishudao", [COUNSELLOR]),
        ("xlsd", [COUNSELLOR]),
        ("ydj", [READING_CORNER]),
        ("sbdc", [PICTURE_BOOKS]),
    ],
)
async def test_pinyin_and_initials_find(
    filled: SearchEngine, text: str, expected: list[NeedDocument]
) -> None:
    assert await found(filled, text) == ids(*expected)


@pytest.mark.parametrize(
    "typed", ["xinli", "xinlish", "xinlishud", "心", "心理", "心理疏", "volun"]
)
async def test_a_half_typed_word_finds(filled: SearchEngine, typed: str) -> None:
    assert COUNSELLOR.id in await found(filled, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("voluntear", COUNSELLOR), ("Englihs", READING_CORNER), ("xinlishudoa", COUNSELLOR)],
)
async def test_slips_of_the_finger_are_forgiven(
    filled: SearchEngine, typed: str, meant: NeedDocument
) -> None:
    assert meant.id in await found(filled, typed)


async def test_words_that_mean_the_same_find_each_other(filled: SearchEngine) -> None:
    assert await found(filled, "心理咨询") == ids(COUNSELLOR)
    assert await found(filled, "书籍") == ids(PICTURE_BOOKS, CLOSED_BOOKS)
    assert await found(filled, "书包") >= ids(SCHOOL_BAGS)


async def test_wide_words_do_not_bring_others_in(filled: SearchEngine) -> None:
    assert await found(filled, "村寨") == set()


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        (Equals(Field.CATEGORY, "MAT-BOOK"), [PICTURE_BOOKS, CLOSED_BOOKS]),
        (Equals(Field.CATEGORY_ROOT, "SVC"), [COUNSELLOR]),
        (Equals(Field.STATUS, "met"), [CLOSED_BOOKS]),
        (AnyOf(Field.COUNTY, (LONGSHAN, JISHOU)), [COUNSELLOR, SCHOOL_BAGS, CLOSED_BOOKS]),
        (AnyOf(Field.COUNTY, ()), []),
        (Prefix("4331"), [each for each in NEEDS if each is not READING_CORNER]),
        (Prefix("433124104"), [PICTURE_BOOKS, WINTER_COATS]),
        (Prefix("433124104201"), [PICTURE_BOOKS]),
        (Prefix("43312"), []),
        (Equals(Field.URGENCY, 3), [COUNSELLOR]),
        (AnyOf(Field.URGENCY, (2, 3)), [COUNSELLOR, SCHOOL_BAGS]),
        (Equals(Field.HOME, 7), [PICTURE_BOOKS]),
        (Equals(Field.BENEFICIARIES, "under_5"), [WINTER_COATS]),
        (Equals(Field.REMAINING, "part"), [SCHOOL_BAGS]),
        (Range(Field.DUE, high=20_120), [SCHOOL_BAGS, WINTER_COATS]),
        (Range(Field.DUE, low=20_120, high=20_150), [SCHOOL_BAGS, COUNSELLOR]),
        (Range(Field.DUE), [PICTURE_BOOKS, COUNSELLOR, SCHOOL_BAGS, WINTER_COATS]),
        (Range(Field.AMOUNT, low=400_000), [PICTURE_BOOKS, READING_CORNER]),
        (GeoWithin(JISHOU_TOWN, 1), [COUNSELLOR, CLOSED_BOOKS]),
        (GeoWithin(JISHOU_TOWN, 42), [COUNSELLOR, CLOSED_BOOKS, PICTURE_BOOKS, WINTER_COATS]),
        (GeoWithin(JISHOU_TOWN, 38), [COUNSELLOR, CLOSED_BOOKS]),
    ],
)
async def test_filters_let_in_what_they_say(
    filled: SearchEngine, narrow: Filter, expected: list[NeedDocument]
) -> None:
    assert await found(filled, "", narrow) == ids(*expected)


async def test_filters_and_words_are_joined(filled: SearchEngine) -> None:
    open_only = Equals(Field.STATUS, "open")

    assert await found(filled, "图书", open_only) == ids(PICTURE_BOOKS)
    assert await found(filled, "图书", open_only, Equals(Field.COUNTY, JISHOU)) == set()


@pytest.mark.parametrize(
    "nonsense",
    [
        GeoWithin(Point(float("nan"), 0.0), 5),
        GeoWithin(Point(28.0, 109.0), float("nan")),
        GeoWithin(Point(28.0, 109.0), -1),
        Prefix("abcd"),
        Prefix(""),
        Equals(Field.URGENCY, "very"),
        Equals(Field.HOME, "9" * 80),
        Range(Field.DUE, low=10**30),
        Equals(Field.CATEGORY, "x" * 100_000),
        Equals(Field.CATEGORY, "\ud800\x00"),
    ],
)
async def test_filters_that_make_no_sense_match_nothing(
    filled: SearchEngine, nonsense: Filter
) -> None:
    assert await found(filled, "", nonsense) == set()


async def test_facets_count_what_was_found(filled: SearchEngine) -> None:
    hits = await ask(
        filled, "图书", facets=(Facet(Field.COUNTY), Facet(Field.STATUS), Facet(Field.URGENCY))
    )

    assert hits.facets == {
        Field.COUNTY: {HUAYUAN: 1, JISHOU: 1},
        Field.STATUS: {"open": 1, "met": 1},
        Field.URGENCY: {"1": 1, "0": 1},
    }


async def test_a_facet_ignores_the_choice_in_its_own_group(filled: SearchEngine) -> None:
    chosen = (Equals(Field.COUNTY, HUAYUAN), Equals(Field.STATUS, "open"))
    facets = (Facet(Field.COUNTY), Facet(Field.STATUS), Facet(Field.CATEGORY, disjunctive=False))

    hits = await ask(filled, "", *chosen, facets=facets)

    assert set(hits.ids) == ids(PICTURE_BOOKS, WINTER_COATS)
    assert hits.facets[Field.COUNTY] == {HUAYUAN: 2, JISHOU: 1, LONGSHAN: 1, "430104": 1}
    assert hits.facets[Field.STATUS] == {"open": 2}
    assert hits.facets[Field.CATEGORY] == {"MAT-BOOK": 1, "MAT-CLOTH": 1}


async def test_a_wide_facet_ignores_the_narrow_choice_below_it(filled: SearchEngine) -> None:
    hits = await ask(filled, "", Equals(Field.COUNTY, HUAYUAN), facets=(Facet(Field.PREFECTURE),))

    assert hits.facets[Field.PREFECTURE] == {"4331": 5, "4301": 1}


async def test_a_facet_never_ignores_the_scope(filled: SearchEngine) -> None:
    query = Query(scope=(Equals(Field.COUNTY, HUAYUAN),), facets=(Facet(Field.COUNTY),))

    hits = await filled.search(Index.NEEDS, query)

    assert hits.facets[Field.COUNTY] == {HUAYUAN: 2}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NEWEST, [5, 2, 3, 1, 4, 6]),
        (Sort.DUE_SOON, [5, 3, 2, 1]),
        (Sort.URGENT, [2, 3, 1]),
        (Sort.AMOUNT_HIGH, [4, 1, 3, 5]),
        (Sort.AMOUNT_LOW, [5, 3, 1, 4]),
        (Sort.NAME, [4, 5, 3, 2, 1, 6]),
        (Sort.RELEVANCE, [5, 2, 3, 1, 4, 6]),
    ],
)
async def test_orders(filled: SearchEngine, sort: Sort, expected: list[int]) -> None:
    hits = await ask(filled, sort=sort)

    assert list(hits.ids)[: len(expected)] == expected
    assert hits.total == len(NEEDS), "what lacks the value comes last, it does not vanish"


async def test_nearest_first_with_the_distance(filled: SearchEngine) -> None:
    hits = await ask(filled, sort=Sort.NEAREST, near=JISHOU_TOWN)

    kilometres = [hit.km for hit in hits.hits]
    assert hits.ids[0] in ids(COUNSELLOR, CLOSED_BOOKS)
    assert hits.ids[-1] == READING_CORNER.id
    assert kilometres == sorted(km for km in kilometres if km is not None)
    assert kilometres[-1] == pytest.approx(316.7, abs=1)


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.NEAREST, Sort.AMOUNT_LOW])
@pytest.mark.parametrize("text", ["", "湘西"])
async def test_pages_hold_everything_once(filled: SearchEngine, sort: Sort, text: str) -> None:
    pages = [
        await ask(filled, text, sort=sort, near=JISHOU_TOWN, page=page, size=2)
        for page in (1, 2, 3, 4)
    ]

    listed = [id for page in pages for id in page.ids]
    assert len(listed) == len(set(listed)) == pages[0].total
    assert pages[3].ids == ()


async def test_pages_past_the_end_are_empty(filled: SearchEngine) -> None:
    hits = await ask(filled, page=10**12, size=10**12)

    assert hits.ids == ()
    assert hits.total == len(NEEDS)


async def test_highlights_are_spans_of_the_original(filled: SearchEngine) -> None:
    marked: dict[str, str] = {}
    for text, document in (("书籍", PICTURE_BOOKS), ("xlsd", COUNSELLOR), ("谈心", COUNSELLOR)):
        hits = await ask(filled, text)
        hit = next(hit for hit in hits.hits if hit.id == document.id)
        for name, spans in hit.highlights.items():
            original = getattr(document, name)
            marked |= {text: "".join(original[span.start : span.end] for span in spans)}

    assert marked == {"书籍": "绘本", "xlsd": "心理疏导", "谈心": "谈心"}


async def test_titles_are_suggested_while_typing(filled: SearchEngine) -> None:
    for typed in ("心理", "xinli", "xls"):
        suggestions = await filled.suggest(Index.NEEDS, typed)
        assert [each.text for each in suggestions] == [COUNSELLOR.title]
        assert suggestions[0].spans


async def test_suggestions_stay_in_scope(filled: SearchEngine) -> None:
    scope = (Equals(Field.COUNTY, HUAYUAN),)

    assert await filled.suggest(Index.NEEDS, "心理", scope=scope) == ()
    assert await filled.suggest(Index.NEEDS, "") == ()


@pytest.mark.parametrize(
    ("text", "filters", "expected", "relaxed"),
    [
        ("绘笨", (), {1}, (Relaxation.SOUND,)),
        ("绘本 棉衣 龙山", (), {1, 3, 5}, (Relaxation.WORDS,)),
        ("双肩包", (Equals(Field.CATEGORY, "MAT-CLOTH"),), {3}, (Relaxation.WIDER,)),
        ("双肩包", (GeoWithin(JISHOU_TOWN, 40),), {3}, (Relaxation.WIDER,)),
        ("棉衣", (Equals(Field.STATUS, "met"),), {5}, (Relaxation.FILTERS,)),
        ("龘龘", (Equals(Field.COUNTY, LONGSHAN),), {3}, (Relaxation.TEXT,)),
        ("", (Equals(Field.TOWNSHIP, "433130999"),), {3}, (Relaxation.WIDER,)),
    ],
)
async def test_when_nothing_matches_the_nearest_is_shown_and_said(
    filled: SearchEngine,
    text: str,
    filters: tuple[Filter, ...],
    expected: set[int],
    relaxed: tuple[Relaxation, ...],
) -> None:
    strict = await ask(filled, text, *filters)
    nearest = await ask(filled, text, *filters, nearest=True)

    assert strict.total == 0
    assert set(nearest.ids) & expected
    assert nearest.relaxed == relaxed


async def test_the_nearest_never_leaves_the_scope(filled: SearchEngine) -> None:
    query = Query(text="棉衣", scope=(Equals(Field.COUNTY, LONGSHAN),), nearest=True)

    hits = await filled.search(Index.NEEDS, query)

    assert set(hits.ids) == ids(SCHOOL_BAGS)
    assert Relaxation.TEXT in hits.relaxed


@pytest.mark.parametrize(
    ("index", "text", "narrow"),
    [
        (Index.OFFERS, "绘本", AnyOf(Field.AREA, ("43", "4331", HUAYUAN))),
        (Index.OFFERS, "chenguang", Equals(Field.VERIFIED, True)),
        (Index.PURCHASES, "民政局", Equals(Field.PROCUREMENT, "C05010300")),
        (Index.PURCHASES, "关爱", Range(Field.AMOUNT, high=10_000_000)),
        (Index.HOMES, "sbdc", Equals(Field.STANDING, "main")),
        (Index.ORGANISATIONS, "qinshi", Equals(Field.SKILL, "PSY-2")),
        (Index.ORGANISATIONS, "心理疏导", Equals(Field.VERIFIED, True)),
        (Index.POLICIES, "liushou", Equals(Field.TOPIC, "left_behind")),
        (Index.POLICIES, "国发〔2016〕13号", Equals(Field.ISSUER, "国务院")),
    ],
)
async def test_every_index_is_searched_by_its_own_fields(
    filled: SearchEngine, index: Index, text: str, narrow: Filter
) -> None:
    hits = await filled.search(index, Query(text=text, filters=(narrow,)))

    assert len(hits.ids) == 1


async def test_a_field_of_another_index_is_a_programming_error(filled: SearchEngine) -> None:
    wrong: Iterable[Filter] = (
        Equals(Field.METHOD, "OPEN"),
        Range(Field.CATEGORY, low=1),
    )
    for each in wrong:
        with pytest.raises(ValueError, match="not a"):
            await ask(filled, "", each)
