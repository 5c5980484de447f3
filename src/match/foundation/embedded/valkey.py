"""The embedded Valkey: queue and throttles. What it holds can be made again from PostgreSQL, and
still it is kept: appended to a file, on disk within a second."""

import contextlib
import os
import signal
import socket
import time

import structlog

from match.foundation.embedded import places
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.locate import valkey_server
from match.foundation.embedded.postmaster import command_of, is_alive
from match.foundation.settings import Settings

log = structlog.get_logger()


class Valkey:
    """Lifecycle of one embedded Valkey, reached by a unix socket only."""

    def __init__(self, settings: Settings) -> None:
        self.program = valkey_server(settings)
        self.data = settings.data_dir / "valkey"
        self.pid_file = self.data / "valkey.pid"
        self.socket = places.socket_folder(settings) / "vk" / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def child(self) -> Child:
        configuration = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "pidfile": str(self.pid_file),
            "daemonize": "no",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",  # the append-only file is enough
            "maxmemory-policy": "noeviction",  # a queue must not forget quietly
        }
        argv = [str(self.program)]
        for name, value in configuration.items():
            argv += [f"--{name}", value]
        return Child(
            name="valkey",
            argv=argv,
            prepare=self.prepare,
            ready=lambda _pid: self.answers(),
            stop=((signal.SIGTERM, 20.0),),
        )

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.data.chmod(0o700)
        if not self.socket.parent.parent.exists():
            places.private(self.socket.parent.parent)
        places.private(self.socket.parent)
        self._end_orphan()
        # A socket file outlives kill -9, and would look like a server to whoever comes first.
        self.socket.unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether it takes commands; not while it still reads its file."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as link:
            link.settimeout(1.0)
            link.connect(str(self.socket))
            link.sendall(b"PING\r\n")
            return link.recv(16).startswith(b"+PONG")
        return False

    def _end_orphan(self) -> None:
        """Stops a server of ours that outlived its supervisor, where the kernel sends no signal."""
        try:
            pid = int(self.pid_file.read_text())
        except (OSError, ValueError):
            return
        deadline = time.monotonic() + 20
        while is_alive(pid) and str(self.socket) in command_of(pid) and time.monotonic() < deadline:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
            time.sleep(0.05)
        self.pid_file.unlink(missing_ok=True)
