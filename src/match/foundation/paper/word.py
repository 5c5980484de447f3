"""
Documents that an office goes on writing in: headings, tables, lines to sign on, as .docx.

The one module that knows python-docx. Facts are data: text only ever becomes text.
"""

# python-docx ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import docx
import msgspec
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from match.foundation import clock

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING, _BODY = "黑体", "宋体"
"""What every Chinese office has; a document that asks for other fonts looks different elsewhere."""


class Block(msgspec.Struct, frozen=True):
    """A part of a document: heading, words, a table with its head, notes under it."""

    heading: str
    words: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


def write_docx(
    title: str,
    subtitle: str,
    blocks: Sequence[Block],
    *,
    signing: Sequence[str],
    on: date,
) -> bytes:
    """
    An A4 document. *signing*: what stands before each line at the end (填报单位（盖章）…); *on*:
    the document's own date, which becomes its created and changed date.
    """
    made = docx.Document()
    _set_page(made)
    _set_fonts(made)
    head = made.add_heading(_plain(title), level=0)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(_plain(subtitle)).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for block in blocks:
        _add(made, block)
    for words in signing:
        made.add_paragraph(f"{_plain(words)}：" + "_" * 24)
    about = made.core_properties
    about.title, about.author, about.comments = _plain(title), "湘童汇", ""
    about.created = about.modified = datetime.combine(on, datetime.min.time(), clock.HERE)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _add(made: Any, block: Block) -> None:
    made.add_heading(_plain(block.heading), level=1)
    for words in block.words:
        made.add_paragraph(_plain(words))
    if block.head:
        table = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
        _fill(table.rows[0], block.head)
        # Word repeats the head on every page, and readers aloud name each cell by it.
        mark = table.rows[0]._tr.get_or_add_trPr()
        mark.append(mark.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
        for row in block.rows:
            _fill(table.add_row(), row)
    for note in block.notes:
        made.add_paragraph(_plain(note), style="List Bullet")


def _fill(row: Any, cells: Sequence[str]) -> None:
    for cell, words in zip(row.cells, cells, strict=True):
        cell.text = _plain(words)
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(9)


def _set_page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _set_fonts(made: Any) -> None:
    for name in ("Normal", "Title", "Heading 1", "List Bullet"):
        style = made.styles[name]
        family = _BODY if name in ("Normal", "List Bullet") else _HEADING
        style.font.name = family
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
            fonts.set(qn(kind), family)
    made.styles["Title"].font.size = Pt(18)
    made.styles["Heading 1"].font.size = Pt(13)
    made.styles["Normal"].font.size = Pt(10.5)


def _plain(text: str) -> str:
    """What XML can hold: no control characters but the end of a line."""
    return "".join(each for each in text if each == "\n" or ord(each) >= 32)
