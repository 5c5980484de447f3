"""What organisations do for children, and the county's word that they do."""

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.screening import refuse_names
from match.incubation import policy
from match.incubation.commands.bases import no_future
from match.incubation.forms import ServiceForm, WordForm
from match.places.queries import divisions
from match.places.rules import Level


@command
async def note_service(actor: Actor, form: ServiceForm) -> int:
    """
    Write down counselling, comforting or adjustment in a township (notice 4.2d); returns its id.

    Heads only, and how many of them are left-behind or in difficulty. Never a name.
    """
    require(policy.can_serve(actor, form.organisation_id))
    complaints = no_future({"on": form.on})
    if form.kind not in {entry.code for entry in codes.home_list("psych_service")}:
        complaints["kind"] = _("请从给出的选项里选择，或按提示填写。")
    place = (await divisions([form.division])).get(form.division)
    if place is None or place.level is not Level.TOWNSHIP:
        complaints["division"] = _("请选择乡镇或街道。")
    if form.left_behind > form.heads:
        complaints["left_behind"] = _("不能多于总人数。")
    if complaints:
        raise Invalid(complaints)
    service_id: int = await value(
        'INSERT INTO psych_service (organisation_id, division, kind, "on", minutes, heads,'
        ' left_behind, "by") VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id',
        form.organisation_id,
        form.division,
        form.kind,
        form.on,
        form.minutes,
        form.heads,
        form.left_behind,
        actor.id,
    )
    await record(
        actor,
        "service.noted",
        subject=("organisation", form.organisation_id),
        division=form.division,
    )
    return service_id


@command
async def give_word(actor: Actor, organisation_id: int, form: WordForm) -> None:
    """
    The county says for a year that an organisation is at work, or that it is not. Raises Invalid
    for words that could tell a child.
    """
    organisation = await one(
        "SELECT id, division FROM organisation WHERE id = $1 AND status = 'verified'"
        " AND serves_children",
        organisation_id,
    )
    if organisation is None:
        raise NotFound(_("没有找到这家机构，或尚未通过核验。"))
    require(policy.can_keep(actor, organisation["division"]))
    refuse_names({"said": form.said})
    await value(
        'INSERT INTO active_service (organisation_id, active, said, "on", "by")'
        " VALUES ($1, $2, $3, $4, $5)",
        organisation_id,
        form.active,
        form.said.strip(),
        clock.today(),
        actor.id,
    )
    await record(
        actor,
        "organisation.seen_at_work" if form.active else "organisation.not_at_work",
        subject=("organisation", organisation_id),
        division=organisation["division"],
        reason=form.said.strip(),
    )
