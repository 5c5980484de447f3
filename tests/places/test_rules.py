"""Code arithmetic: the traps of prefixes, and properties over the real tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.places import rules, source
from match.places.rules import BadCode, Kind, Level

HUNAN, CHENZHOU, XIANGXI = "430000000000", "431000000000", "433100000000"
JISHOU, TOWNSHIP, VILLAGE = "433101000000", "433101100000", "433101100200"
REAL = tuple(unit.code for unit in source.read(source.hunan_lines()).units)


@pytest.mark.parametrize(
    ("code", "scope", "level"),
    [
        (HUNAN, "43", Level.PROVINCE),
        (CHENZHOU, "4310", Level.PREFECTURE),
        (JISHOU, "433101", Level.COUNTY),
        ("430110000000", "430110", Level.COUNTY),
        ("430102010000", "430102010", Level.TOWNSHIP),
        ("430102100000", "430102100", Level.TOWNSHIP),
        ("430102100200", "430102100200", Level.VILLAGE),
    ],
)
def test_a_scope_keeps_the_zeros_that_belong_to_its_group(code, scope, level):
    assert rules.scope_of(code) == scope
    assert rules.level_of(code) is level
    assert rules.code_from(scope) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "43",
        "4301020000001",
        "43310110020",
        "433101100 00",
        "43310110020x",
        "４３３１０１１００２００",
        "433101100200\n",
        "000000000000",
        "030000000000",
        "430000100000",
        "430100001000",
        "430102000001",
    ],
)
def test_a_text_that_is_no_code_is_refused(text):
    with pytest.raises(BadCode):
        rules.code_of(text)


@pytest.mark.parametrize(
    "text", ["", "4", "431", "43310", "4331011", "4300", "430100", "430102000", "430102001000"]
)
def test_a_scope_that_would_match_too_much_or_nothing_is_refused(text):
    with pytest.raises(BadCode):
        rules.scope(text)
    with pytest.raises(BadCode):
        rules.contains(text, VILLAGE)


def test_a_neighbour_whose_digits_begin_alike_is_outside():
    assert rules.contains("4331", JISHOU)
    assert rules.contains("433101", VILLAGE)
    assert rules.contains("433101100200", VILLAGE)
    assert not rules.contains("4310", "430100000000")
    assert not rules.contains("433101", "433122101200")
    assert not rules.contains("433101100", "433101101200")
    assert not rules.contains("433101", XIANGXI), "a prefecture is not inside its county"


def test_ancestors_run_from_the_province_down():
    assert rules.ancestors(VILLAGE) == (HUNAN, XIANGXI, JISHOU, TOWNSHIP)
    assert rules.parent_of(VILLAGE) == TOWNSHIP
    assert rules.parent_of(HUNAN) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("430102001000", Kind.SUBDISTRICT),
        ("430102100000", Kind.TOWN),
        ("430102200000", Kind.TOWNSHIP),
        ("430102400000", Kind.OTHER_UNIT),
        ("430102100001", Kind.COMMUNITY),
        ("430102100199", Kind.COMMUNITY),
        ("430102100200", Kind.VILLAGE),
        ("430102100399", Kind.VILLAGE),
        ("430102100498", Kind.OTHER_UNIT),
    ],
)
def test_the_digits_tell_the_kind(code, kind):
    assert rules.kinds_at(code) == {kind}


@given(st.sampled_from(REAL), st.sampled_from(REAL))
def test_containing_is_being_an_ancestor_or_oneself(outer, inner):
    inside = outer in (*rules.ancestors(inner), inner)
    assert rules.contains(rules.scope_of(outer), inner) is inside


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_scope_and_code_are_inverse_wherever_a_code_is_valid(text):
    try:
        scope = rules.scope_of(text)
    except BadCode:
        return
    assert rules.code_from(scope) == text
    assert rules.scope(scope) == scope
    assert rules.contains(scope, text)


def test_distance_of_changsha_and_jishou_is_about_right():
    changsha, jishou = (112.94, 28.23), (109.74, 28.31)
    assert rules.distance_km(changsha, jishou) == pytest.approx(313.6, abs=2)
    assert rules.distance_km(changsha, changsha) == 0
