"""A training certificate as PDF."""

from pathlib import Path

from match.catalogue import codes
from match.foundation.language import speak
from match.foundation.paper import print_paper, qr_svg
from match.foundation.settings import settings
from match.site.formats import day
from match.training.queries.certificates import CertificateLine
from match.training.states import audience_word, department_word

_TEMPLATE = Path(__file__).parent / "papers" / "certificate.typ"


def check_address(code: str) -> str:
    """Where anybody checks a certificate."""
    return f"{settings().base_url}/training-certificates/{code}"


async def certificate_pdf(paper: CertificateLine) -> bytes:
    """The certificate with its check code, in Chinese as papers are. Raises FontMissing."""
    speak("zh")
    address = check_address(paper.code)
    return await print_paper(
        _TEMPLATE,
        {
            "number": paper.number,
            "name": paper.name,
            "title": paper.title,
            "since": day(paper.starts_on),
            "until": day(paper.ends_on),
            "days": str(paper.days),
            "exam": "，考试合格" if paper.has_exam else "",
            "audience": audience_word(paper.audience),
            "contents": "、".join(codes.label(code, "zh") for code in paper.contents),
            "organiser": f"{_where(paper.area)} {department_word(paper.department)}",
            "issued": day(paper.issued_on),
            "valid": day(paper.valid_until),
            "code": paper.code,
            "address": address,
            "qr": qr_svg(address),
        },
        on=paper.issued_on,
    )


def _where(path: str) -> str:
    return " ".join(path.split("/")[1:]) or path
