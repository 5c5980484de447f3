"""`python -m bench` finds every benchmark, explains itself, and says what a wrong name is."""

import subprocess
import sys

import pytest

from bench.__main__ import benchmarks, sorted_out
from tests.docs.house import ROOT


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *words], cwd=ROOT, capture_output=True, text=True
    )


def test_every_module_is_a_benchmark_and_says_what_it_measures() -> None:
    modules = {path.stem for path in (ROOT / "bench").glob("[a-z]*.py")}

    assert set(benchmarks()) == modules >= {"allocation", "search"}
    assert all(words.endswith(".") for words in benchmarks().values())


def test_help_names_them_all() -> None:
    said = bench("--help")

    assert said.returncode == 0
    assert all(name in said.stdout for name in benchmarks())


def test_a_wrong_name_is_refused_with_the_right_ones() -> None:
    said = bench("alocation")

    assert said.returncode == 2
    assert all(name in said.stderr for name in ("allocation, ", "bank, ", "search."))


def test_words_after_the_names_go_to_the_benchmark() -> None:
    known = ["allocation", "search"]

    assert sorted_out([], known) == (known, [])
    assert sorted_out(["search", "--json"], known) == (["search"], ["--json"])
    assert sorted_out(["allocation", "300x100"], known) == (["allocation"], ["300x100"])
    assert sorted_out(["--json"], known) == (known, ["--json"])
    with pytest.raises(ValueError, match="There are: allocation, search"):
        sorted_out(["alocation"], known)


def test_a_small_one_runs_through() -> None:
    said = bench("allocation", "200x80", "--json", "--quick")

    assert said.returncode == 0, said.stderr
    assert '"needs": 200' in said.stdout
