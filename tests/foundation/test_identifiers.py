"""Credit codes and citizen IDs: official samples, one wrong digit, and a second opinion."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from match.foundation.identifiers import (
    citizen_id_valid,
    organisation_code_warning,
    spaced,
    tidy_code,
    uscc_problem,
    uscc_valid,
)

TODAY = date(2026, 11, 25)
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Well-known companies, as printed by the registry.
GENUINE = ("9144030071526726XG", "91330100799655058B", "914403001922038216", "91110000600037341L")


@pytest.mark.parametrize("code", GENUINE)
def test_genuine_credit_codes_are_valid(code: str) -> None:
    assert uscc_problem(code) is None
    assert uscc_valid(code)
    assert uscc.is_valid(code)


@pytest.mark.parametrize("code", GENUINE)
def test_any_single_wrong_character_is_caught(code: str) -> None:
    for position in range(18):
        for other in set(ALPHABET) - {code[position]}:
            assert not uscc_valid(code[:position] + other + code[position + 1 :])


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("9144030071526726X", "18 位"),
        ("9144030071526726XGG", "18 位"),
        ("9144030071526726OG", "第 17 位“O”"),
        ("B144030071526726XG", "登记部门"),
        ("91440A0071526726XG", "第 3 至 8 位"),
        ("9144030071526726XH", "校验位"),
        ("", "18 位"),
        ("٩١٤٤٠٣٠٠٧١٥٢٦٧٢٦XG", "第 1 位"),
    ],
)
def test_the_problem_says_where_to_look(code: str, hint: str) -> None:
    problem = uscc_problem(code)

    assert problem is not None
    assert hint in problem


@given(st.text(alphabet=ALPHABET, min_size=17, max_size=17), st.sampled_from("123456789"))
def test_the_computed_check_agrees_with_stdnum(body: str, registry: str) -> None:
    code = registry + "1" + "433101" + body[8:17]
    check = uscc.calc_check_digit(code)

    assert uscc_valid(code + check)


@pytest.mark.parametrize("registry", "NAY")
def test_rural_collectives_and_the_army_are_valid_though_stdnum_refuses_them(registry: str) -> None:
    rng = random.Random(7)
    body = registry + "2433101" + "".join(rng.choices(ALPHABET, k=9))
    valid = [body + last for last in ALPHABET if uscc_valid(body + last)]

    assert len(valid) == 1
    assert not uscc.is_valid(valid[0])


def test_the_inner_organisation_code_only_warns() -> None:
    assert organisation_code_warning("9144030071526726XG") is None
    assert organisation_code_warning("914403007152672600") is not None


def test_typed_codes_are_brought_into_stored_form() -> None:
    assert tidy_code(" ９１４４０３００-7152 6726xg ") == "9144030071526726XG"


def test_a_code_of_ours_is_given_out_in_groups_and_comes_back() -> None:
    assert spaced("ABCDEFGHJK") == "ABCD-EFGH-JK"
    assert spaced("ABCDEFGH", " ") == "ABCD EFGH"
    assert tidy_code(spaced("ABCDEFGHJK").lower()) == "ABCDEFGHJK"


def test_the_standard_sample_is_a_valid_citizen_id() -> None:
    assert citizen_id_valid("11010519491231002X", today=TODAY)
    assert ric.is_valid("11010519491231002X")


@pytest.mark.parametrize(
    "code",
    [
        "110105194912310021",  # check
        "11010519491331002X",  # month 13
        "11010519490229002X",  # 29 February of a common year
        "11010519491231002x",  # not the stored form
        "110105491231002",  # the old 15
        "01010519491231002X",
        "",
    ],
)
def test_broken_citizen_ids_are_not_valid(code: str) -> None:
    assert not citizen_id_valid(code, today=TODAY)


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
    st.sampled_from("0123456789X"),
)
def test_citizen_ids_agree_with_stdnum(born: date, serial: int, last: str) -> None:
    code = f"110105{born:%Y%m%d}{serial:03d}{last}"

    assert citizen_id_valid(code, today=TODAY) == ric.is_valid(code)


def test_nobody_is_born_tomorrow() -> None:
    body = "43310120261126001"
    code = body + ric.calc_check_digit(body)

    assert not citizen_id_valid(code, today=TODAY)
    assert citizen_id_valid(code, today=date(2026, 11, 26))
