"""
Demonstration titles (notice 3.1d, 3.1e): applied for by a home, looked at by each level in its
turn against the standards, named with a document, a hundred a year by the province; and revoked.
"""

from datetime import date
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.places.rules import contains, scope_of
from match.upkeep import policy, rules
from match.upkeep.commands._shared import home_of, not_found, not_later, noted, reasoned, row_of
from match.upkeep.forms import NamingForm, QuotaForm, ReviewForm, RevocationForm, TitleForm
from match.upkeep.judging import planned_titles, standards_of, titles_counted
from match.upkeep.states import (
    NAMED_FROM,
    REVIEWED_BY,
    TITLE_MACHINE,
    WAITING_TITLES,
    Level,
    TitleStatus,
)
from match.upkeep.tables import DemoTitle
from match.upkeep.wording import screened

_PASS = {Level.county: "pass_county", Level.prefecture: "pass_prefecture"}


@command
async def apply_for_title(actor: Actor, home_id: int, form: TitleForm) -> int:
    """
    Apply for a title of a level and year; the application's id. Tells ``title.applied``.

    Conflict for a home that does not work, and for a second application that is alive.
    """
    home = await home_of(actor, home_id, lock=True)
    require(policy.can_tend(actor, home_id, home["division"]))
    if home["status"] != "open":
        raise Conflict(_("只有正在开放的儿童之家可以申报示范称号。"))
    if form.year not in (clock.today().year, clock.today().year + 1):
        raise Invalid({"year": _("只能申报本年度或下一年度。")})
    screened(words=form.words)
    title_id = await value(
        "INSERT INTO demo_title (home_id, division, level, year, words, applied_by)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id",
        home_id,
        home["division"],
        form.level.value,
        form.year,
        form.words.strip(),
        actor.id,
    )
    if title_id is None:
        raise Conflict(_("这个儿童之家本年度已经申报过同一级称号。"))
    subject = ("demo_title", title_id)
    await noted(actor, "title.applied", subject, home["division"], title_id=title_id)
    return title_id


@command
async def pass_title(actor: Actor, title_id: int, form: ReviewForm) -> None:
    """
    The level whose turn it is recommends the home to the next one.

    The standards are looked at now and kept with the opinion; where one is not met, the opinion
    says why it passes all the same (Invalid otherwise). Conflict at the level that names.
    """
    title, level = await _turn(actor, title_id)
    if level is Level(title["level"]):
        raise Conflict(_("已经到命名的一级：请在命名页面与同批的儿童之家一起命名。"))
    await _judge(actor, title, level, form.words, passed=True)
    await _move(actor, title, _PASS[level])


@command
async def refuse_title(actor: Actor, title_id: int, form: ReviewForm) -> None:
    """The level whose turn it is does not recommend the home."""
    title, level = await _turn(actor, title_id)
    said = reasoned(form.words, "words")
    await _judge(actor, title, level, said, passed=False)
    await _move(actor, title, "refuse", reason=said)


@command
async def withdraw_title(actor: Actor, title_id: int, reason: str) -> None:
    """The home takes its application back."""
    title = await _title(actor, title_id)
    require(policy.can_tend(actor, title["home_id"], title["division"]))
    await _move(actor, title, "withdraw", reason=reasoned(reason))


@command
async def name_titles(
    actor: Actor, level: Level, form: NamingForm, *, file_id: int | None = None
) -> int:
    """
    Name homes by one document of one's own *level*; the naming's id. Tells ``title.named`` each.

    Invalid where the year then has another number than planned (100 for the province) and no
    reason is given; Denied for an application of one's own; Conflict for one not yet at its turn.
    """
    division = _seat(actor, level)
    chosen = list(dict.fromkeys(form.titles))
    titles = await rows(
        "SELECT * FROM demo_title WHERE id = ANY($1) ORDER BY id FOR UPDATE", chosen
    )
    if len(titles) < len(chosen):
        raise Invalid({"titles": _("请从待命名的名单里选择。")})
    for title in titles:
        _may_name(actor, title, level, form.year, division)
    not_later(form.named_on, "named_on")
    planned = await planned_titles(level, division, form.year)
    total = await titles_counted(level, division, form.year) + len(titles)
    refuse(reason=rules.count_complaint(total, planned, form.reason))
    naming_id: int = await value(
        "INSERT INTO title_naming (level, division, year, document, named_on, planned, named,"
        " reason, file_id, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        level.value,
        division,
        form.year,
        form.document.strip(),
        form.named_on,
        planned,
        total,
        form.reason.strip(),
        file_id,
        actor.id,
    )
    for title in titles:
        await _move(actor, title, "name", naming_id=naming_id)
    return naming_id


@command
async def set_quota(actor: Actor, level: Level, form: QuotaForm) -> None:
    """How many homes one's own level plans to name in a year. Only added to."""
    division = _seat(actor, level)
    quota_id: int = await value(
        "INSERT INTO title_quota (division, year, planned, set_by) VALUES ($1, $2, $3, $4)"
        " RETURNING id",
        division,
        form.year,
        form.planned,
        actor.id,
    )
    changes = {"planned": (None, form.planned)}
    subject = ("title_quota", quota_id)
    await noted(actor, "title.quota_set", subject, division, changes=changes, quota_id=quota_id)


@command
async def revoke_title(actor: Actor, title_id: int, form: RevocationForm) -> None:
    """The level that named takes a title away, with a reason that is kept."""
    title = await _title(actor, title_id)
    require(policy.can_name(actor, Level(title["level"]), title["division"]))
    not_later(form.revoked_on, "revoked_on")
    named_on: date | None = await value(
        "SELECT named_on FROM title_naming WHERE id = $1", title["naming_id"]
    )
    if named_on is not None and form.revoked_on < named_on:
        raise Invalid({"revoked_on": _("撤销日期不能早于命名日期。")})
    await _move(
        actor,
        title,
        "revoke",
        reason=reasoned(form.reason),
        revoked_on=form.revoked_on,
        revoked_by=actor.id,
    )


def _may_name(actor: Actor, title: dict[str, Any], level: Level, year: int, division: str) -> None:
    if title["level"] != level or title["year"] != year:
        raise Invalid({"titles": _("名单里有别的级别或年度的申报。")})
    if not contains(scope_of(division), title["division"]):
        raise not_found()
    if TitleStatus(title["status"]) is not NAMED_FROM[level]:
        raise Conflict(_("名单里有还没有轮到本级的申报，请刷新页面后再看。"))
    if not policy.uninvolved(actor, {title["applied_by"]}):
        raise Denied(_("不能命名自己提出的申请，请由另一个人办理。"))


def _seat(actor: Actor, level: Level) -> str:
    seat = policy.own_seat(actor)
    if seat is None or seat[0] is not level:
        require(policy.can_name(actor, level, "-"))
    assert seat is not None, "refused above"
    return seat[1]


async def _turn(actor: Actor, title_id: int) -> tuple[dict[str, Any], Level]:
    """The application and the level whose turn it is; refuses everybody else."""
    title = await _title(actor, title_id)
    state = TitleStatus(title["status"])
    if state not in WAITING_TITLES:
        raise Conflict(_("这份申报已经有了结果，请刷新页面后再看。"))
    level = REVIEWED_BY[state]
    require(policy.can_review(actor, level, title["division"], title["applied_by"]))
    return title, level


async def _judge(
    actor: Actor, title: dict[str, Any], level: Level, words: str, *, passed: bool
) -> None:
    found = await standards_of(title["home_id"])
    unmet = [one.code for one in found if one.needed and not one.met]
    if passed:
        refuse(words=rules.unmet_complaint(unmet, words))
    screened(words=words)
    await value(
        "INSERT INTO title_review (title_id, level, passed, met, unmet, words, by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        title["id"],
        level.value,
        int(passed),
        [one.code for one in found if one.met],
        [one.code for one in found if not one.met],
        words.strip(),
        actor.id,
    )


async def _title(actor: Actor, title_id: int) -> dict[str, Any]:
    title = await row_of("demo_title", title_id)
    if not policy.can_see(actor, title["home_id"], title["division"]):
        raise not_found()
    return title


async def _move(
    actor: Actor, title: dict[str, Any], verb: str, *, reason: str = "", **sets: Any
) -> None:
    if reason:
        sets["reason"] = reason
    await carry_out(
        actor,
        TITLE_MACHINE,
        DemoTitle,
        title,
        TitleStatus(title["status"]),
        verb,
        reason=reason,
        sets=sets,
        title_id=title["id"],
        home_id=title["home_id"],
    )
