"""Pure decisions about panels: how many, from where, what a sheet and a decision must say."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from match.foundation.language import _
from match.panels.counting import Criterion
from match.panels.states import Basis

LEAST_WORDS = 4
MOST_WORDS = 1000
# Hundredths: two digits after the point and no more.
_HUNDREDTHS = 100


def experts_of(size: int) -> int:
    """The fewest experts on a panel of *size*: two thirds, rounded up (采购法38; 87号令47)."""
    return -(-2 * size // 3)


def size_complaint(size: int, least: int) -> str | None:
    """An odd number of at least *least* (from the method engine)."""
    if size < least:
        return _("这个项目的评审小组至少 %(least)s 人。") % {"least": least}
    if size % 2 == 0:
        return _("评审小组人数须为单数。")
    return None


def representatives_complaint(number: int, size: int) -> str | None:
    """The purchaser's own people fill at most a third."""
    if number > size - experts_of(size):
        return _("采购人代表最多 %(most)s 人，评审专家不得少于三分之二。") % {
            "most": size - experts_of(size)
        }
    return None


def stage_of(fields: Collection[str], division: str, wanted: Collection[str], seat: str) -> int:
    """Who is asked first: 1 same field and prefecture, 2 same field, 3 everybody else."""
    knows = any(field in wanted or _within(field, wanted) for field in fields)
    if not knows:
        return 3
    return 1 if division[:4] == seat[:4] else 2


def _within(field: str, wanted: Collection[str]) -> bool:
    return any(field.startswith(f"{each}-") or each.startswith(f"{field}-") for each in wanted)


def parse_points(text: str) -> int | None:
    """Hundredths from “8”, “8.5”, “8.25”; None for anything else (signs, more digits)."""
    whole, _point, rest = text.strip().replace("．", ".").partition(".")
    if not whole.isascii() or not whole.isdigit() or len(whole) > 3:
        return None
    if rest and (not rest.isascii() or not rest.isdigit() or len(rest) > 2):
        return None
    return int(whole) * _HUNDREDTHS + int((rest + "00")[:2])


def points_text(points: int) -> str:
    """“8.25” from 825."""
    return f"{points // _HUNDREDTHS}.{points % _HUNDREDTHS:02d}"


def points_complaint(points: int | None, criterion: Criterion) -> str | None:
    """Between nothing and the full points of the criterion, two digits at most."""
    if points is None or points > criterion.points:
        return _("“%(title)s”请填 0 到 %(most)s 之间的分数，最多两位小数。") % {
            "title": criterion.title,
            "most": points_text(criterion.points),
        }
    return None


def missing(
    cells: Collection[tuple[int, int]], bids: Sequence[int], criteria: Sequence[Criterion]
) -> int:
    """How many cells of a sheet are still empty; the price is the system's."""
    asked = {(bid, each.id) for bid in bids for each in criteria if each.kind != "price"}
    return len(asked - set(cells))


def words_complaint(text: str, *, optional: bool = False) -> str | None:
    """A reason that somebody can read."""
    said = text.strip()
    if optional and not said:
        return None
    if len(said) < LEAST_WORDS:
        return _("请写明理由，至少 4 个字。")
    if len(said) > MOST_WORDS:
        return _("内容太长，请缩短一些。")
    return None


def basis_complaint(basis: Basis, place: int, reason: str) -> str | None:
    """The first is named without a word; whoever leaves one out says by which law (实施条例43)."""
    if basis is Basis.first and place != 1:
        return _("只有排名第一的供应商可以直接确定。选择其他供应商须有法定理由，并说明依据。")
    if basis is not Basis.first and place == 1:
        return _("排名第一的供应商不需要说明理由，请选择“排名第一的候选人”。")
    return None if basis is Basis.first else words_complaint(reason)


def void_reason(ground: str, facts: Mapping[str, Any]) -> str:
    """Why a purchase is void, in the words that are published (采购法36)."""
    return {
        "too_few": _("通过审查的供应商只有 %(valid)s 家，不足 %(least)s 家（采购法第三十六条）。"),
        "over_budget": _("有效报价均超过采购预算，采购人不能支付（采购法第三十六条）。"),
    }[ground] % facts
