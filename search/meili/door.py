"""The one module that imports the Meilisearch client: synchronous there, asynchronous here.

Calls run in a bounded set of threads under a deadline; when all are busy the next one waits its
turn within its own deadline. Every failure to answer is SearchDown; a task that fails is
WriteFailed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

import anyio
import anyio.to_thread
import msgspec
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError, MeilisearchTimeoutError
from meilisearch.models.task import Task, TaskInfo
from requests import RequestException

from search.meili.shapes import Json
from search.port import SearchDown, WriteFailed

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 0.005, 0.25
SERVER_ERRORS = 500
GONE = "index_not_found"
KEY_ERRORS = ("invalid_api_key", "missing_authorization_header")


class Listed(msgspec.Struct):
    """What `get_documents` is asked for here: never more than these."""

    id: int
    version: int


class Door:
    """`seconds`: how long a question may take; `task_seconds`: how long a write may take until it
    has been carried out; `rest_seconds`: after a question that was not answered in time, how long
    the next ones are refused at once, so that pages do not queue up behind a server that hangs.
    """

    def __init__(
        self,
        url: str,
        key: str | None,
        *,
        threads: int,
        seconds: float,
        task_seconds: float,
        rest_seconds: float,
        clock: Callable[[], float],
    ) -> None:
        self._url = url
        self._key = key
        self._seconds = seconds
        self._task_seconds = task_seconds
        self._rest_seconds = rest_seconds
        self._clock = clock
        self._resting_until = clock()
        self._threads = anyio.CapacityLimiter(threads)
        self._local = threading.local()

    async def call(self, work: Callable[[Client], T]) -> T:
        """Run `work` in a thread. It must only ask and shape the answer: its ValueErrors count as
        answers that make no sense.
        """

        def run() -> T:
            return work(self._client())

        if self._clock() < self._resting_until:
            raise SearchDown("Meilisearch did not answer a moment ago")
        try:
            with anyio.fail_after(self._seconds):
                return await anyio.to_thread.run_sync(
                    run, limiter=self._threads, abandon_on_cancel=True
                )
        except (TimeoutError, MeilisearchTimeoutError) as late:
            self._resting_until = self._clock() + self._rest_seconds
            raise SearchDown(f"Meilisearch did not answer within {self._seconds} s") from late
        except MeilisearchApiError as refused:
            raise _meaning(refused) from refused
        except (MeilisearchError, RequestException) as down:
            raise SearchDown(f"Meilisearch cannot be reached: {down}") from down
        except (KeyError, TypeError, ValueError) as odd:
            # The client takes apart what it got without looking: a proxy's page, half an answer.
            raise SearchDown(f"what answers is not Meilisearch: {odd!r}") from odd

    async def done(self, enqueue: Callable[[Client], TaskInfo]) -> None:
        """Send a write and wait until it has been carried out."""
        info = await self.call(enqueue)
        wait = FIRST_WAIT
        with anyio.move_on_after(self._task_seconds):
            while True:
                task = await self.call(lambda client: client.get_task(info.task_uid))
                if task.status not in ("enqueued", "processing"):
                    return _judge(task)
                await anyio.sleep(wait)
                wait = min(wait * 1.6, LONGEST_WAIT)
        late = f"Meilisearch task {info.task_uid} was not done after {self._task_seconds} s"
        raise SearchDown(late)

    async def many(self, questions: Sequence[Mapping[str, Json]], form: type[T]) -> T:
        """The answers to several questions, in the given form."""
        return await self.call(lambda client: msgspec.convert(client.multi_search(questions), form))

    async def listed(self, uid: str, wanted: str, offset: int, limit: int) -> list[Listed]:
        """(id, version) of documents, by a filter of ours."""
        asked: dict[str, Json] = {
            "filter": wanted,
            "fields": ["id", "version"],
            "offset": offset,
            "limit": limit,
        }
        return await self.documents(uid, asked, list[Listed])

    async def documents(self, uid: str, asked: Mapping[str, Json], form: type[T]) -> T:
        def fetch(client: Client) -> T:
            found = client.index(uid).get_documents(dict(asked))
            return msgspec.convert([dict(each) for each in found.results], form)

        return await self.call(fetch)

    async def exists(self, uid: str) -> bool:
        try:
            await self.call(lambda client: client.get_raw_index(uid))
        except IndexGone:
            return False
        return True

    def _client(self) -> Client:
        """One per thread: the client keeps the headers of the request at hand on itself."""
        client: Client | None = getattr(self._local, "client", None)
        if client is None:
            client = Client(self._url, self._key, timeout=max(1, round(self._seconds)))
            self._local.client = client
        return client


class IndexGone(SearchDown):
    """The server answers, but has no such index yet."""


def _meaning(refused: MeilisearchApiError) -> Exception:
    code = cast(str | None, refused.code)  # untyped in the client
    message = str(refused)
    if code == GONE:
        return IndexGone(f"{message}: run a rebuild")
    if refused.status_code >= SERVER_ERRORS or code is None or code in KEY_ERRORS:
        return SearchDown(f"Meilisearch refuses: {message}")
    return WriteFailed(f"Meilisearch refuses ({code}): {message}")


def _judge(task: Task) -> None:
    if task.status == "succeeded":
        return
    error = task.error or {}
    raise WriteFailed(
        f"Meilisearch task {task.uid} ({task.type}) {task.status}: "
        f"{error.get('code', 'no code')} {error.get('message', '')}".rstrip()
    )
