"""The map of counties: classes, gaps, words and links."""

import json
from pathlib import Path

import pytest

import match.places
from match.foundation import language
from match.site.environment import environment
from match.site.maps import county_codes, county_map, dot_map


def drawn(values, **options):
    settings = {"title": "需求", "measure": "需求数", "breaks": (10, 20, 30, 40)}
    return county_map(values, **(settings | options))


def test_the_shapes_are_the_122_counties_of_the_vendored_list():
    source = Path(match.places.__file__).parent / "data" / "hunan_counties.geojson"
    features = json.loads(source.read_text("utf-8"))["features"]
    listed = {str(feature["properties"]["code"])[:6] for feature in features}

    assert set(county_codes()) == listed
    assert len(county_codes()) == 122


@pytest.mark.parametrize(
    ("value", "shade"),
    [(0, "1"), (9, "1"), (10, "2"), (29, "3"), (30, "4"), (39, "4"), (40, "5"), (999, "5")],
)
def test_a_value_on_a_break_belongs_to_the_upper_class(value, shade):
    county = next(c for c in drawn({"433125": value}).counties if c.code == "433125")

    assert county.shade == shade


def test_nothing_known_is_not_the_same_as_nothing_there():
    chart = drawn({"433125": 0}, zero="gap")
    shades = {c.code: c.shade for c in chart.counties}

    assert shades["433125"] == "gap"
    assert shades["433130"] == "none"
    assert chart.legend[0] == ("gap", "0")
    assert chart.legend[1] == ("1", "1–9")
    assert chart.legend[-1] == ("5", "≥ 40")


def test_breaks_that_do_not_rise_are_refused():
    for breaks in ((10, 20, 30), (10, 10, 20, 30), (40, 30, 20, 10)):
        with pytest.raises(ValueError, match="rising breaks"):
            drawn({}, breaks=breaks)


def test_a_map_is_links_with_words_and_has_a_table_that_says_the_same():
    chart = drawn({"433125": 12}, unit=" 条", url=lambda code: f"/needs?county={code}")
    page = (
        environment()
        .from_string("{{ ui.county_map(chart) }}{{ ui.county_table(chart, '表') }}")
        .render(chart=chart)
    )

    assert 'aria-label="湘西 · 保靖县：12 条"' in page
    assert page.count('href="/needs?county=433125"') == 2
    assert page.count("<tr>") == 123


def test_a_zero_can_be_left_pale_and_is_still_said_as_zero():
    chart = drawn({"433125": 0}, zero="none", unit=" 条")
    county = next(c for c in chart.counties if c.code == "433125")

    assert (county.shade, county.label) == ("none", "湘西 · 保靖县：0 条")
    assert chart.legend[0] == ("none", "0 条")


def test_counties_have_english_names():
    language.speak("en")
    try:
        chart = drawn({"431122": 3})
        county = next(c for c in chart.counties if c.code == "431122")
    finally:
        language.speak("zh")

    assert county.full_name == "Yongzhou · Dong'an"
    assert {p.name for p in chart.prefectures} >= {"Xiangxi", "Zhangjiajie"}
    assert all(c.name.replace("'", "").isascii() for c in chart.counties)


def test_a_county_is_a_dot_and_what_is_not_on_the_map_has_none():
    chart = dot_map({"430102": "芙蓉区：一个儿童之家", "999999": "没有这个县"}, title="到了哪里")

    assert [dot.label for dot in chart.dots] == ["芙蓉区：一个儿童之家"]
    assert 0 < chart.dots[0].x < 1000
    assert 0 < chart.dots[0].y < chart.height
    assert len(chart.prefectures) == 14
