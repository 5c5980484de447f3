"""
Every kind × channel × language × what somebody might have written into a title: nobody is named
outside the house, and every text fits its channel.

The judge below is not the code that it judges: patterns of its own, and a list of names.
"""

import re

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some

from match.foundation.language import speak
from match.notices.groups import STATUTORY, group_of
from match.notices.queries.deliveries import Item, Outgoing
from match.notices.states import Channel, Pace
from match.notices.texts import foot, letter, sms_text, wechat_thing
from match.notices.words import Kind, title

pytestmark = pytest.mark.openness
SIGNATURE = "湘童汇"
BASE = "https://xth.example"
# Public titles of the house, as its own rules let them be written.
TITLES = ("过冬棉被四十床", "吉首市心理辅导服务", "乡村儿童之家周末陪伴班次", "2026 年工作计划")
# What a title must not hold and might after all: invented people.
NAMES = ("龙小花", "石大宝", "向明明")
PERSONAL = (
    "{name} 13812345678 收",
    "身份证 431225201503121234",
    "{name}，8岁，三年级（2）班",
    "联系 wang@example.cn",
    "孩子{name}的助学金",
    "给 {name}（女，9 岁）买鞋，爸爸 13987654321",
)
_NUMBERS = re.compile(r"1[3-9][0-9]{9}|[0-9]{17}[0-9Xx]|[0-9]{15}")
_BOX = re.compile(r"[\w.+-]+@[\w-]+\.\w+")

texts = some.one_of(
    some.sampled_from(TITLES),
    some.builds(
        lambda shape, name: shape.format(name=name),
        some.sampled_from(PERSONAL),
        some.sampled_from(NAMES),
    ),
    some.text("棉被书架课桌图书漢字 abc123", max_size=90),
)


def told_by(text: str) -> list[str]:
    """What in *text* tells who somebody is: the judge."""
    return [
        *_NUMBERS.findall(re.sub(r"[\s\-]", "", text)),
        *_BOX.findall(text),
        *(name for name in NAMES if name in text),
    ]


def outgoing(kind: Kind, named: str, language: str, pace: Pace = Pace.now) -> Outgoing:
    item = Item(kind, {"title": named, "on": "2026-12-01"}, "/desk/needs/7")
    items = (item,) if pace is Pace.now else (item, item)
    return Outgoing(1, Channel.sms, pace, "xth-m1-sms", 0, 7, b"", language, items)


def all_texts(waiting: Outgoing) -> list[str]:
    """What each channel would carry."""
    written = letter(waiting, BASE)
    return [
        sms_text(waiting, 70, SIGNATURE),
        written.subject,
        written.text,
        foot(BASE, f"{BASE}/notices/unsubscribe/7.needs.mail.abc"),
        wechat_thing(waiting),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@effort(max_examples=60, deadline=None)
@given(some.sampled_from(list(Kind)), texts, some.sampled_from([Pace.now, Pace.daily]))
def test_nobody_is_named_outside_the_house(language: str, kind: Kind, named: str, pace: Pace):
    speak(language)
    try:
        said = all_texts(outgoing(kind, named, language, pace))
    finally:
        speak("zh")

    assert [told_by(text) for text in said] == [[]] * len(said)


@pytest.mark.parametrize("shape", PERSONAL)
def test_every_kind_keeps_silent_about_every_planted_person(shape: str):
    """No chance: each kind with each shape, so that a kind with words of its own is caught too."""
    planted = shape.format(name=NAMES[0])
    for kind in Kind:
        for text in all_texts(outgoing(kind, planted, "zh")):
            assert told_by(text) == [], (kind, text)


def test_without_the_screening_the_judge_finds_them():
    """The twin: the sentence as the inbox says it names whoever the title names."""
    loud = [
        shape
        for shape in PERSONAL
        if told_by(title(Kind.need_met, {"title": shape.format(name=NAMES[0])}))
    ]

    assert loud == list(PERSONAL)


@pytest.mark.parametrize("named", TITLES)
def test_what_may_be_named_is_named(named: str):
    """Or silence would be the easy way to pass: the need's public title is in every channel."""
    waiting = outgoing(Kind.need_met, named, "zh")

    assert all(named[:8] in text for text in (*all_texts(waiting)[:3], wechat_thing(waiting)))


@pytest.mark.parametrize(("language", "most"), [("zh", 70), ("en", 134)])
def test_every_text_fits_its_channel(language: str, most: int):
    """70 characters with the signature and its brackets; English in two that are joined."""
    speak(language)
    try:
        for kind in Kind:
            for named in (*TITLES, "很" * 60, ""):
                for pace in (Pace.now, Pace.daily, Pace.weekly):
                    waiting = outgoing(kind, named, language, pace)
                    text = sms_text(waiting, 70, SIGNATURE)
                    assert len(f"【{SIGNATURE}】{text}") <= most, (kind, text)
                    assert len(wechat_thing(waiting)) <= 20
                    assert len(letter(waiting, BASE).subject) <= 78
    finally:
        speak("zh")


def test_no_chinese_sentence_is_cut_but_in_the_name_of_its_thing():
    """A kind whose own words do not fit would end in the middle of what to do."""
    texts_of = {
        kind: [sms_text(outgoing(kind, named, "zh"), 70, SIGNATURE) for named in ("", "很" * 60)]
        for kind in Kind
    }
    cut = [kind for kind, (bare, _named) in texts_of.items() if "…" in bare]
    long = [
        kind for kind, (_bare, named) in texts_of.items() if "很" in named and "很…" not in named
    ]

    assert (cut, long) == ([], [])


def test_messages_about_children_say_that_something_waits_and_no_more():
    for kind in Kind:
        if group_of(kind) in STATUTORY or not kind.value.startswith(
            ("report_", "concern_", "leave_", "erasure_", "pair_", "letter_", "child_")
        ):
            continue
        assert NAMES[0] not in title(kind, {"title": NAMES[0]})
