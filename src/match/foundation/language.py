"""Which language this request speaks. Message ids are Chinese, so Chinese can never be missing."""

from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).parent / "locale"

_current: ContextVar[str] = ContextVar("language", default="zh")


def current() -> str:
    """The language of the request or task at hand: ``zh`` or ``en``."""
    return _current.get()


def speak(language: str) -> None:
    """Set the language for the rest of this context; an unknown one means Chinese."""
    _current.set(language if language in LANGUAGES else "zh")


@cache
def catalogue(language: str) -> NullTranslations:
    """The compiled messages of one language. Read from the .po file, so nothing is built."""
    source = CATALOGUES / f"{language}.po"
    if language == "zh" or not source.exists():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as po:
        write_mo(compiled, read_po(po, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def _(message: str) -> str:
    """Translate one message into the current language."""
    return catalogue(current()).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a message that depends on a count."""
    return catalogue(current()).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Translate one message whose meaning depends on where it stands."""
    return catalogue(current()).pgettext(context, message)  # pyright: ignore[reportReturnType] # babel says str | object


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """Count and context together."""
    return catalogue(current()).npgettext(context, singular, plural, number)
