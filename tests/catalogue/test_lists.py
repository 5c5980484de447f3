"""The list files: whole, typed, and true to each other."""

from collections import Counter

import pytest

from match.catalogue import lists
from match.catalogue.entries import Answer, Labelled, Publicity, TenderClass
from match.catalogue.lists import BrokenList

CATEGORIES = lists.categories()
EVERY_LIST = [
    (lists.categories, 84),
    (lists.modes, 12),
    (lists.units, 36),
    (lists.skills, 45),
    (lists.organisation_kinds, 32),
    (lists.beneficiary_groups, 23),
    (lists.home_entries, 100),
    (lists.report_situations, 9),
    (lists.procurement_items, 76),
]


@pytest.mark.parametrize(("listing", "size"), EVERY_LIST)
def test_a_list_is_whole_and_named_in_both_languages(listing, size):
    entries = listing()
    assert len(entries) == size
    for code, entry in entries.items():
        assert entry.code == code
        assert entry.name_zh.strip() == entry.name_zh != ""
        assert entry.name_en.strip() == entry.name_en != ""
        assert entry.name_en.isascii() or entry.code in entry.name_en, entry.name_en


@pytest.mark.parametrize(("listing", "size"), EVERY_LIST)
def test_a_list_cannot_be_changed(listing, size):
    entry = next(iter(listing().values()))
    with pytest.raises(TypeError):
        listing()["NEW"] = entry
    with pytest.raises(AttributeError):
        entry.name_zh = "改名"


def test_categories_are_six_roots_with_78_leaves():
    leaves = Counter(entry.parent for entry in CATEGORIES.values() if entry.parent)
    assert leaves == {"MAT": 21, "SVC": 25, "FND": 8, "FAC": 10, "PAIR": 5, "ACT": 9}
    for entry in CATEGORIES.values():
        assert entry.parent is None or CATEGORIES[entry.parent].parent is None
        assert entry.code.split("-")[0] == entry.root


def test_every_unit_and_procurement_code_a_category_names_exists():
    for entry in CATEGORIES.values():
        assert entry.default_unit in lists.units(), entry.code
        code = entry.procurement_code
        assert code is None or code in lists.procurement_items(), entry.code


def test_the_goods_root_means_pieces_though_its_file_says_h87():
    assert CATEGORIES["MAT"].default_unit == "件"
    assert lists.units()["件"].rec20 == "H87"


def test_money_is_for_verified_organisations_only_and_nothing_else_is():
    restricted = {c.code for c in CATEGORIES.values() if c.publicity is Publicity.VERIFIED}
    assert restricted == {c.code for c in CATEGORIES.values() if c.is_money}
    assert all(CATEGORIES[code].default_unit == "元" for code in restricted)


def test_what_touches_one_child_is_public_as_a_group_only():
    grouped = {c.code for c in CATEGORIES.values() if c.publicity is Publicity.GROUP}
    assert {"SVC-MEDA", "SVC-LAW", "SVC-GUARD", "ACT-WISH", "ACT-REUN", "PAIR-STUDY"} <= grouped
    assert "PAIR-UNIT" not in grouped


def test_a_procurement_item_points_at_a_category_of_the_list_or_at_none():
    for code, item in lists.procurement_items().items():
        first = {"A": TenderClass.GOODS, "B": TenderClass.WORKS, "C": TenderClass.SERVICE}
        assert item.tender_class is first[code[0]]
        assert item.category is None or item.category in CATEGORIES
    assert lists.procurement_items()["C20030700"].category == "SVC-PSY"
    assert lists.procurement_items()["C05010200"].category is None


def test_group_parents_exist_and_the_worst_labels_are_never_public():
    groups = lists.beneficiary_groups()
    assert all(entry.parent is None or entry.parent in groups for entry in groups.values())
    never = {code for code, entry in groups.items() if entry.publicity is Labelled.NEVER}
    assert never == {"DIF-GUARD", "UNREG", "VICTIM", "HIV"}


def test_conditions_of_an_organisation_are_read_and_never_guessed():
    kinds = lists.organisation_kinds()
    assert kinds["NGO"].can_supply.answer is Answer.YES
    assert kinds["PI1"].can_supply.answer is Answer.NO
    assert kinds["SCHOOL"].can_supply.answer is Answer.DEPENDS
    assert kinds["SCHOOL"].can_supply.text == "class II only"
    assert kinds["GOV-ORG"].can_purchase.answer is Answer.DEPENDS
    assert kinds["WF"].credit_code_prefixes == ("11", "13")
    assert kinds["VC"].credit_code_prefixes == ("54", "55")
    assert kinds["RCE"].credit_code_prefixes == ("N1", "N2", "N3")
    assert kinds["PERSON"].credit_code_prefixes == ()
    assert kinds["HOME"].credit_code_prefixes == ()


def test_a_broken_row_stops_the_start_with_its_line(monkeypatch):
    rows = [(2, {"code": "件"}), (3, {"code": "个"})]
    monkeypatch.setattr(lists, "_rows", lambda name: iter(rows))
    with pytest.raises(BrokenList, match=r"codes_unit\.csv line 2"):
        lists.units.__wrapped__()
