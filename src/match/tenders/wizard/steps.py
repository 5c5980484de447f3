"""The steps of the way, and which boxes each holds."""

import msgspec

from match.foundation.language import _
from match.tenders.forms import NEGATIVE


class Step(msgspec.Struct, frozen=True):
    """One page of boxes. ``several`` are those that hold lists."""

    slug: str
    fields: tuple[str, ...]
    several: tuple[str, ...] = ()


STEPS = (
    Step(
        "plan",
        (
            "organisation",
            "title",
            "item_code",
            "guiding_item",
            "budget",
            "budget_line",
            "fiscal_year",
            "areas",
        ),
        ("areas",),
    ),
    Step("screen", (*NEGATIVE, "fair")),
    Step(
        "method",
        (
            "mode",
            "method",
            "method_ground",
            "method_approval",
            "sole_supplier",
            "stable_recurrent",
            "complex",
            "intent_waiver",
            "official_notice_url",
        ),
    ),
    Step("needs", ("needs",)),
    Step("survey", ("survey", "legal_adviser", "held_on", "respondents", "findings")),
    Step(
        "document",
        (
            "requirements",
            "acceptance",
            "service_days",
            "skills",
            "documents",
            "consortium",
            "bond",
            "reference_contracts",
        ),
        ("skills", "documents"),
    ),
    Step("criteria", ("scheme", "envelopes", "criteria")),
    Step("dates", ("closes_on", "closes_time", "decides_on")),
)
BY_SLUG = {step.slug: step for step in STEPS}
STEP_OF = {name: step.slug for step in STEPS for name in step.fields} | {
    "category": "plan",
    "intent": "dates",
}
"""Where a complaint about a field is mended."""

# The forms speak in fen and the boxes in yuan.
BOX_OF = {"budget_fen": "budget", "bond_fen": "bond"}


def step_word(slug: str) -> str:
    """What a step is called."""
    return {
        "plan": _("计划、预算和品目"),
        "screen": _("能不能购买的六个问题"),
        "method": _("采购方式"),
        "needs": _("解决哪些需求"),
        "survey": _("需求调查和合同审查"),
        "document": _("采购要求和附件"),
        "criteria": _("评审办法"),
        "dates": _("日期"),
    }[slug]


def after(slug: str) -> str | None:
    """The step that follows; None after the last."""
    slugs = [step.slug for step in STEPS]
    at = slugs.index(slug) + 1
    return slugs[at] if at < len(slugs) else None
