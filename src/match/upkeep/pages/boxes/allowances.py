"""The boxes of a county's rule and its sheets of allowances."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.foundation.parameters import whole
from match.site.boxes import Box
from match.upkeep import forms, queries, rules
from match.upkeep.pages.boxes._shared import allowed, month_options, own_county, parent, reason
from match.upkeep.pages.common import period_word

GRADES_MOST = 4


async def rule(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2c and 5.2d: base and grades."""
    del about
    own_county(actor, of)
    least = await whole("director.allowance_month")
    hint = _("每人每月不得低于 %(least)s 元。") % {"least": least}
    made = [
        Box("base_fen", _("每人每月标准"), "yuan", hint, unit=_("元")),
        Box("from_month", _("从哪个月起执行"), "choice", options=month_options(ahead=3, back=12)),
        Box("document", _("依据文件号"), required=False),
    ]
    for place in range(GRADES_MOST):
        letter = chr(ord("A") + place)
        needed = place == 0
        made += [
            Box(
                f"points_{letter}",
                _("%(grade)s 档：最低得分") % {"grade": letter},
                "whole",
                _("不用的档留空；最后一档填 0。") if needed else "",
                required=needed,
            ),
            Box(
                f"coefficient_{letter}",
                _("%(grade)s 档：系数") % {"grade": letter},
                "text",
                _("例如 1.2。不能低于 1：绩效只能往上加。") if needed else "",
                required=needed,
            ),
        ]
    return made


async def sheet(actor: Actor, of: int, about: str) -> list[Box]:
    """A month or a quarter."""
    del about
    own_county(actor, of)
    months = [(f"{value}|1", text) for value, text in month_options(ahead=0, back=6)]
    first = clock.today().replace(day=1)
    start = first.replace(month=(first.month - 1) // 3 * 3 + 1)
    quarters = [start.replace(year=start.year - 1, month=m) for m in (1, 4, 7, 10)]
    quarters += [start.replace(month=m) for m in (1, 4, 7, 10) if m <= start.month]
    choices = [(f"{one.isoformat()}|3", period_word(one, 3)) for one in reversed(quarters)]
    hint = _("按月或按季。只有在岗的月份才有津贴；补做时只列还没有列过的人。")
    return [Box("period", _("哪一期"), "choice", hint, (*months, *choices))]


async def regrade(actor: Actor, of: int, about: str) -> list[Box]:
    """Another grade, with a reason."""
    del about
    file = await queries.sheet_file(actor, await parent("allowance_review", "sheet_id", of))
    allowed("regrade" in file.verbs)
    options = tuple(
        (one.grade, f"{one.grade} · {yuan_short(fen)}") for one, fen in file.rule.grades
    )
    hint = _("和得分对应的等级不同时，必须写明原因。")
    return [
        Box("grade", _("等级"), "pills", options=options),
        Box("reason", _("调整原因"), "words", hint, required=False),
    ]


async def propose(actor: Actor, of: int, about: str) -> list[Box]:
    """To another person."""
    del about
    await _sheet_act(actor, of, "propose")
    return [Box("note", _("给复核人的说明"), "words", required=False)]


async def sheet_yes(actor: Actor, of: int, about: str) -> list[Box]:
    """A yes needs no words."""
    del about
    await _sheet_act(actor, of, "check")
    return []


async def sheet_why(actor: Actor, of: int, about: str) -> list[Box]:
    """A no needs a reason."""
    del about
    await _sheet_act(actor, of, "return", "discard")
    return reason()


async def pay(actor: Actor, of: int, about: str) -> list[Box]:
    """What was paid outside."""
    del about
    await _sheet_act(actor, of, "pay")
    hint = _("本平台不收付款项，只登记国库或银行发放的结果。")
    return [
        Box("paid_on", _("发放日期"), "date"),
        Box("voucher", _("发放凭证号"), hint=hint),
    ]


def grades(given: Mapping[str, Any]) -> list[forms.GradeForm]:
    """Grades from their boxes; coefficients as people write them: 1.2 is 120 hundredths."""
    found: list[forms.GradeForm] = []
    wrong: dict[str, str] = {}
    for place in range(GRADES_MOST):
        letter = chr(ord("A") + place)
        points = str(given.get(f"points_{letter}", "")).strip()
        typed = str(given.get(f"coefficient_{letter}", "")).strip()
        if not points and not typed:
            continue
        if not points.isdecimal() or int(points) > 100:
            wrong[f"points_{letter}"] = _("请填写 0 到 100 的整数。")
        whole_part, _dot, rest = typed.partition(".")
        if not whole_part.isdecimal() or (rest and not rest.isdecimal()) or len(rest) > 2:
            wrong[f"coefficient_{letter}"] = _("请填写系数，例如 1 或 1.25。")
        if not wrong:
            hundredths = int(whole_part) * 100 + int(rest.ljust(2, "0") or "0")
            if not 1 <= hundredths <= 300:
                wrong[f"coefficient_{letter}"] = _("系数不能超过 3。")
            else:
                found.append(forms.GradeForm(letter, int(points), hundredths))
    if not wrong and not found:
        wrong["points_A"] = _("请至少填写一档。")
    if not wrong:
        complaint = rules.grades_complaint(
            [rules.Grade(one.grade, one.least_points, one.coefficient) for one in found]
        )
        wrong = {"coefficient_A": complaint} if complaint else {}
    if wrong:
        raise Invalid(wrong)
    return found


def period(given: Mapping[str, Any]) -> forms.SheetForm:
    """A choice of `sheet`. Raises Invalid for anything else."""
    first, _bar, months = str(given.get("period", "")).partition("|")
    try:
        return forms.SheetForm(date.fromisoformat(first), int(months))
    except ValueError as error:
        raise Invalid({"period": _("请选择一个月份或一个季度。")}) from error


async def _sheet_act(actor: Actor, of: int, *verbs: str) -> None:
    file = await queries.sheet_file(actor, of)
    allowed(bool(set(verbs) & set(file.verbs)))
