"""Pure decisions about pledges: what they are worth, what the law refuses, when they end."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.language import _
from match.giving.pledging.singling import singled_out
from match.giving.pledging.states import Recipient
from match.giving.states import GiftKind

FEN = 100
# Organs of state and township governments (捐赠法 11); a committee of villagers is none.
GOVERNMENT = ("GOV-", "TOWN")
# Public welfare and education institutions and charities may receive (捐赠法 10; org_kind list).
INSTITUTIONS = frozenset({"PROT", "CWI", "SCHOOL", "UNI", "HOSP", "WF", "FDN", "SA", "NGO"})


def units_of(pledge: Mapping[str, Any]) -> int:
    """Units that a pledge holds of its line; money counts in whole yuan there."""
    units: int | None = pledge["units"]
    return units if units is not None else pledge["amount_fen"] // FEN


def worth_fen(pledge: Mapping[str, Any], reference_price_fen: int | None) -> int:
    """What a pledge is worth in fen: its amount, or its units at the line's reference price."""
    amount: int | None = pledge["amount_fen"]
    return amount if amount is not None else pledge["units"] * (reference_price_fen or 0)


def person_complaint(kind: GiftKind) -> str | None:
    """No person promises money on the platform (domain.md §3.2)."""
    if kind is not GiftKind.money:
        return None
    return _(
        "个人不能在本平台承诺捐款。本平台不收款，也不是互联网公开募捐服务平台（慈善法第二十七条），"
        "您可以在“公开募捐”页面找到已备案的活动。"
    )


def giver_complaint(organisation: Mapping[str, Any] | None, today: date) -> str | None:
    """An organisation that gives is verified today."""
    if organisation is None or (
        organisation["status"] == "verified" and organisation["verified_until"] >= today
    ):
        return None
    return _("这家机构还没有通过核验或核验已到期，核验后才能承诺捐赠。")


def charity_complaint(charity: Mapping[str, Any] | None, today: date) -> str | None:
    """Money goes through a verified organisation with the charity attribute, both valid today."""
    if charity is None:
        return _("请选择接收资金的慈善组织：资金只能通过慈善组织捐给儿童之家。")
    if charity["status"] != "verified" or charity["verified_until"] < today:
        return _("这家慈善组织没有通过核验或核验已到期，请选择其他慈善组织。")
    if not charity["charity"]:
        return _("这家机构没有认定为慈善组织，不能接收捐款，请选择慈善组织。")
    return None


def recipient_complaint(
    recipient: Recipient | None, institution: Mapping[str, Any] | None, *, disaster: bool
) -> str | None:
    """
    Who may receive for a home (慈善法 35; 捐赠法 10, 11): the host committee, the charity's own
    project, or a public institution. A government body only in a disaster.
    """
    if recipient is None:
        return _("请选择资金的接受方：村（居）委会、慈善组织的项目，或公益性机构。")
    if recipient is not Recipient.institution:
        return None
    if institution is None or institution["status"] != "verified":
        return _("请选择已通过核验的公益性机构作为接受方。")
    if institution["kind"].startswith(GOVERNMENT):
        if disaster:
            return None
        return _(
            "政府部门只在发生自然灾害时或境外捐赠人要求时可以作为受赠人（公益事业捐赠法第十一条）。"
        )
    if institution["kind"] not in INSTITUTIONS:
        return _("这家机构不能接受捐赠，请选择公益性福利、教育机构或慈善组织。")
    return None


def named_child_complaint(texts: Mapping[str, str]) -> dict[str, str]:
    """Money is for a home's need, never for a named child or family (domain.md §3.2)."""
    told = _("捐款只能用于儿童之家的需求，不能指定给某个孩子或家庭，请删去“%(words)s”。")
    found = {field: singled_out(text) for field, text in texts.items()}
    return {field: told % {"words": words} for field, words in found.items() if words}


def no_names() -> str:
    """What money's words must not hold, where no single word can be named."""
    return _("捐款的用途里不能出现孩子或家庭的个人情况，只写用来买什么、做什么。")


def few_children_complaint(beneficiaries: int, limit: int) -> str | None:
    """Money for one or a few children tells who they are; it stays with a charity's programme."""
    if beneficiaries >= limit:
        return None
    return _(
        "这条需求的受益儿童不足 %(limit)s 人，等同于为特定的孩子捐款，本平台不能办理。"
        "请通过慈善组织的救助项目帮助他们。"
    ) % {"limit": limit}


def interest_complaint(giver_homes: frozenset[int], home_id: int) -> str | None:
    """A giver names no interested party as beneficiary (慈善法 40)."""
    if home_id not in giver_homes:
        return None
    return _("您负责这个儿童之家，不能同时作为捐赠人（慈善法第四十条）。")


def morning_of(day: date) -> datetime:
    """The first instant of *day* in Hunan: when the clock looks."""
    return datetime.combine(day, time(), tzinfo=clock.HERE)


def waiting_days(today: date, days: int, remind: int) -> tuple[date, date]:
    """The last day for an answer, and the day on which who must answer is reminded."""
    last = today + timedelta(days=days)
    return last, max(last - timedelta(days=remind), today)
