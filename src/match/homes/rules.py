"""What the 2019 notice asks of a home before it may open (domain.md §1.5, §1.7)."""

from collections.abc import Collection, Sequence
from datetime import time
from itertools import pairwise

import msgspec

from match.foundation.language import _

# 3.3b and c: video, study and reading, recreation, and a safe outdoor place. M, so they block.
REQUIRED_FACILITIES = ("FAC-VIDEO", "FAC-READ", "FAC-PLAY", "FAC-OUT")
# 5.4a: working rules, rules on premises, safety rules.
REQUIRED_DOCUMENTS = ("DOC-WORK", "DOC-EQUIP", "DOC-SAFE")


def area_complaint(area_m2: int | None, minimum_m2: int, reason: str) -> str | None:
    """3.3a is a soft minimum: a smaller home needs a written reason."""
    if area_m2 is None or area_m2 >= minimum_m2 or reason.strip():
        return None
    return _("室内面积一般不少于 %(minimum)s 平方米。面积较小时，请写明原因。") % {
        "minimum": minimum_m2
    }


def director_complaint(site_source: str, director_kind: str | None) -> str | None:
    """4.1e: in a school, a member of the school leadership is the director."""
    if site_source == "SITE-SCH" and director_kind not in (None, "DK-SCH"):
        return _("建在学校的儿童之家，主任应由学校班子成员担任。")
    return None


class Standing(msgspec.Struct, frozen=True):
    """
    What a home has, as far as opening asks. ``papers``: kinds with a dated paper that is still
    valid; ``director``: seated and allowed to act (4.4d); areas in m².
    """

    facilities: Collection[str]
    papers: Collection[str]
    director: bool
    hours: bool
    area_m2: int | None
    area_least_m2: int
    area_approved: bool
    outdoor_checked: bool


def missing_for_opening(has: Standing) -> list[str]:
    """
    What still keeps a home from opening: codes of the lists, and ``area`` (not measured),
    ``area_approval``, ``outdoor_check``, ``director``, ``hours``.
    """
    missing = [code for code in REQUIRED_FACILITIES if code not in has.facilities]
    missing += [code for code in REQUIRED_DOCUMENTS if code not in has.papers]
    if has.area_m2 is None:
        missing.append("area")
    elif has.area_m2 < has.area_least_m2 and not has.area_approved:
        missing.append("area_approval")
    if "FAC-OUT" in has.facilities and not has.outdoor_checked:
        missing.append("outdoor_check")
    if not has.director:
        missing.append("director")
    if not has.hours:
        missing.append("hours")
    return missing


def overlapping(spans: Sequence[tuple[int, time, time]]) -> bool:
    """Whether two spans of the same weekday overlap, or one ends before it begins."""
    ordered = sorted(spans)
    if any(opens >= closes for _day, opens, closes in ordered):
        return True
    return any(
        first[0] == second[0] and second[1] < first[2] for first, second in pairwise(ordered)
    )
