"""Blocks spread over processes: solvers hold Python's lock, so threads would take turns."""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from match.allocation.shapes import AllocationError

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]


def in_processes(
    function: Callable[..., Answer],
    work: Sequence[tuple[Any, ...]],
    order: Sequence[int],
    workers: int,
    progress: Progress | None,
) -> list[Answer]:
    """`function(*arguments)` for each of `work`, answers in the order of `work`.

    Begun in `order` (the largest first ends earliest). `progress` is told (done, of how many) after
    each; raising in it cancels what has not begun. AllocationError when a process is killed.
    """
    # Spawned, not forked: the caller may be a server full of threads and open connections.
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_end_with_parent
    )
    try:
        asked = {place: pool.submit(function, *work[place]) for place in order}
        for done, _ in enumerate(_as_they_end(asked.values()), 1):
            if progress:
                progress(done, len(work))
        answers = [asked[place].result() for place in range(len(work))]
        pool.shutdown()
        return answers
    except BrokenProcessPool:
        raise AllocationError(
            "A process that was working on a block was ended from outside, perhaps for want of"
            " memory. Nothing was kept: run again, with one worker if memory is short."
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whoever cancels does not wait


def _as_they_end(asked: Any) -> Any:
    for one in as_completed(asked):
        future: Future[Any] = one
        future.result()  # a block that failed ends the run at once
        yield future


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
