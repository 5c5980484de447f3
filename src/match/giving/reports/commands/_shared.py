"""What the verbs of reports share: the gift, what is left of a home's part, the words."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.giving.commands._shared import locked
from match.giving.states import GiftKind
from match.needs.wording import refuse_personal_data

_PART = """
SELECT coalesce(sum(coalesce(a.units, a.fen)), 0)
       - (SELECT coalesce(sum(g.units), 0) FROM goods_return g
           WHERE g.donation_id = $1 AND g.home_id = $2)
       - (SELECT coalesce(sum(coalesce(r.units, r.fen)), 0) FROM use_report r
           WHERE r.donation_id = $1 AND r.home_id = $2 AND r.status IN ('submitted', 'accepted')
             AND r.id <> coalesce($3, 0))
  FROM allocation_line a WHERE a.donation_id = $1 AND a.home_id = $2
"""


async def report_of(actor: Actor, report_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The gift and one of its use reports, both locked. Raises NotFound."""
    seen = await one("SELECT donation_id FROM use_report WHERE id = $1", report_id)
    if seen is None:
        raise NotFound(_("没有找到这份使用报告。"))
    gift = await locked(actor, seen["donation_id"])
    report = await one("SELECT * FROM use_report WHERE id = $1 FOR UPDATE", report_id)
    assert report is not None, "read a moment ago, and never deleted"
    return gift, {**report, "division": gift["division"]}


async def left_of(gift: dict[str, Any], home_id: int, without: int | None = None) -> int:
    """Units or fen of the gift at the home that no report has used; *without* one report."""
    return await value(_PART, gift["id"], home_id, without)


def amount_in(report: dict[str, Any]) -> int:
    """What a report says was used, in the gift's own measure."""
    return report["fen"] if report["fen"] is not None else report["units"]


def kind_of(gift: dict[str, Any]) -> GiftKind:
    """Goods, time or money."""
    return GiftKind(gift["kind"])


def refuse_words(field: str, text: str, least: int) -> None:
    """Raise Invalid for too little, and for what could show who a child is."""
    if len(text.strip()) < least:
        raise Invalid({field: _("内容太短，请写完整一些。")})
    refuse_personal_data({field: text})
