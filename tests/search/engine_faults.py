"""Checks that a faulty engine must fail, kept apart so that they can be shown to."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
from search_samples import NEEDS

from search.documents import NeedDocument
from search.indexes import Index
from search.port import Query, SearchEngine

COPIES = 40


async def never_empty(engine: SearchEngine) -> list[int]:
    """The totals a reader sees during a rebuild that are neither the old one nor the new one."""
    many = [
        msgspec.structs.replace(need, id=copy * 100 + need.id)
        for copy in range(COPIES)
        for need in NEEDS
    ]
    odd: list[int] = []
    looks = 0
    rebuilding = asyncio.Event()
    rebuilding.set()

    async def reader() -> None:
        nonlocal looks
        while rebuilding.is_set():
            total = (await engine.search(Index.NEEDS, Query(size=1))).total
            looks += 1
            if total not in (len(NEEDS), len(many)):
                odd.append(total)
            await asyncio.sleep(0)

    async def snapshot() -> AsyncIterator[NeedDocument]:
        for document in many:
            yield document

    reading = asyncio.create_task(reader())
    await engine.rebuild(Index.NEEDS, snapshot())
    rebuilding.clear()
    await reading
    assert looks > 2, "nobody looked while it was rebuilt"
    assert (await engine.search(Index.NEEDS, Query(size=1))).total == len(many)
    return odd
