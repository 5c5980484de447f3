"""Lists of the staff door as files: queues, runs, what is undelivered, the trail."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from admin import trail_words, words
from admin.queries import Entry, Fact, trail
from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.foundation.sheets.columns import Column, Holds
from match.matching.queries import ProposalLine, RunView
from match.matching.run_queries import CountyRow
from match.matching.states import ProposalStatus
from match.matching.states import word as proposal_word
from match.needs.pages.exporting import lines_export
from match.needs.queries import Line
from match.offers.pages.exporting import offers_told
from match.offers.public import OfferView
from match.people.queries.organisations import Waiting
from match.people.queries.people import recorded_names
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the
from match.site.exporting.export import Row


def needs_export(found: Sequence[Line]) -> Export:
    """Needs that wait for the reader, then those that wait for others."""
    return lines_export("need-queue", _("需求审核"), found)


def offers_export(found: Sequence[OfferView]) -> Export:
    """Offers that wait for moderation."""
    told = offers_told("offer-queue", _("供给审核"))
    return Export(told.name, told.sheet, in_batches(found, told.row))


def organisations_export(found: Sequence[Waiting]) -> Export:
    """Organisations that applied."""
    sheet = Sheet(
        _("机构核验"),
        (
            the.number("id", _("编号")),
            the.text("name", _("名称")),
            the.text("kind", _("机构类型")),
            the.text("division", _("区划代码")),
            the.moment("applied_at", _("申请时间")),
            the.number("flags", _("与其他机构相同的项目")),
        ),
    )
    row = telling(sheet, kind=lambda one: codes.org_kind(one.kind).label())
    return Export("organisation-queue", sheet, in_batches(found, row))


def proposals_export(found: Sequence[ProposalLine], queue: str) -> Export:
    """Proposals of one of the three queues."""
    sheet = Sheet(
        _("匹配审核"),
        (
            the.number("id", _("编号")),
            the.coded(
                "status", _("状态"), {str(one): proposal_word(one) for one in ProposalStatus}
            ),
            the.number("need_id", _("需求编号")),
            the.text("need_title", _("需求")),
            the.text("home_name", _("儿童之家")),
            the.text("place", _("地点")),
            the.text("giver", _("供给方")),
            the.text("line_name", _("物品")),
            the.number("units", _("数量")),
            the.text("unit", _("单位")),
            the.number("score", _("综合分")),
            the.moment("created_at", _("生成时间")),
            the.moment("next_check_at", _("处理期限")),
        ),
    )
    row = telling(sheet, unit=lambda one: codes.label(one.unit))
    queues = {"waiting": _("待审批"), "open": _("等待双方"), "done": _("已处理")}
    chosen = [(_("队列"), queues.get(queue, queue))]
    return Export("proposals", sheet, in_batches(found, row), chosen)


def runs_export(found: Sequence[RunView]) -> Export:
    """Runs with their figures and proof."""
    sheet = Sheet(
        _("匹配记录"),
        (
            the.number("id", _("编号")),
            the.moment("at", _("时间")),
            the.text("scope", _("范围")),
            the.number("needs", _("需求项")),
            the.number("offers", _("供给")),
            the.number("pairs", _("可行组合")),
            the.number("proposals", _("建议")),
            the.number("objective", _("目标值")),
            the.number("dual_objective", _("对偶值")),
            the.number("gap", _("差")),
            the.number("violated_pairs", _("违反的组合")),
            the.text("solver", _("求解器")),
            the.text("input_sha256", _("输入指纹")),
            the.text("plan_sha256", _("方案指纹")),
        ),
    )
    return Export("runs", sheet, in_batches(found, telling(sheet)))


def run_counties_export(found: Sequence[CountyRow], run: int) -> Export:
    """Both plans of a run, county by county."""
    sheet = Sheet(
        _("各县分配"),
        (
            the.text("county", _("区划代码")),
            the.text("name", _("县市区")),
            the.number("lines", _("需求项")),
            the.number("wanted", _("需要")),
            the.number("served", _("分到")),
            the.number("served_without_ladder", _("不用阶梯分到")),
            the.text("share", _("满足比例（%）")),
            the.text("share_without_ladder", _("不用阶梯满足比例（%）")),
            the.text("gain", _("增减（百分点）")),
        ),
    )
    row = telling(
        sheet,
        share=lambda one: f"{one.share:.1f}",
        share_without_ladder=lambda one: f"{one.share_without_ladder:.1f}",
        gain=lambda one: f"{one.gain:.1f}",
    )
    return Export("run-counties", sheet, in_batches(found, row), [(_("匹配"), str(run))])


def outbox_export(found: Sequence[Fact]) -> Export:
    """Facts that wait, and those that were given up."""
    sheet = Sheet(
        _("消息投递"),
        (
            the.number("id", _("编号")),
            the.text("topic", _("事件")),
            the.moment("created_at", _("时间")),
            the.number("failures", _("失败")),
            the.yes_no("dead", _("已停下")),
            the.text("last_error", _("最后的错误")),
        ),
    )
    return Export("outbox", sheet, in_batches(found, telling(sheet)))


def trail_export(actor: Actor, kind: str, subject: int | None) -> Export:
    """The trail within the reader's divisions, in words, newest first."""

    async def batches() -> AsyncIterator[Sequence[Row]]:
        before: int | None = None
        while lines := await trail(actor, kind=kind, subject=subject, before=before, limit=500):
            people = {one for line in lines for one in (line.actor_id, line.covering_id) if one}
            names = await recorded_names(sorted(people))
            yield [_line(line, names) for line in lines]
            before = lines[-1].id

    chosen = [("", dict(words.audit_kinds()).get(kind, kind))] if kind else []
    chosen += [(_("编号"), str(subject))] if subject is not None else []
    return Export("trail", _trail_sheet(), batches(), chosen)


def _trail_sheet() -> Sheet:
    person: dict[str, Any] = {"holds": Holds.personal}
    columns: tuple[Column, ...] = (
        the.number("id", _("编号")),
        the.moment("at", _("时间")),
        the.text("by", _("操作人"), **person),
        the.text("covering", _("代"), **person),
        the.text("done", _("操作")),
        the.text("verb", _("操作代码")),
        the.text("subject_kind", _("对象")),
        the.number("subject_id", _("对象编号")),
        the.text("division", _("区划代码")),
        the.text("changes", _("变化")),
        the.text("reason", _("原因")),
    )
    return Sheet(_("操作记录"), columns)


def _line(line: Entry, names: dict[int, str]) -> Row:
    told = (
        f"{trail_words.field(name)}{_('：')}{trail_words.change(line.subject_kind, name, change)}"
        for name, change in line.changes.items()
    )
    return {
        "id": line.id,
        "at": line.at,
        "by": names.get(line.actor_id, _("系统")) if line.actor_id else _("系统"),
        "covering": names.get(line.covering_id, "") if line.covering_id else "",
        "done": trail_words.done(line.verb),
        "verb": line.verb,
        "subject_kind": dict(words.audit_kinds()).get(line.subject_kind, line.subject_kind),
        "subject_id": line.subject_id,
        "division": line.division,
        "changes": _("；").join(told),
        "reason": line.reason,
    }
