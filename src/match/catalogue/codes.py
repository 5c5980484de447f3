"""Looking a code up: what other rooms ask of the lists.

Each of these raises `UnknownCode`, a `NotFound`, for a code that no list holds; codes reach us
from forms and uploaded sheets, so the message is for the person who sent one.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar

from match.catalogue import lists
from match.catalogue.entries import (
    BeneficiaryGroup,
    Category,
    Entry,
    HomeEntry,
    Mode,
    OrganisationKind,
    ProcurementItem,
    Publicity,
    ReportSituation,
    Skill,
    Unit,
)
from match.foundation.errors import NotFound
from match.foundation.language import _

Some = TypeVar("Some", bound=Entry)


class UnknownCode(NotFound):
    """No list holds this code."""

    code = "unknown_code"


def category(code: str) -> Category:
    """One of the 84 need categories. Raises `UnknownCode`."""
    return _one(lists.categories(), code)


def categories(root: str = "") -> tuple[Category, ...]:
    """The leaves under a root; without one, the six roots. In the order of the list. Raises
    `UnknownCode` for a root that is none."""
    if root and category(root).parent is not None:
        raise UnknownCode(_("没有这个大类：%(code)s。") % {"code": root}, value=root)
    return tuple(entry for entry in lists.categories().values() if entry.parent == (root or None))


def category_words(listed: Iterable[str]) -> dict[str, str]:
    """These categories in words, in this order. Raises `UnknownCode`."""
    return {code: category(code).label() for code in listed}


def parent(code: str) -> str | None:
    """The root of a leaf; None for a root. Raises `UnknownCode`."""
    return category(code).parent


def covers(offered: str, wanted: str) -> bool:
    """Whether something given for one category can serve a need of another: the same, or its
    root (domain.md §4.10). Raises `UnknownCode`."""
    return offered == wanted or category(wanted).parent == category(offered).code


def is_public(code: str) -> bool:
    """Whether a need of this category may be shown to everybody, perhaps as a group only: see
    `Category.publicity`. Money may not (domain.md §3.2). Raises `UnknownCode`."""
    return category(code).publicity is not Publicity.VERIFIED


def mode(code: str) -> Mode:
    """One of the 12 ways of giving. Raises `UnknownCode`."""
    return _one(lists.modes(), code)


def unit(code: str) -> Unit:
    """One of the 36 units. Raises `UnknownCode`."""
    return _one(lists.units(), code)


def skill(code: str) -> Skill:
    """One of the 45 skills. Raises `UnknownCode`."""
    return _one(lists.skills(), code)


def org_kind(code: str) -> OrganisationKind:
    """One of the 32 kinds of organisation. Raises `UnknownCode`."""
    return _one(lists.organisation_kinds(), code)


def group(code: str) -> BeneficiaryGroup:
    """One of the 23 beneficiary groups. Raises `UnknownCode`."""
    return _one(lists.beneficiary_groups(), code)


def home_entry(code: str) -> HomeEntry:
    """An entry of the lists about homes. Raises `UnknownCode`."""
    return _one(lists.home_entries(), code)


def home_list(listing: str) -> tuple[HomeEntry, ...]:
    """One list about homes, such as `facility` or `director_kind`; empty for an unknown one."""
    return tuple(entry for entry in lists.home_entries().values() if entry.listing == listing)


@cache
def home_codes(listing: str) -> frozenset[str]:
    """The codes of one list about homes; empty for an unknown one."""
    return frozenset(entry.code for entry in home_list(listing))


def home_choices(listing: str) -> list[tuple[str, str]]:
    """One list about homes as a form offers it: code and label in the reader's language."""
    return [(entry.code, entry.label()) for entry in home_list(listing)]


def report_situation(code: str) -> ReportSituation:
    """One of the nine situations of mandatory report. Raises `UnknownCode`."""
    return _one(lists.report_situations(), code)


def procurement_item(code: str) -> ProcurementItem:
    """An item of the ministry's catalogue. Raises `UnknownCode`."""
    return _one(lists.procurement_items(), code)


def label(code: str, spoken: str = "") -> str:
    """The name of any code in `zh` or `en`; without one, in the language of the request.

    `GEN` is a beneficiary group and a skill: the group is meant here, `skill(code).label()` gives
    the other. Raises `UnknownCode`."""
    for listing in _EVERYTHING:
        found = listing().get(code)
        if found is not None:
            return found.label(spoken)
    raise _unknown(code)


_EVERYTHING = (
    lists.categories,
    lists.modes,
    lists.units,
    lists.organisation_kinds,
    lists.beneficiary_groups,
    lists.skills,
    lists.home_entries,
    lists.report_situations,
    lists.procurement_items,
)


def _one(listing: Mapping[str, Some], code: str) -> Some:
    found = listing.get(code)
    if found is None:
        raise _unknown(code)
    return found


def _unknown(code: str) -> UnknownCode:
    return UnknownCode(_("没有这个代码：%(code)s。请从列表中选择。") % {"code": code}, value=code)
