"""A parcel, as the code on its label opens it on a phone: what it is, and what was found in it."""

import anyio
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec.structs import replace

from match.files.commands import keep_photo
from match.files.queries import stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.parameters import whole
from match.giving import wording
from match.giving.commands import count_parcel
from match.giving.forms import CountForm
from match.giving.pages.common import BASE, Answer, AnyRequest, uploaded
from match.giving.queries import parcel_of, parcel_photo
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.submission import submission


class ParcelDesk(Controller):
    """For the two parties; who has only the code and no part in the gift finds nothing."""

    path = "/parcels/{code:str}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Page:
        """What should be in it, and the form to count it."""
        return await _show(request, actor, code, Entry())

    @post("/count")
    async def count(self, request: AnyRequest, actor: Who, code: FromPath[str]) -> Answer:
        """What was found."""
        file, parcel = await parcel_of(actor, code)
        require(file.may["count"])
        sent = dict(await submission(request, CountForm))
        sent.pop("photos", None)
        try:
            form = read(CountForm, sent)
            pictures = await uploaded(request, "photos", await whole("file.need_photos_max"))
            photos = [
                await keep_photo(actor, data, division=file.line.division) for data in pictures
            ]
            await count_parcel(actor, parcel.id, replace(form, photos=photos))
        except Invalid as invalid:
            return await _show(request, actor, code, Entry(sent, invalid.fields), 422)
        except Conflict as conflict:
            wrong = Entry(sent, {"good": conflict.message})
            return await _show(request, actor, code, wrong, 409)
        return Redirect(f"{BASE}/{file.line.id}", status_code=303)

    @get("/photos/{photo:int}")
    async def photo(self, actor: Who, code: FromPath[str], photo: FromPath[int]) -> Answer:
        """A photo of the goods, for both parties."""
        found = await stored(SYSTEM, await parcel_photo(actor, code, photo))
        headers = {
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        data = await anyio.Path(found.path).read_bytes()
        return Response(data, media_type=found.media_type, headers=headers)


async def _show(
    request: AnyRequest, actor: Actor, code: str, form: Entry, status: int = 200
) -> Page:
    file, parcel = await parcel_of(actor, code)
    return page(
        "giving/parcel.html",
        request=request,
        status=status,
        file=file,
        line=file.line,
        parcel=parcel,
        form=form,
        words=wording,
    )
