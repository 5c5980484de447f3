"""The boxes of each step's form. Each first reads its thing, which says 404 to strangers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.foundation.parameters import whole
from match.site.boxes import Box, Options
from match.upkeep import forms, policy, queries, rules, wording
from match.upkeep.pages.common import period_word
from match.upkeep.rules import months_of
from match.upkeep.states import (
    BodyKind,
    CostKind,
    DepartmentKind,
    InsuranceKind,
    Level,
    Payer,
)

Some = TypeVar("Some")
GRADES_MOST = 4
_LEVEL_OF_ZEROS = {10: Level.province, 8: Level.prefecture, 6: Level.county}


async def grant(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2a: the province's share is set; the form asks for the other two."""
    del about
    await _kept_home(actor, of)
    province = await whole("home.build_subsidy_province")
    total = await whole("home.build_subsidy_total")
    said = _("省级固定 %(province)s 元，市、县两级合计 %(rest)s 元，来自各级福利彩票公益金。") % {
        "province": province,
        "rest": total - province,
    }
    return [
        Box("prefecture_fen", _("市级补助"), "yuan", said, unit=_("元")),
        Box("county_fen", _("县级补助"), "yuan", unit=_("元")),
        Box("note", _("说明"), "words", required=False),
    ]


async def cost(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2f: paid by the county."""
    del about
    await _kept_home(actor, of)
    kinds = tuple((str(one), wording.cost_word(one)) for one in CostKind)
    return [
        Box("kind", _("用途"), "choice", options=kinds),
        Box("what", _("内容"), hint=_("例如：第四季度电费。不要写孩子的姓名。")),
        Box("amount_fen", _("金额"), "yuan", _("由县级支付，这里只登记结果。"), unit=_("元")),
        Box("paid_on", _("支付日期"), "date"),
        Box("voucher", _("支付凭证号")),
    ]


async def insurance(actor: Actor, of: int, about: str) -> list[Box]:
    """5.4d and 5.4f."""
    del about
    home = await queries.home_money(actor, of)
    require(policy.can_tend(actor, of, home.division))
    kinds = tuple((str(one), wording.insurance_word(one)) for one in InsuranceKind)
    payers = tuple((str(one), wording.payer_word(one)) for one in Payer)
    return [
        Box("kind", _("险种"), "pills", options=kinds),
        Box("insurer", _("保险公司")),
        Box("policy", _("保险单号")),
        Box("starts_on", _("生效日期"), "date"),
        Box("ends_on", _("到期日期"), "date", _("到期前会提醒主任和县级民政部门。")),
        Box("payer", _("谁付保费"), "choice", options=payers),
        Box(
            "insured",
            _("投保儿童人数"),
            "whole",
            _("只在意外险时填写，只填人数，不填姓名。"),
            required=False,
        ),
        _document(_("保险单")),
    ]


async def title(actor: Actor, of: int, about: str) -> list[Box]:
    """3.1d."""
    del about
    home = await queries.home_money(actor, of)
    require(policy.can_tend(actor, of, home.division))
    this = clock.today().year
    levels = tuple((str(one), policy.level_word(one)) for one in reversed(Level))
    return [
        Box("level", _("申报级别"), "pills", options=levels),
        Box("year", _("年度"), "pills", options=_same((str(this), str(this + 1)))),
        Box("words", _("申报理由"), "words", _("写做了什么、有什么效果，不写孩子。")),
    ]


async def cost_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Undoing an entry."""
    del about
    await _kept_home(actor, await _parent("running_cost", "home_id", of))
    return _reason()


async def insurance_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Ending a policy."""
    del about
    home = await queries.home_money(actor, await _parent("home_insurance", "home_id", of))
    require(policy.can_tend(actor, home.id, home.division))
    return _reason()


async def grant_yes(actor: Actor, of: int, about: str) -> list[Box]:
    """A yes needs no words."""
    await _grant_act(actor, of, "approve", about)
    return []


async def grant_why(actor: Actor, of: int, about: str) -> list[Box]:
    """A no needs a reason."""
    await _grant_act(actor, of, "", about)
    return _reason()


async def allot(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's document."""
    levels = await _grant_levels(actor, of, "allot")
    return [
        Box("level", _("哪一级的资金"), "pills", options=levels),
        Box("document", _("下达文件号"), hint=_("例如：湘财社指〔2026〕12号。")),
        Box("allotted_on", _("下达日期"), "date"),
    ]


async def arrive(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's voucher."""
    levels = await _grant_levels(actor, of, "arrive")
    return [
        Box("level", _("哪一级的资金"), "pills", options=levels),
        Box("voucher", _("到账凭证号"), hint=_("本平台不收付款项，只登记结果。")),
        Box("paid_on", _("到账日期"), "date"),
    ]


async def use(actor: Actor, of: int, about: str) -> list[Box]:
    """What the money went to."""
    del about
    file = await _grant_act(actor, of, "use", "")
    left = file.line.total_fen - file.line.used_fen
    return [
        Box("what", _("用在哪里"), hint=_("例如：室内装修、图书柜。")),
        Box(
            "amount_fen",
            _("金额"),
            "yuan",
            _("还可以登记 %(left)s。") % {"left": yuan_short(left)},
            unit=_("元"),
        ),
        Box("spent_on", _("支出日期"), "date"),
        _document(_("发票或验收单")),
    ]


async def close(actor: Actor, of: int, about: str) -> list[Box]:
    """What is left goes back, with a reason."""
    del about
    file = await _grant_act(actor, of, "close", "")
    left = file.line.total_fen - file.line.used_fen
    hint = _("剩余 %(left)s 将退回县级福彩公益金，请写明原因。") % {"left": yuan_short(left)}
    return [Box("reason", _("办结说明"), "words", hint if left else "", required=left > 0)]


async def rule(actor: Actor, of: int, about: str) -> list[Box]:
    """5.2c and 5.2d: base and grades."""
    del about
    _own_county(actor, of)
    least = await whole("director.allowance_month")
    hint = _("每人每月不得低于 %(least)s 元。") % {"least": least}
    made = [
        Box("base_fen", _("每人每月标准"), "yuan", hint, unit=_("元")),
        Box("from_month", _("从哪个月起执行"), "choice", options=_months(ahead=3, back=12)),
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
    _own_county(actor, of)
    months = [(f"{value}|1", text) for value, text in _months(ahead=0, back=6)]
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
    file = await queries.sheet_file(actor, await _parent("allowance_review", "sheet_id", of))
    _allowed("regrade" in file.verbs)
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
    return _reason()


async def pay(actor: Actor, of: int, about: str) -> list[Box]:
    """What was paid outside."""
    del about
    await _sheet_act(actor, of, "pay")
    hint = _("本平台不收付款项，只登记国库或银行发放的结果。")
    return [
        Box("paid_on", _("发放日期"), "date"),
        Box("voucher", _("发放凭证号"), hint=hint),
    ]


async def opinion(actor: Actor, of: int, about: str) -> list[Box]:
    """A level's opinion on an application."""
    del about
    file = await queries.title_file(actor, of)
    _allowed("refuse" in file.verbs)
    unmet = [one for one in file.standards if one.needed and not one.met]
    hint = _("有 %(count)s 项标准没有达到；仍要推荐时请写明理由。") % {"count": len(unmet)}
    return [Box("words", _("评审意见"), "words", hint if unmet else "")]


async def title_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Taking an application back."""
    del about
    file = await queries.title_file(actor, of)
    _allowed("withdraw" in file.verbs)
    return _reason()


async def revoke(actor: Actor, of: int, about: str) -> list[Box]:
    """Taking a title away."""
    del about
    file = await queries.title_file(actor, of)
    _allowed("revoke" in file.verbs)
    return [*_reason(), Box("revoked_on", _("撤销日期"), "date")]


async def naming(actor: Actor, of: int, about: str) -> list[Box]:
    """3.1d: one document, and the homes it names."""
    del about
    level = _own_seat(actor, of)
    waiting = await queries.to_name(actor)
    assert waiting is not None, "who has the seat names"
    options = tuple((str(one.id), f"{one.home} · {one.place}") for one in waiting.ready)
    if not options:
        raise Conflict(_("现在没有轮到本级命名的申报。"))
    said = _("%(year)s 年%(level)s计划命名 %(planned)s 个，已命名 %(named)s 个。") % {
        "year": waiting.year,
        "level": policy.level_word(level),
        "planned": waiting.planned,
        "named": waiting.named,
    }
    return [
        Box("titles", _("命名哪些儿童之家"), "many", said, options),
        Box("year", _("年度"), "hidden"),
        Box("document", _("命名文件号")),
        Box("named_on", _("命名日期"), "date"),
        Box(
            "reason",
            _("数量与计划不同的原因"),
            "words",
            _("本年度总数与计划相同时留空。"),
            required=False,
        ),
        _document(_("命名文件")),
    ]


async def quota(actor: Actor, of: int, about: str) -> list[Box]:
    """How many this year."""
    del about
    _own_seat(actor, of)
    this = clock.today().year
    years = _same((str(this), str(this + 1)))
    return [
        Box("year", _("年度"), "pills", options=years),
        Box("planned", _("计划命名多少个"), "whole", _("通知要求全省每年 100 个，市县同步推进。")),
    ]


async def body(actor: Actor, of: int, about: str) -> list[Box]:
    """5.1a and 5.1b."""
    del about
    _own_seat(actor, of)
    kinds = tuple((str(one), wording.body_word(one)) for one in BodyKind)
    return [
        Box("kind", _("形式"), "pills", options=kinds),
        Box("name", _("名称")),
        Box("document", _("成立文件号")),
        Box("set_up_on", _("成立日期"), "date"),
        Box(
            "departments",
            _("成员部门"),
            "many",
            _("民政牵头，财政、教育、妇联都要参加；组织部门视情况参加。"),
            _departments(list(DepartmentKind)),
        ),
    ]


async def meeting(actor: Actor, of: int, about: str) -> list[Box]:
    """Minutes."""
    del about
    file = await queries.body_file(actor, of)
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return [
        Box("title", _("会议名称")),
        Box("held_on", _("开会日期"), "date"),
        Box("attended", _("参加的部门"), "many", "", _departments(file.body.departments)),
        Box("minutes", _("会议纪要"), "words", _("不要写孩子的姓名和家庭情况。")),
        _document(_("纪要原件")),
    ]


async def body_why(actor: Actor, of: int, about: str) -> list[Box]:
    """Dissolving a body."""
    del about
    file = await queries.body_file(actor, of)
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return _reason()


async def decision(actor: Actor, of: int, about: str) -> list[Box]:
    """A decision is a task of one department with a last day."""
    del about
    file = await queries.body_file(actor, await _parent("coordination_meeting", "body_id", of))
    require(policy.can_coordinate(actor, file.body.level, file.body.division))
    return [
        Box("department", _("由谁办"), "choice", options=_departments(file.body.departments)),
        Box("words", _("议定事项"), "words"),
        Box("due_on", _("完成期限"), "date"),
    ]


async def finish(actor: Actor, of: int, about: str) -> list[Box]:
    """What became of it."""
    del about
    found = await queries.decision_of(actor, of)
    require(policy.can_finish(actor, found.department, await _division_of_decision(of)))
    return [Box("result", _("办理结果"), "words")]


def departments(given: Mapping[str, Any], field: str) -> list[DepartmentKind]:
    """The ticked departments. Raises Invalid for one that is none."""
    known = {str(one) for one in DepartmentKind}
    chosen = [one for one in given.get(field, []) if one in known]
    if not chosen:
        raise Invalid({field: _("请至少选择一个部门。")})
    return [DepartmentKind(one) for one in chosen]


def some(chosen: list[int]) -> list[int]:
    """The ticked homes. Raises Invalid where there is none."""
    if not chosen:
        raise Invalid({"titles": _("请至少选择一个儿童之家。")})
    return chosen


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


async def level_of(of: int) -> str:
    """The level of a seat's division. Raises NotFound."""
    text = str(of)
    for zeros, level in _LEVEL_OF_ZEROS.items():
        if len(text) == 12 and text.endswith("0" * zeros):
            return level.value
    raise NotFound(_("没有找到这一条，或您没有查看权限。"))


def _own_seat(actor: Actor, of: int) -> Level:
    seat = policy.own_seat(actor)
    if seat is None or seat[1] != str(of):
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    return seat[0]


def _own_county(actor: Actor, of: int) -> None:
    if _own_seat(actor, of) is not Level.county:
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))


async def _kept_home(actor: Actor, of: int) -> None:
    home = await queries.home_money(actor, of)
    require(policy.can_keep(actor, home.division))


async def _grant_act(actor: Actor, of: int, verb: str, about: str) -> Any:
    del about
    file = await queries.grant_file(actor, of)
    verbs = {act for act, _level in file.acts}
    _allowed(verb in verbs if verb else bool({"refuse", "withdraw"} & verbs))
    return file


async def _grant_levels(actor: Actor, of: int, verb: str) -> Options:
    file = await _grant_act(actor, of, verb, "")
    return tuple(
        (level, policy.level_word(Level(level))) for act, level in file.acts if act == verb
    )


async def _sheet_act(actor: Actor, of: int, *verbs: str) -> None:
    file = await queries.sheet_file(actor, of)
    _allowed(bool(set(verbs) & set(file.verbs)))


def _allowed(may: bool) -> None:  # asked, not told
    if not may:
        raise Conflict(_("这一步现在不能办理，或不由您办理，请刷新页面后再看。"))


async def _parent(table: str, column: str, of: int) -> int:
    found: int | None = await value(f"SELECT {column} FROM {table} WHERE id = $1", of)  # noqa: S608 # our own words
    if found is None:
        raise NotFound(_("没有找到这一条，或您没有查看权限。"))
    return found


async def _division_of_decision(of: int) -> str:
    return await value("SELECT division FROM coordination_decision WHERE id = $1", of)


async def parent_of(kind: str, of: int) -> int:
    """The thing on whose page a part stands: a review's sheet, a meeting's or decision's body."""
    if kind == "reviews":
        return await _parent("allowance_review", "sheet_id", of)
    if kind == "decisions":
        of = await _parent("coordination_decision", "meeting_id", of)
    return await _parent("coordination_meeting", "body_id", of)


def _departments(listed: Sequence[DepartmentKind]) -> Options:
    return tuple((str(one), wording.department_word(one)) for one in listed)


def _months(*, ahead: int, back: int) -> Options:
    first = clock.today().replace(day=1)
    years, month = divmod(first.year * 12 + first.month - 1 - back, 12)
    listed = months_of(date(years, month + 1, 1), back + ahead + 1)
    return tuple((one.isoformat(), period_word(one, 1)) for one in reversed(listed))


def _document(label: str) -> Box:
    return Box("file", label, "file", _("PDF 或照片，只拍文件，不拍人。"), required=False)


def _reason() -> list[Box]:
    return [Box("reason", _("原因"), "words", _("至少 4 个字，会留在记录里。"))]


def _same(values: Sequence[str]) -> Options:
    return tuple((one, one) for one in values)
