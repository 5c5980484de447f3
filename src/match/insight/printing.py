"""A monthly report as PDF and as workbook."""

from pathlib import Path

from match.foundation.language import _
from match.foundation.paper import print_paper
from match.foundation.sheets import Column, Kind, Sheet, write_xlsx
from match.insight.queries.months import month_after
from match.insight.queries.reports import Report
from match.insight.words import count_word, shown, shown_change, shown_parts

_TEMPLATE = Path(__file__).parent / "papers" / "report.typ"


async def report_pdf(report: Report) -> bytes:
    """For printing and filing; the same month gives the same bytes. Raises FontMissing."""
    return await print_paper(
        _TEMPLATE,
        {
            "head": _("儿童之家工作月报"),
            "number": f"{report.place.code}-{report.month:%Y%m}",
            "place": report.place.label,
            "month": _("%(year)s 年 %(month)s 月")
            % {"year": report.month.year, "month": report.month.month},
            "columns": [_("指标"), _("本月"), _("构成"), _("比上月")],
            "gauges": [
                [one.now.label, shown(one.now), shown_parts(one.now), shown_change(one)]
                for one in report.gauges
            ],
            "events_head": _("本月发生"),
            "events": [[one.words, str(one.count)] for one in report.events],
            "counts_head": _("月末数量"),
            "counts": [
                [count_word(name), str(now), "—" if before is None else f"{now - before:+d}"]
                for name, now, before in report.counts
            ],
        },
        on=month_after(report.month),
    )


def report_sheet(report: Report) -> bytes:
    """The report's gauges, one a row."""
    sheet = Sheet(
        _("月报 %(month)s") % {"month": f"{report.month:%Y-%m}"},
        (
            Column("gauge", _("指标")),
            Column("value", _("分子"), Kind.integer),
            Column("of", _("分母"), Kind.integer),
            Column("shown", _("本月")),
            Column("change", _("比上月")),
        ),
    )
    return write_xlsx(
        sheet,
        (
            {
                "gauge": one.now.label,
                "value": one.now.value,
                "of": one.now.of,
                "shown": shown(one.now),
                "change": shown_change(one),
            }
            for one in report.gauges
        ),
    )
