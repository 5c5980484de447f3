"""Saying who one is as a volunteer: kind, identity, skills, where and when."""

import re
import secrets
from datetime import date, datetime

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Invalid
from match.foundation.identifiers import citizen_id_valid, tidy_code
from match.foundation.keys import keys
from match.foundation.language import _
from match.places.queries import divisions
from match.volunteers import rules
from match.volunteers.forms import VolunteerForm
from match.volunteers.sealed import IDENTITY
from match.volunteers.states import IdentityKind

_TIME = re.compile(r"[1-7][ape]")


@command
async def register_volunteer(actor: Actor, form: VolunteerForm) -> None:
    """
    Say who one is as a volunteer, or say it anew. Raises Invalid with every complaint.

    The number of the identity document is sealed (慈善法 66); an empty one keeps what is there.
    Raises Conflict for a document that another account registered.
    """
    complaints = rules.skills_complaint(form.skills) | _identity_complaint(form)
    if form.kind not in {entry.code for entry in codes.home_list("volunteer_kind")}:
        complaints["kind"] = _("请选择一种志愿者身份。")
    if not 0 <= rules.age_on(form.born_on, clock.today()) <= 100:
        complaints["born_on"] = _("请核对出生日期。")
    if form.area and form.area.ljust(12, "0") not in await divisions([form.area.ljust(12, "0")]):
        complaints["area"] = _("请从列表里选择县市区。")
    if any(not _TIME.fullmatch(time) for time in form.times):
        complaints["times"] = _("请从给出的选项里选择，或按提示填写。")
    if not form.true_and_complete:
        complaints["true_and_complete"] = _("请确认填写的信息真实、完整。")
    if complaints:
        raise Invalid(complaints)
    number = tidy_code(form.identity)
    key = keys().fingerprint(number, IDENTITY) if number else None
    await _refuse_twin(actor, key)
    await value(
        "INSERT INTO volunteer (account_id, kind, born_on, area, skills, number, identity,"
        " identity_key, radius_km, times, calls) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
        " $11) ON CONFLICT (account_id) DO UPDATE SET kind = $2, born_on = $3, area = $4,"
        " skills = $5, number = coalesce(volunteer.number, $6),"
        " identity = coalesce($7, volunteer.identity),"
        " identity_key = coalesce($8, volunteer.identity_key), radius_km = $9, times = $10,"
        " calls = $11, declared_at = $12",
        actor.id,
        form.kind,
        form.born_on,
        form.area,
        form.skills,
        "".join(secrets.choice("0123456789") for _at in range(12)),
        keys().seal(number, IDENTITY) if number else None,
        key,
        form.radius_km,
        sorted(set(form.times)),
        form.calls,
        clock.now(),
    )
    await record(actor, "volunteer.registered", subject=("account", actor.id))


async def identity_of(account_id: int) -> str:
    """The number again, for the official record; empty where none is kept."""
    sealed: bytes | None = await value(
        "SELECT identity FROM volunteer WHERE account_id = $1", account_id
    )
    return keys().open(sealed, IDENTITY) if sealed else ""


def _identity_complaint(form: VolunteerForm) -> dict[str, str]:
    """A citizen's number is checked digit by digit and against the birth date."""
    number = tidy_code(form.identity)
    if not number:
        return {}
    if form.identity_kind is IdentityKind.other:
        if re.fullmatch(r"[0-9A-Z]{6,20}", number):
            return {}
        return {"identity": _("请填写证件号码，6 到 20 位字母和数字。")}
    if not citizen_id_valid(number, today=clock.today()):
        return {"identity": _("身份证号码不对，请逐位核对。")}
    if _birth_date(number) != form.born_on:
        return {"born_on": _("出生日期与身份证号码不一致，请核对。")}
    return {}


def _birth_date(number: str) -> date:
    return datetime.strptime(number[6:14], "%Y%m%d").date()  # noqa: DTZ007 # a day, not a moment


async def _refuse_twin(actor: Actor, key: bytes | None) -> None:
    if key is None:
        return
    other = await one(
        "SELECT account_id FROM volunteer WHERE identity_key = $1 AND account_id <> $2",
        key,
        actor.id,
    )
    if other is not None:
        raise Conflict(
            _("这个证件已经在另一个账号登记为志愿者，请用那个账号，或联系县级民政部门。")
        )
