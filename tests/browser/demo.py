"""The demo as a person starts it: `match demo` in a process and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READY = "演示登录"


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The address of a running demo; it ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MATCH_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "match.cli", "demo", "--port", str(port)],
        env=mine | {"MATCH_DATA_DIR": str(folder / "data"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=(folder / "demo.log").open("wb"),
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if READY in line:
                break
        else:
            raise AssertionError((folder / "demo.log").read_text("utf-8")[-3000:])
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
