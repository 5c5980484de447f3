"""Where code cites the rules, the rules are there; where pages tell a number, it is the number."""

import re

import pytest

from match.foundation.parameters import shipped
from tests.docs.house import short, text_of, tracked

RULES = text_of("docs/domain.md")
SECTIONS = set(re.findall(r"^#{2,3} (\d+(?:\.\d+)?)[. ]", RULES, re.MULTILINE))
CITED = re.compile(r"domain(?:\.md)? §?(\d+(?:\.\d+)?)")

# page, what it says around the number, the parameter that is the number
TOLD = [
    ("docs/security.md", r"(\d+) idle minutes", "session.idle_minutes"),
    ("docs/security.md", r"after (\d+) hours", "session.hours"),
    ("docs/security.md", r"remembered for (\d+) days", "session.device_days"),
    ("docs/guides/director.md", r"勾选 (\d+) 天内免登录", "session.device_days"),
    ("docs/guides/director.md", r"不足 (\d+) 人", "need.small_group"),
    ("docs/guides/volunteers.md", r"要留 (\d+) 分钟路上时间", "volunteers.travel_minutes"),
    ("docs/guides/volunteers.md", r"开始前 (\d+) 小时内退出", "volunteers.withdraw_hours"),
    ("docs/guides/volunteers.md", r"未满 (\d+) 周岁", "volunteers.adult_age"),
    ("docs/guides/volunteers.md", r"少于 (\d+) 名儿童", "need.small_group"),
    ("docs/guides/supervisor.md", r"一次最长 (\d+) 天", "people.cover_days_max"),
    ("docs/guides/authorities.md", r"核验有效 (\d+) 年", "people.verification_years"),
    ("docs/guides/organisations.md", r"(\d+) 天不答复自动结束", "match.proposal_days"),
    ("docs/guides/organisations.md", r"within (\d+) days", "match.proposal_days"),
]


def cited(text: str) -> set[str]:
    """The sections of the rules that a text refers to."""
    return set(CITED.findall(text))


def test_every_cited_section_is_there() -> None:
    wrong = {
        short(path): absent
        for path in tracked()
        if path.suffix in (".py", ".csv", ".sql", ".html")
        if (absent := cited(path.read_text("utf-8")) - SECTIONS)
    }

    assert {"1.10", "3.7", "4.10"} <= SECTIONS
    assert wrong == {}


def test_a_section_that_is_not_there_is_noticed() -> None:
    assert cited("as domain.md " + "§9.9 tells") - SECTIONS == {"9.9"}


@pytest.mark.parametrize(("page", "around", "key"), TOLD, ids=[row[2] for row in TOLD])
def test_a_told_number_is_the_parameter(page: str, around: str, key: str) -> None:
    found = re.search(around, text_of(page))

    assert found, f"{page} no longer says {around}"
    assert int(found[1]) == shipped()[key].whole


def test_every_mark_of_the_rules_is_explained() -> None:
    head = RULES.split("---", 1)[0]

    assert all(f"**{mark}**" in head for mark in "LSKT")
