"""Words, sound, synonyms and marks, without an engine."""

import pytest
from search_samples import LEXICON

from search.text import Group, Lexicon, Thesaurus, highlight
from search.text.fold import clean, fold, is_han
from search.text.pinyin import syllables


def words(text: str) -> list[str]:
    return [word.text for word in LEXICON.question(text)]


def test_the_longest_term_of_the_thesaurus_is_taken_first() -> None:
    lexicon = Lexicon([Group("心理辅导", ()), Group("心理辅导室", ("谈心室",))])

    (word,) = lexicon.question("心理辅导室")

    assert (word.text, word.others) == ("心理辅导室", ("谈心室",))


def test_a_concept_is_found_wherever_one_of_its_words_stands() -> None:
    thesaurus = Thesaurus(
        [
            Group("心理辅导", ("谈心",)),
            Group("心理辅导室", ()),
            Group("无线网", ("wifi",)),
            Group("村", ("村寨",), expand=False),
        ]
    )

    def meant(text: str) -> set[str | None]:
        return set(thesaurus.concepts(text))

    room, talk = thesaurus.concept("心理辅导室"), thesaurus.concept("谈心")
    assert talk == thesaurus.concept("心理辅导")
    assert meant("建一间心理辅导室") == {room, talk}
    assert meant("有wifi吗") == {thesaurus.concept("无线网")}
    assert meant("wifix awifi") == set()
    assert meant("村寨") == {thesaurus.concept("村"), thesaurus.concept("村寨")}
    assert thesaurus.concept("村") != thesaurus.concept("村寨")
    assert thesaurus.concept("不认识") is None


def test_function_words_are_dropped_unless_nothing_else_is_left() -> None:
    assert words("我们需要绘本和书包") == ["绘本", "书包"]
    assert words("我们的") == ["我们", "的"]


def test_a_question_repeats_no_word_and_has_an_end() -> None:
    assert words("绘本 绘本") == ["绘本"]
    assert len(LEXICON.question(" ".join(map(str, range(500))))) == 12


def test_the_last_word_is_open_until_a_space_is_typed() -> None:
    assert [word.last for word in LEXICON.question("books pen")] == [False, True]
    assert [word.last for word in LEXICON.question("books pen ")] == [False, False]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("耒阳", "lei yang"),
        ("郴州", "chen zhou"),
        ("溆浦", "xu pu"),
        ("枨冲", "cheng chong"),
        ("六都寨", "liu du zhai"),
        ("朝阳", "chao yang"),
        ("覃", "qin"),
        ("曾家", "zeng jia"),
        ("单家村", "shan jia cun"),
        ("单元", "dan yuan"),
        ("解家", "xie jia"),
        ("调解", "tiao jie"),
        ("成都", "cheng du"),
        ("都是", "dou shi"),
        ("重阳", "chong yang"),
        ("长沙", "chang sha"),
        ("校长", "xiao zhang"),
        ("十八洞", "shi ba dong"),
        ("茶峒", "cha dong"),
    ],
)
def test_names_are_read_as_they_are_spoken(written: str, read: str) -> None:
    assert " ".join(syllables(written)) == read


def test_every_character_has_one_syllable() -> None:
    strange = "𠀀㐀峒龘〇中"

    assert len(syllables(strange)) == len(strange)


def test_folding_moves_no_character() -> None:
    text = "Ａbc１２ İß　\ud800é"

    assert len(fold(text)) == len(text)
    assert fold("ＡＢＣ１２　Ｘ") == "abc12 x"


def test_han_is_han_and_nothing_else_is() -> None:
    assert all(is_han(each) for each in "〇中㐀﨎𠀀")
    assert not any(is_han(each) for each in "aé한カ\ud800\ue000")


def test_cleaning_cuts_and_removes_what_no_engine_takes() -> None:
    assert clean("a\x00b\ud800c\nd", 100) == "a b c d"
    assert clean("绘" * 500, 200) == "绘" * 200


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("绘本", ["绘本"]),
        ("书籍", ["绘本"]),
        ("shibadong", ["十八洞"]),
        ("sbd", ["十八洞"]),
        ("huib", ["绘本"]),
        ("ABC", ["ＡＢＣ"]),
        ("bc", []),
        ("十八 洞村", ["十八洞村"]),
    ],
)
def test_marks_lie_on_the_original(typed: str, marked: list[str]) -> None:
    text = "十八洞村要绘本和ＡＢＣ书"

    spans = highlight(LEXICON, text, LEXICON.question(typed))

    assert [text[span.start : span.end] for span in spans] == marked


def test_a_misspelt_question_is_asked_by_its_sound() -> None:
    assert LEXICON.sound("会本 abc") == "huiben abc"
