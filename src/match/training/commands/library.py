"""The think-tank and its packs (4.4b), and the surveys that come before a course (P2)."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.training import policy, rules
from match.training.forms import AnswerForm, ExpertForm, PackForm, SurveyForm, VersionForm


@command
async def add_expert(actor: Actor, form: ExpertForm) -> int:
    """Take somebody into the think-tank; returns the id. For the province."""
    require(policy.can_library(actor))
    _known(form.topics)
    expert_id: int = await value(
        "INSERT INTO training_expert (name, post, origin, background, topics, kept_by, kept_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        form.name,
        form.post,
        str(form.origin),
        str(form.background),
        form.topics,
        actor.id,
        clock.now(),
    )
    await record(actor, "expert.added", subject=("training_expert", expert_id), division=None)
    return expert_id


@command
async def end_expert(actor: Actor, expert_id: int) -> None:
    """Somebody leaves the think-tank; lessons that were held keep the name."""
    require(policy.can_library(actor))
    ended = await one(
        "UPDATE training_expert SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id",
        expert_id,
        clock.now(),
    )
    if ended is None:
        raise NotFound(_("没有找到这位专家，可能已经移出专家库。"))
    await record(actor, "expert.ended", subject=("training_expert", expert_id), division=None)


@command
async def make_pack(actor: Actor, form: PackForm, *, file_id: int | None = None) -> int:
    """Begin a course pack or an activity pack with its first version; returns the pack's id."""
    require(policy.can_library(actor))
    _known(form.topics)
    pack_id: int = await value(
        "INSERT INTO training_pack (kind, title, topics, made_by, made_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        str(form.kind),
        form.title,
        form.topics,
        actor.id,
        clock.now(),
    )
    await _version(actor, pack_id, 1, form.summary, "", file_id)
    return pack_id


@command
async def renew_pack(
    actor: Actor, pack_id: int, form: VersionForm, *, file_id: int | None = None
) -> int:
    """
    Add a newer version; returns its number. Courses that were held with an older one keep it:
    versions are only added to.
    """
    require(policy.can_library(actor))
    if await one("SELECT id FROM training_pack WHERE id = $1 FOR UPDATE", pack_id) is None:
        raise NotFound(_("没有找到这个课程包或活动包。"))
    last: int = await value(
        "SELECT max(number) FROM training_pack_version WHERE pack_id = $1", pack_id
    )
    await _version(actor, pack_id, last + 1, form.summary, form.changes, file_id)
    return last + 1


@command
async def open_survey(actor: Actor, form: SurveyForm) -> int:
    """Ask those who will be trained what they need to learn; returns the survey's id."""
    grant = policy.organiser_for(actor, form.audience)
    if isinstance(grant, str):
        raise Denied(grant)
    if form.closes_on < clock.today():
        raise Invalid({"closes_on": _("截止日期不能早于今天。")})
    division = grant.division.ljust(12, "0")
    survey_id: int | None = await value(
        "INSERT INTO training_survey (division, audience, year, question, closes_on, made_by,"
        " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (division, audience, year) DO NOTHING RETURNING id",
        division,
        str(form.audience),
        form.closes_on.year,
        form.question,
        form.closes_on,
        actor.id,
        clock.now(),
    )
    if survey_id is None:
        raise Conflict(_("今年已经为这类对象做过需求调查，请直接使用。"))
    await record(actor, "survey.opened", subject=("training_survey", survey_id), division=division)
    await tell("training.survey_opened", survey_id=survey_id)
    return survey_id


@command
async def answer_survey(actor: Actor, survey_id: int, form: AnswerForm) -> None:
    """Say what one needs to learn; said again before the last day, it replaces."""
    survey = await one("SELECT * FROM training_survey WHERE id = $1", survey_id)
    if survey is None:
        raise NotFound(_("没有找到这份需求调查。"))
    if survey["closes_on"] < clock.today():
        raise Conflict(_("这份需求调查已经截止。"))
    _known(form.contents)
    require(policy.can_attend(actor, {**survey, "level": rules.level_of(survey["division"])}))
    await value(
        "INSERT INTO training_answer (survey_id, account_id, contents, words, at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (survey_id, account_id)"
        " DO UPDATE SET contents = $3, words = $4, at = $5",
        survey_id,
        actor.id,
        form.contents,
        form.words.strip(),
        clock.now(),
    )
    await record(
        actor,
        "survey.answered",
        subject=("training_survey", survey_id),
        division=survey["division"],
    )


async def _version(
    actor: Actor, pack_id: int, number: int, summary: str, changes: str, file_id: int | None
) -> None:
    await value(
        "INSERT INTO training_pack_version (pack_id, number, summary, changes, file_id, made_by,"
        " made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        pack_id,
        number,
        summary,
        changes,
        file_id,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "pack.version_added",
        subject=("training_pack", pack_id),
        changes={"number": (None, number)},
    )


def _known(topics: list[str]) -> None:
    if set(topics) - set(rules.CONTENTS):
        raise Invalid({"topics": _("请从给出的选项里选择。")})
