"""What every engine owes about writing: versions, tombstones, swaps, digests."""

import asyncio
from collections.abc import AsyncIterator, Iterable

import msgspec
import pytest
from engine_faults import never_empty
from search_samples import COUNSELLOR, NEEDS, PICTURE_BOOKS, SCHOOL_BAGS

from search.digest import bucket_of, digest_of
from search.documents import NeedDocument
from search.filters import Equals, Field
from search.indexes import Index
from search.port import Outcome, Query, RebuildRunning, SearchEngine, Tombstone

pytestmark = pytest.mark.search_contract


def newer(document: NeedDocument, version: int, title: str) -> NeedDocument:
    return msgspec.structs.replace(document, version=version, title=title)


async def stream(documents: Iterable[NeedDocument]) -> AsyncIterator[NeedDocument]:
    for document in documents:
        yield document


async def holds(engine: SearchEngine, text: str) -> set[int]:
    return set((await engine.search(Index.NEEDS, Query(text=text))).ids)


async def everything(engine: SearchEngine) -> set[int]:
    return set((await engine.search(Index.NEEDS, Query(size=100))).ids)


async def test_a_newer_version_replaces_and_an_older_one_does_not(own: SearchEngine) -> None:
    third = newer(COUNSELLOR, 3, "第三版热水器")
    second = newer(COUNSELLOR, 2, "第二版保温桶")

    assert await own.upsert(Index.NEEDS, [third]) == Outcome(written=1, stale=0)
    assert await own.upsert(Index.NEEDS, [second]) == Outcome(written=0, stale=1)
    assert await own.upsert(Index.NEEDS, [third]) == Outcome(written=0, stale=1)

    assert await holds(own, "热水器") == {COUNSELLOR.id}
    assert await holds(own, "保温桶") == set()
    assert await holds(own, "心理疏导") == set()


async def test_within_one_batch_the_newest_wins_whatever_the_order(own: SearchEngine) -> None:
    batch = [newer(COUNSELLOR, version, f"第{version}版热水器") for version in (5, 7, 6)]

    assert await own.upsert(Index.NEEDS, batch) == Outcome(written=1, stale=2)

    hits = await own.search(Index.NEEDS, Query(text="热水器"))
    assert [(hit.id, hit.version) for hit in hits.hits] == [(COUNSELLOR.id, 7)]


async def test_a_tombstone_hides_and_keeps_older_versions_out(own: SearchEngine) -> None:
    await own.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 4)])

    await own.upsert(Index.NEEDS, [newer(COUNSELLOR, 3, "迟到的热水器")])
    assert await holds(own, "热水器") == set()
    assert COUNSELLOR.id not in await everything(own)

    await own.upsert(Index.NEEDS, [newer(COUNSELLOR, 5, "重新发布热水器")])
    assert await holds(own, "热水器") == {COUNSELLOR.id}


async def test_an_older_tombstone_removes_nothing(own: SearchEngine) -> None:
    await own.upsert(Index.NEEDS, [newer(COUNSELLOR, 9, "热水器")])

    outcome = await own.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 8)])

    assert outcome == Outcome(written=0, stale=1)
    assert await holds(own, "热水器") == {COUNSELLOR.id}


async def test_what_was_never_indexed_can_be_buried(own: SearchEngine) -> None:
    await own.delete(Index.NEEDS, [Tombstone(999, 2)])
    await own.upsert(Index.NEEDS, [newer(COUNSELLOR, 1, "热水器")])

    await own.upsert(
        Index.NEEDS, [msgspec.structs.replace(COUNSELLOR, id=999, version=1, title="热水器")]
    )

    assert await holds(own, "热水器") == set()


async def test_nothing_to_write_is_nothing(own: SearchEngine) -> None:
    assert await own.upsert(Index.NEEDS, []) == Outcome(0, 0)
    assert await own.delete(Index.NEEDS, []) == Outcome(0, 0)


async def test_the_digest_is_that_of_the_rows(own: SearchEngine) -> None:
    await own.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 2)])
    rows = [(need.id, need.version) for need in NEEDS if need is not COUNSELLOR]

    digest = await own.digest(Index.NEEDS)

    assert digest == digest_of(reversed(rows))
    assert digest.count == len(NEEDS) - 1


async def test_a_difference_is_found_in_its_bucket_and_repaired(own: SearchEngine) -> None:
    changed = newer(PICTURE_BOOKS, 2, "三百册绘本")
    rows = [(need.id, need.version) for need in NEEDS if need is not PICTURE_BOOKS]
    wanted = digest_of([*rows, (changed.id, changed.version)])

    differing = (await own.digest(Index.NEEDS)).differing(wanted)
    assert differing == (bucket_of(changed.id),)
    assert await own.contents(Index.NEEDS, differing[0]) == {changed.id: 1}

    await own.upsert(Index.NEEDS, [changed])
    assert (await own.digest(Index.NEEDS)).differing(wanted) == ()


async def test_a_rebuild_holds_the_snapshot_and_nothing_else(own: SearchEngine) -> None:
    rebuilt = await own.rebuild(Index.NEEDS, stream([SCHOOL_BAGS, PICTURE_BOOKS]))

    assert rebuilt.documents == 2
    assert await everything(own) == {SCHOOL_BAGS.id, PICTURE_BOOKS.id}


async def test_a_rebuild_shows_the_old_index_until_it_shows_the_new_one(own: SearchEngine) -> None:
    assert await never_empty(own) == []


async def test_writes_during_a_rebuild_survive_the_swap(own: SearchEngine) -> None:
    """The snapshot is older than what happened while it was read."""

    async def old_snapshot() -> AsyncIterator[NeedDocument]:
        await own.upsert(Index.NEEDS, [newer(COUNSELLOR, 2, "改成热水器")])
        await own.delete(Index.NEEDS, [Tombstone(SCHOOL_BAGS.id, 2)])
        for document in NEEDS:
            yield document
        await own.upsert(Index.NEEDS, [newer(PICTURE_BOOKS, 2, "改成保温桶")])

    await own.rebuild(Index.NEEDS, old_snapshot())

    assert await holds(own, "热水器") == {COUNSELLOR.id}
    assert await holds(own, "保温桶") == {PICTURE_BOOKS.id}
    assert SCHOOL_BAGS.id not in await everything(own)


async def test_a_rebuild_that_breaks_changes_nothing(own: SearchEngine) -> None:
    async def broken() -> AsyncIterator[NeedDocument]:
        yield COUNSELLOR
        raise ConnectionError("the database went away")

    with pytest.raises(ConnectionError):
        await own.rebuild(Index.NEEDS, broken())

    assert await everything(own) == {need.id for need in NEEDS}
    assert (await own.rebuild(Index.NEEDS, stream(NEEDS))).documents == len(NEEDS)


async def test_two_rebuilds_of_one_index_do_not_run_at_once(own: SearchEngine) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[NeedDocument]:
        begun.set()
        await go_on.wait()
        yield COUNSELLOR

    first = asyncio.create_task(own.rebuild(Index.NEEDS, slow()))
    await begun.wait()
    with pytest.raises(RebuildRunning):
        await own.rebuild(Index.NEEDS, stream(NEEDS))
    go_on.set()

    assert (await first).documents == 1


async def test_the_index_before_can_be_brought_back(own: SearchEngine) -> None:
    with pytest.raises(LookupError):
        await own.rollback(Index.NEEDS)
    await own.rebuild(Index.NEEDS, stream([SCHOOL_BAGS]))

    await own.rollback(Index.NEEDS)

    assert await everything(own) == {need.id for need in NEEDS}


async def test_preparing_again_empties_nothing(own: SearchEngine) -> None:
    await own.prepare()

    assert await everything(own) == {need.id for need in NEEDS}
    assert (await own.health()).ready


async def test_many_writers_of_one_document_leave_the_newest(own: SearchEngine) -> None:
    versions = [7, 3, 12, 5, 9, 1, 11]

    await asyncio.gather(
        *(own.upsert(Index.NEEDS, [newer(COUNSELLOR, v, f"版本{v}")]) for v in versions)
    )

    query = Query(filters=(Equals(Field.COUNTY, COUNSELLOR.county),), text="版本")
    hits = await own.search(Index.NEEDS, query)
    assert [(hit.id, hit.version) for hit in hits.hits] == [(COUNSELLOR.id, 12)]
