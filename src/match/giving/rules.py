"""Pure decisions: which writing is asked for, what it still lacks, how a count must add up."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from match.foundation.language import _
from match.giving.books import BookFacts, Posting, expected_postings
from match.giving.states import AgreementForm, Condition, GiftKind

__all__ = [
    "BookFacts",
    "Count",
    "Posting",
    "boxes",
    "expected_postings",
    "form_for",
    "kind_of",
    "missing_terms",
    "wrong_count",
]

# Roots of the catalogue whose units are things; the rest is somebody's time. FND is money.
_THINGS = ("MAT", "FAC")
# Electrical goods and toys carry the CCC mark; food a licence, and like medicines a last day.
_CCC = frozenset({"MAT-TOY", "MAT-IT", "MAT-VIDEO", "MAT-AV", "MAT-PRINT", "MAT-APPL", "MAT-SAFE"})
_FOOD = frozenset({"MAT-FOOD"})
_DATED = frozenset({"MAT-FOOD", "MAT-MED", "MAT-HYG"})


class Count(msgspec.Struct, frozen=True):
    """What was found in a parcel, in whole units. ``surplus`` came over what was sent."""

    good: int
    broken: int = 0
    short: int = 0
    surplus: int = 0


def kind_of(category: str) -> GiftKind:
    """Goods, time or money, by the category of what is asked for."""
    root = category.split("-")[0]
    if root == "FND":
        return GiftKind.money
    return GiftKind.goods if root in _THINGS else GiftKind.time


def form_for(kind: GiftKind, value_fen: int | None, limit_fen: int) -> AgreementForm:
    """Money always, and goods from the set value on, are agreed in full (慈善法 39)."""
    if kind is GiftKind.money or (
        kind is GiftKind.goods and value_fen is not None and value_fen >= limit_fen
    ):
        return AgreementForm.full
    return AgreementForm.short


def boxes(category: str) -> frozenset[str]:
    """Which of ``ccc``, ``food_licence`` and ``dates`` a category of goods asks for (慈善法 36)."""
    asked = {
        "ccc": category in _CCC,
        "food_licence": category in _FOOD,
        "dates": category in _DATED,
    }
    return frozenset(name for name, wanted in asked.items() if wanted)


def missing_terms(
    terms: Mapping[str, Any], kind: GiftKind, category: str, today: date
) -> dict[str, str]:
    """What an agreement must still say before anybody can confirm it: field → complaint."""
    complaints: dict[str, str] = {}
    if not terms["purpose"].strip():
        complaints["purpose"] = _("请写明用途。")
    if kind is GiftKind.goods:
        complaints |= _about_goods(terms, boxes(category), today)
    if terms["form"] == AgreementForm.full and not terms["quality"].strip():
        complaints["quality"] = _("请写明质量要求，例如规格、标准。")
    return complaints


def _about_goods(terms: Mapping[str, Any], asked: frozenset[str], today: date) -> dict[str, str]:
    complaints: dict[str, str] = {}
    if terms["condition"] == Condition.not_goods:
        complaints["condition"] = _("请选择物资的新旧程度。")
    if "ccc" in asked and not terms["ccc"]:
        complaints["ccc"] = _("这类物资须有 CCC 认证，请核对后勾选。")
    if "food_licence" in asked and not terms["food_licence"]:
        complaints["food_licence"] = _("食品须有生产或经营许可，请核对后勾选。")
    if "dates" in asked and terms["expires_on"] is None:
        complaints["expires_on"] = _("请填写有效期。")
    if "dates" in asked and terms["produced_on"] is None:
        complaints["produced_on"] = _("请填写生产日期。")
    if terms["expires_on"] is not None and terms["expires_on"] <= today:
        complaints["expires_on"] = _("已经过期的物资不能捐赠。")
    if terms["produced_on"] is not None and terms["produced_on"] > today:
        complaints["produced_on"] = _("生产日期不能晚于今天。")
    return complaints


def wrong_count(sent: int, count: Count, note: str) -> dict[str, str]:
    """Why *count* cannot be what was found in a parcel of *sent* units: field → complaint."""
    for field in ("good", "broken", "short", "surplus"):
        if getattr(count, field) < 0:
            return {field: _("数量不能小于 0。")}
    if count.good + count.broken > sent:
        return {
            "good": _("这一件发出 %(sent)s，完好和破损合计不能超过它。多出来的请填在“多出”一栏。")
            % {"sent": sent}
        }
    if count.good + count.broken + count.short != sent:
        return {
            "short": _("完好、破损、短少合计应等于发出的 %(sent)s，请重新清点。") % {"sent": sent}
        }
    if (count.broken or count.short or count.surplus) and len(note.strip()) < 4:
        return {"note": _("有短少、破损或多出时，请写明情况，至少 4 个字。")}
    return {}
