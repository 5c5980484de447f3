"""What a browser submits, as the mapping that `forms.read` and `Entry` take."""

from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from litestar import Request


async def submission(
    request: Request[Any, Any, Any], shape: type[msgspec.Struct]
) -> Mapping[str, Any]:
    """
    The form's fields: a list where *shape* wants several, else the last text that is not empty.

    The last one, because a picker sends what was chosen before along with what is chosen now.
    Uploaded files are left out: who wants them reads them from ``request.form()``.
    """
    sent = await request.form()
    wanted = get_type_hints(shape)
    taken: dict[str, Any] = {}
    for name in dict.fromkeys(sent):
        given = [one for one in sent.getall(name) if isinstance(one, str)]
        if _several(wanted.get(name)):
            taken[name] = [one for one in given if one != ""]
        else:
            taken[name] = next((one for one in reversed(given) if one != ""), "")
    return taken


def _several(hint: Any) -> bool:
    parts = (hint, *get_args(hint))
    return any(get_origin(part) in (list, tuple, set, frozenset) for part in parts)
