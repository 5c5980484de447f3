"""Spans, verdicts, messages, and texts that try to break the screen."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.foundation.screening import Finding, Kind, Severity, screen, verdict, what_to_remove

SNIPPETS = st.sampled_from(
    [
        "孩子",
        "石小龙",
        "13874123456",
        "一三八",
        "微信",
        "\u200b",
        "１",
        "\u3000",
        "叫",
        "\n",
        "村3组12号",
        "@",
        "①",
        "㈱",
        "ﬁ",
        "é",
        "龍",
    ]
)

REPEATED = [
    "1",
    "1 ",
    "13874123456",
    "孩子",
    "石",
    "石小龙、",
    "村",
    "三",
    "微",
    "a@",
    "(",
    "的",
    "一",
    "叫",
    "小小",
    "0743-",
    "家住",
    "某",
    "\u200b",
    "9岁",
    "1、",
    "孤儿",
    "患病",
]


def _marked(text: str) -> list[str]:
    return [text[one.start : one.end] for one in screen(text)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("联系电话13874123456。", ["13874123456"]),
        ("电话１３８７４１２３４５６！", ["１３８７４１２３４５６"]),
        ("请打1\u200b3\u200b8\u200b74123456谢谢", ["1\u200b3\u200b8\u200b74123456"]),
        ("留守儿童李 晓 晓今年9岁", ["李 晓 晓"]),
        ("微 信：zhangcl1988", ["微 信：zhangcl1988"]),
        ("㈱送书，电话13874123456", ["13874123456"]),
        ("手机1️⃣3️⃣8️⃣7️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", ["1️⃣3️⃣8️⃣7️⃣4️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6"]),
    ],
)
def test_spans_point_into_the_text_as_written(text: str, marked: list[str]) -> None:
    assert _marked(text) == marked


@given(st.one_of(st.text(), st.lists(SNIPPETS, max_size=12).map("".join)))
def test_findings_lie_in_the_text_in_order_without_overlap(text: str) -> None:
    found = screen(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text(alphabet="无关文字，。 ", max_size=20), st.text(alphabet="的，。 ", max_size=20))
def test_a_phone_is_found_wherever_it_stands(before: str, after: str) -> None:
    text = f"{before}13874123456{after}"

    assert "13874123456" in _marked(text)


def test_the_same_text_gives_the_same_findings() -> None:
    text = "留守儿童李晓晓，电话13874123456，微信zhangcl1988，家住高务村3组12号"

    assert screen(text) == screen(text)
    assert [one.kind for one in screen(text)] == [
        Kind.child_named,
        Kind.mobile,
        Kind.wechat,
        Kind.exact_address,
    ]


def _finding(severity: Severity) -> Finding:
    return Finding(Kind.health, 0, 1, severity)


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "clear"),
        ([Severity.warn], "check"),
        ([Severity.warn, Severity.warn], "block"),
        ([Severity.block], "block"),
        ([Severity.warn, Severity.block], "block"),
    ],
)
def test_one_doubt_is_checked_and_two_block(severities: list[Severity], expected: str) -> None:
    assert verdict([_finding(severity) for severity in severities]) == expected


def test_one_fault_counts_once_though_two_patterns_see_it() -> None:
    found = screen("孩子患有白血病。")

    assert len(found) == 1
    assert verdict(found) == "check"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_to_remove(kind: Kind) -> None:
    message = what_to_remove(Finding(kind, 0, 1, Severity.block))

    assert message.startswith("请") or "请" in message
    assert message.endswith("。")


@pytest.mark.parametrize("piece", REPEATED)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    """Sixteen times would be the square of it, and a way to stop the server with one form."""
    short, long = (piece * 3_000)[:3_000], (piece * 12_000)[:12_000]

    assert _seconds(long) < 10 * max(_seconds(short), 0.02)


def _seconds(text: str) -> float:
    started = time.process_time()
    screen(text)
    return time.process_time() - started


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "\ufeff", "\U0010ffff" * 5])
def test_odd_texts_are_harmless(text: str) -> None:
    assert screen(text) == []
