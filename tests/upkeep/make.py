"""Homes with their people for upkeep, and every form filled in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.errors import Invalid
from match.posts.commands import note_seat
from match.upkeep import commands, forms
from match.upkeep.states import (
    BodyKind,
    CostKind,
    DepartmentKind,
    InsuranceKind,
    Level,
    Payer,
)
from tests.homes import make as homes
from tests.people import make as people

VILLAGE, COUNTY = homes.VILLAGE, "433101000000"
LEVELS = (Level.province, Level.prefecture, Level.county)


class Scene(msgspec.Struct, frozen=True):
    """One home that works, and everybody who has a part in its upkeep."""

    home: int
    director: Actor
    county: Actor
    second: Actor
    prefecture: Actor
    province: Actor
    finance: Actor
    cashier: Actor


def days_ago(days: int) -> date:
    """A day before today."""
    return clock.today() - timedelta(days=days)


def month_ago(months: int = 1) -> date:
    """The first day of a month that is over."""
    first = clock.today().replace(day=1)
    for _each in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


async def scene(division: str = VILLAGE, since: date | None = None, **other: Any) -> Scene:
    """A working home whose director acts since *since* (two months ago), and the desks above."""
    home, director = await homes.working(division, **other)
    began = since or month_ago(2)
    noon = datetime(began.year, began.month, began.day, 12, tzinfo=clock.HERE)
    with clock.freeze(noon):
        await note_seat(SYSTEM, home)
    return Scene(
        home,
        director,
        county=await people.account("county", division[:6]),
        second=await people.account("county", division[:6]),
        prefecture=await people.account("prefecture", division[:4]),
        province=await people.account("province", "43"),
        finance=await people.account("finance", division[:4]),
        cashier=await people.account("finance", division[:4]),
    )


def grant_form(**other: Any) -> forms.GrantForm:
    """City 8,000 and county 12,000: with the province's 10,000 exactly 30,000 yuan."""
    return forms.GrantForm(**{"prefecture_fen": 800_000, "county_fen": 1_200_000, **other})


async def paid_grant(at: Scene) -> int:
    """A grant whose every level's money came."""
    grant = await commands.request_grant(at.county, at.home, grant_form())
    await commands.approve_grant(at.prefecture, grant)
    for level in LEVELS:
        form = forms.AllotForm(level, f"财社〔2026〕{level}", days_ago(20))
        await commands.allot_share(at.finance, grant, form)
    for level in LEVELS:
        form = forms.ArrivalForm(level, f"DZ-{level}", days_ago(10))
        await commands.record_arrival(at.cashier, grant, form)
    return grant


def cost_form(**other: Any) -> forms.CostForm:
    """A bill of 128.50 yuan."""
    fields: dict[str, Any] = {
        "kind": CostKind.energy,
        "what": "第三季度电费",
        "amount_fen": 12_850,
        "paid_on": days_ago(3),
        "voucher": "YX-001",
        **other,
    }
    return forms.CostForm(**fields)


def rule_form(**other: Any) -> forms.RuleForm:
    """200 yuan; A from 80 points 1.25, B from 50 points 1.1, C for everybody 1."""
    fields: dict[str, Any] = {
        "base_fen": 20_000,
        "from_month": month_ago(12),
        "document": "吉民发〔2026〕3号",
        "grades": [
            forms.GradeForm("A", 80, 125),
            forms.GradeForm("B", 50, 110),
            forms.GradeForm("C", 0, 100),
        ],
        **other,
    }
    return forms.RuleForm(**fields)


async def drawn(at: Scene, months: int = 1) -> int:
    """A draft sheet of last month under the county's rule."""
    await commands.set_rule(at.county, COUNTY, rule_form())
    return await commands.draw_sheet(at.county, COUNTY, forms.SheetForm(month_ago(), months))


async def checked(at: Scene) -> int:
    """A sheet that one proposed and another checked."""
    sheet = await drawn(at)
    await commands.propose_sheet(at.county, sheet)
    await commands.check_sheet(at.second, sheet)
    return sheet


def voucher(**other: Any) -> forms.VoucherForm:
    """Paid today."""
    return forms.VoucherForm(**{"paid_on": clock.today(), "voucher": "JT-001", **other})


def insurance_form(**other: Any) -> forms.InsuranceForm:
    """A year's policy for the venue."""
    fields: dict[str, Any] = {
        "kind": InsuranceKind.venue,
        "insurer": "湘西测试保险",
        "policy": "CD-2026-0001",
        "starts_on": days_ago(100),
        "ends_on": clock.today() + timedelta(days=265),
        "payer": Payer.county,
        **other,
    }
    return forms.InsuranceForm(**fields)


def title_form(level: Level = Level.county, **other: Any) -> forms.TitleForm:
    """An application of this year."""
    fields: dict[str, Any] = {
        "level": level,
        "year": clock.today().year,
        "words": "每周开放六天，阅读活动有固定的家长志愿者。",
        **other,
    }
    return forms.TitleForm(**fields)


OPINION = forms.ReviewForm("现场看过，场地和制度齐全，培训和活动正在补，年内可以达到。")


def naming_form(titles: list[int], **other: Any) -> forms.NamingForm:
    """A document of today."""
    fields: dict[str, Any] = {
        "year": clock.today().year,
        "document": "湘民发〔2026〕30号",
        "named_on": clock.today(),
        "titles": titles,
        "reason": "今年分两批命名，这是第一批。",
        **other,
    }
    return forms.NamingForm(**fields)


def body_form(**other: Any) -> forms.BodyForm:
    """A joint meeting of the five departments."""
    fields: dict[str, Any] = {
        "kind": BodyKind.joint_meeting,
        "name": "吉首市农村留守儿童关爱保护联席会议",
        "document": "吉政办函〔2026〕8号",
        "set_up_on": days_ago(90),
        "departments": list(DepartmentKind),
        **other,
    }
    return forms.BodyForm(**fields)


def meeting_form(**other: Any) -> forms.MeetingForm:
    """A meeting of last week."""
    fields: dict[str, Any] = {
        "title": "第三季度联席会议",
        "held_on": days_ago(7),
        "minutes": "听取了儿童之家建设进度，明确了运行经费的安排和下一步分工。",
        "attended": [DepartmentKind.civil, DepartmentKind.finance, DepartmentKind.education],
        **other,
    }
    return forms.MeetingForm(**fields)


async def settle() -> None:
    """Ask the deferred guards now, as COMMIT would."""
    await value("SET CONSTRAINTS ALL IMMEDIATE")
    await value("SET CONSTRAINTS ALL DEFERRED")


async def status(table: str, row_id: int) -> str:
    """Where a thing stands."""
    return await value(f"SELECT status FROM {table} WHERE id = $1", row_id)  # a test's own words


async def balances(kind: str, owner: int) -> dict[str, int]:
    """The ledger's accounts of a thing: kind → fen."""
    found = await rows(
        "SELECT kind, balance FROM ledger_account WHERE owner_kind = $1 AND owner_id = $2",
        kind,
        owner,
    )
    return {row["kind"]: row["balance"] for row in found}


@contextmanager
def complaint(words: str) -> Iterator[None]:
    """The block is refused, and one of its complaints says *words*."""
    with pytest.raises(Invalid) as caught:
        yield
    told = "；".join(caught.value.fields.values())
    assert words in told, told
