"""A home's posts and a township's, with the forms that belong to them: empty, or as sent."""

from typing import Any

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.posts.pages.common import (
    WORDS,
    AnyRequest,
    director_kinds,
    genders,
    supervisor_kinds,
    tutor_kinds,
)
from match.posts.queries import home_posts, township_posts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page


async def home_page(
    request: AnyRequest,
    actor: Who,
    home_id: int,
    *,
    status: int = 200,
    shown: str = "",
    **forms: Entry,
) -> Page:
    """
    Who directs a home, who comes, who helps. *shown*: a link to be handed on, once; *forms*: what
    was sent and is wrong (``naming``, ``tutoring``, ``guiding``, ``ending``).
    """
    file = await home_posts(actor, home_id)
    return _page(
        request,
        "posts/home.html",
        status,
        forms,
        file=file,
        shown=shown,
        kinds=director_kinds(file.site_source),
        tutor_kinds=tutor_kinds(),
    )


async def township_page(
    request: AnyRequest,
    actor: Who,
    code: str,
    *,
    status: int = 200,
    shown: str = "",
    **forms: Entry,
) -> Page:
    """Who supervises a township (9 or 12 digits); as `home_page`."""
    return _page(
        request,
        "posts/township.html",
        status,
        forms,
        file=await township_posts(actor, digits(code)),
        shown=shown,
        kinds=supervisor_kinds(),
        genders=genders(),
    )


def digits(code: str) -> str:
    """The code of a township as given. Raises NotFound for what cannot be one."""
    if not (code.isascii() and code.isdigit() and len(code) in (9, 12)):
        raise NotFound(_("没有找到这个乡镇（街道）。"))
    return code


def _page(
    request: AnyRequest, name: str, status: int, forms: dict[str, Entry], **facts: Any
) -> Page:
    entries = {key: Entry() for key in ("naming", "tutoring", "guiding", "ending")} | forms
    wrong = next((entry for entry in forms.values() if entry.errors), Entry())
    return page(name, request=request, status=status, wrong=wrong, **entries, **facts, **WORDS)
