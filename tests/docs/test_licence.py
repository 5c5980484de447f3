"""The licence is whole, and NOTICE names whatever was made by others."""

import hashlib
import re

from tests.docs.house import short, text_of, tracked

NOTICE = text_of("NOTICE")
# The text as the Apache Software Foundation publishes it.
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def unnamed(names: list[str], notice: str) -> list[str]:
    """The files that a notice covers neither by name nor by folder."""
    said = re.findall(r"(?:src|search|admin|jobs|tests)/[\w/.-]*[\w/]", notice)
    folders = tuple(f"{one}/" for one in said if "." not in one.rsplit("/", 1)[-1])
    return [name for name in names if name not in said and not name.startswith(folders)]


def carried() -> list[str]:
    """Data and vendored files that the product carries."""
    return [
        name
        for path in tracked()
        if re.match(r"src/.*/(data|vendor)/", name := short(path))
        or name in ("src/match/site/hunan_map.json", "src/match/site/static/icons.svg")
    ]


def test_the_licence_is_the_whole_text() -> None:
    assert hashlib.sha256(text_of("LICENSE").encode()).hexdigest() == APACHE


def test_notice_names_everything_that_is_carried() -> None:
    files = [name for name in carried() if not name.endswith((".md", ".LICENSE"))]

    assert len(files) > 20
    assert unnamed(files, NOTICE) == []


def test_notice_names_nothing_that_is_gone() -> None:
    said = re.findall(r"src/[\w/.-]*[\w/]", NOTICE)

    assert said
    assert [name for name in said if not any(short(p).startswith(name) for p in tracked())] == []


def test_a_file_nobody_named_is_noticed() -> None:
    assert unnamed(["src/match/places/data/new.csv"], NOTICE) == ["src/match/places/data/new.csv"]
