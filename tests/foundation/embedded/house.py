"""A whole supervised house in a process of its own, to be killed. Prints its pids when ready.

Usage: python house.py DATA_DIR. Stays until a signal; writes the order in which its two ordinary
children ended to DATA_DIR/order.
"""

import json
import os
import sys
from pathlib import Path

from match.foundation.embedded.failure import StartFailed
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.services import Services
from match.foundation.log import set_up
from match.foundation.settings import load

STAY = """
import os, pathlib, signal, sys
def end(*_):
    with open(sys.argv[1] + "/order", "a") as order: order.write(sys.argv[2] + "\\n")
    sys.exit()
signal.signal(signal.SIGTERM, end)
pathlib.Path(sys.argv[1], sys.argv[2] + ".up").touch()
while True: signal.pause()
"""


def child(data: Path, name: str) -> Child:
    up = data / f"{name}.up"
    return Child(
        name=name,
        argv=[sys.executable, "-c", STAY, str(data), name],
        prepare=lambda: up.unlink(missing_ok=True),
        ready=lambda _pid: up.exists(),
    )


def main() -> None:
    set_up()
    settings = load({**os.environ, "MATCH_DATA_DIR": sys.argv[1]})
    try:
        with Services(settings, fast=True) as services:
            web, worker = (child(settings.data_dir, name) for name in ("web", "worker"))
            services.supervisor.start(web)
            keepers = [services.supervisor.keeper(name) for name in ("postgres", "valkey", "web")]
            pids = {keeper.child.name: keeper.pid for keeper in keepers}
            print(json.dumps({"pids": pids, "dsn": services.owner_database_url}), flush=True)
            services.run([worker], when_ready=lambda: print("running", flush=True))
    except StartFailed as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
