"""Homes open shifts for what they asked to be done, and some people sign up."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from match.demo.cast import VOLUNTEERS, Part, man, phone, woman
from match.demo.casting import Staff
from match.demo.content import ShiftText, shift_texts
from match.demo.seed import roll
from match.demo.steps import Progress, Stage, Troupe
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.identifiers import citizen_id_valid
from match.foundation.permissions import Role
from match.people.commands.checks import record_check
from match.volunteers.commands import (
    draft_shift,
    open_shift,
    record_course,
    register_volunteer,
    sign_up,
)
from match.volunteers.forms import CourseForm, ShiftForm, VolunteerForm

PEOPLE = 8
SHIFTS = 16
_NEEDS = """
SELECT n.id, n.title, n.home_id, n.division, n.beneficiaries, h.director_id, l.id AS line_id,
       l.quantity, n.category
  FROM need n JOIN home h ON h.id = n.home_id JOIN need_line l ON l.need_id = n.id
 WHERE n.status = 'published' AND n.category = ANY($1) AND h.director_id IS NOT NULL
   AND l.position = (SELECT min(position) FROM need_line WHERE need_id = n.id)
   AND l.quantity - l.reserved - l.committed - l.in_transit - l.received >= $2
   AND h.status = 'open' AND NOT EXISTS (SELECT FROM shift s WHERE s.need_id = n.id)
 ORDER BY n.title, n.id LIMIT $3
"""


async def serve(troupe: Troupe, staff: Staff, progress: Progress) -> None:
    """Register volunteers and open every shift that is not there yet."""
    there = await rows("SELECT id FROM shift")
    people = await _volunteers(troupe, staff)
    texts = shift_texts()
    wanted = await rows(_NEEDS, sorted(texts), 2, SHIFTS - len(there))
    stage = Stage(progress, "shifts", len(there) + len(wanted))
    for _already in there:
        stage.step()
    for number, need in enumerate(wanted, len(there)):
        director = await troupe.actor(need["director_id"])
        await _shift(director, need, texts[need["category"]], number, people)
        stage.step()


@command
async def _shift(
    director: Actor, need: dict[str, Any], text: ShiftText, number: int, people: Sequence[Actor]
) -> None:
    """One shift from the director's form to its first pledges."""
    shift = await draft_shift(director, shift_form(need, text, number))
    await open_shift(director, shift)
    for seat in range(roll(3, "pledges", number)):
        # Each serves in a week of their own, so that nobody has two shifts at one time.
        volunteer = people[(number * 2 + seat) % len(people)]
        await sign_up(volunteer, shift, risk_accepted=True)


def shift_form(need: dict[str, Any], text: ShiftText, number: int) -> ShiftForm:
    """The form a director fills: one afternoon, from three days ahead on, each on another day."""
    return ShiftForm(
        home_id=need["home_id"],
        line_id=need["line_id"],
        units_each=1,
        title=text.title,
        asked=text.asked,
        day=clock.today() + timedelta(days=3 + number),
        starts="15:00",
        ends="17:00",
        places=min(text.places, need["quantity"]),
        risk=text.risk,
        child_contact=True,
    )


async def _volunteers(troupe: Troupe, staff: Staff) -> list[Actor]:
    """People who said who they are, each with a background check of this autumn."""
    made: list[Actor] = []
    for seat in range(PEOPLE):
        given = woman if seat % 2 else man
        part = Part(given("serving", seat), phone(VOLUNTEERS, seat), Role.volunteer, "")
        account = await troupe.join(part)
        made.append(await _registered(troupe, staff, account, seat))
    for part, account in staff.played:
        if part.role is Role.volunteer:
            await _registered(troupe, staff, account, PEOPLE)
    return made


async def _registered(troupe: Troupe, staff: Staff, account: int, seat: int) -> Actor:
    actor = await troupe.actor(account)
    if not await rows("SELECT id FROM volunteer WHERE account_id = $1", account):
        born = date(1990 + seat, 1 + seat, 3 + seat)
        county = (await rows("SELECT left(min(division), 6) AS code FROM home"))[0]["code"]
        await register_volunteer(
            actor,
            VolunteerForm(
                ("VK-STU", "VK-WOM", "VK-ORG", "VK-PER")[seat % 4],
                born,
                area=county,
                true_and_complete=True,
                identity=invented_number(born, seat),
                radius_km=60,
                calls=True,
            ),
        )
        clerk = await staff.at(Role.county, county)
        await record_check(
            clerk,
            account,
            result="clear",
            issuer="演示公安机关",
            checked_on=clock.today() - timedelta(days=30 + seat),
            division=f"{county}000000",
        )
        held = CourseForm(account, "演示民政局", clock.today() - timedelta(days=20 + seat), 60)
        await record_course(clerk, held, f"{county}000000")
    return actor


def invented_number(born: date, seat: int) -> str:
    """A well-formed identity number of nobody: region 431999 was never given out."""
    digits = f"431999{born:%Y%m%d}{seat:03d}"
    return next(
        digits + last
        for last in "0123456789X"
        if citizen_id_valid(digits + last, today=clock.today())
    )
