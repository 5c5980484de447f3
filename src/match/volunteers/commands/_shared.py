"""What every verb on a shift or a sign-up begins and ends with."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.needs.commands import Closure, move_units
from match.needs.commands.units import Place
from match.needs.states import ClosureKind
from match.needs.wording import refuse_personal_data
from match.volunteers import policy
from match.volunteers.states import (
    JOINABLE,
    PUBLIC,
    SHIFT_MACHINE,
    SIGNUP_MACHINE,
    ShiftStatus,
    SignupStatus,
)
from match.volunteers.tables import Shift, ShiftSignup

Row = dict[str, Any]


async def locked(actor: Actor, shift_id: int) -> Row:
    """The shift, locked after its need; NotFound for those who may not know of it."""
    found = await one("SELECT need_id FROM shift WHERE id = $1", shift_id)
    if found is not None and found["need_id"] is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    shift = await one("SELECT * FROM shift WHERE id = $1 FOR UPDATE", shift_id)
    if shift is None or not (
        ShiftStatus(shift["status"]) in PUBLIC or policy.can_see_roster(actor, shift)
    ):
        raise NotFound(_("没有找到这个志愿班次，可能已取消。"))
    return shift


async def locked_signup(actor: Actor, signup_id: int) -> tuple[Row, Row]:
    """A sign-up with its shift, both locked, for those who run the shift or speak for the home."""
    found = await one("SELECT shift_id FROM shift_signup WHERE id = $1", signup_id)
    shift = await locked(actor, found["shift_id"]) if found is not None else None
    if shift is None or not policy.can_see_roster(actor, shift):
        raise NotFound(_("没有找到这条报名。"))
    signup = await one("SELECT * FROM shift_signup WHERE id = $1 FOR UPDATE", signup_id)
    assert signup is not None, "sign-ups are never deleted"
    return shift, signup


async def own_signup(actor: Actor, shift_id: int) -> tuple[Row, Row]:
    """The actor's own live sign-up with its shift, both locked. Raises NotFound."""
    shift = await locked(actor, shift_id)
    signup = await one(
        "SELECT * FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"
        " AND status IN ('waiting', 'signed', 'checked_in') FOR UPDATE",
        shift_id,
        actor.id,
    )
    if signup is None:
        raise NotFound(_("您没有报名这个班次，或已经退出。"))
    return shift, signup


async def move_shift(
    actor: Actor, shift: Row, verb: str, *, reason: str = "", sets: Mapping[str, Any] | None = None
) -> ShiftStatus:
    """Fire the verb on the shift, leave the trail, tell the house."""
    step = await carry_out(
        actor,
        SHIFT_MACHINE,
        Shift,
        shift,
        ShiftStatus(shift["status"]),
        verb,
        reason=reason,
        sets=sets,
        shift_id=shift["id"],
        home_id=shift["home_id"],
        division=shift["division"],
    )
    shift["status"] = str(step.to)
    return ShiftStatus(step.to)


async def move_signup(
    actor: Actor, signup: Row, verb: str, *, reason: str = "", sets: Mapping[str, Any] | None = None
) -> SignupStatus:
    """Fire the verb on the sign-up, leave the trail, tell the house."""
    step = await carry_out(
        actor,
        SIGNUP_MACHINE,
        ShiftSignup,
        signup,
        SignupStatus(signup["status"]),
        verb,
        reason=reason,
        sets=sets,
        signup_id=signup["id"],
        shift_id=signup["shift_id"],
        volunteer_id=signup["volunteer_id"],
    )
    signup["status"] = str(step.to)
    return SignupStatus(step.to)


async def count_places(actor: Actor, shift: Row, change: int) -> None:
    """One place more or less is taken; the shift is open or full with it."""
    shift["taken"] += change
    await value("UPDATE shift SET taken = $2 WHERE id = $1", shift["id"], shift["taken"])
    if ShiftStatus(shift["status"]) in JOINABLE:
        whole = shift["taken"] == shift["places"]
        if whole is not (shift["status"] == ShiftStatus.full):
            await move_shift(actor, shift, "fill" if whole else "free")


async def hold_units(actor: Actor, shift: Row, signup_id: int) -> None:
    """Reserve the need's units for one pledge, so that nobody else promises them."""
    if shift["units_each"]:
        await move_units(
            actor, shift["line_id"], shift["units_each"], source=Place.open, target=Place.reserved
        )
        await value(
            "UPDATE shift_signup SET units = $2 WHERE id = $1", signup_id, shift["units_each"]
        )


async def release_units(actor: Actor, shift: Row, signup: Row) -> None:
    """Give the units of a pledge back that will not be kept."""
    if signup["units"]:
        await move_units(
            actor, shift["line_id"], signup["units"], source=Place.reserved, target=Place.open
        )
        await value("UPDATE shift_signup SET units = 0 WHERE id = $1", signup["id"])


async def close_units(actor: Actor, shift: Row, signup: Row) -> None:
    """The pledge was kept: its units are received, closed by this sign-up."""
    if signup["units"]:
        await move_units(
            actor,
            shift["line_id"],
            signup["units"],
            source=Place.reserved,
            target=Place.received,
            by=Closure(ClosureKind.shift, signup["id"]),
        )


def need_reason(reason: str) -> str:
    """The reason, tidied and without anybody's name; Invalid if it says nothing or too much."""
    said = reason.strip()
    if len(said) < 4:
        raise Invalid({"reason": _("请写明原因，至少 4 个字，对方会看到。")})
    if len(said) > 500:
        raise Invalid({"reason": _("内容太长，请缩短到 500 字以内。")})
    refuse_personal_data({"reason": said})
    return said
