"""A home's papers; what the township vouches for; its answer about a home that is silent."""

from typing import Any

from litestar import Controller, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath

from match.files.commands import keep_document
from match.files.handing import handed_out
from match.files.queries import stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.homes import policy
from match.homes.commands import answer_idle, approve_area, check_outdoor, file_paper
from match.homes.forms import PaperForm
from match.homes.pages.common import Answer, AnyRequest
from match.homes.pages.desk import show_home
from match.homes.queries import home_file
from match.site.entry import Entry
from match.site.steps import see


class HomePapers(Controller):
    """What is filed and looked at, under the desk of the home."""

    path = "/desk/homes"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/{home_id:int}/papers")
    async def file(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """File a dated paper; the last one of its kind stays in the drawer."""
        home = await home_file(actor, home_id)
        sent = await request.form()
        raw: dict[str, Any] = {
            name: str(sent.get(name, "")) for name in ("kind", "dated_on", "valid_until")
        }
        given = sent.get("upload")
        try:
            form = read(PaperForm, raw)
            allowed = policy.can_keep(actor, home_id, home.card.division) is True
            if allowed and isinstance(given, UploadFile) and given.filename:
                kept = await keep_document(actor, await given.read(), division=home.card.division)
                form = read(PaperForm, {**raw, "file": str(kept)})
            await file_paper(actor, home_id, form)
        except Invalid as refusal:
            fields = {("upload" if k == "document" else k): v for k, v in refusal.fields.items()}
            return await show_home(request, actor, home_id, Entry(raw, fields), refusal.status)
        return see(f"/desk/homes/{home_id}")

    @get("/{home_id:int}/papers/{paper_id:int}")
    async def paper(
        self, actor: NamedDependency[Actor], home_id: FromPath[int], paper_id: FromPath[int]
    ) -> Answer:
        """The paper itself, for the home and those who look after it."""
        await home_file(actor, home_id)
        file_id = await value(
            "SELECT file_id FROM home_document WHERE id = $1 AND home_id = $2", paper_id, home_id
        )
        if file_id is None:
            raise NotFound(_("没有找到这份文件。"))
        return await handed_out(await stored(SYSTEM, file_id))

    @post("/{home_id:int}/area")
    async def area(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """The township accepts why the room is small (notice 3.3a)."""
        await home_file(actor, home_id)
        try:
            await approve_area(actor, home_id)
        except Conflict as refusal:
            entry = Entry({}, {"area_reason": refusal.message})
            return await show_home(request, actor, home_id, entry, refusal.status)
        return see(f"/desk/homes/{home_id}")

    @post("/{home_id:int}/outdoor")
    async def outdoor(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """Somebody looked at the outdoor place: safe, or not (notice 3.3c)."""
        await home_file(actor, home_id)
        said = str((await request.form()).get("safe", ""))
        if said not in ("yes", "no"):
            entry = Entry({}, {"safe": _("请选择室外场地是否安全。")})
            return await show_home(request, actor, home_id, entry, 422)
        await check_outdoor(actor, home_id, safe=said == "yes")
        return see(f"/desk/homes/{home_id}")

    @post("/{home_id:int}/idle")
    async def idle(
        self, request: AnyRequest, actor: NamedDependency[Actor], home_id: FromPath[int]
    ) -> Answer:
        """The township's answer: it works, or it does not (notice 1.5)."""
        await home_file(actor, home_id)
        sent = await request.form()
        raw = {name: str(sent.get(name, "")).strip() for name in ("works", "reason")}
        try:
            if raw["works"] not in ("yes", "no"):
                raise Invalid({"works": _("请选择是否正常开放。")})
            await answer_idle(actor, home_id, idle=raw["works"] == "no", reason=raw["reason"])
        except (Invalid, Conflict) as refusal:
            wrong = _of_answer(refusal.at("works"))
            entry = Entry({"works": raw["works"], "answer": raw["reason"]}, wrong)
            return await show_home(request, actor, home_id, entry, refusal.status)
        return see(f"/desk/homes/{home_id}")


def _of_answer(wrong: dict[str, str]) -> dict[str, str]:
    """The reason of an answer has a box of its own: the county's verbs have one called reason."""
    return {("answer" if name == "reason" else name): said for name, said in wrong.items()}
