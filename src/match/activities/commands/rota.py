"""People of the rota, and their days."""

from match.activities import policy
from match.activities.commands._shared import home_of
from match.activities.forms import DutyForm, PersonForm
from match.activities.queries import opening_rule
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _

PEOPLE_MOST = 60


@command
async def add_person(actor: Actor, home_id: int, form: PersonForm) -> int:
    """
    Write a parent or villager down for the rota (4.1f); the director vouches for the good name.
    Returns the id. The name is personal: the trail keeps that somebody joined, not who.
    """
    home = await home_of(actor, home_id)
    require(policy.can_keep(actor, home_id))
    complaints: dict[str, str] = {}
    if form.kind not in ("parent", "villager"):
        complaints["kind"] = _("请选择家长或村民。")
    if not form.good_name:
        complaints["good_name"] = _("轮值人员要品行良好。请核实后勾选。")
    present: int = await value(
        "SELECT count(*) FROM rota_person WHERE home_id = $1 AND left_at IS NULL", home_id
    )
    if present >= PEOPLE_MOST:
        complaints["name"] = _("轮值人员最多 %(most)s 人，请先移出不再参加的。") % {
            "most": PEOPLE_MOST
        }
    if complaints:
        raise Invalid(complaints)
    person: int = await value(
        "INSERT INTO rota_person (home_id, name, kind, vouched_by, vouched_at)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        home_id,
        form.name.strip(),
        form.kind,
        actor.id,
        clock.now(),
    )
    await record(actor, "rota.joined", subject=("home", home_id), division=home["division"])
    return person


@command
async def remove_person(actor: Actor, person_id: int) -> int:
    """
    Somebody leaves the rota: the name is wiped, days to come are free again, past duties stay as a
    count. Returns the home's id.
    """
    row = await one(
        "SELECT home_id FROM rota_person WHERE id = $1 AND left_at IS NULL FOR UPDATE", person_id
    )
    if row is None:
        raise NotFound(_("这个人已经不在轮值名单里。"))
    home = await home_of(actor, row["home_id"])
    require(policy.can_keep(actor, home["id"]))
    await value("DELETE FROM rota_duty WHERE person_id = $1 AND day > $2", person_id, clock.today())
    await value(
        "UPDATE rota_person SET name = '', left_at = $2 WHERE id = $1", person_id, clock.now()
    )
    await record(actor, "rota.left", subject=("home", home["id"]), division=home["division"])
    return home["id"]


@command
async def put_on_duty(actor: Actor, home_id: int, form: DutyForm) -> int:
    """Put somebody on duty on days on which the home opens; returns how many were new."""
    home = await home_of(actor, home_id)
    require(policy.can_keep(actor, home_id))
    person = await one(
        "SELECT id FROM rota_person WHERE id = $1 AND home_id = $2 AND left_at IS NULL",
        form.person,
        home_id,
    )
    if person is None:
        raise Invalid({"person": _("请选择名单里的一个人。")})
    if not form.days:
        raise Invalid({"days": _("请至少选择一天。")})
    rule = await opening_rule(home_id)
    shut = [day for day in form.days if not rule.hours_on(day)]
    if shut:
        raise Invalid({"days": _("%(day)s 不开放，不用排班。") % {"day": shut[0].isoformat()}})
    made = 0
    for day in sorted(set(form.days)):
        new = await value(
            "INSERT INTO rota_duty (home_id, person_id, day) VALUES ($1, $2, $3)"
            " ON CONFLICT (home_id, day, person_id) DO NOTHING RETURNING id",
            home_id,
            form.person,
            day,
        )
        made += new is not None
    await record(actor, "rota.planned", subject=("home", home_id), division=home["division"])
    return made


@command
async def take_off_duty(actor: Actor, duty_id: int) -> int:
    """Free a day to come; what was served stays. Returns the home's id."""
    row = await one("SELECT home_id, day FROM rota_duty WHERE id = $1 FOR UPDATE", duty_id)
    if row is None:
        raise NotFound(_("这条排班已经取消。"))
    home = await home_of(actor, row["home_id"])
    require(policy.can_keep(actor, home["id"]))
    if row["day"] < clock.today():
        raise Invalid({"days": _("已经过去的排班不能取消。")})
    await value("DELETE FROM rota_duty WHERE id = $1", duty_id)
    await record(actor, "rota.freed", subject=("home", home["id"]), division=home["division"])
    return home["id"]
