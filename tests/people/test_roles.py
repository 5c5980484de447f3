"""Roles: who invites whom, two persons from two bodies, duties kept apart, leave cover."""

import itertools
import re
from datetime import timedelta

import asyncpg
import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor, Grant
from match.foundation.approvals import approve, approved, body_of
from match.foundation.db import command, one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.permissions import Role
from match.people.commands.arrivals import take_up
from match.people.commands.codes import request_code, try_code
from match.people.commands.cover import arrange_cover, end_cover
from match.people.commands.invitations import invitation_behind, invite, withdraw_invitation
from match.people.commands.roles import (
    add_membership,
    approve_role,
    end_role,
    install_role,
    propose_role,
    refuse_role,
)
from match.people.commands.sessions import act_for, open_session
from match.people.queries.people import covers
from match.people.queries.roles import open_proposals
from match.people.sessions import actor_of_account, recognised
from match.people.visit import Visit
from tests.people import make

HERE = Visit("203.0.113.9", "Chrome Android")
VILLAGE = "433101001201"


async def proposed(administrator: Actor, account: int, role: Role = Role.finance) -> int:
    return await propose_role(
        administrator, account, role=role, division="433101", reason="新任会计"
    )


async def test_a_staff_role_takes_two_persons_from_two_bodies(db: None) -> None:
    administrator = await make.account("administrator", "43")
    county = await make.account("county", "433101")
    colleague = await make.account("county", "433101")
    prefecture = await make.account("prefecture", "4331")
    newcomer = await make.account("donor")
    proposal = await proposed(administrator, newcomer.id)

    with pytest.raises(Denied):
        await approve_role(administrator, proposal)
    with pytest.raises(Denied):
        await approve_role(await make.account("county", "433122"), proposal)
    assert [one.id for one in await open_proposals(county)] == [proposal]
    assert not await approve_role(county, proposal)
    with pytest.raises(Conflict):
        await approve_role(county, proposal)
    assert not await approve_role(colleague, proposal)  # a second person, but the same body
    assert (await actor_of_account(newcomer.id)).grants == newcomer.grants

    assert await approve_role(prefecture, proposal)

    granted = await actor_of_account(newcomer.id)
    assert Grant(Role.finance, "433101") in granted.grants
    with pytest.raises(Conflict):
        await approve_role(await make.account("province", "43"), proposal)


async def test_nobody_proposes_or_approves_for_themselves(db: None) -> None:
    administrator = await make.account("administrator", "43")
    county = await make.account("county", "433101")

    with pytest.raises(Denied, match="为自己"):
        await proposed(administrator, administrator.id)
    proposal = await proposed(administrator, county.id, Role.education)
    with pytest.raises(Denied, match="自己的角色"):
        await approve_role(county, proposal)


async def test_an_edit_voids_the_approvals_before_it(db: None) -> None:
    administrator = await make.account("administrator", "43")
    newcomer = await make.account("donor")
    proposal = await proposed(administrator, newcomer.id)
    await approve_role(await make.account("county", "433101"), proposal)

    await rows("UPDATE role_proposal SET valid_until = '2031-01-01' WHERE id = $1", proposal)

    assert not await approve_role(await make.account("prefecture", "4331"), proposal)


async def test_one_refusal_is_enough_and_the_proposer_may_withdraw(db: None) -> None:
    administrator = await make.account("administrator", "43")
    newcomer = await make.account("donor")
    first, second = [await proposed(administrator, newcomer.id) for _ in range(2)]
    county = await make.account("county", "433101")

    with pytest.raises(Invalid):
        await refuse_role(county, first, reason="")
    await refuse_role(county, first, reason="编制已满")
    await refuse_role(administrator, second, reason="")

    states = await rows("SELECT status FROM role_proposal ORDER BY id")
    assert [row["status"] for row in states] == ["refused", "withdrawn"]
    with pytest.raises(Conflict):
        await approve_role(county, first)


@command
async def _approve(who: Actor, subject: int) -> bool:
    return await approve(who, who.grants[0], "test", subject, "hash", proposer=1)


async def test_every_sequence_of_approvals_by_four_people(db: None) -> None:
    """Up to five steps by the proposer, two of one body and one of another: two bodies count."""
    people = {
        "proposer": Actor(id=1, grants=(Grant(Role.province, "43"),)),
        "a": Actor(id=2, grants=(Grant(Role.county, "433101"),)),
        "a2": Actor(id=3, grants=(Grant(Role.county, "433101"),)),
        "b": Actor(id=4, grants=(Grant(Role.prefecture, "4331"),)),
    }
    for subject, steps in enumerate(
        steps for length in range(1, 6) for steps in itertools.product(people, repeat=length)
    ):
        bodies: set[str] = set()
        for name in steps:
            try:
                await _approve(people[name], subject)
                bodies.add(body_of(people[name].grants[0]))
            except (Denied, Conflict):
                pass
        bodies.discard("province:43")
        assert await approved("test", subject, "hash", proposer=1) == (len(bodies) == 2), steps


async def test_a_delegate_and_the_person_stood_in_for_are_one_approver(db: None) -> None:
    county = Grant(Role.county, "433101")
    prefecture = Grant(Role.prefecture, "4331")
    await _approve(Actor(id=2, grants=(county,)), 1)
    await _approve(Actor(id=3, grants=(prefecture,), covering=2), 1)

    assert not await approved("test", 1, "hash", proposer=1)
    with pytest.raises(Denied):
        await _approve(Actor(id=4, grants=(prefecture,), covering=1), 1)


async def test_the_database_itself_refuses_a_role_without_its_proof(db: None) -> None:
    administrator = await make.account("administrator", "43")
    newcomer = await make.account("donor")
    proposal = await proposed(administrator, newcomer.id)
    await approve_role(await make.account("county", "433101"), proposal)
    common = {"role": "finance", "division": "433101"}

    for proof, name in (
        ({"source": "proposal", "proposal": proposal}, "membership_two_persons"),
        ({"source": "proposal", "proposal": None}, "membership_two_persons"),
        ({"source": "invitation", "invitation": None}, "membership_as_invited"),
        ({"source": "registration"}, "membership_own_registration"),
        ({"source": "installation"}, "membership_installed"),
    ):
        with pytest.raises(asyncpg.CheckViolationError) as refused:
            async with unit_of_work():
                await add_membership(administrator, newcomer.id, **common, **proof)
        assert refused.value.constraint_name == name


async def test_a_role_is_never_altered_and_approvals_never_removed(db: None) -> None:
    person = await make.account("county", "433101")
    await _approve(Actor(id=2, grants=(Grant(Role.county, "433101"),)), 9)

    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await rows("UPDATE membership SET division = '43' WHERE account = $1", person.id)
    for statement in ("DELETE FROM approval", "UPDATE approval SET approver = 9"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with unit_of_work():
                await rows(statement)


async def test_only_our_own_code_installs_roles(db: None) -> None:
    administrator = await make.account("administrator", "43")

    with pytest.raises(Denied):
        await install_role(administrator, administrator.id, Role.auditor, "43")


@pytest.mark.parametrize(
    ("held", "wanted"),
    [("administrator", Role.auditor), ("purchaser", Role.panel), ("auditor", Role.purchaser)],
)
async def test_duties_that_must_be_apart_stay_apart(db: None, held: str, wanted: Role) -> None:
    person = await make.account(held, "433101")

    with pytest.raises(Denied, match="不同的人"):
        await install_role(SYSTEM, person.id, wanted, "433101")


INVITATIONS = [
    ("county", "433101", Role.director, VILLAGE, True),
    ("county", "433101", Role.supervisor, "433101001", True),
    ("county", "433122", Role.supervisor, "433101001", False),
    ("county", "433101", Role.county, "433101", False),
    ("county", "433101", Role.administrator, "433101", False),
    ("supervisor", "433101001", Role.director, VILLAGE, True),
    ("supervisor", "433101002", Role.director, VILLAGE, False),
    ("supervisor", "433101001", Role.supervisor, "433101001", False),
    ("director", VILLAGE, Role.rota, VILLAGE, True),
    ("director", VILLAGE, Role.director, VILLAGE, False),
    ("province", "43", Role.director, VILLAGE, False),
    ("donor", "", Role.director, VILLAGE, False),
    ("administrator", "43", Role.director, VILLAGE, False),
]


@pytest.mark.parametrize(("inviter", "where", "role", "division", "allowed"), INVITATIONS)
async def test_who_invites_whom(
    db: None, inviter: str, where: str, role: Role, division: str, allowed: bool
) -> None:
    home = await make.home(VILLAGE) if division == VILLAGE else None
    person = await make.account(inviter, where, home=home if inviter == "director" else None)
    offered = {"role": role, "name": "龙秀英", "phone": make.phone(), "division": division}

    if allowed:
        assert (await invite(person, **offered, home=home)).token
    else:
        with pytest.raises(Denied):
            await invite(person, **offered, home=home)


async def test_an_invitation_to_ones_village_cannot_name_a_home_elsewhere(db: None) -> None:
    elsewhere = await make.home("433122100201")
    mine = await make.home(VILLAGE)
    offered = {"name": "龙秀英", "phone": make.phone(), "division": VILLAGE}
    supervisor = await make.account("supervisor", "433101001")
    director = await make.account("director", VILLAGE, home=mine)

    for home in (elsewhere, 10**9):
        with pytest.raises(Invalid):
            await invite(supervisor, role=Role.director, home=home, **offered)
        with pytest.raises(Denied):
            await invite(director, role=Role.rota, home=home, **offered)
    made = await invite(supervisor, role=Role.director, **offered)
    assert await value("SELECT home FROM invitation WHERE id = $1", made.id) == mine
    rota = await make.account("rota", VILLAGE, home=mine)
    assert rota.homes == frozenset()
    assert director.homes == {mine}


async def test_volunteers_are_invited_without_a_place(db: None) -> None:
    county = await make.account("county", "433101")

    assert await invite(county, role=Role.volunteer, name="龙秀英", phone=make.phone())
    with pytest.raises(Denied):
        await invite(
            await make.account("director", VILLAGE, home=1),
            role=Role.volunteer,
            name="龙秀英",
            phone=make.phone(),
        )


async def test_a_manager_invites_to_their_own_organisation_only(db: None) -> None:
    mine, other = await make.organisation(), await make.organisation()
    manager = await make.account("manager", organisation=mine)

    made = await invite(
        manager, role=Role.manager, name="龙秀英", phone=make.phone(), organisation=mine
    )
    assert (await invitation_behind(made.token)).role == "manager"
    with pytest.raises(Denied):
        await invite(
            manager, role=Role.manager, name="龙秀英", phone=make.phone(), organisation=other
        )


async def test_an_invitation_is_taken_up_once_by_the_phone_it_was_sent_to(db: None) -> None:
    county = await make.account("county", "433101")
    number, stranger = make.phone(), make.phone()
    home = await make.home(VILLAGE)
    made = await invite(
        county, role=Role.director, name="龙秀英", phone=number, division=VILLAGE, home=home
    )
    held = await one("SELECT token_hash, phone FROM invitation")
    assert made.token.encode() not in held["token_hash"]

    foreign = await request_code(HERE, stranger)
    await try_code(foreign.browser, foreign.code)
    with pytest.raises(Denied, match="另一个手机号"):
        await take_up(HERE, foreign.browser, made.token, consent=True)

    sent = await request_code(HERE, number)
    await try_code(sent.browser, sent.code)
    with pytest.raises(Invalid):
        await take_up(HERE, sent.browser, made.token, consent=False)
    arrival = await take_up(HERE, sent.browser, made.token, consent=True)

    _session, actor = await recognised(arrival.token)
    # Until the county's exam is passed she reads and does not act (notice 4.4d).
    assert actor.grants == ()
    assert actor.waiting == (Grant(Role.director, VILLAGE, None, home),)
    assert (actor.homes, actor.homes_in_sight) == (frozenset(), {home})
    with pytest.raises(NotFound):
        await invitation_behind(made.token)


async def test_an_invitation_runs_out_and_can_be_withdrawn(db: None) -> None:
    county = await make.account("county", "433101")
    offered = {"role": Role.supervisor, "name": "龙秀英", "division": "433101001"}
    first = await invite(county, **offered, phone=make.phone())
    second = await invite(county, **offered, phone=make.phone())

    with clock.freeze(clock.now() + timedelta(days=14, seconds=1)), pytest.raises(NotFound):
        await invitation_behind(first.token)
    with pytest.raises(Denied):
        await withdraw_invitation(await make.account("county", "433122"), second.id)
    await withdraw_invitation(county, second.id)
    with pytest.raises(NotFound):
        await invitation_behind(second.token)


async def test_cover_lends_the_named_roles_for_its_days_and_names_both(db: None) -> None:
    number = make.phone()
    absent = await make.account("county", "433101")
    delegate = await make.account("county", "433122", number=number)
    day = clock.today()
    cover = await arrange_cover(
        absent,
        phone=number,
        roles=[Role.county],
        starts_on=day,
        ends_on=day + timedelta(days=6),
    )
    token = await open_session(delegate.id, HERE, level=2)

    await act_for(delegate, token, absent.id)

    _session, actor = await recognised(token)
    assert actor.id == delegate.id
    assert actor.covering == absent.id
    assert actor.grants == absent.grants
    made = await invite(
        actor, role=Role.supervisor, name="龙秀英", phone=make.phone(), division="433101001"
    )
    line = await one(
        "SELECT actor_id, covering_id FROM audit WHERE verb = 'invitation.made'"
        " AND subject_id = $1",
        made.id,
    )
    assert (line["actor_id"], line["covering_id"]) == (delegate.id, absent.id)

    third = await _number_of_a_colleague()
    with pytest.raises(Denied, match="正在替别人代班"):
        await arrange_cover(actor, phone=third, roles=[Role.county], starts_on=day, ends_on=day)
    await end_cover(absent, cover)
    _session, back = await recognised(token)
    assert back == delegate


async def _number_of_a_colleague() -> str:
    number = make.phone()
    await make.account("county", "433101", number=number)
    return number


async def test_cover_ends_by_itself_the_day_after(db: None) -> None:
    number = make.phone()
    absent = await make.account("director", VILLAGE, home=3)
    delegate = await make.account("director", "433101001202", home=4, number=number)
    day = clock.today()
    await arrange_cover(absent, phone=number, roles=[Role.director], starts_on=day, ends_on=day)
    token = await open_session(delegate.id, HERE, remembered=True)
    await act_for(delegate, token, absent.id)
    assert (await recognised(token))[1].homes == {3}

    with clock.freeze(clock.now() + timedelta(days=1)):
        _session, actor = await recognised(token)
        assert actor.covering is None
        assert actor.homes == {4}
        assert await covers(absent.id) == []
        with pytest.raises(Denied):
            await act_for(delegate, token, absent.id)


@pytest.mark.parametrize(
    ("other", "days", "starts"),
    [("county", 61, 0), ("county", 1, -1), ("county", 0, 0), ("donor", 3, 0), (None, 3, 0)],
)
async def test_cover_that_makes_no_sense_is_refused(
    db: None, other: str | None, days: int, starts: int
) -> None:
    absent = await make.account("county", "433101")
    number = make.phone()
    if other is not None:
        await make.account(other, "433101", number=number)
    first = clock.today() + timedelta(days=starts)

    with pytest.raises((Denied, Invalid)):
        await arrange_cover(
            absent,
            phone=number,
            roles=[Role.county],
            starts_on=first,
            ends_on=first + timedelta(days=days - 1),
        )


async def test_one_lends_only_roles_one_has(db: None) -> None:
    number = make.phone()
    absent = await make.account("county", "433101")
    await make.account("prefecture", "4331", number=number)
    day = clock.today()

    with pytest.raises(Denied):
        await arrange_cover(
            absent, phone=number, roles=[Role.prefecture], starts_on=day, ends_on=day
        )


async def test_ending_a_role_takes_somebody_who_could_give_it(db: None) -> None:
    county = await make.account("county", "433101")
    director = await make.account("director", VILLAGE, home=3)
    role = await value("SELECT id FROM membership WHERE account = $1", director.id)

    for other in (
        await make.account("county", "433122"),
        await make.account("donor"),
        await make.account("director", VILLAGE, home=4),
    ):
        with pytest.raises(Denied):
            await end_role(other, role)
    await end_role(county, role, reason="届满")

    with pytest.raises(Conflict):
        await end_role(county, role)
    assert (await actor_of_account(director.id)).grants == ()


async def test_the_cover_page_does_not_tell_who_has_an_account(client: httpx.AsyncClient) -> None:
    from tests.people.test_sign_in import post

    known = make.phone()
    await make.account(number=known)
    person = await make.account("county", "433101")
    await make.sign_in(client, person)
    day = str(clock.today())
    form = {"roles": "county", "starts_on": day, "ends_on": day}

    first = await post(client, "/me/cover", form | {"phone": known})
    second = await post(client, "/me/cover", form | {"phone": "13900009999"})

    assert first.status_code == second.status_code == 403
    assert first.text.replace(known, "") == second.text.replace("13900009999", "")


@pytest.mark.walk
async def test_a_supervisor_invites_a_director_who_takes_it_up_on_a_phone(
    client: httpx.AsyncClient,
) -> None:
    from tests.people.test_sign_in import post

    home = await make.home(VILLAGE)
    supervisor = await make.account("supervisor", "433101001")
    await make.sign_in(client, supervisor)
    form = await client.get("/invitations?role=director")
    assert VILLAGE in form.text
    number = make.phone()
    made = await post(
        client,
        "/invitations",
        {"role": "director", "name": "向春兰", "phone": number, "division": VILLAGE},
    )
    assert made.status_code == 201
    link = re.search(r"https?://[^<]*(/invitations/[\w-]+)", made.text).group(1)

    await post(client, "/sign-out", {})
    assert "向春兰" in (await client.get(link)).text
    sent = await post(client, f"{link}/codes", {})
    assert sent.headers["location"] == link
    code = client.cookies["__Host-demo-code"]
    refused = await post(client, f"{link}/acceptance", {"code": code})
    assert refused.status_code == 422
    taken = await post(client, f"{link}/acceptance", {"code": code, "consent": "true"})

    assert taken.headers["location"] == "/desk"
    _session, director = await recognised(client.cookies["__Host-sid"])
    # She looks at once, and acts when the county's exam is passed (notice 4.4d).
    assert (director.homes_in_sight, director.homes) == ({home}, frozenset())
    assert (await client.get(link)).status_code == 404
