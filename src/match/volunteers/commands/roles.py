"""The roles of a shift: written with the draft, chosen at sign-up, counted one by one."""

from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.volunteers.commands._shared import Row
from match.volunteers.forms import ShiftForm
from match.volunteers.states import SignupStatus

_HOLDING = "('signed', 'checked_in', 'confirmed', 'absent')"


async def keep_roles(shift_id: int, form: ShiftForm) -> None:
    """Write the form's roles over those of the draft; nobody has signed up for a draft."""
    await value("DELETE FROM shift_role WHERE shift_id = $1", shift_id)
    for _at, name, skill, places in form.roles():
        await value(
            "INSERT INTO shift_role (shift_id, name, skill, places) VALUES ($1, $2, $3, $4)",
            shift_id,
            name,
            skill,
            places,
        )


async def role_of(shift_id: int, role_id: int | None) -> Row | None:
    """
    The role that was chosen; None where the shift has none. Raises Invalid where it has some and
    none of them was chosen.
    """
    roles = await rows("SELECT * FROM shift_role WHERE shift_id = $1 ORDER BY id", shift_id)
    if not roles:
        return None
    chosen = next((role for role in roles if role["id"] == role_id), None)
    if chosen is None:
        raise Invalid({"role_id": _("请选择一个岗位。")})
    return chosen


async def has_place(shift: Row, role: Row | None) -> bool:
    """Whether the shift, and the role in it, has a place that nobody has."""
    if shift["taken"] >= shift["places"]:
        return False
    if role is None:
        return True
    taken: int = await value(
        f"SELECT count(*) FROM shift_signup WHERE role_id = $1 AND status IN {_HOLDING}",  # noqa: S608 # our own words
        role["id"],
    )
    return taken < role["places"]


async def role_of_signup(signup: Row) -> Row | None:
    """The role of a pledge."""
    if signup["role_id"] is None:
        return None
    return await one("SELECT * FROM shift_role WHERE id = $1", signup["role_id"])


def waits_or_signed(*, free: bool) -> SignupStatus:
    """What a pledge begins as."""
    return SignupStatus.signed if free else SignupStatus.waiting
