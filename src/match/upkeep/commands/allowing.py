"""
The allowance of directors (notice 5.2c–e): a county's rule, a sheet of a month or a quarter by
performance, checked by another person, paid outside and recorded. Active months only.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.ledger.commands import enter
from match.upkeep import books, performance, policy, rules
from match.upkeep.commands._shared import not_found, not_later, noted, reasoned, row_of, stands
from match.upkeep.forms import RegradeForm, RuleForm, SheetForm, VoucherForm
from match.upkeep.performance import Held
from match.upkeep.rules import Expected, Figures, Grade
from match.upkeep.states import SHEET_MACHINE, SheetStatus
from match.upkeep.tables import AllowanceSheet


@command
async def set_rule(actor: Actor, county: str, form: RuleForm) -> int:
    """
    What *county* (12 digits) pays from a month on; its id. Only added to.

    Invalid under 200 yuan a month (5.2c), and for a grade that takes from the base.
    """
    require(policy.can_keep(actor, county))
    least = await whole("director.allowance_month") * rules.FEN
    if form.base_fen < least:
        raise Invalid(
            {
                "base_fen": _("每人每月不得低于 %(least)s 元（通知要求），可以更高。")
                % {"least": least // rules.FEN}
            }
        )
    if form.from_month.day != 1:
        raise Invalid({"from_month": _("请从某个月的 1 日开始。")})
    grades = [Grade(one.grade, one.least_points, one.coefficient) for one in form.grades]
    refuse(grades=rules.grades_complaint(grades))
    if len({one.grade for one in grades}) < len(grades):
        raise Invalid({"grades": _("每个等级只能有一行。")})
    rule_id: int = await value(
        "INSERT INTO allowance_rule (county, from_month, base_fen, document, set_by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        county,
        form.from_month,
        form.base_fen,
        form.document.strip(),
        actor.id,
    )
    for grade in grades:
        await value(
            "INSERT INTO allowance_grade (rule_id, grade, least_points, coefficient)"
            " VALUES ($1, $2, $3, $4)",
            rule_id,
            grade.grade,
            grade.least_points,
            grade.coefficient,
        )
    changes = {"base_fen": (None, form.base_fen)}
    subject = ("allowance_rule", rule_id)
    await noted(actor, "allowance.rule_set", subject, county, changes=changes, rule_id=rule_id)
    return rule_id


@command
async def draw_sheet(actor: Actor, county: str, form: SheetForm) -> int:
    """
    Draw up a sheet: every director with an active month of the period that no sheet holds yet,
    graded by what the period showed; its id.

    Conflict while another draft waits, without a rule for the period, and when nobody is left.
    """
    require(policy.can_keep(actor, county))
    refuse(from_month=rules.period_complaint(form.from_month, form.months, clock.today()))
    rule = await one(
        "SELECT * FROM allowance_rule WHERE county = $1 AND from_month <= $2"
        " ORDER BY from_month DESC, id DESC LIMIT 1",
        county,
        form.from_month,
    )
    if rule is None:
        raise Conflict(_("请先设定本县从这一期起执行的津贴标准和等级。"))
    held = await _unpaid(county, form.from_month, form.months)
    if not held:
        raise Conflict(_("这一期在岗的主任都已经在表里，没有要补的。"))
    sheet_id = await value(
        "INSERT INTO allowance_sheet (county, from_month, months, rule_id, drawn_by)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING id",
        county,
        form.from_month,
        form.months,
        rule["id"],
        actor.id,
    )
    if sheet_id is None:
        # One draft a county: two who draw at once would both see nobody paid.
        raise Conflict(_("还有一张草稿没有提交。请先提交或作废，再做新表。"))
    grades = await _grades(rule["id"])
    shown = await performance.figures(held, form.from_month, form.months)
    expected = Expected(
        await whole("allowance.activities_month"), await whole("allowance.open_days_month")
    )
    for who in held:
        figures = shown[who.account_id]
        earned = rules.points(figures, expected, form.months)
        await _review(sheet_id, who, figures, earned, rule["base_fen"], grades)
    await _sum(sheet_id)
    subject = ("allowance_sheet", sheet_id)
    await noted(actor, "allowance.drawn", subject, county, sheet_id=sheet_id)
    return sheet_id


@command
async def regrade(actor: Actor, review_id: int, form: RegradeForm) -> None:
    """Another grade than the points give, with a written reason; only in a draft."""
    review = await row_of("allowance_review", review_id, lock=False)
    sheet = await _sheet(actor, review["sheet_id"])
    require(policy.can_keep(actor, sheet["county"]))
    stands(sheet, SheetStatus.draft)
    grades = {one.grade: one for one in await _grades(sheet["rule_id"])}
    if form.grade not in grades:
        raise Invalid({"grade": _("请从本县的等级里选择。")})
    reason = "" if form.grade == review["proposed"] else reasoned(form.reason)
    await value(
        "UPDATE allowance_review SET grade = $2, reason = $3 WHERE id = $1",
        review_id,
        form.grade,
        reason,
    )
    base: int = await value("SELECT base_fen FROM allowance_rule WHERE id = $1", sheet["rule_id"])
    await value(
        "UPDATE allowance_line SET amount_fen = $2 WHERE review_id = $1",
        review_id,
        rules.amount_fen(base, grades[form.grade].coefficient),
    )
    await _sum(sheet["id"])
    await noted(
        actor,
        "allowance.regraded",
        ("allowance_sheet", sheet["id"]),
        sheet["county"],
        reason=reason,
        changes={"grade": (review["grade"], form.grade)},
        sheet_id=sheet["id"],
    )


@command
async def propose_sheet(actor: Actor, sheet_id: int, note: str = "") -> None:
    """The draft goes to another person; from now on it does not change."""
    sheet = await _sheet(actor, sheet_id)
    require(policy.can_keep(actor, sheet["county"]))
    await _move(
        actor,
        sheet,
        "propose",
        proposed_by=actor.id,
        proposed_at=clock.now(),
        note=note.strip()[:500],
    )


@command
async def check_sheet(actor: Actor, sheet_id: int) -> None:
    """Another person finds the sheet right."""
    sheet = await _sheet(actor, sheet_id)
    require(policy.can_check(actor, sheet["county"], sheet["proposed_by"]))
    await _move(actor, sheet, "check", checked_by=actor.id, checked_at=clock.now())


@command
async def return_sheet(actor: Actor, sheet_id: int, reason: str) -> None:
    """Another person sends the sheet back with a reason."""
    sheet = await _sheet(actor, sheet_id)
    require(policy.can_check(actor, sheet["county"], sheet["proposed_by"]))
    await _move(actor, sheet, "return", reason=reasoned(reason))


@command
async def discard_sheet(actor: Actor, sheet_id: int, reason: str) -> None:
    """A draft that is not wanted; its months are free again."""
    sheet = await _sheet(actor, sheet_id)
    require(policy.can_keep(actor, sheet["county"]))
    stands(sheet, SheetStatus.draft)
    said = reasoned(reason)
    await rows("DELETE FROM allowance_line WHERE sheet_id = $1", sheet_id)
    await _move(actor, sheet, "discard", reason=said, total_fen=0)


@command
async def pay_sheet(actor: Actor, sheet_id: int, form: VoucherForm) -> None:
    """What was paid outside: day and voucher. Not by who checked; directors hear of it."""
    sheet = await _sheet(actor, sheet_id)
    require(policy.can_pay(actor, sheet["county"], sheet["checked_by"]))
    stands(sheet, SheetStatus.checked)
    not_later(form.paid_on, "paid_on")
    if form.paid_on < sheet["checked_at"].astimezone(clock.HERE).date():
        raise Invalid({"paid_on": _("发放日期不能早于复核日期。")})
    await _move(
        actor,
        sheet,
        "pay",
        paid_by=actor.id,
        paid_on=form.paid_on,
        voucher=form.voucher.strip(),
    )
    await enter(actor, books.allowance(sheet_id, sheet["county"], sheet["total_fen"]))


async def _unpaid(county: str, first: date, months: int) -> list[Held]:
    """Directors with their active months that stand in no sheet yet."""
    held = await performance.held_months(county, first, months)
    wanted = rules.months_of(first, months)
    known = await rows(
        "SELECT account_id, home_id, month FROM allowance_line WHERE month = ANY($1)"
        " AND (account_id = ANY($2) OR home_id = ANY($3))",
        wanted,
        [one.account_id for one in held],
        [one.home_id for one in held],
    )
    people = {(row["account_id"], row["month"]) for row in known}
    homes = {(row["home_id"], row["month"]) for row in known}
    left = [
        Held(
            who.account_id,
            who.home_id,
            tuple(
                month
                for month in who.months
                if (who.account_id, month) not in people and (who.home_id, month) not in homes
            ),
        )
        for who in held
    ]
    seen: set[int] = set()
    # One row a person and sheet: whoever moved to another home within a quarter gets a second one.
    return [
        who
        for who in left
        if who.months and not (who.account_id in seen or seen.add(who.account_id))
    ]


async def _review(
    sheet_id: int,
    who: Held,
    shown: Figures,
    earned: int,
    base_fen: int,
    grades: Sequence[Grade],
) -> None:
    grade = rules.grade_for(earned, grades)
    review_id: int = await value(
        "INSERT INTO allowance_review (sheet_id, home_id, account_id, activities, heads, open_days,"
        " trained, points, proposed, grade) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)"
        " RETURNING id",
        sheet_id,
        who.home_id,
        who.account_id,
        shown.activities,
        shown.heads,
        shown.open_days,
        int(shown.trained),
        earned,
        grade,
    )
    coefficient = next(one.coefficient for one in grades if one.grade == grade)
    await rows(
        "INSERT INTO allowance_line (sheet_id, review_id, home_id, account_id, month, amount_fen)"
        " SELECT $1, $2, $3, $4, month, $6 FROM unnest($5::date[]) AS month",
        sheet_id,
        review_id,
        who.home_id,
        who.account_id,
        list(who.months),
        rules.amount_fen(base_fen, coefficient),
    )


async def _grades(rule_id: int) -> list[Grade]:
    return [
        Grade(row["grade"], row["least_points"], row["coefficient"])
        for row in await rows(
            "SELECT * FROM allowance_grade WHERE rule_id = $1 ORDER BY grade", rule_id
        )
    ]


async def _sum(sheet_id: int) -> None:
    await value(
        "UPDATE allowance_sheet SET total_fen = (SELECT coalesce(sum(amount_fen), 0)"
        " FROM allowance_line WHERE sheet_id = $1) WHERE id = $1",
        sheet_id,
    )


async def _sheet(actor: Actor, sheet_id: int) -> dict[str, Any]:
    sheet = await row_of("allowance_sheet", sheet_id)
    if not policy.sees_sheets(actor, sheet["county"]):
        raise not_found()
    return sheet


async def _move(
    actor: Actor, sheet: dict[str, Any], verb: str, *, reason: str = "", **sets: Any
) -> None:
    if reason:
        sets["note"] = reason
    await carry_out(
        actor,
        SHEET_MACHINE,
        AllowanceSheet,
        {**sheet, "division": sheet["county"]},
        SheetStatus(sheet["status"]),
        verb,
        reason=reason,
        sets=sets,
        sheet_id=sheet["id"],
    )
