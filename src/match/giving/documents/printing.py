"""The papers as PDF: facts into the templates of `papers/`."""

import re
from pathlib import Path

import msgspec

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.paper import print_paper, qr_svg
from match.giving.documents.queries import Acknowledgement, AgreementPaper, said
from match.giving.documents.statement import Statement

PRINTED_MOST = 5000
_TEMPLATES = Path(__file__).parents[1] / "papers"
# A clause begins with its number: 一、内容…
_CLAUSE = re.compile(r"^[一二三四五六七八九十]+、")


async def acknowledgement_pdf(paper: Acknowledgement) -> bytes:
    """Our acknowledgement with its check code. Raises FontMissing."""
    facts = {name: value for name, value in _words(paper).items() if name != "on"}
    facts["qr"] = qr_svg(paper.address)
    return await print_paper(_TEMPLATES / "acknowledgement.typ", facts, on=paper.on)


async def agreement_pdf(paper: AgreementPaper) -> bytes:
    """The agreement with both confirmations. Raises FontMissing."""
    lines = [line for line in paper.text.splitlines() if line.strip()]
    return await print_paper(
        _TEMPLATES / "agreement.typ",
        {
            "number": paper.number,
            "lines": [{"text": line, "strong": bool(_CLAUSE.match(line))} for line in lines],
            "giver": paper.giver,
            "giver_confirmed": paper.giver_confirmed,
            "recipient": paper.recipient,
            "recipient_confirmed": paper.recipient_confirmed,
            "status": paper.status,
            "code": paper.code,
            "address": paper.address,
            "qr": qr_svg(paper.address) if paper.address else "",
        },
        on=paper.on,
    )


async def statement_pdf(statement: Statement) -> bytes:
    """A donor's year, one row a donation. Raises FontMissing; Invalid where paper is no help."""
    if len(statement.lines) > PRINTED_MOST:
        raise Invalid(
            {"year": _("超过 %(most)s 笔，不便打印，请下载 Excel。") % {"most": PRINTED_MOST}}
        )
    return await print_paper(
        _TEMPLATES / "statement.typ",
        {
            "year": str(statement.year),
            "donor": statement.donor,
            "date": said(statement.made_on),
            "totals": list(statement.totals),
            "rows": [list(line.cells) for line in statement.lines],
        },
        on=statement.made_on,
    )


def _words(paper: msgspec.Struct) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.structs.asdict(paper).items()}
