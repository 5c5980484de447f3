"""
The privacy notice a person agrees to, by version. The text itself is the page's template.

A change of the text is a new version: the hash of what was shown is kept with each consent
(个人信息保护法 art. 14, 17), and a test holds text and version together.
"""

import hashlib
from functools import cache
from pathlib import Path

VERSION = "2026-11"
_TEXT = Path(__file__).parent / "templates" / "people" / "notice_text.html"


@cache
def text_hash() -> str:
    """SHA-256 of the notice as it is shown."""
    return hashlib.sha256(_TEXT.read_bytes()).hexdigest()
