"""What is installed is pinned by hash, and no file says from where."""

import importlib.metadata
import re

import pytest

from tests.docs.house import text_of

LISTS = ("build", "run", "dev", "bench", "ocds")
# A pinned line with its continuation lines: name==version \ --hash=… \ --hash=…
ENTRY = re.compile(r"^(?!\s|#)([^\\\n]+(?:\\\n[^\\\n]*)*)", re.MULTILINE)
PINNED = re.compile(r"[A-Za-z0-9._-]+(?:\[[\w,-]+\])?==\S+(?: ; [^\\]+)?")


def loose(text: str) -> list[str]:
    """The entries that are not pinned to one version with at least one hash."""
    return [
        entry.split("\n")[0]
        for entry in ENTRY.findall(text)
        if not PINNED.match(entry) or not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)
    ]


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    text = text_of(f"requirements/{name}.txt")

    assert len(ENTRY.findall(text)) >= 3
    assert loose(text) == []


def test_a_loose_entry_is_noticed() -> None:
    assert loose("httpx>=0.27\n") == ["httpx>=0.27"]
    assert loose("httpx==0.27.0\n") == ["httpx==0.27.0"]
    assert loose("httpx @ file.whl --hash=sha256:" + "0" * 64) != []


@pytest.mark.parametrize("name", [f"{one}.{kind}" for one in LISTS for kind in ("in", "txt")])
def test_no_requirement_names_a_host(name: str) -> None:
    text = text_of(f"requirements/{name}")

    assert not re.search(r"https?://|git\+|--(extra-)?index|--find-links|--trusted-host", text)


def test_the_distribution_needs_what_run_in_says() -> None:
    asked = {
        re.split(r"[\[<>=!~ ;]", line)[0].lower().replace("_", "-")
        for line in text_of("requirements/run.in").splitlines()
        if line and not line.startswith("#")
    }
    needed = {
        re.split(r"[\[<>=!~ ;(]", line)[0].lower().replace("_", "-")
        for line in importlib.metadata.requires("xiangtonghui") or []
    }

    assert asked == needed
