"""
When a campaign's record may be shown: certificate, plan, period and platform, all valid today.

The platform may not raise money itself, nor carry who may not (慈善法 22, 27, 28, 114; domain.md
§3.2). So every condition is asked again each time a page is made; nothing has to be taken down.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from match.foundation.language import _
from match.giving.campaigns.states import CampaignStatus

PLATFORMS = Path(__file__).parent / "platforms.csv"


class Platform(msgspec.Struct, frozen=True):
    """A platform for public fundraising that the ministry named. ``batch``: of its notices."""

    name: str
    host: str
    batch: str
    source: str
    confidence: str


@cache
def platforms() -> dict[str, Platform]:
    """The shipped list by host. Who is named changes: see `hosts` for what counts today."""
    with PLATFORMS.open(encoding="utf-8", newline="") as file:
        return {row["host"]: Platform(**row) for row in csv.DictReader(file)}


def hosts(changes: str) -> frozenset[str]:
    """
    The hosts that count today. *changes* is the parameter ``campaign.platform_changes``: hosts
    named since (``+host``) and no longer named (``-host``), with blanks between; ``none`` for none.
    """
    named = set(platforms())
    for change in changes.split():
        if change.startswith("+"):
            named.add(change[1:].lower())
        elif change.startswith("-"):
            named.discard(change[1:].lower())
    return frozenset(named)


def host_of(link: str) -> str:
    """The host that *link* leads to; empty for what is no plain https address."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return ""
    plain = parts.scheme == "https" and not parts.username and port in (None, 443)
    return (parts.hostname or "").rstrip(".") if plain else ""


def certificate_complaint(
    charity: Mapping[str, Any], number: str, starts_on: date, ends_on: date, today: date
) -> str | None:
    """
    Why this organisation may not raise in public over the whole period, or None.

    *charity* holds status, charity, fundraising_number, fundraising_until, verified_until.
    """
    if charity["status"] != "verified" or not _at_least(charity["verified_until"], today):
        return _("这家机构没有通过核验或核验已到期，不能登记公开募捐活动。")
    if not charity["charity"]:
        return _("只有慈善组织可以开展公开募捐（慈善法第二十二条）。")
    if not charity["fundraising_number"]:
        return _(
            "没有公开募捐资格证书的组织不得公开募捐，可以与有资格的慈善组织合作（慈善法第二十六条）。"
        )
    if number != charity["fundraising_number"]:
        return _("证书编号与核验记录不一致，请核对公开募捐资格证书。")
    until = charity["fundraising_until"]
    if not _at_least(until, max(ends_on, today)) or starts_on > until:
        return _("公开募捐资格证书在活动期间内到期，请缩短活动期间或先更新证书。")
    return None


def platform_complaint(link: str, named: frozenset[str]) -> str | None:
    """Why *link* is none to a named platform, or None."""
    host = host_of(link)
    if not host:
        return _("请填写以 https:// 开头的活动页面地址。")
    if host not in named:
        return _("这个网址不属于民政部指定的互联网公开募捐服务平台，不能登记（慈善法第二十七条）。")
    return None


def plan_complaint(filed_on: date, starts_on: date, days: int, today: date) -> str | None:
    """The plan was filed, and at least *days* before the start (CHAR.PLAN.FILE)."""
    if filed_on > today:
        return _("募捐方案备案以后才能登记活动，备案日期不能晚于今天。")
    if (starts_on - filed_on).days < days:
        return _("募捐方案应在活动开始至少 %(days)s 天前备案，请核对备案日期。") % {"days": days}
    return None


def hidden_because(
    campaign: Mapping[str, Any], charity: Mapping[str, Any], named: frozenset[str], today: date
) -> str | None:
    """What keeps a record from the public page today, or None: then it is shown."""
    if campaign["status"] != CampaignStatus.checked or campaign["checked_on"] is None:
        return _("还没有经过民政部门核对。")
    if not campaign["starts_on"] <= today <= campaign["ends_on"]:
        return _("今天不在活动期间内。")
    if not campaign["filing_number"]:
        return _("没有募捐方案备案编号。")
    return certificate_complaint(
        charity, campaign["certificate_number"], today, today, today
    ) or platform_complaint(campaign["link"], named)


def _at_least(until: date | None, day: date) -> bool:
    return until is not None and until >= day
