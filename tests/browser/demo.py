"""The demo as a person starts it: `match demo` in a process and a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

READY = "索引与匹配建议已就绪"
PATIENCE_SECONDS = 400


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """The address of a running demo, its index filled and its proposals made; it ends with the
    block."""
    port = _free_port()
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MATCH_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "match.cli", "demo", "--port", str(port)],
        env=mine | {"MATCH_DATA_DIR": str(folder / "data"), "COLUMNS": "200"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said: list[str] = []
    heard = threading.Event()
    listener = threading.Thread(target=_listen, args=(process.stderr, said, heard), daemon=True)
    listener.start()
    try:
        heard.wait(PATIENCE_SECONDS)
        assert any(READY in line for line in said), "".join(said[-40:])
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _listen(stderr: IO[str], said: list[str], heard: threading.Event) -> None:
    """Keep what is said; tell when it is ready, or silent for ever."""
    for line in stderr:
        said.append(line)
        if READY in line:
            heard.set()
    heard.set()
