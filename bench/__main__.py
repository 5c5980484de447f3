"""Run benchmarks: `make bench`, `make bench ARGS=search`, `make bench ARGS="allocation 5000x2000"`.

    python -m bench [NAME …] [what the benchmark itself takes]

Without a name every benchmark runs, one after the other, each in a process of its own. Every
module in this folder is one; `--help` after a name shows what it takes. The exit code is 1 when a
benchmark missed its target or broke.
"""

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent


def benchmarks() -> dict[str, str]:
    """Name → what it measures, the first line of its own words. Found, not listed."""
    found: dict[str, str] = {}
    for path in sorted(HERE.glob("*.py")):
        if not path.name.startswith("_"):
            words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
            found[path.stem] = words.partition("\n")[0]
    return found


def sorted_out(words: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """
    Which benchmarks are asked for, and the words meant for them. No name means all.

    Raises ValueError when the first word is neither a name nor an option.
    """
    count = next((place for place, word in enumerate(words) if word not in known), len(words))
    names, rest = list(words[:count]), list(words[count:])
    if not names and rest and not rest[0].startswith("-"):
        raise ValueError(f"There is no benchmark {rest[0]}. There are: {', '.join(known)}.")
    return names or list(known), rest


def main(words: Sequence[str]) -> int:
    """Run what *words* ask for; 0 when all went well, 1 when one did not, 2 for a wrong name."""
    known = benchmarks()
    if words and words[0] in ("-h", "--help"):
        print(__doc__)
        for name, measures in known.items():
            print(f"  {name:<12} {measures}")
        return 0
    try:
        names, rest = sorted_out(words, list(known))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    failed = 0
    for name in names:
        print(f"── {name}: {known[name]}", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", f"bench.{name}", *rest]
        failed |= subprocess.run(command, cwd=HERE.parent).returncode != 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
