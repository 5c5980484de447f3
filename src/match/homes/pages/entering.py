"""Entering one home by hand: a village's main home, or a further site of it (notice 3.1a, b)."""

from typing import Any

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.homes.commands import register_home
from match.homes.forms import HomeForm
from match.homes.pages.common import Answer, AnyRequest
from match.homes.states import HomeKind
from match.places.queries import children, divisions
from match.places.queries import division as place_of
from match.places.rules import Level, code_from
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission


class HomeEntering(Controller):
    """One home at a time; lists come in through the import."""

    path = "/desk/homes/new"
    opt = {"permission": Permission.homes_import}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(
        self,
        request: AnyRequest,
        actor: NamedDependency[Actor],
        division: FromQuery[str] = "",
        parent: FromQuery[int] = 0,
    ) -> Page:
        """The form; with *parent* it is a satellite of that home."""
        values: dict[str, Any] = {"division": division}
        if parent:
            main = await one("SELECT division FROM home WHERE id = $1 AND kind = 'main'", parent)
            if main is not None:
                values = {"division": main["division"], "parent_home_id": parent}
        return await _form(request, actor, Entry(values))

    @post("/")
    async def enter(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Enter it; it begins as planned."""
        raw = dict(await submission(request, HomeForm))
        raw["kind"] = str(HomeKind.satellite if raw.get("parent_home_id") else HomeKind.main)
        try:
            home_id = await register_home(actor, read(HomeForm, raw))
        except (Invalid, Conflict, Denied) as refusal:
            return await _form(request, actor, Entry(raw, refusal.at("name")), refusal.status)
        return see(f"/desk/homes/{home_id}")


async def _form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    parent = str(form.value("parent_home_id"))
    main = None
    if parent.isascii() and parent.isdigit() and len(parent) < 19:
        main = await one("SELECT id, name, division FROM home WHERE id = $1", int(parent))
    return page(
        "homes/new.html",
        request=request,
        status=status,
        form=form,
        main=main,
        units=await _units(actor),
        chosen=await _chosen(str(form.value("division"))),
        sites=codes.home_choices("site_source"),
        companions=codes.home_choices("co_location"),
        facilities=codes.home_choices("facility"),
        directors=codes.home_choices("director_kind"),
    )


async def _units(actor: Actor) -> list[Any]:
    """The first select of the picker: the townships of one county, or counties of a prefecture."""
    held = [code_from(prefix) for prefix in actor.scope(Permission.homes_import)]
    found = list((await divisions(held)).values())
    if len(found) == 1 and found[0].level < Level.VILLAGE:
        return await children(found[0].code)
    return found


async def _chosen(code: str) -> str:
    try:
        return " ".join((await place_of(code)).path[2:]) if code else ""
    except NotFound:
        return ""
