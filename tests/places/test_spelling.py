"""Readings that the dictionary gets right, and those we must teach it."""

import pytest

from match.places import source
from match.places.spelling import spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("长沙市", "changshashi", "css"),
        ("耒阳市", "leiyangshi", "lys"),
        ("溆浦县", "xupuxian", "xpx"),
        ("芷江侗族自治县", "zhijiangdongzuzizhixian", "zjdzzzx"),
        ("单家村", "shanjiacun", "sjc"),
        ("上曾家坪村", "shangzengjiapingcun", "szjpc"),
        ("六都寨镇", "liuduzhaizhen", "ldzz"),
        ("八一村", "bayicun", "byc"),
    ],
)
def test_a_name_is_read_as_people_read_it(name, pinyin, initials):
    assert spell(name)[:2] == (pinyin, initials)


def test_every_name_of_the_province_is_spelt_in_plain_letters():
    odd = [
        unit.name
        for unit in source.read(source.hunan_lines()).units
        if not spell(unit.name).pinyin.isascii() or not spell(unit.name).initials
    ]
    assert odd == []


def test_syllables_are_parted_in_the_sort_key():
    assert sorted(["西安村", "先村"], key=lambda name: spell(name).sort_key) == ["西安村", "先村"]
    assert spell("西安").pinyin == spell("先").pinyin
