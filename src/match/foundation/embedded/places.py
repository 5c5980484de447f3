"""Folders and the lock of one data directory."""

import fcntl
import hashlib
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import IO

from match.foundation.embedded.failure import AlreadyRunning, StartFailed
from match.foundation.settings import Settings

# sun_path holds 108 bytes with its NUL; PostgreSQL adds "/.s.PGSQL.5432.lock" in this folder.
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")


def socket_folder(settings: Settings) -> Path:
    """The short folder for this data directory's sockets: the same at every start, so that
    addresses stay true and a second process finds the running servers."""
    name = hashlib.sha256(os.fsencode(settings.data_dir)).hexdigest()[:12]
    parent = settings.runtime_dir or Path(tempfile.gettempdir())
    folder = parent / f"xth-{os.geteuid()}-{name}"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        raise StartFailed(
            f"The path for sockets is too long: {folder}. Set MATCH_RUNTIME_DIR to a short one, "
            "such as /run/xiangtonghui."
        )
    return folder


def private(folder: Path) -> Path:
    """Makes a 0700 folder, refusing what somebody else put in its place: /tmp is everyone's."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise StartFailed(
                f"{folder} is not our folder (owner uid {found.st_uid}). Remove it, or set "
                "MATCH_RUNTIME_DIR to a folder only you can write."
            ) from None
    except OSError as failure:
        raise StartFailed(
            f"Cannot make {folder}: {failure.strerror}. Set MATCH_DATA_DIR or MATCH_RUNTIME_DIR "
            "to a folder you can write."
        ) from failure
    folder.chmod(0o700)
    return folder


def occupy(data_dir: Path) -> IO[str]:
    """Takes the data directory for this process until the returned file is closed, or the process
    dies. Raises AlreadyRunning naming the process that has it."""
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data_dir / "lock").open("a+")
    except OSError as failure:
        raise StartFailed(
            f"Cannot write in {data_dir}: {failure.strerror}. Set MATCH_DATA_DIR to a folder you "
            "can write."
        ) from failure
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        pid, _, command = lock.read().strip().partition(" ")
        lock.close()
        raise AlreadyRunning(
            f"{data_dir} is in use by process {pid} ({command}). Stop it with `kill {pid}`, or "
            "set MATCH_DATA_DIR to another folder."
        ) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()} {' '.join([Path(sys.argv[0]).name, *sys.argv[1:2]])}\n")
    lock.flush()
    return lock
