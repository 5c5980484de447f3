"""What stands on the papers of one gift, read from its rows; and what a check code proves."""

import re
from datetime import date, datetime
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Conflict, NotFound
from match.foundation.identifiers import spaced, tidy_code
from match.foundation.language import _
from match.foundation.settings import settings
from match.giving.amounts import amount_word
from match.giving.bookkeeping import DONATION
from match.giving.policy import can_see, is_giver
from match.giving.states import AgreementStatus, GiftKind

KINDS = {GiftKind.goods: "物资", GiftKind.time: "服务", GiftKind.money: "资金"}
STATES = {
    AgreementStatus.drafted: "待双方确认，尚未生效",
    AgreementStatus.in_force: "已生效",
    AgreementStatus.kept: "已履行",
    AgreementStatus.cancelled: "已解除",
}
_PARTIES = """
SELECT g.name AS organisation, c.name AS charity, h.name AS home, p.path, giver.name AS person,
       handler.name AS handler
  FROM donation d LEFT JOIN organisation g ON g.id = d.organisation_id
  LEFT JOIN organisation c ON c.id = d.charity_id LEFT JOIN home h ON h.id = d.home_id
  LEFT JOIN division p ON p.code = h.division
  LEFT JOIN account giver ON giver.id = d.giver_id
  LEFT JOIN account handler ON handler.id = coalesce(d.receipted_by, d.counted_by)
 WHERE d.id = $1
"""


class Acknowledgement(msgspec.Struct, frozen=True):
    """
    Our acknowledgement (慈善法 38): words as they stand on the paper, which is always Chinese.
    ``code`` checks it at ``address``; ``receipt`` is the charity's official number, or empty.
    """

    number: str
    donor: str
    kind: str
    subject: str
    quantity: str
    counted: str
    recipient: str
    home: str
    handler: str
    day: str
    receipt: str
    note: str
    code: str
    address: str
    on: date


class AgreementPaper(msgspec.Struct, frozen=True):
    """The written agreement with both confirmations. ``on`` is the day of its latest change."""

    number: str
    text: str
    giver: str
    giver_confirmed: str
    recipient: str
    recipient_confirmed: str
    status: str
    code: str
    address: str
    on: date


class Checked(msgspec.Struct, frozen=True):
    """What a genuine code proves to anybody: no name, nothing finer than the county."""

    kind: GiftKind
    quantity: str
    on: date
    county: str


async def acknowledgement(actor: Actor, donation_id: int) -> Acknowledgement:
    """
    The acknowledgement of what was counted or paid. Raises NotFound for strangers, Conflict before
    there is one. A person who gave is named to themselves only.
    """
    gift, parties = await _gift(actor, donation_id)
    if gift["ack_code"] is None:
        raise Conflict(_("接收方还没有开具收条。清点（或确认到账）后就可以下载。"))
    on = _here(gift["receipted_at"])
    return Acknowledgement(
        number=gift["number"],
        donor=_donor(actor, gift, parties),
        kind=KINDS[GiftKind(gift["kind"])],
        subject=gift["subject"],
        quantity=_chinese(gift, gift["amount_fen"] or gift["units"]),
        counted=_counted(gift),
        recipient=parties["charity"] or _committee(parties),
        home=_home(parties),
        handler=parties["handler"] or "",
        day=said(on),
        receipt=gift["receipt_number"],
        note=await _count_note(donation_id),
        code=spaced(gift["ack_code"]),
        address=address_of(gift["ack_code"]),
        on=on,
    )


async def agreement_paper(actor: Actor, donation_id: int) -> AgreementPaper:
    """The agreement as its parties read it. Raises NotFound."""
    gift, parties = await _gift(actor, donation_id)
    row = await one("SELECT * FROM agreement WHERE id = $1", donation_id)
    if row is None:
        raise NotFound(_("没有找到这份协议。"))
    code = gift["ack_code"]
    return AgreementPaper(
        number=row["number"],
        text=row["text"],
        giver=_donor(actor, gift, parties),
        giver_confirmed=_confirmed(row["giver_confirmed_at"]),
        recipient=parties["charity"] or _committee(parties),
        recipient_confirmed=_confirmed(row["recipient_confirmed_at"]),
        status=STATES[AgreementStatus(row["status"])],
        code=spaced(code) if code else "",
        address=address_of(code) if code else "",
        on=_here(row["changed_at"]),
    )


async def checked(code: str) -> Checked | None:
    """What a code proves, or None: then nothing with it came from here."""
    asked = tidy_code(code)
    if not re.fullmatch(r"[2-9A-HJ-NP-Z]{8,24}", asked):
        return None
    row = await one(
        "SELECT d.kind, d.unit, d.good, d.paid_fen, d.receipted_at, v.name FROM donation d"
        " LEFT JOIN division v ON v.code = left(d.division, 6) || '000000' WHERE d.ack_code = $1",
        asked,
    )
    if row is None:
        return None
    kind = GiftKind(row["kind"])
    amount = row["paid_fen"] if kind is GiftKind.money else row["good"]
    quantity = amount_word(kind, row["unit"], amount)
    return Checked(kind, quantity, _here(row["receipted_at"]), row["name"] or "")


def address_of(code: str) -> str:
    """Where anybody checks a code."""
    return f"{settings().base_url}/check/{code}"


def said(day: date) -> str:
    """2026年3月2日, as papers write it."""
    return f"{day.year}年{day.month}月{day.day}日"


async def _gift(actor: Actor, donation_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    gift = await one(DONATION + " WHERE d.id = $1", donation_id)
    if gift is None or not can_see(actor, gift):
        raise NotFound(_("没有找到这项捐赠。"))
    parties = await one(_PARTIES, donation_id)
    assert parties is not None, "read a moment ago, and never deleted"
    return gift, parties


def _donor(actor: Actor, gift: dict[str, Any], parties: dict[str, Any]) -> str:
    if gift["organisation_id"] is not None:
        return parties["organisation"]
    return (parties["person"] or "个人") if is_giver(actor, gift) else "爱心个人（不公开姓名）"


def _committee(parties: dict[str, Any]) -> str:
    """A home has no legal person: its host committee receives for it (domain.md §3.2)."""
    return f"{parties['home']}（由所在村（居）民委员会代为接收）"


def _home(parties: dict[str, Any]) -> str:
    if parties["home"] is None:
        return "由慈善组织分配到儿童之家"
    return " ".join([*(parties["path"] or "").split("/")[1:], parties["home"]]).strip()


def _counted(gift: dict[str, Any]) -> str:
    if gift["kind"] == GiftKind.money:
        return _chinese(gift, gift["paid_fen"])
    differing = [
        f"{word} {gift[column]}"
        for word, column in (("破损", "broken"), ("短少", "short"), ("多出", "surplus"))
        if gift[column]
    ]
    return _chinese(gift, gift["good"]) + (f"（{'，'.join(differing)}）" if differing else "")


def _chinese(gift: dict[str, Any], amount: int) -> str:
    """Papers are Chinese whatever the reader's language: units are kept as their Chinese name."""
    if gift["kind"] == GiftKind.money:
        return amount_word(GiftKind.money, "", amount)
    return f"{amount:,} {gift['unit']}"


async def _count_note(donation_id: int) -> str:
    row = await one(
        "SELECT string_agg(count_note, '；' ORDER BY position) AS said FROM parcel"
        " WHERE donation_id = $1 AND count_note <> ''",
        donation_id,
    )
    return (row["said"] if row else "") or ""


def _confirmed(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(clock.HERE)
    return f"{said(here.date())} {here:%H:%M} 在平台上确认"


def _here(moment: datetime) -> date:
    return moment.astimezone(clock.HERE).date()
