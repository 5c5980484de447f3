"""The contract has teeth: engines with one thing wrong, and the checks that catch them.

Each twin is the real embedded engine with one promise broken. A contract that a twin passes would
prove nothing about the engine.
"""

from collections.abc import AsyncIterable, Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
import test_search_contract as reads
import test_search_hostile as hostile
import test_search_writes as writes
from search_filling import fill
from search_samples import COUNSELLOR, HUAYUAN, LEXICON

from search.documents import Document
from search.embedded.engine import EmbeddedEngine
from search.filters import Equals, Field
from search.indexes import Index
from search.port import Hits, Outcome, Query, Rebuilt, Tombstone


class DropsAFilter(EmbeddedEngine):
    async def search(self, index: Index, query: Query) -> Hits:
        return await super().search(index, msgspec.structs.replace(query, filters=()))


class ForgetsTheScope(EmbeddedEngine):
    async def search(self, index: Index, query: Query) -> Hits:
        return await super().search(index, msgspec.structs.replace(query, scope=()))


class LetsAnOldVersionWin(EmbeddedEngine):
    async def upsert(self, index: Index, documents: Sequence[Document]) -> Outcome:
        await super().delete(index, [Tombstone(each.id, 10**6) for each in documents])
        raised = [msgspec.structs.replace(each, version=10**6 + 1) for each in documents]
        return await super().upsert(index, raised)


class ForgetsTombstones(EmbeddedEngine):
    async def delete(self, index: Index, tombstones: Sequence[Tombstone]) -> Outcome:
        return Outcome(written=len(tombstones), stale=0)


class SwapsWithAnEmptyMoment(EmbeddedEngine):
    """Empties the index, then fills it: what a rebuild must never do."""

    async def rebuild(self, index: Index, documents: AsyncIterable[Document]) -> Rebuilt:
        for bucket in range(10):
            held = await super().contents(index, bucket)
            await super().delete(index, [Tombstone(id, v + 1) for id, v in held.items()])
        batch = [msgspec.structs.replace(each, version=99) async for each in documents]
        for start in range(0, len(batch), 50):
            await super().upsert(index, batch[start : start + 50])
        return Rebuilt(len(batch), "", 0.0)


class LosesWritesWhileRebuilding(EmbeddedEngine):
    async def rebuild(self, index: Index, documents: AsyncIterable[Document]) -> Rebuilt:
        snapshot = [each async for each in documents]
        rebuilt = await super().rebuild(index, writes.stream([]))
        await super().upsert(index, snapshot)  # type: ignore[arg-type]
        return rebuilt


class CountsFacetsOfTheChosenOnly(EmbeddedEngine):
    async def search(self, index: Index, query: Query) -> Hits:
        narrow = tuple(msgspec.structs.replace(each, disjunctive=False) for each in query.facets)
        return await super().search(index, msgspec.structs.replace(query, facets=narrow))


class HidesWhatItGaveUp(EmbeddedEngine):
    async def search(self, index: Index, query: Query) -> Hits:
        return msgspec.structs.replace(await super().search(index, query), relaxed=())


async def _hostile_scope(engine: Any) -> None:
    query = Query(text='"(', scope=(Equals(Field.COUNTY, HUAYUAN),))
    await hostile.test_no_query_raises_or_leaves_its_scope.hypothesis.inner_test(engine, query)


async def _filters(engine: Any) -> None:
    narrow = Equals(Field.CATEGORY_ROOT, "SVC")
    await reads.test_filters_let_in_what_they_say(engine, narrow, [COUNSELLOR])


async def _nearest(engine: Any) -> None:
    await reads.test_the_nearest_never_leaves_the_scope(engine)


CAUGHT: list[tuple[type[EmbeddedEngine], Callable[[Any], Any]]] = [
    (DropsAFilter, _filters),
    (DropsAFilter, reads.test_filters_and_words_are_joined),
    (ForgetsTheScope, _hostile_scope),
    (ForgetsTheScope, reads.test_a_facet_never_ignores_the_scope),
    (LetsAnOldVersionWin, writes.test_a_newer_version_replaces_and_an_older_one_does_not),
    (ForgetsTombstones, writes.test_a_tombstone_hides_and_keeps_older_versions_out),
    (SwapsWithAnEmptyMoment, writes.test_a_rebuild_shows_the_old_index_until_it_shows_the_new_one),
    (LosesWritesWhileRebuilding, writes.test_writes_during_a_rebuild_survive_the_swap),
    (CountsFacetsOfTheChosenOnly, reads.test_a_facet_ignores_the_choice_in_its_own_group),
    (HidesWhatItGaveUp, _nearest),
]


@pytest.mark.parametrize(
    ("twin", "check"), CAUGHT, ids=[f"{twin.__name__}-{n}" for n, (twin, _) in enumerate(CAUGHT)]
)
async def test_the_contract_catches_a_broken_twin(
    twin: type[EmbeddedEngine], check: Callable[[Any], Any], tmp_path: Path
) -> None:
    engine = twin(tmp_path / "search", LEXICON)
    await fill(engine)

    with pytest.raises(AssertionError):
        await check(engine)


@pytest.mark.parametrize("check", list(dict.fromkeys(check for _, check in CAUGHT)))
async def test_the_same_checks_pass_on_the_engine_itself(
    check: Callable[[Any], Any], tmp_path: Path
) -> None:
    """Otherwise the twins might fail for another reason."""
    engine = EmbeddedEngine(tmp_path / "search", LEXICON)
    await fill(engine)

    await check(engine)
