"""Opening hours, and who directs a home."""

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.homes import policy, rules
from match.homes.commands._shared import locked
from match.homes.commands.signs import sign_of_life
from match.homes.forms import Opening
from match.homes.states import HomeStatus, Sign


@command
async def set_opening(actor: Actor, home_id: int, opening: Opening) -> None:
    """Replace the weekly opening hours (notice 5.4b)."""
    home = await locked(home_id)
    require(policy.can_keep(actor, home_id, home["division"]))
    spans = [(span.weekday, span.opens, span.closes) for span in opening.spans]
    if not spans and home["status"] == HomeStatus.open:
        # Opening asked for hours (5.4a, 5.4b): an open home does not lose them by an empty form.
        raise Invalid({"spans": _("开放中的儿童之家至少要有一个开放时段。")})
    if rules.overlapping(spans):
        raise Invalid({"spans": _("开放时间有重叠，或结束早于开始，请核对。")})
    await value("DELETE FROM opening_hour WHERE home_id = $1", home_id)
    for weekday, opens, closes in spans:
        await value(
            "INSERT INTO opening_hour (home_id, weekday, opens, closes, active)"
            " VALUES ($1, $2, $3, $4, true)",
            home_id,
            weekday,
            opens,
            closes,
        )
    # A person who keeps the hours up to date is a sign of life, and answers the question.
    await sign_of_life(actor, home_id, Sign.hours)
    await record(actor, "home.hours_set", subject=("home", home_id), division=home["division"])
    await tell("home.described", home_id=home_id)


@command
async def seat_director(
    actor: Actor, home_id: int, account_id: int, *, pending: bool = False
) -> None:
    """
    Name the director of a home. The role itself is granted by the people room.

    *pending*: she waits for the county's training and test (notice 4.4d); until `admit_director`
    the home cannot open. The posts room decides which.
    """
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    complaint = rules.director_complaint(home["site_source"], home["director_kind"])
    if complaint:
        raise Invalid({"director_kind": complaint})
    await value(
        "UPDATE home SET director_id = $2, director_pending = $3 WHERE id = $1",
        home_id,
        account_id,
        pending,
    )
    await record(
        actor,
        "home.director_seated",
        subject=("home", home_id),
        division=home["division"],
        changes={"director_id": (home["director_id"], account_id)},
    )
    await tell("home.director_seated", home_id=home_id, account_id=account_id)


@command
async def admit_director(actor: Actor, home_id: int, account_id: int) -> None:
    """She passed: from now on the seated director may act. Another's seat is left alone."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    if home["director_id"] != account_id or not home["director_pending"]:
        return
    await value("UPDATE home SET director_pending = false WHERE id = $1", home_id)
    await record(
        actor,
        "home.director_seated",
        subject=("home", home_id),
        division=home["division"],
        changes={"director_pending": (True, False)},
    )
    await tell("home.described", home_id=home_id)


@command
async def unseat_director(actor: Actor, home_id: int, account_id: int) -> None:
    """Her post has ended: the seat is free. Another's seat is left alone."""
    home = await locked(home_id)
    require(policy.can_decide(actor, home["division"]))
    if home["director_id"] != account_id:
        return
    await value(
        "UPDATE home SET director_id = NULL, director_pending = false WHERE id = $1", home_id
    )
    await record(
        actor,
        "home.director_seated",
        subject=("home", home_id),
        division=home["division"],
        changes={"director_id": (account_id, None)},
    )
