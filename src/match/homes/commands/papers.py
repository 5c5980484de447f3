"""A home's papers: filed with their days, reminded of before they end (notice 5.4a)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from match.catalogue import codes
from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.homes import policy
from match.homes.commands._shared import locked
from match.homes.forms import PaperForm


@command
async def file_paper(actor: Actor, home_id: int, form: PaperForm) -> int:
    """
    File a paper of the home; it takes the place of the last one of its kind. Returns its id.

    ``form.file`` is a document this person uploaded. Raises Invalid with every complaint. Tells
    ``home.described``: what a home has may have changed.
    """
    home = await locked(home_id)
    require(policy.can_keep(actor, home_id, home["division"]))
    complaints = paper_complaints(form, clock.today())
    if not form.file or not await own_documents(actor, [form.file]):
        complaints["upload"] = _("请上传这份制度的 PDF 或照片。")
    if complaints:
        raise Invalid(complaints)
    await value(
        "UPDATE home_document SET current = false, next_check_at = NULL"
        " WHERE home_id = $1 AND kind = $2 AND current",
        home_id,
        form.kind,
    )
    paper_id: int = await value(
        "INSERT INTO home_document (home_id, kind, file_id, dated_on, valid_until, filed_by,"
        " filed_at, next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        home_id,
        form.kind,
        form.file,
        form.dated_on,
        form.valid_until,
        actor.id,
        clock.now(),
        await _first_look(form.valid_until),
    )
    await value(
        "UPDATE home SET documents = documents || $2::varchar WHERE id = $1"
        " AND NOT $2 = ANY(documents)",
        home_id,
        form.kind,
    )
    await record(
        actor,
        "home_document.kept",
        subject=("home", home_id),
        division=home["division"],
        changes={"kind": (None, form.kind)},
    )
    await tell("home.described", home_id=home_id)
    return paper_id


def paper_complaints(form: PaperForm, today: date) -> dict[str, str]:
    """What is wrong with a paper's kind and days, by field."""
    complaints: dict[str, str] = {}
    if form.kind not in codes.home_codes("required_document"):
        complaints["kind"] = _("请从给出的选项里选择。")
    if form.dated_on > today:
        complaints["dated_on"] = _("制定日期不能晚于今天。")
    if form.valid_until is not None and form.valid_until < form.dated_on:
        complaints["valid_until"] = _("有效期不能早于制定日期。")
    elif form.valid_until is not None and form.valid_until < today:
        complaints["valid_until"] = _("这份制度已经过期，请上传新的一份。")
    return complaints


async def sweep_home_papers(actor: Actor, limit: int = 200) -> int:
    """Tell of papers that end soon, and of those that have ended; returns how many. One by one."""
    due = await rows(
        "SELECT id FROM home_document WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for paper in due:
        await _look(actor, paper["id"])
    return len(due)


@command
async def _look(actor: Actor, paper_id: int) -> None:
    del actor
    paper = await one("SELECT * FROM home_document WHERE id = $1 FOR UPDATE", paper_id)
    if paper is None or paper["next_check_at"] is None or paper["next_check_at"] > clock.now():
        return  # somebody was faster
    over = clock.now() >= ends_at(paper["valid_until"])
    await value(
        "UPDATE home_document SET reminded_at = $2, next_check_at = $3 WHERE id = $1",
        paper_id,
        clock.now(),
        None if over else ends_at(paper["valid_until"]),
    )
    topic = "home_paper.ended" if over else "home_paper.ending"
    await tell(topic, home_id=paper["home_id"], paper_id=paper_id)


def ends_at(last_day: date) -> datetime:
    """The instant at which a paper that is good through *last_day* is not good any more."""
    return datetime.combine(last_day + timedelta(days=1), time(), clock.HERE)


async def _first_look(valid_until: date | None) -> Any:
    """When to remind: some weeks before the end, or at once where that day has passed."""
    if valid_until is None:
        return None
    before = timedelta(days=await whole("home.paper_remind_days"))
    return max(clock.now(), ends_at(valid_until) - before)
