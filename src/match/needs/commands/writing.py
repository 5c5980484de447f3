"""Writing a need, step by step or at once, and handing it in."""

import json
from typing import Any

from match.catalogue.lexicon import matching_words
from match.files.queries import own_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.workdays import workdays_from_now
from match.needs import policy, rules, wording
from match.needs.commands._shared import lines_of, locked, move, refuse_naming_texts
from match.needs.forms import DeliveryStep, KindStep, LinesStep, NeedForm, PeopleStep
from match.needs.queries import like_needs
from match.needs.states import WAITING, WRITABLE, Delivery, NeedStatus

REASON_MOST = 500


class LikelyDuplicate(Conflict):
    """The home has asked for much the same lately; a written reason lets it through."""

    code = "likely_duplicate"


@command
async def draft_need(actor: Actor, home_id: int) -> int:
    """
    Begin a need for a home; returns its id. A clerk of the township or county may (代填): the
    audit then names both, and the director owns the need.
    """
    home = await one("SELECT id, division, director_id, status FROM home WHERE id = $1", home_id)
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    require(policy.can_write(actor, home_id, home["division"]))
    if home["status"] not in ("open", "idle"):
        raise Conflict(_("这个儿童之家还没有开放，开放后才能提需求。"))
    director = home["director_id"] if policy.enters_for(actor, home_id) else None
    need_id: int = await value(
        "INSERT INTO need (home_id, division, submitted_by, entered_for, writers, groups, skills,"
        " photos, tokens) VALUES ($1, $2, $3, $4, array_remove(ARRAY[$3::bigint], NULL),"
        " '{}', '{}', '{}', '{}') RETURNING id",
        home_id,
        home["division"],
        actor.id,
        director,
    )
    await record(
        actor,
        "need.drafted",
        subject=("need", need_id),
        division=home["division"],
        changes={"entered_for": (None, director)},
    )
    return need_id


@command
async def save_kind(actor: Actor, need_id: int, step: KindStep) -> None:
    """Step 1. Refuses personal data, naming the words that must go."""
    need = await _writable(actor, need_id)
    complaints = rules.dates_complaint(step.wanted_from, step.due_on, clock.today())
    category = rules.category_complaint(step.category)
    if category:
        complaints["category"] = category
    if complaints:
        raise Invalid(complaints)
    wording.refuse_personal_data({"title": step.title, "purpose": step.purpose})
    await value(
        "UPDATE need SET category = $2, title = $3, purpose = $4, urgency = $5, wanted_from = $6,"
        " due_on = $7, tokens = $8 WHERE id = $1",
        need_id,
        step.category,
        step.title,
        step.purpose,
        step.urgency.value,
        step.wanted_from,
        step.due_on,
        matching_words(f"{step.title} {step.purpose}"),
    )
    # Lines that followed the need's category follow it still.
    await value(
        "UPDATE need_line SET category = $2 WHERE need_id = $1 AND category = $3",
        need_id,
        step.category,
        need["category"],
    )
    await _saved(actor, need, "kind")


@command
async def save_people(actor: Actor, need_id: int, step: PeopleStep) -> None:
    """Step 2: numbers only, never a name. A group under five takes delivery at the township."""
    need = await _writable(actor, need_id)
    complaints: dict[str, str] = {}
    bands = rules.bands_complaint(step.bands)
    groups = rules.groups_complaint(step.groups)
    if bands:
        complaints["bands"] = bands
    if groups:
        complaints["groups"] = groups
    if complaints:
        raise Invalid(complaints)
    await value(
        "UPDATE need SET bands = $2::jsonb, beneficiaries = $3, groups = $4, child_contact = $5"
        " WHERE id = $1",
        need_id,
        json.dumps({band: count for band, count in step.bands.items() if count}),
        rules.head_count(step.bands),
        step.groups,
        step.child_contact,
    )
    await _saved(actor, need, "people")


@command
async def save_lines(actor: Actor, need_id: int, step: LinesStep) -> None:
    """Step 3: replaces the list. Units must be of the list; names are screened like any text."""
    need = await _writable(actor, need_id)
    complaints: dict[str, str] = {}
    for position, line in enumerate(step.lines, 1):
        problem = rules.unit_complaint(line.unit) or (
            rules.category_complaint(line.category) if line.category else None
        )
        if problem:
            complaints[f"lines {position}"] = problem
    if complaints:
        raise Invalid(complaints)
    wording.refuse_personal_data(
        {f"lines {position}": line.name for position, line in enumerate(step.lines, 1)}
    )
    await value("DELETE FROM need_line WHERE need_id = $1", need_id)
    for position, line in enumerate(step.lines, 1):
        await value(
            "INSERT INTO need_line (need_id, position, category, name, quantity, unit,"
            " reference_price_fen) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            need_id,
            position,
            line.category or need["category"] or "MAT-OTH",
            line.name,
            line.quantity,
            line.unit,
            line.reference_price_fen,
        )
    await _saved(actor, need, "lines")


@command
async def save_photos(actor: Actor, need_id: int, photos: list[int]) -> None:
    """Step 4: which of the home's pictures of things and rooms go with the need."""
    need = await _writable(actor, need_id)
    limit = await whole("file.need_photos_max")
    if len(photos) > limit:
        raise Invalid({"photos": _("最多 %(limit)s 张照片。") % {"limit": limit}})
    if await own_photos(actor, photos, need["division"]) != photos:
        raise Invalid({"photos": _("有照片不属于这个儿童之家，请重新上传。")})
    await value("UPDATE need SET photos = $2 WHERE id = $1", need_id, photos)
    await _saved(actor, need, "photos")


@command
async def save_delivery(actor: Actor, need_id: int, step: DeliveryStep) -> None:
    """Step 5: where goods go."""
    need = await _writable(actor, need_id)
    small = rules.is_small(need["beneficiaries"], await whole("need.small_group"))
    if small and need["beneficiaries"] and step.delivery is Delivery.home:
        raise Invalid({"delivery": _("人数少于 5 人时，为保护孩子，请由乡镇代收后转交。")})
    await value("UPDATE need SET delivery = $2 WHERE id = $1", need_id, step.delivery.value)
    await _saved(actor, need, "delivery")


@command
async def write_need(actor: Actor, form: NeedForm) -> int:
    """A whole need as one draft: what the JSON door and imports use. Returns its id."""
    need_id = await draft_need(actor, form.home_id)
    await save_kind(
        actor,
        need_id,
        KindStep(
            form.category, form.title, form.purpose, form.urgency, form.wanted_from, form.due_on
        ),
    )
    await save_people(actor, need_id, PeopleStep(form.bands, form.groups, form.child_contact))
    await save_lines(actor, need_id, LinesStep(form.lines))
    await save_delivery(actor, need_id, DeliveryStep(form.delivery))
    if form.skills:
        unknown = rules.skills_complaint(form.skills)
        if unknown:
            raise Invalid({"skills": unknown})
        await value("UPDATE need SET skills = $2 WHERE id = $1", need_id, form.skills)
    return need_id


@command
async def submit_need(actor: Actor, need_id: int, *, duplicate_reason: str = "") -> NeedStatus:
    """
    Hand a draft in. Words that only a person can judge go to the privacy check first.

    Refuses an unfinished draft, a home over its quota, and a likely duplicate without a reason.
    """
    need = await _writable(actor, need_id)
    if len(duplicate_reason) > REASON_MOST:
        raise Invalid({"duplicate_reason": _("内容太长，请缩短到 500 字以内。")})
    if need["status"] != NeedStatus.draft:
        raise Conflict(_("请先回答审核人员的问题，回答后会自动重新提交。"))
    lacking = rules.missing(need, len(await lines_of(need_id)))
    if lacking:
        raise Invalid(lacking, _("还有几步没有填完。"))
    await _within_quota(need)
    likely = await like_needs(need["home_id"], need_id, need["title"], need["category"])
    if likely and len(duplicate_reason.strip()) < 4:
        raise LikelyDuplicate(
            _("本儿童之家近期有相似的需求“%(title)s”。如果确实不同，请写明原因后再提交。")
            % {"title": likely[0].title},
            duplicates=[alike.id for alike in likely],
        )
    every_text = await refuse_naming_texts(need)
    await value(
        "UPDATE need SET submitted_at = $2, duplicate_reason = $3 WHERE id = $1",
        need_id,
        clock.now(),
        duplicate_reason.strip(),
    )
    verb = "submit_for_privacy" if wording.needs_a_look(every_text) else "submit"
    reminder = await workdays_from_now(await whole("need.check_days"))
    return await move(actor, need, verb, next_check_at=reminder)


@command
async def withdraw_need(actor: Actor, need_id: int, reason: str) -> None:
    """Take a need back; what is already promised to it must be settled first."""
    need = await locked(actor, need_id)
    require(policy.can_withdraw(actor, need["home_id"], need["division"]))
    reasoned(reason)
    if len(reason) > REASON_MOST:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    if any(line["committed"] or line["in_transit"] for line in await lines_of(need_id)):
        raise Conflict(_("这条需求已有签订的帮助在执行，请先与对方协商解除后再撤回。"))
    await move(actor, need, "withdraw", reason=reason)


@command
async def discard_draft(actor: Actor, need_id: int) -> None:
    """Throw a draft away that was never handed in."""
    need = await _writable(actor, need_id)
    if need["status"] != NeedStatus.draft or need["submitted_at"] is not None:
        raise Conflict(_("已提交过的需求不能删除，可以撤回。"))
    await record(actor, "need.discarded", subject=("need", need_id), division=need["division"])
    await value("DELETE FROM need WHERE id = $1", need_id)


async def _within_quota(need: dict[str, Any]) -> None:
    limit = await whole("need.open_per_home")
    waiting = [str(s) for s in WAITING] + ["published", "matching", "partly_met"]
    held: int = await value(
        "SELECT count(*) FROM need WHERE home_id = $1 AND id <> $2 AND status = ANY($3)",
        need["home_id"],
        need["id"],
        waiting,
    )
    if held >= limit:
        raise Conflict(
            _("本儿童之家已有 %(limit)s 条需求在办理，请先撤回或办结一些，再提新的。")
            % {"limit": limit}
        )


async def _writable(actor: Actor, need_id: int) -> dict[str, Any]:
    need = await locked(actor, need_id)
    require(policy.can_write(actor, need["home_id"], need["division"]))
    if NeedStatus(need["status"]) not in WRITABLE:
        raise Conflict(_("这条需求已提交，不能再修改。需要修改时，请联系乡镇退回。"))
    return need


async def _saved(actor: Actor, need: dict[str, Any], step: str) -> None:
    await record(
        actor,
        "need.saved",
        subject=("need", need["id"]),
        division=need["division"],
        changes={step: (None, "saved")},
    )
    if actor.id is not None and actor.id not in need["writers"]:
        await value(
            "UPDATE need SET writers = writers || $2::bigint WHERE id = $1", need["id"], actor.id
        )
    if need["status"] != NeedStatus.draft:
        await tell("need.changed", need_id=need["id"])
