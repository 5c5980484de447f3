"""The key file when several processes make it, or meet it, at the same moment."""

import subprocess
import sys
from pathlib import Path

MAKE = """
import sys
from pathlib import Path
from match.foundation.keys import load_or_create
sys.stdin.readline()
print(load_or_create(Path(sys.argv[1])).versions["1"])
"""


def test_processes_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master"
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in starting:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = {process.communicate(timeout=30)[0] for process in starting}

    assert len(answers) == 1
    assert answers != {""}
    assert [file.name for file in path.parent.iterdir()] == ["master"]
    assert path.stat().st_mode & 0o777 == 0o600
