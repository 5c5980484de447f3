"""An organisation's list of offers as a file: one row is one offer."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.catalogue import lists
from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value, numbered
from match.foundation.sheets.cells import tidy
from match.needs.sheet import categories, units
from match.offers.forms import OfferForm
from match.offers.rules import CONTACT_MODES
from match.places.listed import AreaFinder

YES, NO = "yes", "no"
PERSON = "0"
"""The giver of what somebody gives in their own name."""
MOST_UNITS = 100_000_000
FREE = ("conditions", "least", "starts_on", "ends_on", "unit_value_fen", "child_contact")
"""Cells that may be left empty; then what is known stays, or the form's own default holds."""
HELD = ("skills", "groups", "for_need")
"""What no list says, and none takes away."""


def sheet(organisations: Sequence[tuple[int, str]]) -> Sheet:
    """The columns, for who may give for these *organisations*, (id, name)."""
    return Sheet(
        "供给名单",
        (
            Column("id", "编号", Kind.integer, least=1, most=2**53, notes=_("新增时空着。")),
            Column(
                "giver",
                "提供方",
                Kind.choice,
                required=True,
                choices={**numbered(organisations), "个人": PERSON},
            ),
            Column("title", "标题", required=True, example="全新注音绘本两百册", longest=60),
            Column("mode", "提供方式", Kind.choice, required=True, choices=_modes()),
            Column("category", "类别", Kind.choice, required=True, choices=_categories()),
            Column(
                "quantity",
                "提供数量",
                Kind.integer,
                required=True,
                least=1,
                most=MOST_UNITS,
                example="200",
            ),
            Column("unit", "单位", Kind.choice, required=True, choices=units()),
            Column("least", "每次至少", Kind.integer, least=1, most=MOST_UNITS, example="20"),
            Column(
                "areas",
                "能到达的地区",
                required=True,
                example="湘西州、沅陵县",
                longest=1000,
                notes=_("市州、县市区的名称或区划代码，用顿号隔开；全省写湖南省。"),
            ),
            Column("starts_on", "开始日期", Kind.date),
            Column("ends_on", "截止日期", Kind.date, notes=_("含当天，最长两年。")),
            Column("child_contact", "接触儿童", Kind.choice, choices={"是": YES, "否": NO}),
            Column(
                "conditions",
                "说明和条件",
                longest=1000,
                notes=_("不要写孩子的姓名和能认出孩子的话。"),
            ),
            Column("unit_value_fen", "单位估值（元）", Kind.money, notes=_("不公开。")),
        ),
        natural_key=("giver", "title"),
        most_rows=500,
        number_key="id",
    )


def cells(form: OfferForm, areas: AreaFinder) -> dict[str, Value]:
    """An offer as its row, but for its number; texts as a file gives them back."""
    contact = form.child_contact or form.mode in CONTACT_MODES
    return {
        "giver": str(form.organisation or PERSON),
        "title": tidy(form.title),
        "mode": form.mode,
        "category": form.category,
        "quantity": form.quantity,
        "unit": form.unit,
        "least": form.least,
        "areas": areas.said(sorted(set(form.areas))),
        "starts_on": form.starts_on,
        "ends_on": form.ends_on,
        "child_contact": YES if contact else NO,
        "conditions": tidy(form.conditions),
        "unit_value_fen": form.unit_value_fen,
    }


def form_of(row: Mapping[str, Any]) -> OfferForm:
    """The form that would make the offer of this *row* of the table."""
    return OfferForm(
        organisation=row["organisation_id"],
        **{name: row[name] for name in _SAME},
    )


async def forms_of(offers: Sequence[int]) -> dict[int, OfferForm]:
    """By id. Call it for offers that the reader gave."""
    found = await rows("SELECT * FROM offer WHERE id = ANY($1)", list(offers))
    return {row["id"]: form_of(row) for row in found}


_SAME = ("mode", "category", "title", "quantity", "unit", "areas", *FREE, *HELD)


def _modes() -> dict[str, str]:
    return {mode.name_zh: code for code, mode in lists.modes().items()}


def _categories() -> dict[str, str]:
    """The leaves as lists of needs call them; an offer may be for a whole root too."""
    roots = {
        f"{entry.name_zh}（整个大类）": code
        for code, entry in lists.categories().items()
        if entry.parent is None
    }
    return {**categories(), **roots}
