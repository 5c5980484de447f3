"""Points and outlines agree with the list and with each other."""

import json
from itertools import pairwise

import pytest

from match.places import shapes, source
from match.places.rules import Kind, Level, level_of
from match.places.shapes import Point

UNITS = source.read(source.hunan_lines()).units


def inside(point, polygon):
    """Even-odd rule over all rings of one polygon: holes take away again."""
    crossings = 0
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > point.lat) != (y2 > point.lat):
                crossings += point.lon < (x2 - x1) * (point.lat - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


@pytest.mark.parametrize("outlines", [shapes.county_outlines, shapes.prefecture_outlines])
def test_every_point_lies_inside_its_outline_and_names_agree(outlines):
    names = {unit.code: unit.name for unit in UNITS}
    for feature in json.loads(outlines())["features"]:
        code = feature["properties"]["code"].ljust(12, "0")
        assert names[code] == feature["properties"]["name"]
        polygons = feature["geometry"]["coordinates"]
        assert any(inside(shapes.points()[code], polygon) for polygon in polygons), code


def test_every_county_and_prefecture_has_a_point_and_an_outline():
    real = {u.code for u in UNITS if u.kind in (Kind.COUNTY, Kind.PREFECTURE)}
    assert set(shapes.points()) == real
    outlined = {
        feature["properties"]["code"].ljust(12, "0")
        for outlines in (shapes.county_outlines(), shapes.prefecture_outlines())
        for feature in json.loads(outlines)["features"]
    }
    assert outlined == real


def test_a_village_is_nowhere_finer_than_its_county():
    for unit in UNITS:
        if level_of(unit.code) > Level.COUNTY:
            assert shapes.point_of(unit.code) == shapes.point_of(unit.code[:6] + "000000")


def test_a_statistical_zone_stands_at_its_prefecture_and_the_province_nowhere():
    assert shapes.point_of("430371000000") == shapes.point_of("430300000000")
    assert shapes.point_of("430000000000") is None
    assert isinstance(shapes.point_of("433101100200"), Point)
