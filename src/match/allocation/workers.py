"""Blocks spread over processes: solvers hold Python's lock, so threads would take turns."""

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from match.allocation.shapes import AllocationError

Answer = TypeVar("Answer")
Progress = Callable[[int, int], None]

AHEAD = 2
"""Pieces that a process is given at a time: it begins with the next while this one is busy."""


def in_processes(
    function: Callable[..., Answer],
    work: Sequence[tuple[Any, ...]],
    order: Sequence[int],
    workers: int,
    progress: Progress | None,
) -> list[Answer]:
    """`function(*arguments)` for each of `work`, answers in the order of `work`.

    `workers`, two or more, counts this process too: waiting, it would save no time. The others take
    from the head of `order` (the largest first ends earliest), this one from its tail. `progress`
    is told (done, of how many) once for each; raising in it cancels what has not begun.
    AllocationError when a process is killed; it is noticed when this one's own piece is done.
    """
    # Spawned, not forked: the caller may be a server full of threads and open connections.
    pool = ProcessPoolExecutor(
        workers - 1, mp_context=get_context("spawn"), initializer=_end_with_parent
    )
    waiting, there = deque(order), dict[Future[Answer], int]()
    answers: dict[int, Answer] = {}

    def keep(place: int, answer: Answer) -> None:
        answers[place] = answer
        if progress:
            progress(len(answers), len(work))

    try:
        while waiting or there:
            while waiting and len(there) < AHEAD * (workers - 1):
                place = waiting.popleft()
                there[pool.submit(function, *work[place])] = place
            if waiting:
                place = waiting.pop()
                keep(place, function(*work[place]))
            else:
                wait(there, return_when=FIRST_COMPLETED)
            for future in [each for each in there if each.done()]:
                keep(there.pop(future), future.result())
        pool.shutdown()
        return [answers[place] for place in range(len(work))]
    except BrokenProcessPool:
        raise AllocationError(
            "A process that was working on a block was ended from outside, perhaps for want of"
            " memory. Nothing was kept: run again, with one worker if memory is short."
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # whoever cancels does not wait


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
