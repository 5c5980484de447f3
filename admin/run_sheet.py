"""The audit of justice of a run as a workbook."""

from collections.abc import Iterator

from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value, write_xlsx
from match.matching.report import Report


def report_sheet(report: Report | None) -> bytes:
    """One line for each thing the report lists; only the head while there is no report."""
    sheet = Sheet(
        _("公平审计"),
        (
            Column("what", _("事项"), Kind.text),
            Column("need", _("需求项或儿童之家"), Kind.integer),
            Column("offer", _("供给或建议"), Kind.integer),
            Column("worth", _("每单位值"), Kind.integer),
            Column("other", _("得到的需求项"), Kind.integer),
            Column("other_worth", _("那里每单位值"), Kind.integer),
            Column("why", _("原因"), Kind.text),
        ),
    )
    return write_xlsx(sheet, list(_lines(report)) if report else [])


def _lines(report: Report) -> Iterator[dict[str, Value]]:
    for one in report.envy.examples:
        yield {
            "what": _("价值更高但没有分到"),
            "need": one.line_id,
            "offer": one.offer_id,
            "worth": one.worth,
            "other": one.served_line_id,
            "other_worth": one.served_worth,
            "why": _("公平阶梯") if one.ladder else _("没有解释"),
        }
    for home in report.never_served:
        yield {"what": _("从未得到过帮助的儿童之家"), "need": home}
    for override in report.overrides:
        yield {
            "what": _("工作人员改动"),
            "offer": override.proposal_id,
            "other": override.other_id,
            "why": override.reason,
        }
    for decline in report.declines:
        yield {
            "what": _("谢绝或不通过"),
            "need": decline.need_id,
            "offer": decline.proposal_id,
            "why": decline.reason,
        }
