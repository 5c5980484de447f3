"""The vendored list and what the reader refuses, with line numbers."""

from collections import Counter

import pytest

from match.places import source
from match.places.rules import Kind
from match.places.source import BadHeading, Reason

HEADING = "code,name,kind,parent_code"
PROVINCE = "430000000000,湖南省,province,"
PREFECTURE = "433100000000,湘西土家族苗族自治州,prefecture,430000000000"
COUNTY = "433101000000,吉首市,county,433100000000"


def refused(*rows):
    reading = source.read([HEADING, *rows])
    return [(refusal.line, refusal.reason) for refusal in reading.refused]


def test_the_vendored_list_is_whole():
    reading = source.read(source.hunan_lines())
    assert reading.refused == ()
    assert Counter(unit.kind for unit in reading.units) == {
        Kind.PROVINCE: 1,
        Kind.PREFECTURE: 14,
        Kind.COUNTY: 122,
        Kind.STAT_ZONE: 12,
        Kind.SUBDISTRICT: 426,
        Kind.TOWN: 1134,
        Kind.TOWNSHIP: 388,
        Kind.OTHER_UNIT: 195,
        Kind.VILLAGE: 23594,
        Kind.COMMUNITY: 5805,
    }


def test_xiangxi_has_eight_counties_and_1547_villages():
    units = [unit for unit in source.read(source.hunan_lines()).units if unit.code[:4] == "4331"]
    assert sum(unit.kind is Kind.COUNTY for unit in units) == 8
    assert sum(unit.kind is Kind.VILLAGE for unit in units) == 1547


def test_parents_come_before_children_whatever_the_order_of_lines():
    reading = source.read([HEADING, COUNTY, PREFECTURE, PROVINCE])
    assert [unit.name for unit in reading.units] == ["湖南省", "湘西土家族苗族自治州", "吉首市"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("43310100,吉首市,county,433100000000", Reason.BAD_CODE),
        (",吉首市,county,433100000000", Reason.BAD_CODE),
        (f"{PREFECTURE}", Reason.DUPLICATE),
        ("433101000000, ,county,433100000000", Reason.NO_NAME),
        ("433101000000,吉首市,town,433100000000", Reason.WRONG_KIND),
        ("433101000000,吉首市,city,433100000000", Reason.WRONG_KIND),
        ("433101000000,吉首市,county,430000000000", Reason.WRONG_PARENT),
        ("433101000000", Reason.NO_NAME),
        ("430101000000,没有市,county,430100000000", Reason.ORPHAN),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row, reason):
    assert refused(PROVINCE, PREFECTURE, row) == [(4, reason)]


def test_the_children_of_a_refused_row_are_orphans_all_the_way_down():
    assert refused(
        PROVINCE,
        PREFECTURE,
        "433101000000,吉首市,town,433100000000",
        "433101100000,某镇,town,433101000000",
        "433101100200,某村,village,433101100000",
    ) == [(4, Reason.WRONG_KIND), (5, Reason.ORPHAN), (6, Reason.ORPHAN)]


def test_a_file_without_the_columns_is_refused_by_name():
    with pytest.raises(BadHeading, match="kind, parent_code"):
        source.read(["code,name", "430000000000,湖南省"])
    with pytest.raises(BadHeading):
        source.read([])
