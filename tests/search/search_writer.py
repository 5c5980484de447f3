"""A worker of its own that writes without end, to be killed. Says each batch when it is durable.

python search_writer.py upsert|rebuild ROOT
"""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from search_samples import COUNSELLOR, LEXICON

from search.documents import NeedDocument
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index

BATCH = 20


def batch(number: int) -> list[NeedDocument]:
    first = 1_000 + number * BATCH
    return [msgspec.structs.replace(COUNSELLOR, id=first + each) for each in range(BATCH)]


async def upsert(engine: EmbeddedEngine) -> None:
    for number in itertools.count():
        await engine.upsert(Index.NEEDS, batch(number))
        print(number, flush=True)


async def rebuild(engine: EmbeddedEngine) -> None:
    async def endless() -> AsyncIterator[NeedDocument]:
        for number in itertools.count():
            for document in batch(number):
                yield document
            print(number, flush=True)

    await engine.rebuild(Index.NEEDS, endless())


async def main() -> None:
    engine = EmbeddedEngine(Path(sys.argv[2]), LEXICON)
    await engine.prepare()
    await {"upsert": upsert, "rebuild": rebuild}[sys.argv[1]](engine)


if __name__ == "__main__":
    asyncio.run(main())
