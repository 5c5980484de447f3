"""One's kept searches: the list with what was found, and the form for one more."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.catalogue import codes
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.openness.following import commands
from match.openness.following.forms import SearchForm
from match.openness.following.queries import kept_searches
from match.openness.following.states import Subject
from match.places import queries as places
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/me/searches"


class SearchPages(Controller):
    """For everybody who is signed in."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """The list, and a form that begins with what the address asks for."""
        asked = request.query_params
        begun = {
            "subject": asked.get("subject", Subject.purchases.value),
            "words": asked.get("q", ""),
            "area": asked.get("county") or asked.get("prefecture") or "",
            "category": asked.get("category", ""),
            "name": asked.get("q", "")[:40],
        }
        return await _show(request, actor, Entry(begun))

    @post("/")
    async def keep(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep one more."""
        sent = await submission(request, SearchForm)
        try:
            await commands.keep_search(actor, read(SearchForm, sent))
        except Invalid as invalid:
            return await _show(request, actor, Entry(sent, invalid.fields), 422)
        except Conflict as conflict:
            return await _show(request, actor, Entry(sent, {"name": conflict.message}), 409)
        return Redirect(BASE, status_code=303)

    @post("/{search_id:int}/pause")
    async def pause(self, actor: Who, search_id: FromPath[int]) -> Answer:
        """Unsubscribe."""
        await commands.pause_search(actor, search_id)
        return Redirect(BASE, status_code=303)

    @post("/{search_id:int}/resumption")
    async def resume(self, actor: Who, search_id: FromPath[int]) -> Answer:
        """Subscribe again."""
        await commands.resume_search(actor, search_id)
        return Redirect(BASE, status_code=303)

    @post("/{search_id:int}/removal")
    async def remove(self, actor: Who, search_id: FromPath[int]) -> Answer:
        """Throw it away."""
        await commands.remove_search(actor, search_id)
        return Redirect(BASE, status_code=303)


async def _show(request: AnyRequest, actor: Who, form: Entry, status: int = 200) -> Answer:
    areas = await _areas()
    return page(
        "openness/searches.html",
        request=request,
        status=status,
        form=form,
        searches=await kept_searches(actor),
        subjects=[(subject.value, word) for subject, word in subject_words().items()],
        areas=areas,
        area_names=dict(areas),
        categories=_categories(),
        words=subject_words(),
        category_name=lambda code: codes.category(code).label(),
    )


def subject_words() -> dict[Subject, str]:
    """What can be followed, in words."""
    return {Subject.purchases: _("政府购买服务"), Subject.needs: _("需求")}


async def _areas() -> list[tuple[str, str]]:
    """Prefectures, each followed by its counties."""
    counties = await places.counties()
    listed: list[tuple[str, str]] = []
    for prefecture in await places.prefectures():
        listed.append((prefecture.scope, prefecture.name))
        listed += [
            (county.scope, f"{prefecture.name} · {county.name}")
            for county in counties
            if county.parent == prefecture.code
        ]
    return listed


def _categories() -> list[tuple[str, str]]:
    listed: list[tuple[str, str]] = []
    for root in codes.categories():
        listed.append((root.code, root.label()))
        listed += [
            (leaf.code, f"{root.label()} · {leaf.label()}") for leaf in codes.categories(root.code)
        ]
    return listed
