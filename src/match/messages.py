"""Every message of the interface, found in code and templates, and its English catalogue."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from match.foundation.language import CATALOGUES

HOUSE = Path(__file__).parent
ROOTS = (HOUSE, HOUSE.parents[1] / "admin", HOUSE.parents[1] / "jobs")
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
OPTIONS = {
    "**.html": {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}
}
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
ENGLISH = CATALOGUES / "en.po"


def found() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    """(file, message or (singular, plural), context) of everything that is said."""
    for root in ROOTS:
        for name, _line, message, _comments, context in extract_from_dir(
            root, METHODS, OPTIONS, KEYWORDS
        ):
            if message:
                yield f"{root.name}/{name}", message, context


def template() -> Catalog:
    """All messages without translations."""
    catalogue = Catalog(locale="en", project="xiangtonghui", fuzzy=False)
    for _name, message, context in found():
        catalogue.add(message, context=context)
    return catalogue


def english() -> Catalog:
    """The catalogue as it is kept."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def update() -> tuple[int, int]:
    """
    Bring en.po in line with what is said: new messages come in empty, gone ones leave.

    Returns (messages, how many have no English yet). A person writes the English.
    """
    kept = english() if ENGLISH.exists() else Catalog(locale="en", fuzzy=False)
    written = kept.creation_date
    kept.update(template(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    # The template's date is now; kept, a run that finds nothing new changes nothing.
    kept.creation_date = written
    ENGLISH.parent.mkdir(exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, kept, no_location=True, sort_output=True, width=100, omit_header=False)
    return len(kept), len(missing(kept))


def missing(catalogue: Catalog) -> list[str]:
    """Messages without English, or with English marked fuzzy, which is not shown either."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and (
            message.fuzzy
            or not (all(message.string) if isinstance(message.string, tuple) else message.string)
        )
    ]
