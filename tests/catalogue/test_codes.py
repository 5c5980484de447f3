"""Looking codes up, as other rooms do."""

import pytest

from match.catalogue import codes, lists
from match.catalogue.codes import UnknownCode
from match.foundation import language
from match.foundation.errors import NotFound


def test_roots_and_leaves_in_the_order_of_the_list():
    assert [c.code for c in codes.categories()] == ["MAT", "SVC", "FND", "FAC", "PAIR", "ACT"]
    assert [c.code for c in codes.categories("PAIR")] == [
        "PAIR-STUDY",
        "PAIR-COMP",
        "PAIR-LET",
        "PAIR-FAM",
        "PAIR-UNIT",
    ]
    assert codes.parent("MAT-BOOK") == "MAT"
    assert codes.parent("MAT") is None


@pytest.mark.parametrize("root", ["MAT-BOOK", "NOPE"])
def test_a_leaf_or_unknown_code_is_no_root(root):
    with pytest.raises(UnknownCode):
        codes.categories(root)


@pytest.mark.parametrize(
    ("offered", "wanted", "serves"),
    [
        ("MAT-BOOK", "MAT-BOOK", True),
        ("MAT", "MAT-BOOK", True),
        ("MAT-BOOK", "MAT", False),
        ("MAT-BOOK", "MAT-STAT", False),
        ("SVC", "MAT-BOOK", False),
        ("MAT", "MAT", True),
    ],
)
def test_an_offer_serves_its_own_category_or_its_leaves(offered, wanted, serves):
    assert codes.covers(offered, wanted) is serves


def test_money_is_not_public_and_pairing_is():
    assert not codes.is_public("FND-STUDY")
    assert codes.is_public("PAIR-STUDY")
    assert codes.is_public("MAT-BOOK")


@pytest.mark.parametrize(
    "ask",
    [
        codes.category,
        codes.mode,
        codes.unit,
        codes.skill,
        codes.org_kind,
        codes.group,
        codes.home_entry,
        codes.report_situation,
        codes.procurement_item,
        codes.label,
        codes.is_public,
        codes.parent,
    ],
)
@pytest.mark.parametrize("code", ["", "NOPE", "mat-book"])
def test_an_unknown_code_is_not_found_with_advice(ask, code):
    with pytest.raises(NotFound, match="请从列表中选择"):
        ask(code)


def test_a_label_follows_the_language_of_the_request():
    assert codes.label("MAT-BOOK", "zh") == "图书绘本"
    assert codes.label("MAT-BOOK", "en") == "Books and picture books"
    before = language.current()
    try:
        language.speak("en")
        assert codes.label("LBC") == "Rural children left behind"
        language.speak("zh")
        assert codes.label("LBC") == "农村留守儿童"
    finally:
        language.speak(before)


def test_only_one_code_has_two_meanings_and_label_takes_the_group():
    seen: dict[str, int] = {}
    for listing in codes._EVERYTHING:
        for code in listing():
            seen[code] = seen.get(code, 0) + 1
    assert [code for code, times in seen.items() if times > 1] == ["GEN"]
    assert codes.label("GEN", "zh") == "辖区其他儿童"
    assert codes.skill("GEN").label("zh") == "通用志愿服务"


def test_a_list_about_homes_is_found_by_its_name():
    assert [e.code for e in codes.home_list("demo_level")] == ["DEMO-P", "DEMO-M", "DEMO-C"]
    assert codes.home_list("nothing") == ()
    assert sum(len(codes.home_list(name)) for name in _listings()) == 100


def _listings():
    return {entry.listing for entry in lists.home_entries().values()}


def test_a_unit_in_english_agrees_with_its_number():
    language.speak("en")
    try:
        assert [codes.unit("课时").after(count) for count in (0, 1, 2)] == [
            "lessons",
            "lesson",
            "lessons",
        ]
    finally:
        language.speak("zh")
    assert codes.unit("课时").after(1) == "课时"
