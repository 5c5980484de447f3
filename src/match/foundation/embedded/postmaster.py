"""What postmaster.pid tells, and what it must not be believed about."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import structlog

from match.foundation.embedded.failure import StartFailed

log = structlog.get_logger()

STATUS_LINE = 7
ORPHAN_SECONDS = 30.0


def is_ready(data: Path, pid: int) -> bool:
    """Whether the postmaster `pid` accepts connections: what pg_ctl looks at, without a process."""
    with contextlib.suppress(OSError, ValueError):
        lines = (data / "postmaster.pid").read_text().splitlines()
        return (
            len(lines) > STATUS_LINE
            and int(lines[0]) == pid
            and lines[STATUS_LINE].strip() == "ready"
        )
    return False


def clear_stale(data: Path) -> None:
    """Makes a pid file left by a crash harmless.

    PostgreSQL itself forgives a dead pid, and then checks that no old backend holds its shared
    memory; that file we leave to it. But a pid that lives again as some other program (after a
    reboot, or in a container, where pids are small) stops it for ever: that file we delete. An
    orphaned postmaster of ours, left where the kernel sends no death signal, we stop.
    """
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().splitlines()[0])
    except FileNotFoundError:
        return
    except (ValueError, IndexError):
        log.warning("damaged pid file removed", file=str(file))
        file.unlink()
        return
    if not is_alive(pid):
        return
    if not _serves(pid, data):
        log.warning("stale pid file removed", file=str(file), pid_of_another_program=pid)
        file.unlink()
        return
    _end_orphan(pid, data)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def command_of(pid: int) -> str:
    """The command line of a process, empty if it is gone (or a zombie)."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        return ""
    done = subprocess.run(  # noqa: S603 # PostgreSQL's own programs
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return done.stdout


def _serves(pid: int, data: Path) -> bool:
    command = command_of(pid)
    return "postgres" in command and str(data) in command


def _end_orphan(pid: int, data: Path) -> None:
    log.warning("orphaned PostgreSQL is stopped", pid=pid, data=str(data))
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + ORPHAN_SECONDS
    while is_alive(pid) and _serves(pid, data):
        if time.monotonic() > deadline:
            raise StartFailed(f"Another PostgreSQL (pid {pid}) holds {data}; stop it: kill {pid}")
        time.sleep(0.05)
