"""What may not stand in a letter: who, where, and how to reach, in either direction."""

from collections.abc import Iterable

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.screening import Severity, screen, what_to_remove


def told(text: str, names: Iterable[str]) -> list[str]:
    """
    What must go: personal data that the house's screen finds for sure, and any of *names* (the
    child's and its family's own words: name, address, school, telephone), whole or by three
    characters on end.
    """
    found = [what_to_remove(f) for f in screen(text) if f.severity is Severity.block]
    plain = "".join(text.split())
    for name in names:
        words = "".join(name.split())
        if len(words) >= 2 and (words in plain or _part(words, plain)):
            found.append(_("与这名儿童或其家庭有关的内容"))
            break
    return found


def _part(words: str, plain: str) -> bool:
    """Whether four characters on end of something longer stand in the letter."""
    return len(words) > 4 and any(words[at : at + 4] in plain for at in range(len(words) - 3))


def require_clean(text: str, names: Iterable[str], *, field: str = "text") -> None:
    """Raises Invalid that says what to take out; the letter is not changed silently."""
    found = told(text, names)
    if found:
        raise Invalid(
            {
                field: _("信里不能有姓名、住址、学校和联系方式，请删去：%(what)s")
                % {"what": _("；").join(dict.fromkeys(found))}
            }
        )
