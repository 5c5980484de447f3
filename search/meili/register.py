"""What the server must remember about our indexes: the form of their documents, the one being
built, the one before."""

from __future__ import annotations

import msgspec

from search.indexes import Index
from search.meili.door import Door, IndexGone


class Entry(msgspec.Struct, frozen=True):
    """`building` and `previous` are index uids, or empty."""

    id: str
    form: str
    building: str = ""
    previous: str = ""


class Register:
    def __init__(self, door: Door, prefix: str) -> None:
        self._door = door
        self._uid = prefix + "register"

    async def prepare(self) -> None:
        if not await self._door.exists(self._uid):
            await self._door.done(
                lambda client: client.create_index(self._uid, {"primaryKey": "id"})
            )

    async def everything(self) -> dict[Index, Entry]:
        try:
            entries = await self._door.documents(self._uid, {"limit": 100}, list[Entry])
        except IndexGone:
            return {}
        return {Index(entry.id): entry for entry in entries if entry.id in set(Index)}

    async def read(self, index: Index) -> Entry | None:
        return (await self.everything()).get(index)

    async def write(self, entry: Entry) -> None:
        document = msgspec.to_builtins(entry)
        await self._door.done(lambda client: client.index(self._uid).add_documents([document]))
