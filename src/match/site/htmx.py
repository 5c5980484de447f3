"""One handler, two readers: a browser gets the whole page, htmx the named block of it."""

from typing import Any
from urllib.parse import urlencode

import jinja2
from litestar import Litestar, Request, Response
from litestar.enums import MediaType
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.response.base import ASGIResponse
from litestar.template.base import csrf_token
from litestar.template.config import TemplateConfig
from markupsafe import Markup

from match.foundation.actor import ANONYMOUS, Actor
from match.site.environment import environment
from match.site.navigation import navigation, tabs
from match.site.saving import saves_data, without_pictures

VARY = "HX-Request, HX-Target, Cookie, Save-Data"
"""Without it the back button shows the bare fragment that was cached under the same address."""

KEPT_OFFLINE = (
    "/needs",
    "/offers",
    "/purchases",
    "/homes",
    "/organisations",
    "/articles",
    "/policies",
    "/coverage",
    "/accessibility",
    "/report",
)
"""What a visitor without a network may leaf through again."""

AnyRequest = Request[Any, Any, Any]


class Page(Template):
    """
    A page that is already text. Rendering in the handler, not while sending, means that a mistake
    in a template is answered like any other, and that the language is surely the request's.
    """

    def __init__(self, name: str, text: str, *, status: int, headers: dict[str, str]) -> None:
        super().__init__(name, status_code=status, headers=headers, media_type=MediaType.HTML)
        self.content = text.encode()

    def to_asgi_response(
        self, app: Litestar | None, request: AnyRequest, **options: Any
    ) -> ASGIResponse:
        """Sends the text; there is nothing left to render."""
        return Response.to_asgi_response(self, app, request, **options)


def page(
    name: str,
    block: str | None = None,
    request: AnyRequest | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Page:
    """
    Render template *name*; for an htmx request, only its *block*, when one is named.

    Always pass *request* from a handler: the page needs it for the person, the form token and the
    address. Rendering happens here and now, in the language of the request.
    """
    template = environment().get_template(name)
    values = _surroundings(request) | {"status": status} | context
    partial = block is not None and request is not None and wants_block(request)
    text = render_block(template, block, values) if partial and block else template.render(values)
    if saves_data(request):
        text = without_pictures(text)
    sent = {"Vary": VARY} | (headers or {})
    if not partial and status == 200 and request is not None and may_be_kept(request):
        sent.setdefault("X-Offline-Copy", "yes")
    return Page(name, text, status=status, headers=sent)


def templates() -> TemplateConfig[JinjaTemplateEngine]:
    """The same environment for Litestar's own ``Template``, should a handler want one."""
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment()))


def wants_block(request: AnyRequest) -> bool:
    """Whether htmx asks for a part. Restoring history, or a boosted link, needs the whole page."""
    asked = request.headers
    return asked.get("hx-request") == "true" and not (
        asked.get("hx-boosted") == "true" or asked.get("hx-history-restore-request") == "true"
    )


def render_block(template: jinja2.Template, block: str, values: dict[str, Any]) -> str:
    """
    The text of one block, its own or of a template it extends. Raises KeyError when none has it.

    Beginning to render gathers the blocks of the whole line of templates, before the first word.
    """
    context = template.new_context(values)
    next(template.root_render_func(context), "")
    return "".join(context.blocks[block][0](context))


def may_be_kept(request: AnyRequest) -> bool:
    """Whether the service worker may keep this page: a public list or thing, shown to a stranger.
    Never a page that an invitation, a code or a session opened, on a phone that is passed on."""
    path = request.url.path
    public = path == "/" or any(f"{path}/".startswith(f"{part}/") for part in KEPT_OFFLINE)
    return public and not actor_of(request).signed_in


def actor_of(request: AnyRequest) -> Actor:
    """Who is asking; nobody when the door has not been through authentication."""
    found = request.scope.get("state", {}).get("actor")
    return found if isinstance(found, Actor) else ANONYMOUS


def _surroundings(request: AnyRequest | None) -> dict[str, Any]:
    """What the base page needs to know about the request."""
    if request is None:
        actor, path, token, large = ANONYMOUS, "/", "", False
    else:
        actor, path = actor_of(request), request.url.path
        token = csrf_token({"request": request})
        # The link ?text=large holds at once; the cookie it leaves holds from the next page on.
        large = (request.query_params.get("text") or request.cookies.get("text")) == "large"
    return {
        "request": request,
        "actor": actor,
        "path": path,
        "csrf_token": token,
        "csrf_input": Markup('<input type="hidden" name="_csrf_token" value="{}">').format(token),
        "text_large": large,
        "navigation": navigation(actor, path),
        "tabs": tabs(actor, path),
        "with_query": lambda **changes: with_query(request, **changes),
    }


def with_query(request: AnyRequest | None, **changes: str) -> str:
    """The present address with some query parameters changed; an empty value removes one."""
    asked = [] if request is None else request.query_params.multi_items()
    kept = [(key, value) for key, value in asked if key not in changes]
    added = [(key, value) for key, value in changes.items() if value]
    return "?" + urlencode(kept + added)
