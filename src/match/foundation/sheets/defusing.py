"""Text that a spreadsheet program would run as a formula is made text again.

A title “=HYPERLINK(…)” typed by a stranger must not act on the clerk's computer.
"""

_TRIGGERS = frozenset("=+-@\t\r＝＋－＠")


def defuse(text: str) -> str:
    """`text`, after an apostrophe if its first character (also after spaces) is a trigger."""
    if any(first in _TRIGGERS for first in (text[:1], text.lstrip()[:1]) if first):
        return f"'{text}"
    return text


def rearm(text: str) -> str:
    """The text before `defuse`."""
    return text[1:] if text.startswith("'") and defuse(text[1:]) == text else text
