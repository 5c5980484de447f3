"""Starts children in order, keeps them, stops them in reverse: the last started goes first, so
that a database outlives whoever writes to it."""

import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import structlog

from match.foundation.embedded.keeper import Child, Keeper

log = structlog.get_logger()


class Supervisor:
    """Keeps named children running until `stop`, one thread each. Their output goes to files in
    `logs`, or without it to our own stderr, where containers want it."""

    def __init__(self, logs: Path | None) -> None:
        self._logs = logs
        self._keepers: dict[str, Keeper] = {}

    def start(self, child: Child) -> Keeper:
        """Starts a child and waits until it is ready; StartFailed leaves the others running."""
        assert child.name not in self._keepers, f"two children called {child.name}"
        if self._logs:
            self._logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        keeper = self._keepers[child.name] = Keeper(child, self._logs)
        keeper.start()
        log.info("child is ready", child=child.name, pid=keeper.pid)
        return keeper

    def keeper(self, name: str) -> Keeper:
        return self._keepers[name]

    def stop(self) -> None:
        """Stops everything, last started first."""
        for name in reversed(list(self._keepers)):
            self._keepers.pop(name).stop()
            log.info("child is stopped", child=name)

    def run(
        self, children: Sequence[Child] = (), when_ready: Callable[[], object] | None = None
    ) -> signal.Signals:
        """Starts `children` and stays until SIGTERM or SIGINT, which it returns. Main thread only.

        The caller stops the rest: `with Services(…) as services: services.run(children)`.
        """
        asked = threading.Event()
        received: list[signal.Signals] = []

        def ask(number: int, _frame: FrameType | None) -> None:
            received.append(signal.Signals(number))
            asked.set()

        previous = {
            number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            for child in children:
                if asked.is_set():
                    break
                self.start(child)
            if when_ready and not asked.is_set():
                when_ready()
            asked.wait()
            return received[0]
        finally:
            # Our own handlers stay while children stop: a second Ctrl-C must not leave orphans.
            for name in reversed([child.name for child in children]):
                if name in self._keepers:
                    self._keepers.pop(name).stop()
            for number, handler in previous.items():
                signal.signal(number, handler)
