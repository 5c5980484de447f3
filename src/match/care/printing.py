"""The service agreement as PDF."""

from pathlib import Path

from match.care.queries import AgreementPaper
from match.foundation.paper import print_paper

_TEMPLATES = Path(__file__).parent / "papers"


async def agreement_pdf(paper: AgreementPaper) -> bytes:
    """Both parties, the four clauses, room to sign. Raises FontMissing, PaperFailed."""
    return await print_paper(
        _TEMPLATES / "agreement.typ",
        {
            "number": str(paper.number),
            "home": f"{paper.place} {paper.home}".strip(),
            "guardian": paper.guardian,
            "relation": paper.relation,
            "phone": paper.phone,
            "child": paper.child,
            "period": f"{paper.valid_from:%Y-%m-%d} 至 {paper.valid_until:%Y-%m-%d}",
            "clauses": [
                {"title": "一、服务内容", "text": paper.content},
                {"title": "二、服务时间", "text": paper.time},
                {"title": "三、权利和义务", "text": paper.rights},
                {"title": "四、纠纷解决办法", "text": paper.disputes},
            ],
            "signed": f"{paper.signed_on:%Y-%m-%d}",
            "version": str(paper.version),
            "hash": paper.text_hash[:16],
        },
        on=paper.signed_on,
    )
