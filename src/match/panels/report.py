"""The panel's report on paper: typst in, PDF out; the same report gives the same bytes."""

from pathlib import Path

from match.foundation import clock
from match.foundation.language import _
from match.foundation.money import yuan
from match.foundation.paper import print_paper
from match.panels.queries.results import Line, Result
from match.site.formats import instant

TEMPLATE = Path(__file__).parent / "papers" / "report.typ"


async def report_pdf(found: Result) -> bytes:
    """The report for who may see *found*. Names of members are not in it. Raises FontMissing."""
    return await print_paper(
        TEMPLATE,
        {
            "number": f"XTH-R-{found.facts.id}-{found.panel_id}",
            "title": found.facts.title,
            "purchaser": found.facts.purchaser,
            "method": "最低价法" if found.facts.scheme == "lowest" else "综合评分法",
            "reported": instant(found.reported_at),
            "budget": yuan(found.facts.budget_fen),
            "rows": [_row(line) for line in found.lines],
            "void": found.void_reason,
            "silent": str(found.silent) if found.silent else "",
            "dissents": [each.words for each in found.dissents],
            "hash": found.content_hash,
        },
        on=found.reported_at.astimezone(clock.HERE).date(),
    )


def _row(line: Line) -> list[str]:
    return [
        str(line.place or "—"),
        line.name,
        yuan(line.price_fen) if line.price_fen is not None else "—",
        yuan(line.judged_fen) if line.judged_fen is not None else "—",
        line.technical,
        line.price,
        line.points if line.place else line.reason or _("无效"),
    ]
