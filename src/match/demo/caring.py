"""Children's files in the home that is shown, invented: what a director meets in a day."""

from datetime import date, timedelta

from match.care import commands
from match.care.forms import (
    AgreementForm,
    ChildForm,
    ClausesForm,
    ConsentForm,
    GuardianForm,
    LeaveForm,
)
from match.care.pages.samples import sample_clauses
from match.care.states import Channel, ConsentScope, Decision, GuardianKind, Purpose
from match.demo.cast import man, woman
from match.demo.casting import Staff
from match.demo.steps import Progress, Stage
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.permissions import Role
from match.foundation.restricted import restricted
from match.foundation.settings import settings
from match.people.queries.people import directors_of
from match.people.sessions import actor_of_account

GROUPS = (("LBC",), ("LBC",), ("DIF-POV",), ("LBC", "DIS"), ("GEN",), ("LBC",), ("ORP-S",))
WITHOUT_AGREEMENT = 6
"""The last child: shown with what the director still has to do."""


async def keep_children(staff: Staff, shown: str, progress: Progress) -> None:
    """*shown* is the village of the home whose director one may sign in as."""
    stage = Stage(progress, "children", len(GROUPS) + 1)
    home = await one("SELECT id FROM home WHERE division = $1 AND kind = 'main'", shown)
    ready = settings().cares and home is not None
    director = await _director(home["id"]) if ready and home else None
    if home is None or director is None:
        for _step in range(len(GROUPS) + 1):
            stage.step()
        return
    await _let_in(staff, director, home["id"], shown)
    stage.step()
    async with restricted((shown,)):
        there: int = await value("SELECT count(*) FROM care.child WHERE home_id = $1", home["id"])
    for number, groups in enumerate(GROUPS):
        if number >= there:
            await _child(director, home["id"], number, groups)
        stage.step()
    if there < len(GROUPS):
        await commands.send_month(director, home["id"], clock.today().replace(day=1))


async def _director(home: int) -> Actor | None:
    found = await directors_of(home)
    return await actor_of_account(found[0]) if found else None


async def _let_in(staff: Staff, director: Actor, home: int, shown: str) -> None:
    """The township's supervisor is named in charge by the county, and lets the director in."""
    async with restricted((shown[:6],)):
        if await value("SELECT true FROM care.access_grant WHERE account_id = $1", director.id):
            return
    supervisor = await staff.at(Role.supervisor, shown[:9])
    county = await staff.at(Role.county, shown[:6])
    assert supervisor.id is not None
    await commands.name_in_charge(county, shown[:9], supervisor.id)
    form = LeaveForm(
        purpose=Purpose.daily, reason="本儿童之家的日常照护和到场登记", days=180, home_id=home
    )
    await commands.approve_leave(supervisor, await commands.ask_leave(director, form))
    await commands.write_template(director, home, ClausesForm(**sample_clauses()))


async def _child(director: Actor, home: int, number: int, groups: tuple[str, ...]) -> None:
    today = clock.today()
    name = (woman if number % 2 else man)("child", number)
    child = await commands.register_child(
        director,
        home,
        ChildForm(
            name=name,
            born=date(today.year - 7 - number, 3, 5 + number),
            address=f"{number + 1} 组",
            school="村小学",
            groups=groups,
        ),
    )
    guardian = await commands.add_guardian(
        director,
        child,
        GuardianForm(
            kind=GuardianKind.grandparent, relation="奶奶", name=woman("grandmother", number)
        ),
    )
    for scope in (ConsentScope.collect, ConsentScope.photo):
        refused = scope is ConsentScope.photo and number % 2
        await commands.note_consent(
            director,
            child,
            ConsentForm(
                guardian_id=guardian,
                scope=scope,
                decision=Decision.refused if refused else Decision.given,
                channel=Channel.paper,
                refusal_shown=True,
            ),
        )
    if number == WITHOUT_AGREEMENT:
        return
    days = AgreementForm(
        guardian_id=guardian,
        signed_on=today,
        valid_from=today,
        valid_until=today + timedelta(days=364),
    )
    await commands.sign_agreement(director, child, days)
    if number < 3:
        await commands.attend(director, home, [child], today)
