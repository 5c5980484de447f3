"""Links lead somewhere; files, commands, targets and settings that pages name are there."""

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from match.foundation.settings import Settings, documented
from tests.docs.house import ROOT, pages, rows, short, spoken, text_of, without_blocks
from tests.docs.test_operations import ROLE_PASSWORDS, refusal

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FOLDERS = ("src/", "admin/", "search/", "jobs/", "tests/", "bench/", "docs/", "requirements/")
MAKEFILE = text_of("Makefile")
TARGETS = dict(re.findall(r"^([a-z]+):.*## (.+)$", MAKEFILE, re.MULTILINE))

every_page = pytest.mark.parametrize("page", pages(), ids=short)


def anchors(text: str) -> set[str]:
    """The addresses of a page's headings, as they are made from their words."""
    heads = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(page: Path, text: str) -> list[str]:
    """The links of *page* that lead to no file, or to no heading of a page."""
    wrong: list[str] = []
    for link in LINK.findall(without_blocks(text)):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        found = page.parent / target if target else page
        if not found.exists() or (anchor and anchor not in anchors(found.read_text("utf-8"))):
            wrong.append(link)
    return wrong


def missing_names(text: str) -> list[str]:
    """Paths, commands, targets and variables that *text* names and that are not there."""
    wrong: list[str] = []
    for said in spoken(text):
        path = said.split("::")[0].split(" ")[0]
        if said.startswith(FOLDERS) and not set("<…") & set(said):
            test = said.partition("::")[2]
            if not list(ROOT.glob(path.rstrip("/"))) or (
                test and f"def {test}(" not in text_of(path)
            ):
                wrong.append(said)
        elif (command := re.fullmatch(r"match ([a-z][^…{<]*)", said)) and (
            why := refusal(command[1].split())
        ):
            wrong.append(why)
        elif (target := re.match(r"make ([a-z]+)", said)) and target[1] not in TARGETS:
            wrong.append(said)
    known = {setting.variable for setting in documented()} | ROLE_PASSWORDS
    return wrong + sorted(set(re.findall(r"\bMATCH_[A-Z_]+[A-Z]\b", text)) - known)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    assert broken_links(page, page.read_text("utf-8")) == []


@every_page
def test_what_a_page_names_is_there(page: Path) -> None:
    assert missing_names(page.read_text("utf-8")) == []


def test_a_broken_link_and_a_wrong_name_are_noticed() -> None:
    here = ROOT / "README.md"

    assert broken_links(here, "[a](docs/nowhere.md)") == ["docs/nowhere.md"]
    assert broken_links(here, "[a](docs/search.md#no-such-heading)")
    assert missing_names("`src/match/nowhere.py`") == ["src/match/nowhere.py"]
    assert missing_names("`tests/docs/test_pages.py::test_of_nothing`")
    assert missing_names("`match dance`")
    assert missing_names("`make coffee`") == ["make coffee"]
    assert missing_names("MATCH_DATABSE_URL") == ["MATCH_DATABSE_URL"]


def test_every_target_explains_itself() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert set(phony[1].split()) == set(TARGETS)


@pytest.mark.parametrize(
    ("readme", "heading"), [("README.md", "## Two commands"), ("README.zh.md", "## 两条命令")]
)
def test_the_readme_shows_every_target_and_three_pictures(readme: str, heading: str) -> None:
    text = text_of(readme)
    shown = {name for row in rows(text, heading) for name in re.findall(r"`make (\w+)`", row[0])}

    assert shown == set(TARGETS) - {"help"}
    assert "make demo " in text
    assert "make test " in text
    for picture in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text):
        assert (ROOT / picture).stat().st_size <= 200_000, picture
    assert len(re.findall(r"!\[", text)) == 3


def test_ci_runs_what_the_house_says() -> None:
    ran = [
        line for line in text_of(".ci/run").splitlines() if line.startswith(("make", "python", "."))
    ]

    # What failed is asked once more; nothing else may come after an "or".
    assert ran == ["make check", "make test || {"]
    again = text_of(".ci/run").partition("make test || {")[2].split("\n}")[0].split("\n")
    assert [line.split()[0] for line in again if line] == ["echo", "make"]


def test_keys_beside_the_demos_data_are_ignored_and_cleaned_away() -> None:
    kept = Settings()
    beside = [kept.keys, kept.keys.with_name(kept.keys.name + ".children"), kept.seals]
    ignored = [line.rstrip("/") for line in text_of(".gitignore").splitlines()]
    cleaned = text_of("Makefile").partition("\nclean:")[2].splitlines()[1].split()

    for path in (kept.data_dir, *beside):
        for patterns in (ignored, cleaned):
            assert any(fnmatch(path.name, pattern) for pattern in patterns), path
