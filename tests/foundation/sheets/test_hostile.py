"""
Every hostile file is refused with a sentence, for less than 2 s of CPU and 200 MB, in a process of
its own that says what it took.
"""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from match.foundation.sheets.cells import _UNSEEN  # pyright: ignore[reportPrivateUsage]
from tests.foundation.sheets.hostile import HOSTILE
from tests.foundation.sheets.lists import HEADERS, workbook

pytestmark = pytest.mark.openness
ROOT = Path(__file__).parents[3]
MOST_CPU, MOST_MB = 2.0, 200.0
WHOLE = {"csv_of_long_words"}  # can be read: each of its rows is refused by itself


def measured(path: Path, how: str = "guarded") -> dict[str, Any]:
    """What reading the file came to, and what it cost; a reader that died cost too much."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.foundation.sheets.measured", str(path), how],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode != 0:
        return {"died": done.returncode, "cpu": float("inf"), "memory": float("inf")}
    return json.loads(done.stdout)


def test_there_are_twenty_and_more() -> None:
    assert len(HOSTILE) >= 20


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_cheaply(tmp_path: Path, name: str) -> None:
    (tmp_path / "list.xlsx").write_bytes(HOSTILE[name]())

    told = measured(tmp_path / "list.xlsx")

    assert told["cpu"] < MOST_CPU
    assert told["memory"] < MOST_MB
    if name in WHOLE:
        assert told["good"] == 0
        return
    assert re.search("[一-鿿]{4,}", told["refused"])
    assert told["refused"].endswith("。")


@pytest.mark.parametrize("name", ["one_string_a_million_times", "a_crowd_of_cells"])
def test_a_reader_without_guards_fails_the_measure(tmp_path: Path, name: str) -> None:
    """The twin: the same file, handed to the library with nothing in its way."""
    (tmp_path / "list.xlsx").write_bytes(HOSTILE[name]())

    told = measured(tmp_path / "list.xlsx", "bare")

    assert told["cpu"] >= MOST_CPU or told["memory"] >= MOST_MB


def test_an_honest_list_passes_the_measure(tmp_path: Path) -> None:
    rows = [(f"第{n}村", "儿童之家", n % 90, None, "3-5岁", 12.5) for n in range(5000)]
    (tmp_path / "list.xlsx").write_bytes(workbook(HEADERS, *rows))

    told = measured(tmp_path / "list.xlsx")

    assert (told["good"], told["troubles"]) == (5000, 0)
    assert told["cpu"] < MOST_CPU
    assert told["memory"] < MOST_MB


def test_what_nobody_sees_is_what_unicode_says_it_is() -> None:
    """The expression is written out, for speed; the categories are Unicode's own."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    unseen = {
        one
        for one in every
        if unicodedata.category(one) in ("Cc", "Cf", "Cs") and one not in "\n\t"
    }
    dropped = {one for one in every if _UNSEEN.match(one)}

    assert unseen <= dropped
    # A newer Unicode has given these a meaning that this interpreter does not know yet.
    assert {unicodedata.category(one) for one in dropped - unseen} <= {"Cn"}
