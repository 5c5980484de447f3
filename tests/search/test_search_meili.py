"""The adapter's side of Meilisearch's protocol, against a server that speaks it."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import msgspec
import pytest
from meili_server import MeiliServer
from search_filling import fill
from search_samples import COUNSELLOR, LEXICON, NEEDS, SCHOOL_BAGS

from search.documents import NeedDocument
from search.filters import AnyOf, Equals, Field, GeoWithin, Point, Range
from search.indexes import Index
from search.meili.engine import MeiliEngine
from search.meili.filters import quote
from search.port import Facet, Query, SearchDown, Tombstone, WriteFailed


@pytest.fixture
def server() -> Iterator[MeiliServer]:
    running = MeiliServer()
    yield running
    running.close()


def reach(server: MeiliServer, **more: Any) -> MeiliEngine:
    options: dict[str, Any] = {"prefix": "t_", "seconds": 2.0, "task_seconds": 5.0} | more
    return MeiliEngine(server.url, options.pop("key", server.key), LEXICON, **options)


@pytest.fixture
async def engine(server: MeiliServer) -> MeiliEngine:
    made = reach(server)
    await fill(made)
    return made


def sent(server: MeiliServer, method: str, path: str) -> list[Any]:
    return [body for verb, where, body in server.seen if (verb, where) == (method, path)]


async def stream(*documents: NeedDocument) -> AsyncIterator[NeedDocument]:
    for document in documents:
        yield document


async def test_filters_are_arrays_with_the_scope_in_elements_of_its_own(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    query = Query(
        scope=(Equals(Field.STATUS, "open"),),
        filters=(
            AnyOf(Field.CATEGORY, ('MAT" OR id > 0', "a\\")),
            Range(Field.DUE, low=1, high=9),
            GeoWithin(Point(28.0, 109.0), 5),
        ),
    )

    await engine.search(Index.NEEDS, query)

    assert sent(server, "POST", "multi-search")[-1]["queries"][0]["filter"] == [
        "live = 1",
        'status IN ["open"]',
        r'categories IN ["MAT\" OR id > 0", "a\\"]',
        "due_on >= 1 AND due_on <= 9",
        "_geoRadius(28.000000, 109.000000, 5000.0)",
    ]


@pytest.mark.parametrize("text", ["", '"', "\\", '\\"', '"" OR "', "a\\\\", "'", "新\n行"])
def test_a_quoted_text_reads_back_as_itself(text: str) -> None:
    from meili_grammar import compile_filter

    test = compile_filter(f"x = {quote(text)}", {"x"})

    assert test({"x": text})
    assert not test({"x": text + "!"})


async def test_facets_that_ignore_a_choice_are_asked_in_the_same_request(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    before = len(server.seen)
    query = Query(
        filters=(Equals(Field.COUNTY, "433124"),),
        facets=(Facet(Field.COUNTY), Facet(Field.STATUS), Facet(Field.KIND)),
    )

    await engine.search(Index.NEEDS, query)

    assert [where for _, where, _ in server.seen[before:]] == ["multi-search"]
    questions = server.seen[-1][2]["queries"]
    assert [each["facets"] for each in questions] == [["status", "kind"], ["county"]]
    assert questions[1]["limit"] == 0


async def test_the_settings_name_chinese_pinyin_synonyms_and_filters(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    settings = server.indexes["t_needs"].settings

    assert {"attributePatterns": ["*"], "locales": ["cmn", "eng"]} in settings[
        "localizedAttributes"
    ]
    assert set(settings["synonyms"]["图书"]) == {"书籍", "绘本", "读物"}
    assert "村" not in settings["synonyms"]
    assert settings["rankingRules"][0] == "sort"
    assert {"live", "id", "_geo", "county"} <= set(settings["filterableAttributes"])
    assert "characters" in settings["typoTolerance"]["disableOnAttributes"]


async def test_a_write_returns_when_it_is_done_not_when_it_is_taken(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    server.pause()
    writing = asyncio.create_task(engine.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 2)]))
    await asyncio.to_thread(server.wait_for_enqueued)
    assert not writing.done()

    server.resume()

    assert (await writing).written == 1
    assert (await engine.search(Index.NEEDS, Query(text="心理疏导"))).total == 0


async def test_a_failed_task_is_an_error_with_its_reason(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    server.fail_next("documentAdditionOrUpdate")

    with pytest.raises(WriteFailed, match="no space left on device"):
        await engine.upsert(Index.NEEDS, [msgspec.structs.replace(COUNSELLOR, version=2)])
    assert (await engine.upsert(Index.NEEDS, [COUNSELLOR])).stale == 1


async def test_a_task_that_never_ends_is_search_down(server: MeiliServer) -> None:
    engine = reach(server, task_seconds=0.2)
    await fill(engine)
    server.pause()

    with pytest.raises(SearchDown, match="not done after"):
        await engine.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 2)])


async def test_a_failed_swap_leaves_the_old_index(engine: MeiliEngine, server: MeiliServer) -> None:
    server.fail_next("indexSwap")

    with pytest.raises(WriteFailed):
        await engine.rebuild(Index.NEEDS, stream(SCHOOL_BAGS))

    assert (await engine.search(Index.NEEDS, Query())).total == len(NEEDS)
    assert [uid for uid in server.indexes if uid.startswith("t_needs__")] == []


async def test_what_a_dead_rebuild_left_is_cleared_by_the_next(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    """A worker killed in a rebuild cannot clear up after itself."""
    hand = engine._hands[Index.NEEDS]
    left = await hand.begin()
    await engine.upsert(Index.NEEDS, [msgspec.structs.replace(COUNSELLOR, id=70)])
    assert len(server.indexes[left].documents) == 1

    await engine.rebuild(Index.NEEDS, stream(*NEEDS))

    assert left not in server.indexes
    assert len([uid for uid in server.indexes if uid.startswith("t_needs__")]) == 1


async def test_two_installations_share_a_server(engine: MeiliEngine, server: MeiliServer) -> None:
    other = reach(server, prefix="u_")
    await other.prepare()

    assert (await other.search(Index.NEEDS, Query())).total == 0
    assert (await engine.search(Index.NEEDS, Query())).total == len(NEEDS)


async def test_a_server_that_is_gone_is_search_down(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    server.close()

    with pytest.raises(SearchDown, match="cannot be reached"):
        await engine.search(Index.NEEDS, Query())
    with pytest.raises(SearchDown):
        await engine.upsert(Index.NEEDS, [COUNSELLOR])
    health = await engine.health()
    assert not health.ready
    assert "cannot be reached" in health.detail


async def test_a_server_that_hangs_is_search_down_within_the_deadline(server: MeiliServer) -> None:
    """More questions than threads, so that waiting for a thread is under the deadline too."""
    engine = reach(server, seconds=0.3, threads=2)
    server.answering.clear()
    started = time.monotonic()

    answers = await asyncio.gather(
        *(engine.search(Index.NEEDS, Query()) for _ in range(6)), return_exceptions=True
    )

    assert all(isinstance(answer, SearchDown) for answer in answers)
    assert time.monotonic() - started < 1.5


async def test_after_a_silence_questions_are_refused_at_once_and_then_asked_again(
    server: MeiliServer,
) -> None:
    now = 100.0
    engine = reach(server, seconds=0.3, rest_seconds=2.0, clock=lambda: now)
    await fill(engine)
    server.answering.clear()
    with pytest.raises(SearchDown, match="within"):
        await engine.search(Index.NEEDS, Query())

    server.answering.set()
    with pytest.raises(SearchDown, match="a moment ago"):
        await engine.search(Index.NEEDS, Query())

    now += 2.0
    assert (await engine.search(Index.NEEDS, Query())).total == len(NEEDS)


@pytest.mark.parametrize(
    "answer", [b"<html>502</html>", b"", b"[]", b'{"results": [{"hits": 3}]}', b'{"uid": {}}', b"3"]
)
async def test_what_is_not_meilisearch_is_search_down(
    engine: MeiliEngine, server: MeiliServer, answer: bytes
) -> None:
    server.answer_with = answer

    with pytest.raises(SearchDown):
        await engine.search(Index.NEEDS, Query(text="x"))
    with pytest.raises(SearchDown):
        await engine.upsert(Index.NEEDS, [COUNSELLOR])
    with pytest.raises(SearchDown):
        await engine.suggest(Index.NEEDS, "心理")
    assert not (await engine.health()).ready


async def test_a_wrong_key_is_search_down_and_named(server: MeiliServer) -> None:
    for key in ("wrong", None):
        engine = reach(server, key=key)

        with pytest.raises(SearchDown, match="refuses"):
            await engine.search(Index.NEEDS, Query())
        assert "refuses" in (await engine.health()).detail


async def test_before_it_is_prepared_search_is_down_and_says_what_to_do(
    server: MeiliServer,
) -> None:
    engine = reach(server)

    with pytest.raises(SearchDown, match="rebuild"):
        await engine.search(Index.NEEDS, Query())
    health = await engine.health()
    assert not health.ready
    assert "needs" in health.detail


async def test_documents_written_by_other_code_ask_for_a_rebuild(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    entry = server.indexes["t_register"].documents["needs"]
    server.indexes["t_register"].documents["needs"] = entry | {"form": "older"}

    await engine.prepare()
    before = await engine.health()
    await engine.rebuild(Index.NEEDS, stream(*NEEDS))
    after = await engine.health()

    assert (before.ready, before.needs_rebuild) == (True, (Index.NEEDS,))
    assert after.needs_rebuild == ()


async def test_nothing_typed_becomes_an_operator_of_the_query(
    engine: MeiliEngine, server: MeiliServer
) -> None:
    """In Meilisearch's query `"…"` is a phrase and `-word` forbids a word."""
    hits = await engine.search(Index.NEEDS, Query(text='"双肩包" -开学'))

    assert sent(server, "POST", "multi-search")[-1]["queries"][0]["q"] == "双肩包 开学"
    assert hits.ids == (SCHOOL_BAGS.id,)
