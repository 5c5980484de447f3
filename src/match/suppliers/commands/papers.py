"""A paper is kept, compared with the original by staff, refused with a reason, or removed."""

from datetime import date, datetime, time, timedelta

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.suppliers import policy
from match.suppliers.commands._shared import Row, need_reason, organisation
from match.suppliers.forms import PaperForm
from match.suppliers.states import (
    GRADES,
    QUALIFICATION_MACHINE,
    Kind,
    QualificationStatus,
)
from match.suppliers.tables import Qualification

_KEEP = (
    "INSERT INTO qualification (organisation_id, division, kind, status, number, issuer, grade,"
    " file_id, valid_from, valid_to, kept_by, kept_at, next_check_at)"
    " VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id"
)


@command
async def keep_paper(actor: Actor, organisation_id: int, form: PaperForm) -> int:
    """
    Put a paper into the vault; it waits to be compared. Returns its id.

    Raises Invalid with every complaint (days out of order, already over, not one's own file, a
    grade that is none), Conflict for a number that is kept already or a full vault. Tells
    qualification.kept.
    """
    held = await organisation(actor, organisation_id)
    require(policy.can_keep(actor, organisation_id))
    complaints = _complaints(form, clock.today())
    if not form.file or not await own_documents(actor, [form.file]):
        complaints["file"] = _("请上传这份材料的 PDF 或照片。")
    if complaints:
        raise Invalid(complaints)
    await _refuse_repeated(organisation_id, form)
    paper_id: int = await value(
        _KEEP,
        organisation_id,
        held["division"],
        str(form.kind),
        form.number.strip(),
        form.issuer.strip(),
        form.grade,
        form.file,
        form.valid_from,
        form.valid_to,
        actor.id,
        clock.now(),
        await _next_check(form.valid_to),
    )
    await record(
        actor,
        "qualification.kept",
        subject=("qualification", paper_id),
        division=held["division"],
        changes={"kind": (None, str(form.kind))},
    )
    await tell("qualification.kept", paper_id=paper_id, organisation_id=organisation_id)
    return paper_id


@command
async def verify_paper(actor: Actor, paper_id: int) -> None:
    """Staff compared it with the issuer's register: from now on it counts."""
    paper = await locked(actor, paper_id)
    require(_may_verify(actor, paper))
    if paper["valid_to"] is not None and paper["valid_to"] < clock.today():
        raise Conflict(_("这份材料已经过期，不能核对通过，请退回重新上传。"))
    await _decide(actor, paper, "verify", "")


@command
async def refuse_paper(actor: Actor, paper_id: int, reason: str) -> None:
    """It does not prove what it says: the supplier hears why, and it stops counting at once."""
    paper = await locked(actor, paper_id)
    require(_may_verify(actor, paper))
    await _decide(actor, paper, "refuse", need_reason(reason))


@command
async def remove_paper(actor: Actor, paper_id: int) -> None:
    """The supplier takes a paper out of its vault; it stays in the files of earlier bids."""
    paper = await locked(actor, paper_id)
    require(policy.can_keep(actor, paper["organisation_id"]))
    await move(actor, paper, "remove", next_check_at=None)


async def locked(actor: Actor, paper_id: int) -> Row:
    """A paper, locked, for its own people and verifiers. NotFound for everybody else."""
    found = await one("SELECT organisation_id FROM qualification WHERE id = $1", paper_id)
    if found is None:
        raise NotFound(_("没有找到这份材料，或您没有查看权限。"))
    await organisation(actor, found["organisation_id"])
    paper = await one("SELECT * FROM qualification WHERE id = $1 FOR UPDATE", paper_id)
    assert paper is not None, "papers are never deleted"
    return paper


async def move(
    actor: Actor, paper: Row, verb: str, *, reason: str = "", next_check_at: datetime | None
) -> None:
    """Fire the verb; *next_check_at* is when the sweep looks again."""
    await carry_out(
        actor,
        QUALIFICATION_MACHINE,
        Qualification,
        paper,
        QualificationStatus(paper["status"]),
        verb,
        reason=reason,
        sets={"next_check_at": next_check_at, "reason": reason or paper["reason"]},
        paper_id=paper["id"],
        organisation_id=paper["organisation_id"],
    )


def ends_at(valid_to: date) -> datetime:
    """The first instant after the last day, in Hunan."""
    return datetime.combine(valid_to + timedelta(days=1), time(), clock.HERE)


def _may_verify(actor: Actor, paper: Row) -> bool | str:
    return policy.can_verify(actor, paper["organisation_id"], paper["division"], paper["kept_by"])


async def _decide(actor: Actor, paper: Row, verb: str, reason: str) -> None:
    await value(
        "UPDATE qualification SET decided_by = $2, decided_at = $3 WHERE id = $1",
        paper["id"],
        actor.id,
        clock.now(),
    )
    later = await _next_check(paper["valid_to"]) if verb == "verify" else None
    await move(actor, paper, verb, reason=reason, next_check_at=later)


async def _next_check(valid_to: date | None) -> datetime | None:
    """So long before the end that a new one can be had; at the end for what ends sooner."""
    if valid_to is None:
        return None
    remind = ends_at(valid_to) - timedelta(days=await whole("suppliers.remind_days"))
    return remind if remind > clock.now() else ends_at(valid_to)


async def _refuse_repeated(organisation_id: int, form: PaperForm) -> None:
    standing = await one(
        "SELECT count(*) AS papers,"
        " bool_or(kind = $2 AND number = $3 AND status IN ('waiting', 'verified')) AS same"
        " FROM qualification WHERE organisation_id = $1 AND status <> 'removed'",
        organisation_id,
        str(form.kind),
        form.number.strip(),
    )
    assert standing is not None, "a count has a row"
    if standing["same"]:
        raise Conflict(_("这个编号的材料已经在材料库里。内容变了请先删除旧的一份。"))
    most = await whole("suppliers.papers_max")
    if standing["papers"] >= most:
        raise Conflict(_("材料库最多保存 %(most)s 份，请先删除不用的。") % {"most": most})


def _complaints(form: PaperForm, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    if form.valid_from > today:
        found["valid_from"] = _("生效日期还没有到，请生效后再上传。")
    if form.valid_to is not None and form.valid_to < form.valid_from:
        found["valid_to"] = _("有效期止应晚于有效期起。")
    elif form.valid_to is not None and form.valid_to < today:
        found["valid_to"] = _("这份材料已经过期，请上传有效的一份。")
    if form.kind is Kind.grade and form.grade not in GRADES:
        found["grade"] = _("请选择评估等级：3A、4A 或 5A。")
    if form.kind is not Kind.grade and form.grade:
        found["grade"] = _("只有评估等级证书填写等级。")
    return found
