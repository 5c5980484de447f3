"""A certificate of service as PDF."""

from pathlib import Path

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.identifiers import spaced
from match.foundation.paper import print_paper, qr_svg
from match.foundation.settings import settings
from match.volunteers.queries import Certificate, certificate_lines

_TEMPLATE = Path(__file__).parent / "papers" / "certificate.typ"


async def certificate_pdf(actor: Actor, paper: Certificate, name: str) -> bytes:
    """The certificate with its check code, in Chinese as papers are. Raises FontMissing."""
    served = await certificate_lines(actor, paper)
    issued = paper.issued_at.astimezone(clock.HERE).date()
    return await print_paper(
        _TEMPLATE,
        {
            "name": name,
            "since": _said(paper.since),
            "until": _said(paper.until),
            "hours": time_said(paper.minutes),
            "times": str(paper.times),
            "rows": [
                [
                    _said(line["starts_at"].astimezone(clock.HERE).date()),
                    line["title"],
                    str(line["minutes"]),
                ]
                for line in served
            ],
            "issued": _said(issued),
            "code": spaced(paper.code),
            "address": address_of(paper.code),
            "qr": qr_svg(address_of(paper.code)),
        },
        on=issued,
    )


def address_of(code: str) -> str:
    """Where anybody checks a certificate."""
    return f"{settings().base_url}/service-certificates/{code}"


def time_said(minutes: int) -> str:
    """2 小时 30 分钟, as the paper writes it."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} 小时 {rest} 分钟" if rest else f"{whole} 小时"


def _said(day: object) -> str:
    return f"{day:%Y}年{day:%m}月{day:%d}日"
