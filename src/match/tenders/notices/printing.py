"""A notice as PDF, set from the same text as its page."""

from pathlib import Path

from match.foundation import clock
from match.foundation.paper import print_paper, qr_svg
from match.foundation.settings import settings
from match.tenders.notices.queries import Notice

_TEMPLATE = Path(__file__).with_name("papers") / "notice.typ"


async def notice_pdf(notice: Notice) -> bytes:
    """The notice on A4, byte for byte the same whenever it is asked for. Raises FontMissing."""
    address = f"{settings().base_url}{notice.url}"
    published = notice.published_at.astimezone(clock.HERE)
    return await print_paper(
        _TEMPLATE,
        {
            "title": notice.title,
            "number": f"T{notice.tender_id}-{notice.position}",
            "purchaser": notice.purchaser,
            "published": published.strftime("%Y年%m月%d日 %H:%M"),
            "sha256": notice.sha256,
            "official": notice.official_url,
            "address": address,
            "qr": qr_svg(address),
            "sections": [
                {
                    "heading": section.heading,
                    "pairs": [list(pair) for pair in section.pairs],
                    "lines": [line for line in section.text.splitlines() if line.strip()],
                    "heads": list(section.grid.heads) if section.grid else [],
                    "rows": [list(row) for row in section.grid.rows] if section.grid else [],
                }
                for section in notice.sections
            ],
        },
        on=published.date(),
    )
