"""
The splitting watch: parts of one budget line for one item within a fiscal year count together.

实施条例28: buying the same item from one budget project several times otherwise than by open
tender, above the open-tender threshold together, is splitting, unless finance approved the method.
Below the decentralised limit the same thought keeps a purchase from being cut into light ones.
"""

from decimal import Decimal

import msgspec

from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.tenders.facts import TenderFacts
from match.tenders.states import Method, Mode


class Split(msgspec.Struct, frozen=True):
    """What the watch saw, in fen. ``refused``: the purchase may not go out; else a warning."""

    together_fen: int
    limit_fen: int
    refused: bool

    @property
    def words(self) -> str:
        """For whoever writes the notice."""
        limit = self.limit_fen // 100
        if self.refused:
            return _(
                "同一预算项目本年度同类采购合计将达到 %(limit)s 元的限额，"
                "不得拆分采购（实施条例第二十八条）。"
            ) % {"limit": limit}
        return _(
            "同一预算项目本年度同类采购合计 %(together)s 元，接近或达到 %(limit)s 元的限额，"
            "请核对是否应当合并采购（实施条例第二十八条）。"
        ) % {"together": self.together_fen // 100, "limit": limit}


class SplitConflict(Conflict):
    """A notice that would split; ``split`` goes to the watch's book."""

    def __init__(self, split: Split) -> None:
        super().__init__(split.words)
        self.split = split


class SplitInvalid(Invalid):
    """A draft that would split, said at its budget."""

    def __init__(self, split: Split) -> None:
        super().__init__({"budget_fen": split.words})
        self.split = split


def judge(facts: TenderFacts, spent_fen: int, warn_share: Decimal) -> Split | None:
    """
    What the year's other purchases of the same line and item (*spent_fen*, open tenders not
    counted) make of this one. *warn_share* of the limit is where a warning begins.
    """
    if facts.method is Method.open or spent_fen == 0:
        return None
    internal = facts.method is Method.internal
    limit = facts.limits.limit_fen if internal else facts.limits.open_fen
    together = facts.budget_fen + spent_fen
    if together < limit:
        return Split(together, limit, refused=False) if together >= limit * warn_share else None
    # Finance has looked at an approved method; a mirror only tells what was done elsewhere.
    looked_at = bool(facts.method_approval.strip()) and not internal
    return Split(together, limit, refused=not looked_at and facts.mode is not Mode.mirror)
