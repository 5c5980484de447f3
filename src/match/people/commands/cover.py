"""Leave cover: for some days a colleague acts with one's roles, and both are named."""

from datetime import date

from match.foundation import clock
from match.foundation.actor import Actor, Grant
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Role
from match.people import policy
from match.people.phones import phone_key, tidy_phone
from match.people.sessions import actor_of_account


@command
async def arrange_cover(
    actor: Actor, *, phone: str, roles: list[Role], starts_on: date, ends_on: date
) -> int:
    """
    Let the person with this phone number act with one's *roles* from *starts_on* to *ends_on*.

    Both days count. Not while standing in for somebody: what is lent is not lent on.
    """
    assert actor.id is not None
    delegate = await value(
        "SELECT id FROM account WHERE phone_key = $1 AND disabled_at IS NULL",
        phone_key(tidy_phone(phone)),
    )
    # The same words for a number without account and for one without roles: this form must not
    # tell who has an account.
    other = await actor_of_account(delegate) if delegate is not None else None
    grants: tuple[Grant, ...] = other.grants if other is not None else ()
    if delegate == actor.id:
        raise Invalid({"phone": _("请填写代班同事的手机号，不是您自己的。")})
    await _require_period(starts_on, ends_on)
    if actor.covering is not None:
        require(_("您正在替别人代班，请先结束代班再安排。"))
    require(policy.can_arrange_cover(actor, actor.id, grants, roles))
    cover = await value(
        "INSERT INTO cover (absent, delegate, roles, starts_on, ends_on, arranged_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        actor.id,
        delegate,
        [str(role) for role in roles],
        starts_on,
        ends_on,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "cover.arranged",
        subject=("cover", cover),
        changes={"delegate": (None, delegate), "roles": (None, [str(role) for role in roles])},
    )
    await tell("cover.arranged", cover_id=cover, absent_id=actor.id, delegate_id=delegate)
    return cover


async def _require_period(starts_on: date, ends_on: date) -> None:
    longest = await whole("people.cover_days_max")
    if starts_on < clock.today():
        raise Invalid({"starts_on": _("开始日期不能早于今天。")})
    if ends_on < starts_on:
        raise Invalid({"ends_on": _("结束日期不能早于开始日期。")})
    if (ends_on - starts_on).days + 1 > longest:
        raise Invalid(
            {"ends_on": _("一次代班最长 %(days)s 天，请分几次安排。") % {"days": longest}}
        )


@command
async def end_cover(actor: Actor, cover: int) -> None:
    """End a cover before its time; either side may."""
    held = await one(
        "UPDATE cover SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL"
        " AND (absent = $3 OR delegate = $3) RETURNING absent, delegate",
        clock.now(),
        cover,
        actor.id,
    )
    if held is None:
        raise NotFound(_("没有找到这项代班安排，或已经结束。"))
    await rows(
        "UPDATE session SET covering = NULL WHERE account = $1 AND covering = $2",
        held["delegate"],
        held["absent"],
    )
    await record(actor, "cover.ended", subject=("cover", cover))
    await tell(
        "cover.ended", cover_id=cover, absent_id=held["absent"], delegate_id=held["delegate"]
    )
