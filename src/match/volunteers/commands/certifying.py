"""Certificates of service with a check code; honours; what both sides say after a shift."""

import secrets

import asyncpg

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.volunteers import policy
from match.volunteers.commands._shared import locked, locked_signup
from match.volunteers.forms import HonourForm, RatingForm, SpanForm
from match.volunteers.states import Side, SignupStatus

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@command
async def issue_certificate(actor: Actor, form: SpanForm) -> int:
    """
    A certificate of one's confirmed service from day to day; free, on request (志愿服务条例 19);
    returns its id. Raises Invalid where nothing is confirmed in that time.
    """
    if form.until < form.since or form.since > clock.today():
        raise Invalid({"until": _("结束日期不能早于开始日期，开始日期不能晚于今天。")})
    served = await one(
        "SELECT coalesce(sum(minutes), 0)::int AS minutes, count(*)::int AS times"
        " FROM shift_signup WHERE volunteer_id = $1 AND status = 'confirmed'"
        " AND (starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN $2 AND $3",
        actor.id,
        form.since,
        form.until,
    )
    assert served is not None, "a sum always answers"
    if not served["minutes"]:
        raise Invalid({"since": _("这段时间没有已确认的服务时长，请换一个时间。")})
    made: int = await value(
        "INSERT INTO service_certificate (account_id, code, since, until, minutes, times,"
        " issued_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        actor.id,
        "".join(secrets.choice(_ALPHABET) for _at in range(12)),
        form.since,
        form.until,
        served["minutes"],
        served["times"],
        clock.now(),
    )
    await record(actor, "certificate.issued", subject=("service_certificate", made))
    return made


@command
async def rate_shift(actor: Actor, shift_id: int, form: RatingForm) -> None:
    """Who served says how it was; once, after the hours are confirmed."""
    shift = await locked(actor, shift_id)
    signup = await one(
        "SELECT id, status FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " AND status = 'confirmed'",
        shift["id"],
        actor.id,
    )
    if signup is None:
        raise Conflict(_("时长确认以后才能评价。"))
    await _rate(actor, signup["id"], Side.volunteer, form, shift["division"])


@command
async def rate_volunteer(actor: Actor, signup_id: int, form: RatingForm) -> None:
    """The home says how the volunteer did; it goes into the official record."""
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_confirm(actor, shift, signup["volunteer_id"]))
    if signup["status"] != SignupStatus.confirmed:
        raise Conflict(_("时长确认以后才能评价。"))
    await _rate(actor, signup_id, Side.home, form, shift["division"])


@command
async def honour(actor: Actor, signup_id: int, form: HonourForm) -> None:
    """The home thanks somebody who served with an honour, in its own name."""
    shift, signup = await locked_signup(actor, signup_id)
    require(policy.can_confirm(actor, shift, signup["volunteer_id"]))
    if signup["status"] != SignupStatus.confirmed:
        raise Conflict(_("时长确认以后才能表彰。"))
    if form.given_on > clock.today():
        raise Invalid({"given_on": _("日期不能晚于今天。")})
    refuse_personal_data({"title": form.title})
    home: str = await value("SELECT name FROM home WHERE id = $1", shift["home_id"])
    await value(
        'INSERT INTO volunteer_honour (account_id, title, issuer, given_on, "by")'
        " VALUES ($1, $2, $3, $4, $5)",
        signup["volunteer_id"],
        form.title.strip(),
        home,
        form.given_on,
        actor.id,
    )
    await record(
        actor,
        "volunteer.honoured",
        subject=("account", signup["volunteer_id"]),
        division=shift["division"],
    )


async def _rate(actor: Actor, signup_id: int, side: Side, form: RatingForm, at: str) -> None:
    said = form.said.strip()
    refuse_personal_data({"said": said})
    try:
        async with unit_of_work():
            await value(
                'INSERT INTO shift_rating (signup_id, side, stars, said, "by", at)'
                " VALUES ($1, $2, $3, $4, $5, $6)",
                signup_id,
                side,
                form.stars,
                said,
                actor.id,
                clock.now(),
            )
    except asyncpg.UniqueViolationError:
        raise Conflict(_("您已经评价过。")) from None
    await record(actor, "signup.rated", subject=("shift_signup", signup_id), division=at)
