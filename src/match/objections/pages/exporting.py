"""Objections and complaints as files of the desk."""

from collections.abc import Sequence

from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.objections.queries.lists import ComplaintLine, ObjectionLine
from match.objections.states import (
    ComplaintStatus,
    ObjectionStatus,
    Outcome,
    Subject,
    complaint_word,
    objection_word,
    outcome_word,
    subject_word,
)
from match.site.exporting import Export, in_batches, telling
from match.site.exporting import columns as the


def objections_export(found: Sequence[ObjectionLine]) -> Export:
    """Those the reader raised, answers or oversees."""
    states = {str(one): objection_word(one) for one in ObjectionStatus}
    sheet = Sheet(
        _("质疑"),
        (
            the.number("id", _("编号")),
            the.number("tender_id", _("采购编号")),
            the.text("title", _("采购项目")),
            the.text("purchaser", _("采购单位")),
            the.text("supplier", _("供应商")),
            the.coded("status", _("状态"), states),
            the.coded("subject", _("质疑对象"), {str(one): subject_word(one) for one in Subject}),
            the.coded("outcome", _("结果"), {str(one): outcome_word(one) for one in Outcome}),
            the.moment("raised_at", _("提出时间")),
            the.day("reply_by", _("答复期限")),
            the.yes_no("overdue", _("逾期")),
        ),
    )
    return Export("objections", sheet, in_batches(found, telling(sheet)))


def complaints_export(found: Sequence[ComplaintLine]) -> Export:
    """Those the reader filed, handles, oversees, or was served with."""
    states = {str(one): complaint_word(one) for one in ComplaintStatus}
    sheet = Sheet(
        _("投诉"),
        (
            the.number("id", _("编号")),
            the.number("tender_id", _("采购编号")),
            the.text("title", _("采购项目")),
            the.text("purchaser", _("采购单位")),
            the.text("supplier", _("供应商")),
            the.coded("status", _("状态"), states),
            the.moment("filed_at", _("提出时间")),
            the.day("next_by", _("下一步期限")),
            the.yes_no("overdue", _("逾期")),
            the.day("stopped_to", _("暂停到")),
        ),
    )
    return Export("complaints", sheet, in_batches(found, telling(sheet)))
