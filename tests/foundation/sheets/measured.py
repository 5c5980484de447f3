"""Run as a script in a process of its own: read one file, say what came of it and what it cost.

`python -m tests.foundation.sheets.measured FILE guarded|bare`: *bare* hands the file to the library
as a reader without any guard would; it is the twin that must fail. The answer is a line of JSON.
"""

import json
import resource
import sys
from dataclasses import replace
from pathlib import Path

from match.foundation.sheets import SheetRefused, read
from tests.foundation.sheets.lists import HOMES

# As large as the lists of the rooms.
LIST = replace(HOMES, most_rows=5000)


def guarded(data: bytes) -> dict[str, object]:
    """What our reader makes of it."""
    try:
        reading = read(LIST, data)
    except SheetRefused as refusal:
        return {"refused": refusal.message}
    return {"good": len(reading.good), "troubles": len(reading.troubles)}


def bare(data: bytes) -> dict[str, object]:
    """What the library makes of it, in our own process, with nothing in its way."""
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return {"good": len(rows)}


def cost() -> dict[str, float]:
    """Seconds of CPU and the most memory (MB), of this process and of those it waited for."""
    own, children = (
        resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "cpu": own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime,
        "memory": max(_most_held(), children.ru_maxrss) / 1024,
    }


def _most_held() -> int:
    """
    KB that this process held at its worst. `ru_maxrss` also knows what the process that started us
    held: the mark survives exec.
    """
    status = Path("/proc/self/status").read_text().split("VmHWM:")[1]
    return int(status.split()[0])


def main(path: str, how: str) -> None:
    """Read and tell."""
    # Should a guard fail, the machine of whoever runs the tests must not.
    resource.setrlimit(resource.RLIMIT_AS, (3 * 1024**3, 3 * 1024**3))
    began = cost()
    data = Path(path).read_bytes()
    told = {"guarded": guarded, "bare": bare}[how](data)
    ended = cost()
    print(json.dumps({**told, "cpu": ended["cpu"] - began["cpu"], "memory": ended["memory"]}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
