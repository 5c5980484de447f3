"""Counsellors of townships: proposed with a certificate, checked by somebody else, ended."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.incubation import policy, rules
from match.incubation.forms import CounsellorForm, DecisionForm
from match.incubation.sealed import CERTIFICATE
from match.incubation.states import COUNSELLOR_MACHINE, CounsellorStatus
from match.incubation.tables import Counsellor
from match.places.queries import divisions
from match.places.rules import Level


@command
async def propose_counsellor(actor: Actor, form: CounsellorForm) -> int:
    """
    Name who counsels in a township, with the certificate (notice 4.2f); returns the row's id.

    Raises Invalid for a certificate that does not qualify or is out of date.
    """
    require(policy.can_propose(actor, form.division))
    complaints = rules.counsellor_complaint(
        form.skill, form.training, form.issued_on, form.expires_on, clock.today()
    )
    place = (await divisions([form.division])).get(form.division)
    if place is None or place.level is not Level.TOWNSHIP:
        complaints["division"] = _("请选择乡镇或街道。")
    if complaints:
        raise Invalid(complaints)
    made: int = await value(
        "INSERT INTO counsellor (division, name, skill, certificate, issuer, issued_on,"
        " expires_on, training, proposed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " RETURNING id",
        form.division,
        form.name.strip(),
        form.skill,
        keys().seal(form.certificate.strip(), CERTIFICATE),
        form.issuer.strip(),
        form.issued_on,
        form.expires_on,
        form.training.strip(),
        actor.id,
    )
    await record(actor, "counsellor.proposed", subject=("counsellor", made), division=form.division)
    return made


@command
async def decide_counsellor(actor: Actor, counsellor_id: int, form: DecisionForm) -> None:
    """Check the certificate, refuse it, or end the post; the latter two with a reason."""
    row = await one("SELECT * FROM counsellor WHERE id = $1 FOR UPDATE", counsellor_id)
    if row is None or not policy.can_see_counsellor(actor, row["division"]):
        raise NotFound(_("没有找到这名心理辅导人员。"))
    require(policy.can_check(actor, row))
    said = form.reason.strip()
    status = CounsellorStatus(row["status"])
    if form.verb not in COUNSELLOR_MACHINE.verbs(status):
        raise Conflict(_("现在的状态不能这样操作，请刷新页面后再看。"))
    if form.verb != "check":
        reasoned(said)
    if form.verb == "check" and row["expires_on"] and row["expires_on"] < clock.today():
        raise Invalid({"reason": _("证书已经过期，请换有效的证书。")})
    sets: dict[str, Any] = {"reason": said}
    if form.verb != "end":
        sets |= {"checked_by": actor.id, "checked_at": clock.now()}
    await _move(actor, row, form.verb, said, sets)


async def sweep_counsellors(actor: Actor, limit: int = 200) -> int:
    """Posts whose certificate ran out end by themselves; returns how many. A gauge follows."""
    due = await rows(
        "SELECT id FROM counsellor WHERE status = 'checked' AND expires_on < $1 LIMIT $2",
        clock.today(),
        limit,
    )
    for found in due:
        await _expire(actor, found["id"])
    return len(due)


@command
async def _expire(actor: Actor, counsellor_id: int) -> None:
    row = await one("SELECT * FROM counsellor WHERE id = $1 FOR UPDATE", counsellor_id)
    if row and row["status"] == CounsellorStatus.checked and row["expires_on"] < clock.today():
        said = _("证书已过期")
        await _move(actor or SYSTEM, row, "end", said, {"reason": said})


async def _move(
    actor: Actor, row: dict[str, Any], verb: str, reason: str, sets: dict[str, Any]
) -> None:
    await carry_out(
        actor,
        COUNSELLOR_MACHINE,
        Counsellor,
        row,
        CounsellorStatus(row["status"]),
        verb,
        reason=reason,
        sets=sets,
        counsellor_id=row["id"],
        division=row["division"],
    )
