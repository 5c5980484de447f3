"""One child process that is kept running: started, waited for, started again, stopped."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import structlog

from match.foundation.embedded.failure import StartFailed, last_lines
from match.foundation.embedded.identity import Identity, wrapped

log = structlog.get_logger()

FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 10.0
STEADY_SECONDS = 30.0
KEEP_LOG_BYTES = 20_000_000
STDERR = 2  # the real one: sys.stderr may have been replaced


def _nothing() -> None: ...


def _alive(pid: int) -> bool:
    return pid > 0


@dataclass(frozen=True)
class Child:
    """What to keep running. `ready(pid)` says whether it can be used; `prepare` runs before every
    start; `stop` is a ladder of signals, each with the seconds it may take before the next."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict[str, str])
    identity: Identity = Identity.same
    prepare: Callable[[], None] = _nothing
    ready: Callable[[int], bool] = _alive
    ready_seconds: float = 30.0
    stop: Sequence[tuple[signal.Signals, float]] = ((signal.SIGTERM, 20.0),)
    tries: int = 5


class Keeper:
    """Keeps one child. Its thread is the child's parent: the kernel's death signal follows the
    thread that forked, so that thread stays with the child to its end."""

    def __init__(self, child: Child, logs: Path | None) -> None:
        self.child = child
        self.log_file = logs / f"{child.name}.log" if logs else None
        self.starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._trouble: StartFailed | None = None
        self._early_deaths = 0
        self._thread = threading.Thread(target=self._keep, name=f"keep-{child.name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """The child's process id, None between a death (once noticed) and the next start."""
        process = self._process
        return process.pid if process and process.returncode is None else None

    def start(self) -> None:
        """Starts the child and returns when it is ready. Raises StartFailed with its last words."""
        self._thread.start()
        self.wait_ready()

    def wait_ready(self, starts: int = 1) -> None:
        """Returns when the child can be used, having been started at least `starts` times.

        Raises StartFailed if it does not come up.
        """
        deadline = time.monotonic() + self.child.ready_seconds
        while True:
            pid = self.pid
            if pid and self.starts >= starts and self.child.ready(pid):
                return
            if self._trouble:
                raise self._trouble
            if self._early_deaths >= self.child.tries:
                raise StartFailed(self._words(f"ended {self._early_deaths} times while starting"))
            if time.monotonic() > deadline:
                raise StartFailed(self._words(f"is not ready after {self.child.ready_seconds} s"))
            with self._changed:
                self._changed.wait(0.02)

    def stop(self) -> None:
        """Ends the child, gently first, and its thread. Safe to call twice."""
        with self._lock:
            self._stopping.set()
        for chosen, seconds in self.child.stop:
            if not self._thread.is_alive():
                return
            self._signal(chosen)
            self._thread.join(seconds)
        if self._thread.is_alive():
            log.warning("child had to be killed", child=self.child.name)
            self._signal(signal.SIGKILL)
            self._thread.join()

    def _signal(self, chosen: signal.Signals) -> None:
        process = self._process
        if process and process.poll() is None:
            process.send_signal(chosen)

    def _words(self, what: str) -> str:
        if self.log_file is None:
            return f"{self.child.name} {what}; it says why above."
        return f"{self.child.name} {what}. End of {self.log_file}:\n{last_lines(self.log_file)}"

    def _keep(self) -> None:
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                process = self._spawn()
                code = process.wait() if process else 0
            except (StartFailed, OSError, subprocess.SubprocessError) as failure:
                log.error("child cannot start", child=self.child.name, reason=str(failure))
                # At first a person waits for the answer; later the cause may pass (a full disk).
                if self.starts == 0:
                    self._trouble = StartFailed(f"{self.child.name} cannot start: {failure}")
                    return
                code = -1
            if self._stopping.is_set():
                return
            self._pause(code, steady=time.monotonic() - began > STEADY_SECONDS)

    def _pause(self, code: int, *, steady: bool) -> None:
        self._early_deaths = 1 if steady else self._early_deaths + 1
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (self._early_deaths - 1), LONGEST_PAUSE_SECONDS)
        log.warning(
            "child ended, starts again", child=self.child.name, code=code, pause_seconds=pause
        )
        self._stopping.wait(pause)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        self.child.prepare()
        with self._lock:
            if self._stopping.is_set():
                return None
            self._process = self._popen()
        self.starts += 1
        log.info("child is started", child=self.child.name, pid=self._process.pid)
        with self._changed:
            self._changed.notify_all()
        return self._process

    def _popen(self) -> subprocess.Popen[bytes]:
        with self._output() as output:
            # A session of its own: Ctrl-C at the terminal reaches only us, and we stop in order.
            return subprocess.Popen(  # noqa: S603 # argv is ours
                wrapped(list(self.child.argv), self.child.identity, self.child.stop[0][0]),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.child.env},
                start_new_session=True,
            )

    def _output(self) -> BinaryIO:
        if self.log_file is None:
            return os.fdopen(os.dup(STDERR), "ab")
        if self.log_file.exists() and self.log_file.stat().st_size > KEEP_LOG_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        return self.log_file.open("ab")
