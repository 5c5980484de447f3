"""Paper: A4 documents as PDF, set by typst from a room's template and plain facts; .docx too."""

from match.foundation.paper.fonts import FontMissing, legible
from match.foundation.paper.printing import PaperFailed, print_kept, print_paper, print_paper_now
from match.foundation.paper.seals import qr_svg

__all__ = [
    "FontMissing",
    "PaperFailed",
    "legible",
    "print_kept",
    "print_paper",
    "print_paper_now",
    "qr_svg",
]
