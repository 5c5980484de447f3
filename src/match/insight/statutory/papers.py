"""A statutory report as PDF, Word document and workbook: the same cells, one by one."""

from pathlib import Path

from match.foundation.language import _
from match.foundation.paper import print_paper
from match.foundation.paper.word import Block, write_docx
from match.foundation.sheets import Column as SheetColumn
from match.foundation.sheets import Kind as SheetKind
from match.foundation.sheets import Sheet, write_book
from match.insight.statutory.shapes import Column, Kind, Report, Table, said
from match.site.formats import day

_TEMPLATE = Path(__file__).parents[1] / "papers" / "statutory.typ"
_KINDS = {Kind.words: SheetKind.text, Kind.money: SheetKind.money}


def signing() -> list[str]:
    """The places for seal and signatures at the end."""
    return [_("填报单位（盖章）"), _("单位负责人"), _("审核人"), _("填报人"), _("填报日期")]


def about(report: Report) -> str:
    """The period, and the day of the numbers."""
    words = _("%(period)s，存量数字截至 %(day)s") % {
        "period": report.period.label,
        "day": day(report.as_of),
    }
    return words if report.ended else words + _("，本期尚未结束")


async def statutory_pdf(report: Report) -> bytes:
    """For printing and sealing. Raises FontMissing."""
    return await print_paper(
        _TEMPLATE,
        {
            "head": report.title,
            "number": report.number,
            "about": about(report),
            "tables": [
                {
                    "title": table.title,
                    "head": [column.head for column in table.columns],
                    "rows": [_cells(table, row) for row in table.rows],
                    "notes": list(table.notes),
                }
                for table in report.tables
            ],
            "notes_word": _("说明"),
            "signing": signing(),
        },
        on=report.as_of,
    )


def statutory_docx(report: Report) -> bytes:
    """For an office that goes on writing in it."""
    blocks = [
        Block(
            table.title,
            head=tuple(column.head for column in table.columns),
            rows=tuple(tuple(_cells(table, row)) for row in table.rows),
            notes=table.notes,
        )
        for table in report.tables
    ]
    return write_docx(report.title, about(report), blocks, signing=signing(), on=report.as_of)


def statutory_xlsx(report: Report) -> bytes:
    """A page for each table; numbers are numbers, amounts in yuan."""
    return write_book(
        (
            Sheet(
                table.title,
                tuple(
                    SheetColumn(
                        str(place), _head(column), _KINDS.get(column.kind, SheetKind.integer)
                    )
                    for place, column in enumerate(table.columns)
                ),
            ),
            [{str(place): cell for place, cell in enumerate(row)} for row in table.rows],
        )
        for table in report.tables
    )


def _head(column: Column) -> str:
    return f"{column.head}（%）" if column.kind is Kind.percent else column.head


def _cells(table: Table, row: tuple[str | int | None, ...]) -> list[str]:
    return [said(column, cell) for column, cell in zip(table.columns, row, strict=True)]
