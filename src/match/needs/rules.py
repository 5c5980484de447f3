"""Pure decisions about needs: what one must say, what the public may see, where its units stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import msgspec

from match.catalogue import codes
from match.catalogue.entries import Labelled, Publicity
from match.foundation.language import _
from match.needs.forms import BANDS
from match.needs.states import NeedStatus

# The groups that the notice puts first (4.3d; params.csv policy.priority_groups): children left
# behind in poor homes, and children in difficulty.
PRIORITY_ROOTS = frozenset({"DIF"})
POOR = "DIF-POV"
LEFT_BEHIND = "LBC"


class Units(msgspec.Struct, frozen=True):
    """Where the units of one line are."""

    quantity: int
    reserved: int = 0
    committed: int = 0
    in_transit: int = 0
    received: int = 0

    @property
    def open(self) -> int:
        """Units that nobody has promised yet."""
        return self.quantity - self.reserved - self.committed - self.in_transit - self.received


def standing(lines: Iterable[Units]) -> NeedStatus | None:
    """What the ledger says of a published need: met, partly met, or None: nothing is firm."""
    held = list(lines)
    if held and all(line.received == line.quantity for line in held):
        return NeedStatus.met
    if any(line.committed or line.in_transit or line.received for line in held):
        return NeedStatus.partly_met
    return None


def head_count(bands: Mapping[str, int]) -> int:
    """All children of a need."""
    return sum(bands.values())


def is_small(beneficiaries: int, limit: int) -> bool:
    """Whether home and village must stay hidden: they would tell who the children are."""
    return beneficiaries < limit


def is_priority(groups: Iterable[str]) -> bool:
    """Left-behind children of poor homes, and children in difficulty (notice 4.3d)."""
    held = set(groups)
    in_difficulty = any(
        code in PRIORITY_ROOTS or codes.group(code).parent in PRIORITY_ROOTS for code in held
    )
    return in_difficulty or {LEFT_BEHIND, POOR} <= held


def public_groups(groups: Iterable[str]) -> tuple[str, ...]:
    """Labels that may stand on a public need; G labels only as county totals, N labels never."""
    return tuple(code for code in groups if codes.group(code).publicity is Labelled.YES)


def is_public_category(code: str) -> bool:
    """Money needs are for verified organisations only (domain.md §3.2)."""
    return codes.category(code).publicity is not Publicity.VERIFIED


@cache
def hidden_categories() -> tuple[str, ...]:
    """Codes that only verified organisations may see: money (domain.md §3.2)."""
    roots = codes.categories()
    every = [*roots, *(leaf for root in roots for leaf in codes.categories(root.code))]
    return tuple(entry.code for entry in every if entry.publicity is Publicity.VERIFIED)


def bands_complaint(bands: Mapping[str, int]) -> str | None:
    """Bands are those of domain.md §3.7."""
    if set(bands) - set(BANDS):
        return _("年龄段只能是 0-2、3-5、6-8、9-11、12-14、15-17。")
    if head_count(bands) == 0:
        return _("请填写受益儿童人数，至少一个年龄段要大于 0。")
    return None


def groups_complaint(groups: Sequence[str]) -> str | None:
    """Known codes only."""
    try:
        for code in groups:
            codes.group(code)
    except codes.UnknownCode:
        return _("请从给出的选项里选择儿童群体。")
    return None


def skills_complaint(skills: Sequence[str]) -> str | None:
    """Known codes only."""
    try:
        for code in skills:
            codes.skill(code)
    except codes.UnknownCode:
        return _("请从给出的选项里选择专长。")
    return None


def category_complaint(code: str) -> str | None:
    """A leaf of the catalogue."""
    try:
        if codes.category(code).parent is None:
            return _("请选择具体的类别，而不是大类。")
    except codes.UnknownCode:
        return _("没有这个类别，请从列表里选择。")
    return None


def dates_complaint(wanted_from: date | None, due_on: date | None, today: date) -> dict[str, str]:
    """Dates that cannot be kept."""
    complaints: dict[str, str] = {}
    if due_on is not None and due_on < today:
        complaints["due_on"] = _("需要日期已经过去，请改成今天或以后的日期。")
    if wanted_from is not None and due_on is not None and wanted_from > due_on:
        complaints["wanted_from"] = _("最早日期不能晚于最迟日期。")
    return complaints


def unit_complaint(code: str) -> str | None:
    """A unit of the list."""
    try:
        codes.unit(code)
    except codes.UnknownCode:
        return _("请从列表里选择计量单位，例如 册、套、课时。")
    return None


def missing(need: Mapping[str, object], line_count: int) -> dict[str, str]:
    """What a draft still lacks before it can be handed in, by step."""
    lacking: dict[str, str] = {}
    if not need["category"] or not need["title"] or not need["purpose"]:
        lacking["kind"] = _("请填写需要什么帮助。")
    if not need["beneficiaries"]:
        lacking["people"] = _("请填写受益儿童人数。")
    if not line_count:
        lacking["lines"] = _("请至少填写一项物资或服务。")
    return lacking


def shown_count(beneficiaries: int, limit: int) -> str:
    """The head count as the public sees it."""
    if is_small(beneficiaries, limit):
        return _("不足%(limit)s人") % {"limit": limit}
    return _("%(count)s 名儿童") % {"count": beneficiaries}
