"""Points as people write them, and as they are kept: hundredths, so that sums are exact."""

import re

_POINTS = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))?")


def points_words(points: int) -> str:
    """Hundredths as a person writes points: 1250 → 12.5, 4000 → 40."""
    whole, part = divmod(points, 100)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)


def parse_points(typed: str) -> int | None:
    """“12.5” → 1250; None for what is no number of points with two decimals at most."""
    found = _POINTS.fullmatch(typed.strip())
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None
