"""What happens to an organisation in a base: steps, support, what it still has to learn."""

from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.incubation import policy, rules
from match.incubation.commands.bases import mode_complaint, no_future
from match.incubation.forms import GapForm, StepForm, SupportForm
from match.incubation.states import STAGE_MACHINE, Stage
from match.incubation.tables import Incubation

Row = dict[str, Any]


@command
async def step(actor: Actor, entry_id: int, form: StepForm) -> Stage:
    """
    Move an organisation one stage on, or out, with the fact that proves it; returns the stage.

    Registered needs a credit code and a verification in date; the first contract its title and
    day; leaving and graduating a reason.
    """
    entry = await _locked(actor, entry_id)
    require(policy.can_keep(actor, entry["division"]))
    stage = Stage(entry["status"])
    if form.verb not in rules.next_steps(stage):
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"))
    today = clock.today()
    facts = {
        "verified": entry["org_status"] == "verified" and entry["verified_until"] >= today,
        "uscc": entry["uscc"],
        "contract_title": form.contract_title,
        "contract_on": form.contract_on,
        "reason": form.reason,
    }
    complaints = rules.step_complaint(form.verb, facts, today)
    if complaints:
        raise Invalid(complaints)
    sets: Row = {}
    if form.verb == "contract":
        sets = {"contract_title": form.contract_title.strip(), "contract_on": form.contract_on}
    elif form.verb in ("graduate", "leave"):
        sets = {"reason": form.reason.strip()}
    moved = await carry_out(
        actor,
        STAGE_MACHINE,
        Incubation,
        entry,
        stage,
        form.verb,
        reason=form.reason.strip(),
        sets=sets,
        incubation_id=entry_id,
        organisation_id=entry["organisation_id"],
    )
    return Stage(moved.to)


@command
async def note_support(actor: Actor, entry_id: int, form: SupportForm) -> None:
    """Write down what was done for the organisation, by which of the four means."""
    entry = await _locked(actor, entry_id)
    require(policy.can_accompany(actor, entry))
    complaints = mode_complaint(form.mode) | no_future({"given_on": form.given_on})
    if complaints:
        raise Invalid(complaints)
    await value(
        'INSERT INTO incubation_support (incubation_id, mode, said, given_on, "by")'
        " VALUES ($1, $2, $3, $4, $5)",
        entry_id,
        form.mode,
        form.said.strip(),
        form.given_on,
        actor.id,
    )
    await record(
        actor,
        "incubation.supported",
        subject=("incubation", entry_id),
        division=entry["division"],
        reason=form.said.strip(),
    )


@command
async def note_gap(actor: Actor, entry_id: int, form: GapForm) -> int:
    """Write down what the organisation has to learn: the desk suggests a course from it."""
    entry = await _locked(actor, entry_id)
    require(policy.can_accompany(actor, entry))
    if form.content not in {one.code for one in codes.home_list("training_content")}:
        raise Invalid({"content": _("请从给出的选项里选择，或按提示填写。")})
    gap_id: int = await value(
        "INSERT INTO capacity_gap (incubation_id, content, said, noted_by)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        entry_id,
        form.content,
        form.said.strip(),
        actor.id,
    )
    await record(actor, "gap.noted", subject=("incubation", entry_id), division=entry["division"])
    return gap_id


@command
async def close_gap(actor: Actor, gap_id: int) -> int:
    """The organisation learned it; returns the entry's id."""
    gap = await one("SELECT * FROM capacity_gap WHERE id = $1 FOR UPDATE", gap_id)
    if gap is None:
        raise NotFound(_("没有找到这条能力短板。"))
    entry = await _locked(actor, gap["incubation_id"])
    require(policy.can_accompany(actor, entry))
    if gap["closed_at"] is not None:
        raise Conflict(_("这条能力短板已经解决。"))
    await value(
        "UPDATE capacity_gap SET closed_by = $2, closed_at = $3 WHERE id = $1",
        gap_id,
        actor.id,
        clock.now(),
    )
    await record(
        actor, "gap.closed", subject=("incubation", entry["id"]), division=entry["division"]
    )
    return entry["id"]


async def _locked(actor: Actor, entry_id: int) -> Row:
    """The entry with its organisation, locked; NotFound for those who may not know of it."""
    entry = await one(
        "SELECT i.*, g.uscc, g.status AS org_status, g.verified_until FROM incubation i"
        " JOIN organisation g ON g.id = i.organisation_id WHERE i.id = $1 FOR UPDATE OF i",
        entry_id,
    )
    if entry is None or not policy.can_see(actor, entry):
        raise NotFound(_("没有找到这条孵化记录。"))
    return entry
