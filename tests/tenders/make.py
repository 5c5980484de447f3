"""Purchases for tests: `form()` fills a notice in, `draft()` and `published()` carry it on."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.tenders import commands
from match.tenders.forms import NEGATIVE, TenderForm
from tests.people import make as people

JISHOU = "433101000000"


def form(**other: Any) -> TenderForm:
    """Psychological help for a county's children, 180,000 yuan, answers for two weeks."""
    today = clock.today()
    fields: dict[str, Any] = {
        "organisation": 0,
        "title": "吉首市留守儿童心理辅导服务",
        "item_code": "C20030700",
        "budget_fen": 18_000_000,
        "budget_line": "2026年儿童福利服务",
        "requirements": "为全市儿童之家提供个别辅导和团体辅导，全年不少于三百课时。",
        "acceptance": "每季度由儿童主任和监护人评议，结果公开。",
        "service_days": 365,
        "areas": ["433101"],
        "closes_on": today + timedelta(days=14),
        "decides_on": today + timedelta(days=30),
        **dict.fromkeys(NEGATIVE, False),
        "fair": True,
        **other,
    }
    return TenderForm(**fields)


async def department(kind: str = "GOV-CIV", **other: Any) -> tuple[Actor, int]:
    """A verified department of Jishou and its purchaser officer."""
    organisation = await people.organisation(kind, JISHOU, **other)
    return await people.account("purchaser", "433101", organisation=organisation), organisation


async def draft(**other: Any) -> tuple[Actor, int]:
    """A draft notice."""
    officer, organisation = await department()
    return officer, await commands.draft_tender(officer, form(organisation=organisation, **other))


async def published(**other: Any) -> tuple[Actor, int]:
    """A notice that everybody reads."""
    officer, tender_id = await draft(**other)
    await commands.publish_tender(officer, tender_id)
    return officer, tender_id
