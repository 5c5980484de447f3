"""`Save-Data`: who pays by the megabyte is sent words, and a picture when it is asked for.

A phone in a valley says `Save-Data: on` (Android's data saver). Every picture of the page then
waits in a closed `<details>`: a lazy picture that is not shown is not fetched, without any script.
"""

import re
from typing import Any

from litestar import Request

from match.foundation.language import _

# Drawings of our own (data:) and the house's static files are small or kept already.
_PICTURE = re.compile(
    r'<img\b(?P<before>[^>]*?)\ssrc="(?P<src>/(?!static/)[^"]*)"(?P<after>[^>]*)>'
)
_ALT = re.compile(r'\salt="([^"]*)"')
_EAGER = re.compile(r'\sloading="[^"]*"')


def saves_data(request: Request[Any, Any, Any] | None) -> bool:
    """Whether this visitor asked for little."""
    return request is not None and request.headers.get("save-data", "").strip().lower() == "on"


def without_pictures(text: str) -> str:
    """The page with each picture folded away under its own words."""
    return _PICTURE.sub(_folded, text)


def _folded(found: re.Match[str]) -> str:
    rest = _EAGER.sub("", f"{found['before']}{found['after']}").rstrip("/ ")
    alt = _ALT.search(rest)
    # What stands in the page is escaped already, and our own words have nothing to escape.
    told = _("显示图片：%(what)s") % {"what": alt[1] if alt and alt[1] else _("图片")}
    return (
        f'<details class="picture-kept"><summary class="btn btn-ghost btn-small">{told}</summary>'
        f'<img{rest} src="{found["src"]}" loading="lazy"></details>'
    )
