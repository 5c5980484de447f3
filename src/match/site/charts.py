"""Lines over months, worked out to the pixel on the server: whole numbers in, coordinates out."""

from collections.abc import Sequence

import msgspec

from match.foundation.language import _

WIDTH, HEIGHT = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 40, 14, 24


class Dot(msgspec.Struct, frozen=True):
    """One month with a figure: where it is drawn, and what is said of it."""

    x: int
    y: int
    label: str


class LineChart(msgspec.Struct, frozen=True):
    """
    What `ui.line_chart` draws. ``lines``: unbroken runs as SVG points; ``gaps``: (x, width) of
    months without a figure, hatched; ``ticks``: (y, words); ``target``: the y of the target.
    """

    title: str
    words: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    gaps: tuple[tuple[int, int], ...]
    ticks: tuple[tuple[int, str], ...]
    target: int | None
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT


def line_chart(
    title: str,
    labels: Sequence[str],
    values: Sequence[int | None],
    said: Sequence[str],
    *,
    unit: str = "",
    top: int | None = None,
    target: int | None = None,
) -> LineChart:
    """
    A line over *labels* (months, the oldest first) with one value each, None where there is
    none; *said* is each in words. The axis begins at 0 and ends at *top*, or at a round number
    over the greatest value. Raises ValueError where the three are not of one length.
    """
    if not len(labels) == len(values) == len(said):
        raise ValueError(f"{len(labels)} months, {len(values)} values, {len(said)} words")
    most = top or ceiling(max([value for value in values if value is not None] + [target or 0, 1]))
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(labels) - 1)
    xs = [round(_LEFT + step * place) for place in range(len(labels))]
    ys = [None if value is None else _y(value, most) for value in values]
    return LineChart(
        title=title,
        words=_("；").join(f"{label} {words}" for label, words in zip(labels, said, strict=True)),
        lines=tuple(_runs(xs, ys)),
        dots=tuple(
            Dot(x, y, f"{label} {words}")
            for x, y, label, words in zip(xs, ys, labels, said, strict=True)
            if y is not None
        ),
        gaps=tuple(_gaps(xs, ys, step)),
        ticks=tuple(
            (_y(tick, most), f"{tick}{unit}") for tick in dict.fromkeys((0, most // 2, most))
        ),
        target=None if target is None or target > most else _y(target, most),
        first=labels[0] if labels else "",
        last=labels[-1] if len(labels) > 1 else "",
    )


def ceiling(value: int) -> int:
    """The smallest of 2, 4, 10, 20, 40, 100 … that is not less: even, so that its half is whole."""
    power = 1
    while True:
        for lead in (2, 4, 10):
            if lead * power >= value:
                return lead * power
        power *= 10


def _y(value: int, most: int) -> int:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - min(value, most) / most))


def _runs(xs: Sequence[int], ys: Sequence[int | None]) -> list[str]:
    runs: list[list[str]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if y is None:
            runs.append([])
        else:
            runs[-1].append(f"{x},{y}")
    return [" ".join(run) for run in runs if len(run) > 1]


def _gaps(xs: Sequence[int], ys: Sequence[int | None], step: float) -> list[tuple[int, int]]:
    """A band around each month without a figure; neighbours are one band."""
    bands: list[tuple[int, int]] = []
    for x, y in zip(xs, ys, strict=True):
        if y is not None:
            continue
        start, width = max(_LEFT, round(x - step / 2)), round(step)
        if bands and bands[-1][0] + bands[-1][1] >= start - 1:
            bands[-1] = (bands[-1][0], start + width - bands[-1][0])
        else:
            bands.append((start, width))
    return [(start, min(width, WIDTH - _RIGHT + 6 - start)) for start, width in bands]
