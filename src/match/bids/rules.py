"""Pure decisions about sealed bids: key sets, what a correction may say, who bids as one."""

import re
from collections.abc import Collection, Mapping, Sequence

import msgspec

from match.foundation.actor import Grant
from match.foundation.approvals import body_of
from match.foundation.language import _
from match.foundation.permissions import Role
from match.tenders.facts import TenderFacts
from match.tenders.states import PLANNED, Mode

BIDDER_KEY = "bids.bidder"
SHARE = 33
PROOF = 16

# An answer to a formal defect that names a sum has left the form behind (87号令51).
_SUM = re.compile(
    r"[¥￥]|[0-9０-９一二三四五六七八九十百千万亿零〇两]\s*(?:元|万元|块钱|角|折)|报价|单价|总价"
)


class Holder(msgspec.Struct, frozen=True):
    """A valid key and whom its holder speaks for."""

    key_id: int
    account_id: int
    body: str
    recipient: str
    division: str
    organisation_id: int | None


def body_for(grant: Grant, account_id: int) -> str:
    """
    The body a key speaks for. An outside expert without an organisation is a body alone: two
    lawyers of no firm are not colleagues.
    """
    if grant.role is Role.expert and grant.organisation is None:
        return f"person:{account_id}"
    return body_of(grant)


def keys_of(facts: TenderFacts) -> tuple[int, int]:
    """(k, n): any k of n open. A notice has fixed them; for a plan the parameters say."""
    if facts.status in PLANNED:
        return facts.limits.keys("light" if facts.mode is Mode.light else "full")
    return facts.threshold_k, facts.threshold_n


def keyset_complaint(holders: Sequence[Holder], n: int, division: str) -> str | None:
    """Whether these may open together: as many as the notice says, each of another body."""
    if len(holders) != n:
        return _("这次采购要选 %(n)s 名开标人，现在选了 %(chosen)s 名。") % {
            "n": n,
            "chosen": len(holders),
        }
    if len({each.body for each in holders}) != n or len({each.account_id for each in holders}) != n:
        return _("开标人必须来自不同的机构，请重新选择。")
    if any(each.division and not division.startswith(each.division) for each in holders):
        return _("有开标人不管这个地区，请重新选择。")
    return None


def answer_complaint(text: str) -> str | None:
    """A correction mends a form; it never touches the price or the substance."""
    if len(text) < 2:
        return _("请写明补正的内容。")
    if _SUM.search(text):
        return _("补正不得涉及报价和实质内容，请删去金额。")
    return None


def bound_together(
    bidders: Collection[int], ties: Mapping[int, Collection[int]]
) -> dict[int, frozenset[int]]:
    """Each bidder that another bidder shares a person in charge or control with (实施条例18)."""
    found = {
        each: frozenset(
            other
            for other in bidders
            if other != each and (other in ties.get(each, ()) or each in ties.get(other, ()))
        )
        for each in bidders
    }
    return {each: others for each, others in found.items() if others}
