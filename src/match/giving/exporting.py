"""The desks of giving as files: pledges, donations, money under way, duties, rules, reports."""

from collections.abc import Callable, Sequence

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.settings import settings
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Column
from match.giving.disclosure.queries import DutyLine
from match.giving.disclosure.states import DutyKind, DutyStatus, duty_word, status_word
from match.giving.outcome.overview import GiftRow
from match.giving.outcome.words import kind_word
from match.giving.pledging.shapes import MoneyLine, PledgeLine
from match.giving.reports.queries import WaitingReport
from match.giving.shapes import DonationLine
from match.giving.standing.queries import RuleLine
from match.giving.standing.states import RuleStatus, rule_word
from match.giving.states import DonationStatus, GiftKind, PledgeStatus, pledge_word, word
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the
from match.site.exporting.export import Row

Chosen = Sequence[tuple[str, str]]


def donations_export(found: Sequence[DonationLine], chosen: Chosen) -> Export:
    """Agreements and deliveries."""
    sheet = Sheet(_("协议与送达"), _donation())
    return Export("donations", sheet, in_batches(found, _telling_donations(sheet)), chosen)


def gifts_export(found: Sequence[GiftRow], chosen: Chosen) -> Export:
    """What became of each gift, in the words of the page."""
    donation = Sheet(_("捐赠去向"), _donation())
    ours = (the.text("did", _("做了什么")), the.text("open", _("还等着")))
    whole = _telling_donations(donation)

    def row(gift: GiftRow) -> Row:
        return {**whole(gift.line), "did": gift.did, "open": _("、").join(gift.open)}

    sheet = Sheet(donation.title, (*donation.columns, *ours))
    return Export("gifts", sheet, in_batches(found, row), chosen)


def _telling_donations(sheet: Sheet) -> Callable[[DonationLine], Row]:
    return telling(sheet, unit=_unit, url=lambda line: _at(f"/desk/agreements/{line.id}"))


def _donation() -> tuple[Column, ...]:
    return (
        the.number("id", _("编号")),
        the.text("number", _("捐赠编号")),
        the.coded("kind", _("种类"), {str(one): kind_word(one) for one in GiftKind}),
        the.coded("status", _("状态"), {str(one): word(one) for one in DonationStatus}),
        the.number("need_id", _("需求编号")),
        the.text("need_title", _("需求")),
        the.text("home_name", _("儿童之家")),
        the.text("division", _("区划代码")),
        the.text("place", _("地点")),
        the.text("giver", _("捐赠方")),
        the.text("charity", _("慈善组织")),
        the.text("subject", _("捐赠内容")),
        the.number("units", _("数量")),
        the.text("unit", _("单位")),
        the.yuan("amount_fen", _("金额（元）")),
        the.day("due_on", _("期限")),
        the.moment("changed_at", _("最近变化")),
        the.text("url", _("网址")),
    )


def pledges_export(found: Sequence[PledgeLine], chosen: Chosen) -> Export:
    """Pledges, from the offer to the agreement."""
    sheet = Sheet(
        _("捐赠承诺"),
        (
            the.number("id", _("编号")),
            the.text("number", _("承诺编号")),
            the.coded("kind", _("种类"), {str(one): kind_word(one) for one in GiftKind}),
            the.coded("status", _("状态"), {str(one): pledge_word(one) for one in PledgeStatus}),
            the.number("need_id", _("需求编号")),
            the.text("need_title", _("需求")),
            the.text("home_name", _("儿童之家")),
            the.text("place", _("地点")),
            the.text("giver", _("捐赠方")),
            the.text("charity", _("慈善组织")),
            the.text("subject", _("捐赠内容")),
            the.number("units", _("数量")),
            the.text("unit", _("单位")),
            the.yuan("amount_fen", _("金额（元）")),
            the.day("expires_on", _("答复期限")),
            the.yes_no("by_rule", _("由捐赠规则选中")),
        ),
    )
    row = telling(sheet, unit=_unit, by_rule=lambda line: bool(line.by_rule))
    return Export("pledges", sheet, in_batches(found, row), chosen)


def money_export(found: Sequence[MoneyLine]) -> Export:
    """Money under way: what was promised, came, was given out, was sent back."""
    sheet = Sheet(
        _("资金到账"),
        (
            the.number("id", _("编号")),
            the.text("number", _("捐赠编号")),
            the.coded("status", _("状态"), {str(one): word(one) for one in DonationStatus}),
            the.text("giver", _("捐赠方")),
            the.text("charity", _("慈善组织")),
            the.text("home_name", _("儿童之家")),
            the.yuan("amount_fen", _("约定金额（元）")),
            the.yuan("paid_fen", _("到账（元）")),
            the.yuan("allocated_fen", _("已拨付（元）")),
            the.yuan("returned_fen", _("退回（元）")),
            the.number("payments", _("到账笔数")),
        ),
    )
    return Export("money", sheet, in_batches(found, telling(sheet)))


def duties_export(found: Sequence[DutyLine]) -> Export:
    """Reports that are owed."""
    sheet = Sheet(
        _("待报告事项"),
        (
            the.number("id", _("编号")),
            the.coded("kind", _("事项"), {str(one): duty_word(one) for one in DutyKind}),
            the.coded("status", _("状态"), {str(one): status_word(one) for one in DutyStatus}),
            the.text("number", _("捐赠编号")),
            the.text("subject", _("捐赠内容")),
            the.text("owes", _("由谁完成")),
            the.day("due_on", _("期限")),
            the.yes_no("late", _("逾期")),
        ),
    )
    return Export("duties", sheet, in_batches(found, telling(sheet)))


def rules_export(found: Sequence[RuleLine]) -> Export:
    """A foundation's rules."""
    sheet = Sheet(
        _("捐赠规则"),
        (
            the.number("id", _("编号")),
            the.text("title", _("名称")),
            the.coded("status", _("状态"), {str(one): rule_word(one) for one in RuleStatus}),
            the.text("organisation", _("机构")),
            the.text("charity", _("慈善组织")),
            the.text("what", _("帮助内容")),
            the.text("areas", _("地区")),
            the.text("given", _("已承诺")),
            the.text("cap", _("上限")),
            the.day("starts_on", _("开始日期")),
            the.day("ends_on", _("截止日期")),
        ),
    )
    row = telling(
        sheet,
        given=lambda rule: rule.amount(rule.given),
        cap=lambda rule: rule.amount(rule.cap_units),
    )
    return Export("rules", sheet, in_batches(found, row))


def reports_export(found: Sequence[WaitingReport]) -> Export:
    """Use reports that somebody has to look at."""
    sheet = Sheet(
        _("待查看的使用报告"),
        (
            the.number("id", _("编号")),
            the.text("number", _("捐赠编号")),
            the.text("subject", _("捐赠内容")),
            the.text("home", _("儿童之家")),
            the.moment("at", _("时间")),
        ),
    )
    return Export("use-reports", sheet, in_batches(found, telling(sheet)))


def _unit(line: DonationLine | PledgeLine) -> str:
    return codes.unit(line.unit).label() if line.unit and line.units is not None else ""


def _at(path: str) -> str:
    return f"{settings().base_url}{path}"
