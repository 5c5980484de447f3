"""One child's file: seen, written, confirmed, closed, erased."""

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.care import commands
from match.care.access import opened
from match.care.forms import ArchiveForm, ChildForm, ErasureForm, NothingForm
from match.care.pages.common import BASE, WORDS, Answer, AnyRequest, carry_out, choices, show_child
from match.care.queries import child_file
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission


class ChildPages(Controller):
    """The file itself."""

    path = BASE
    opt = {"permission": Permission.care_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{child_id:int}")
    async def show(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int], part: FromQuery[str] = ""
    ) -> Page:
        """Everything the room holds, in one look; *part* opens one form."""
        return await show_child(request, actor, child_id, opened=part)

    @get("/{child_id:int}/edit")
    async def edit(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Page:
        """The file in its form."""
        file = await child_file(actor, child_id)
        return _form(request, child_id, Entry(file))

    @post("/{child_id:int}/edit")
    async def change(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Write it anew."""
        sent = await submission(request, ChildForm)
        try:
            async with opened(actor, child_id, "change"):  # who has no leave learns nothing
                await commands.change_child(actor, child_id, read(ChildForm, sent))
        except Invalid as wrong:
            return _form(request, child_id, Entry(sent, wrong.fields), 422)
        except Conflict as wrong:
            return _form(request, child_id, Entry(sent, {"identity": wrong.message}), 409)
        return see(f"{BASE}/{child_id}")

    @post("/{child_id:int}/confirmation")
    async def confirm(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Nothing has changed (notice 2.1a)."""

        async def act(_form: NothingForm) -> None:
            await commands.confirm_child(actor, child_id)

        return await carry_out(request, actor, child_id, "file", NothingForm, act)

    @post("/{child_id:int}/archive")
    async def archive(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Close the file."""

        async def act(form: ArchiveForm) -> None:
            await commands.archive_child(actor, child_id, form.leaving)

        return await carry_out(request, actor, child_id, "end", ArchiveForm, act)

    @post("/{child_id:int}/return")
    async def take_back(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """The child came back."""

        async def act(_form: NothingForm) -> None:
            await commands.take_back_child(actor, child_id)

        return await carry_out(request, actor, child_id, "end", NothingForm, act)

    @post("/{child_id:int}/erasure")
    async def erase(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """The first of two persons asks that it be erased."""

        async def act(form: ErasureForm) -> None:
            await commands.ask_erasure(actor, child_id, form.reason)

        return await carry_out(request, actor, child_id, "end", ErasureForm, act)


def _form(request: AnyRequest, child_id: int, form: Entry, status: int = 200) -> Page:
    return page(
        "care/form.html",
        request=request,
        status=status,
        form=form,
        back=f"{BASE}/{child_id}",
        action=f"{BASE}/{child_id}/edit",
        new=False,
        **choices(),
        **WORDS,
    )
