"""What a widget is asked for: checked words of the address, and the address made of them."""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation.language import LANGUAGES
from match.places.rules import BadCode, code_of, scope, scope_of

CODE_DIGITS = 12
THEMES = ("light", "dark")
MOST = 10
HEIGHT = 420


class Asked(msgspec.Struct, frozen=True):
    """
    ``county`` is a division as a prefix (2, 4, 6, 9 or 12 digits), ``category`` one of the
    catalogue; empty narrows nothing. What is not understood is left out: a widget in somebody's
    page shows no complaint.
    """

    county: str = ""
    category: str = ""
    limit: int = 5
    theme: str = "light"
    lang: str = "zh"

    @property
    def area(self) -> tuple[str, ...]:
        """The division as a prefix."""
        return (self.county,) if self.county else ()

    def address(self, path: str) -> str:
        """The widget's address at *path* with what differs from the usual."""
        usual = Asked()
        told = {
            name: value
            for name, value in msgspec.structs.asdict(self).items()
            if value != getattr(usual, name)
        }
        return path + ("?" + urlencode(told) if told else "")


def asked(query: Mapping[str, str]) -> Asked:
    """What the address says, as far as it makes sense."""
    usual = Asked()
    county, category = query.get("county", ""), query.get("category", "")
    limit = query.get("limit", "")
    theme, lang = query.get("theme", ""), query.get("lang", "")
    return Asked(
        county=_prefix(county),
        category=category if _category(category) else "",
        limit=int(limit) if limit in map(str, range(1, MOST + 1)) else usual.limit,
        theme=theme if theme in THEMES else usual.theme,
        lang=lang if lang in LANGUAGES else usual.lang,
    )


def _prefix(text: str) -> str:
    """A division code or a prefix of one, as a prefix; empty for what is neither."""
    try:
        return scope_of(code_of(text)) if len(text) == CODE_DIGITS else scope(text)
    except BadCode:
        return ""


def _category(code: str) -> bool:
    try:
        return bool(code) and bool(codes.category(code))
    except UnknownCode:
        return False
