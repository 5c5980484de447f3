"""The changelog is by date, newest first, in groups of readers, in their words."""

import re
from datetime import date

from tests.docs.house import text_of

TEXT = text_of("CHANGELOG.md")


def complaints(text: str) -> list[str]:
    """What is wrong with the form of a changelog."""
    wrong: list[str] = []
    days = re.findall(r"^## (.+)$", text, re.MULTILINE)
    if not days:
        wrong.append("no day")
    for day in days:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
            wrong.append(f"not a date: {day}")
    if days != sorted(set(days), reverse=True):
        wrong.append("not newest first")
    for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        for group in re.split(r"^### ", part, flags=re.MULTILINE)[1:]:
            if not group.startswith("For "):
                wrong.append(f"for whom? {group.splitlines()[0]}")
            if "\n- " not in group:
                wrong.append(f"nothing under {group.splitlines()[0]}")
    if re.search(r"\.py\b|\bcommit\b|\brefactor", text):
        wrong.append("speaks of code, not to its readers")
    return wrong


def test_it_has_the_form() -> None:
    assert complaints(TEXT) == []


def test_no_day_lies_in_the_future_of_the_last_entry() -> None:
    days = [date.fromisoformat(day) for day in re.findall(r"^## (.+)$", TEXT, re.MULTILINE)]

    assert days[0] == max(days)


def test_a_wrong_form_is_noticed() -> None:
    assert complaints("# What changed\n")
    assert complaints("## 2026-01-01\n### For all\n- a\n## 2026-02-01\n### For all\n- b\n")
    assert complaints("## soon\n### For all\n- a\n")
    assert complaints("## 2026-01-01\n### Fixed\n- a\n")
    assert complaints("## 2026-01-01\n### For all\n- Changed rules.py\n")
