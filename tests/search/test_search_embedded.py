"""What only the embedded engine promises: files, processes, and what survives kill -9."""

import asyncio
import itertools
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from search_filling import fill
from search_samples import COUNSELLOR, GROUPS, LEXICON, NEEDS, PICTURE_BOOKS, WINTER_COATS
from search_writer import BATCH

import search
from search.documents import NeedDocument
from search.embedded.engine import EmbeddedEngine
from search.embedded.shelf import Pointer
from search.filters import GeoWithin, Point
from search.indexes import Index
from search.port import Query, SearchDown, Sort, Tombstone, WriteFailed
from search.text import Group, Lexicon

HERE = Path(__file__).parent


@pytest.fixture
async def engine(tmp_path: Path) -> EmbeddedEngine:
    made = EmbeddedEngine(tmp_path, LEXICON)
    await fill(made)
    return made


async def count(engine: EmbeddedEngine) -> int:
    return (await engine.search(Index.NEEDS, Query())).total


async def stream(
    documents: Iterator[NeedDocument] | tuple[NeedDocument, ...],
) -> AsyncIterator[NeedDocument]:
    for document in documents:
        yield document


@contextmanager
def writer(root: Path, what: str, batches: int) -> Iterator[list[int]]:
    """A process that writes until it is killed, after so many batches at least."""
    packages = str(Path(search.__file__).parent.parent)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((packages, str(HERE)))}
    process = subprocess.Popen(
        [sys.executable, str(HERE / "search_writer.py"), what, str(root)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    assert process.stdout is not None
    said: list[int] = [int(line) for line in itertools.islice(process.stdout, batches)]
    try:
        yield said
    finally:
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().split("\n")
        said += [int(line) for line in rest[:-1]]
        process.wait()


@pytest.mark.faults
async def test_kill_9_of_the_writer_loses_nothing_it_said_was_written(tmp_path: Path) -> None:
    for _ in range(3):
        with writer(tmp_path, "upsert", 3) as said:
            pass
        engine = EmbeddedEngine(tmp_path, LEXICON)

        assert await count(engine) >= (max(said) + 1) * BATCH
        outcome = await engine.upsert(Index.NEEDS, [msgspec.structs.replace(COUNSELLOR, id=1)])
        await engine.delete(Index.NEEDS, [Tombstone(1, 2)])
        assert outcome.written + outcome.stale == 1


@pytest.mark.faults
async def test_kill_9_in_a_rebuild_leaves_the_old_index_and_the_next_one_clears_up(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    with writer(tmp_path, "rebuild", 150):
        assert await count(engine) == len(NEEDS)
        await engine.upsert(Index.NEEDS, [msgspec.structs.replace(COUNSELLOR, id=77)])
    assert await count(engine) == len(NEEDS) + 1

    rebuilt = await engine.rebuild(Index.NEEDS, stream(NEEDS))

    shelf = tmp_path / "needs"
    kept = {(shelf / pointer).read_text() for pointer in (Pointer.CURRENT, Pointer.PREVIOUS)}
    assert await count(engine) == rebuilt.documents == len(NEEDS)
    assert {entry.name for entry in shelf.iterdir() if entry.is_dir()} == kept
    assert not (shelf / Pointer.BUILDING).exists()


async def test_a_reader_in_another_process_sees_what_the_writer_wrote(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    pages = EmbeddedEngine(tmp_path, LEXICON, read_only=True)
    assert await count(pages) == len(NEEDS)

    await engine.delete(Index.NEEDS, [Tombstone(COUNSELLOR.id, 2)])
    assert await count(pages) == len(NEEDS) - 1

    await engine.rebuild(Index.NEEDS, stream((PICTURE_BOOKS,)))
    assert await count(pages) == 1


async def test_a_page_process_cannot_write(engine: EmbeddedEngine, tmp_path: Path) -> None:
    pages = EmbeddedEngine(tmp_path, LEXICON, read_only=True)
    await pages.prepare()

    for write in (
        pages.upsert(Index.NEEDS, [COUNSELLOR]),
        pages.delete(Index.NEEDS, [Tombstone(1, 9)]),
        pages.rebuild(Index.NEEDS, stream(NEEDS)),
        pages.rollback(Index.NEEDS),
    ):
        with pytest.raises(WriteFailed, match="read-only"):
            await write


async def test_before_the_first_write_search_is_down_and_says_what_to_do(tmp_path: Path) -> None:
    pages = EmbeddedEngine(tmp_path, LEXICON, read_only=True)

    with pytest.raises(SearchDown, match="run a rebuild"):
        await count(pages)
    assert not (await pages.health()).ready


async def test_an_index_of_another_form_is_not_read_but_rebuilt(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    shelf = tmp_path / "needs"
    current = (shelf / Pointer.CURRENT).read_text()
    other = "00000000-" + current.split("-")[1]
    (shelf / current).rename(shelf / other)
    (shelf / Pointer.CURRENT).write_text(other)

    await engine.prepare()
    health = await engine.health()
    with pytest.raises(SearchDown, match="another form"):
        await count(engine)
    with pytest.raises(SearchDown):
        await engine.upsert(Index.NEEDS, [COUNSELLOR])
    await engine.rebuild(Index.NEEDS, stream(NEEDS))

    assert health.needs_rebuild == (Index.NEEDS,)
    assert not health.ready
    assert await count(engine) == len(NEEDS)
    assert (await engine.health()).needs_rebuild == ()


async def test_a_new_thesaurus_works_at_once_and_asks_for_a_rebuild(
    engine: EmbeddedEngine, tmp_path: Path
) -> None:
    """Documents from before and after it are found alike, with a rebuild or without."""
    changed = Lexicon([*GROUPS, Group("棉衣", ("羽绒服", "冬装"))])
    later = EmbeddedEngine(tmp_path, changed)
    down_coats = msgspec.structs.replace(WINTER_COATS, id=80, title="十件羽绒服")
    await later.upsert(Index.NEEDS, [down_coats])
    asked = ("冬装", "羽绒服", "棉衣", "书籍", "心理咨询", "村寨")

    before = [set((await later.search(Index.NEEDS, Query(text=text))).ids) for text in asked]
    health = await later.health()
    await later.rebuild(Index.NEEDS, stream((*NEEDS, down_coats)))
    after = [set((await later.search(Index.NEEDS, Query(text=text))).ids) for text in asked]

    assert before[:3] == [{WINTER_COATS.id, 80}] * 3
    assert before == after
    assert health.ready
    assert Index.NEEDS in health.needs_rebuild
    assert Index.NEEDS not in (await later.health()).needs_rebuild


@pytest.mark.faults
@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, b"not json"])
async def test_a_damaged_index_is_down_not_wrong_and_a_rebuild_heals_it(
    tmp_path: Path, damage: bytes
) -> None:
    await fill(EmbeddedEngine(tmp_path, LEXICON))
    generation = tmp_path / "needs" / (tmp_path / "needs" / Pointer.CURRENT).read_text()
    for file in generation.iterdir():
        if not file.name.startswith("."):
            file.write_bytes(damage)

    engine = EmbeddedEngine(tmp_path, LEXICON)
    with pytest.raises(SearchDown):
        await count(engine)
    assert not (await engine.health()).ready

    await engine.rebuild(Index.NEEDS, stream(NEEDS))
    assert await count(engine) == len(NEEDS)


async def test_the_event_loop_goes_on_while_the_engine_works(engine: EmbeddedEngine) -> None:
    many = [msgspec.structs.replace(COUNSELLOR, id=1_000 + each) for each in range(3_000)]
    ticks = 0

    async def heart() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    beating = asyncio.create_task(heart())
    await engine.upsert(Index.NEEDS, many)
    beating.cancel()

    assert ticks > 50


async def test_by_relevance_the_title_comes_before_the_text(engine: EmbeddedEngine) -> None:
    in_text = msgspec.structs.replace(
        COUNSELLOR, id=50, title="谢谢大家", body="投影仪" * 5, published_on=20_500
    )
    in_title = msgspec.structs.replace(COUNSELLOR, id=51, title="一台投影仪", body="")
    await engine.upsert(Index.NEEDS, [in_text, in_title])

    hits = await engine.search(Index.NEEDS, Query(text="投影仪"))

    assert hits.ids == (51, 50)


async def test_by_relevance_pages_agree_across_the_reranked_block(engine: EmbeddedEngine) -> None:
    many = [
        msgspec.structs.replace(COUNSELLOR, id=1_000 + each, title=f"热水器{'心理' * (each % 7)}")
        for each in range(230)
    ]
    await engine.upsert(Index.NEEDS, many)

    pages = [
        await engine.search(Index.NEEDS, Query(text="热水器", page=page, size=30))
        for page in range(1, 10)
    ]

    listed = [id for page in pages for id in page.ids]
    assert len(listed) == len(set(listed)) == 230


async def test_distance_is_a_circle_not_a_box(engine: EmbeddedEngine) -> None:
    """The corner of the box around 10 km is 14 km away."""
    corner = msgspec.structs.replace(COUNSELLOR, id=60, lat=28.0 + 0.085, lon=110.0 + 0.095)
    await engine.upsert(Index.NEEDS, [corner])
    centre = Point(28.0, 110.0)

    near = await engine.search(Index.NEEDS, Query(filters=(GeoWithin(centre, 10),)))
    wider = await engine.search(Index.NEEDS, Query(filters=(GeoWithin(centre, 14),)))

    assert (60 in near.ids, 60 in wider.ids) == (False, True)


async def test_documents_without_a_place_come_last_by_distance(engine: EmbeddedEngine) -> None:
    nowhere = msgspec.structs.replace(COUNSELLOR, id=61, lat=None, lon=None)
    await engine.upsert(Index.NEEDS, [nowhere])

    hits = await engine.search(
        Index.NEEDS, Query(sort=Sort.NEAREST, near=Point(28.0, 110.0), size=50)
    )

    assert hits.ids[-1] == 61
    assert hits.hits[-1].km is None
    assert hits.total == len(hits.ids) == len(NEEDS) + 1
