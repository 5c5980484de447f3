"""What the tests of documents read: tracked files, pages, headings, the names a page speaks of."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HIDDEN_BUT_OURS = {".ci", ".gitignore", ".dockerignore"}
MADE = {"shots", "dist", "__pycache__"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project: what git tracks; where there is no git, all there is."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [path for path in ROOT.rglob("*") if not _made(path)]
    return tuple(sorted(path for path in files if path.is_file()))


def _made(path: Path) -> bool:
    """Whether a path lies in something that tools made."""
    return any(
        part in MADE
        or part.endswith(".egg-info")
        or (part.startswith(".") and part not in HIDDEN_BUT_OURS)
        for part in path.relative_to(ROOT).parts
    )


def pages() -> list[Path]:
    """Every Markdown page."""
    return [path for path in tracked() if path.suffix == ".md"]


def short(path: Path) -> str:
    """The path as people say it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path | str) -> str:
    """A page's text."""
    return (ROOT / path).read_text("utf-8")


def without_blocks(text: str) -> str:
    """Markdown without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def spoken(text: str) -> list[str]:
    """Everything a page puts between backticks."""
    return re.findall(r"`([^`\n]+)`", without_blocks(text))


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under *heading*, without its head."""
    part = text.split(heading, 1)[1]
    lines = [line for line in part.split("\n## ", 1)[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def sources() -> str:
    """All code and templates and lists of ours, in one string to look words up in."""
    kinds = {".py", ".html", ".csv", ".js", ".json", ".toml"}
    rooms = ("src", "admin", "search", "jobs", "pyproject.toml")
    return "\n".join(
        path.read_text("utf-8")
        for path in tracked()
        if path.suffix in kinds and short(path).startswith(rooms)
    )
