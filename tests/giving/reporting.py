"""Reports for tests: what a home with sixty books on its shelf tells of them."""

from io import BytesIO
from typing import Any

from PIL import Image

from match.foundation.db import value
from match.giving.reports.commands import Use, report_use
from match.giving.reports.forms import YesNo
from tests.giving.make import UNITS, Deal

WORDS = "放在阅读角，周末读书活动用了，大家轮流看。"


def home_of(deal: Deal) -> int:
    """The home that the director of the deal directs."""
    (home,) = deal.director.homes
    return home


def use(deal: Deal, amount: int = UNITS, **other: Any) -> Use:
    """All of it, in words that nobody needs to look at."""
    return Use(**{"home": home_of(deal), "amount": amount, "text": WORDS, **other})


async def told(deal: Deal, amount: int = UNITS, **other: Any) -> int:
    """A report of the director."""
    return await report_use(deal.director, deal.agreement, use(deal, amount, **other))


def picture() -> bytes:
    """A photo of a shelf, as a phone sends it: with where and when it was taken."""
    made = Image.new("RGB", (64, 48), "tan")
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    exif[0x9003] = "2026:03:02 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    written = BytesIO()
    made.save(written, "JPEG", exif=exif)
    return written.getvalue()


async def shelf(deal: Deal) -> int:
    """Units of the deal that the ledger has on the home's shelf."""
    return await _held(deal, "shelf")


async def used(deal: Deal) -> int:
    """Units of the deal that the ledger has in use at the home."""
    return await _held(deal, "used")


async def _held(deal: Deal, kind: str) -> int:
    return await value(
        "SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE kind = $1"
        " AND owner_kind = 'home' AND owner_id = $2 AND unit LIKE $3",
        kind,
        home_of(deal),
        f"donation:{deal.agreement}:%",
    )


__all__ = ["WORDS", "YesNo", "home_of", "picture", "shelf", "told", "use", "used"]
