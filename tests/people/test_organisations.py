"""Organisations: credit codes, verification by somebody else, expiry, and what stays inside."""

from datetime import timedelta

import asyncpg
import httpx
import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.people.commands import sweep_people
from match.people.commands.organisations import (
    change_organisation,
    due_organisations,
    expire_organisation,
    refuse_organisation,
    register_organisation,
    verify_organisation,
    withdraw_organisation,
)
from match.people.found import organisation_document
from match.people.queries.organisations import (
    organisation_card,
    own_organisation,
    verification_case,
    verification_queue,
    verified_organisations,
)
from match.people.sessions import actor_of_account
from tests.people import make
from tests.people.numbers import credit_code
from tests.people.test_sign_in import post

JISHOU = "433101000000"


async def again(actor: Actor) -> Actor:
    """The same person with the roles they have by now."""
    found = await actor_of_account(actor.id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "请填写 18 位"),
        (credit_code(77)[:-1], "18 位，现在是 17 位"),
        (credit_code(77)[:-1] + ("1" if credit_code(77)[-1] != "1" else "2"), "校验位不对"),
        ("53433101O000000771", "不能用在"),
        ("Z3433101000000771X", "不能用在"),
    ],
)
async def test_a_wrong_credit_code_is_refused_with_what_is_wrong(
    db: None, code: str, words: str
) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")

    with pytest.raises(Invalid) as refused:
        await register_organisation(person, make.organisation_form(uscc=code))

    assert words in refused.value.fields["uscc"]


async def test_codes_of_villages_and_collectives_are_accepted(db: None) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")

    for kind, prefix in (("VC", "54"), ("VC", "55"), ("RCE", "N2"), ("WF", "13")):
        form = make.organisation_form(kind, uscc=credit_code(500, prefix))
        assert await register_organisation(person, form)
    team = make.organisation_form("VOLTEAM", uscc="")
    assert await register_organisation(person, team)


async def test_homes_and_persons_are_not_organisations(db: None) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")

    for kind in ("HOME", "PERSON", "NOSUCH"):
        with pytest.raises(Invalid) as refused:
            await register_organisation(person, make.organisation_form(kind))
        assert "kind" in refused.value.fields


async def test_every_complaint_comes_at_once(db: None) -> None:
    person = await make.account("donor")
    form = make.organisation_form(
        uscc="1",
        skills=["NO-SUCH"],
        fundraising_number="43A1",
        introduction="联系人王小明，电话13812345678，身份证11010519491231002X",
        division="439999000000",
    )

    with pytest.raises(Invalid) as refused:
        await register_organisation(person, form)

    assert {"uscc", "skills", "fundraising_number", "introduction", "division"} <= set(
        refused.value.fields
    )


async def test_a_code_registers_once(db: None) -> None:
    await make.place(JISHOU)
    form = make.organisation_form(number=901)
    await register_organisation(await make.account("donor"), form)

    with pytest.raises(Conflict):
        await register_organisation(await make.account("donor"), form)


async def test_verification_is_done_by_somebody_else_within_the_division(db: None) -> None:
    await make.place(JISHOU)
    clerk = await make.account("county", "433101")
    made = await register_organisation(clerk, make.organisation_form())
    clerk = await again(clerk)
    neighbour = await make.account("county", "433122")
    colleague = await make.account("county", "433101")

    with pytest.raises(Denied, match="自己提交"):
        await verify_organisation(clerk, made, seen_version=1)
    with pytest.raises(Denied, match="辖区"):
        await verify_organisation(neighbour, made, seen_version=1)
    assert [waiting.id for waiting in await verification_queue(colleague)] == [made]
    assert await verification_queue(neighbour) == []
    with pytest.raises(NotFound):
        await verification_case(neighbour, made)

    await verify_organisation(colleague, made, seen_version=1)

    assert (await organisation_card(made)).id == made
    assert await verification_queue(colleague) == []
    told = await rows(
        "SELECT topic FROM outbox WHERE payload->>'organisation_id' = $1 ORDER BY id", str(made)
    )
    assert [row["topic"] for row in told] == ["organisation.applied", "organisation.verified"]


async def test_a_delegate_of_the_applicant_may_not_verify_for_them(db: None) -> None:
    await make.place(JISHOU)
    clerk = await make.account("county", "433101")
    made = await register_organisation(clerk, make.organisation_form())
    colleague = await make.account("county", "433101")
    standing_in = Actor(id=colleague.id, grants=clerk.grants, covering=clerk.id, second_factor=True)

    with pytest.raises(Denied, match="自己提交"):
        await verify_organisation(standing_in, made, seen_version=1)


async def test_what_changed_while_it_was_looked_at_is_not_verified(db: None) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")
    made = await register_organisation(person, make.organisation_form(number=31))
    county = await make.account("county", "433101")
    seen = (await verification_case(county, made)).organisation.version

    await change_organisation(
        await again(person), made, make.organisation_form(number=31, name="换了名字的机构")
    )

    with pytest.raises(Conflict, match="刚刚修改"):
        await verify_organisation(county, made, seen_version=seen)


async def test_any_change_of_a_verified_organisation_goes_back_to_the_verifier(db: None) -> None:
    person = await make.account("donor")
    made = await make.organisation(manager=person)
    held = await own_organisation(await again(person), made)

    await change_organisation(
        await again(person),
        made,
        make.organisation_form(**(held.fields | {"bank_name": "另一家公司"})),
    )

    assert await organisation_document(made) is None
    with pytest.raises(NotFound):
        await organisation_card(made)


async def test_a_refusal_needs_a_reason_that_the_applicant_sees(db: None) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")
    made = await register_organisation(person, make.organisation_form(number=41))
    county = await make.account("county", "433101")

    with pytest.raises(Invalid):
        await refuse_organisation(county, made, reason="  ")
    await refuse_organisation(county, made, reason="证书照片不清楚")

    own = await own_organisation(await again(person), made)
    assert own.status == "refused"
    assert own.reason == "证书照片不清楚"
    with pytest.raises(Conflict):
        await verify_organisation(county, made, seen_version=own.version)


async def test_a_verification_can_be_taken_away_and_asked_for_again(db: None) -> None:
    person = await make.account("donor")
    made = await make.organisation(manager=person)
    county = await make.account("county", "433101")

    await refuse_organisation(county, made, reason="登记证书已被撤销")

    assert await organisation_document(made) is None
    assert made not in [waiting.id for waiting in await verification_queue(county)]
    await change_organisation(await again(person), made, make.organisation_form())
    assert made in [waiting.id for waiting in await verification_queue(county)]


async def test_a_verification_runs_out_with_its_time_or_its_certificate(db: None) -> None:
    await make.place(JISHOU)
    soon = clock.today() + timedelta(days=90)
    person = await make.account("donor")
    made = await register_organisation(
        person,
        make.organisation_form(
            charity=True,
            fundraising_number="43A0001",
            fundraising_issuer="湖南省民政厅",
            fundraising_until=soon,
        ),
    )
    county = await make.account("county", "433101")
    await verify_organisation(county, made, seen_version=1)
    assert (await organisation_card(made)).verified_until == soon

    assert made not in await due_organisations()
    assert not await expire_organisation(SYSTEM, made)
    with clock.freeze(clock.now() + timedelta(days=92)):
        assert made in await due_organisations()
        assert await expire_organisation(SYSTEM, made)
        assert not await expire_organisation(SYSTEM, made)

    with pytest.raises(NotFound):
        await organisation_card(made)
    plain = await organisation_card(await make.organisation())
    assert plain.verified_until >= clock.today() + timedelta(days=729)


async def test_shared_persons_addresses_phones_and_bank_names_are_flagged(db: None) -> None:
    await make.place(JISHOU)
    first = await make.organisation()
    held = await own_organisation(Actor(system=True), first)
    same = {
        name: held.fields[name] for name in ("person_in_charge", "phone", "address", "bank_name")
    }
    second = await register_organisation(
        await make.account("donor"), make.organisation_form(**same)
    )
    county = await make.account("county", "433101")

    case = await verification_case(county, second)

    assert {(one.field, one.id) for one in case.shared} == {
        ("person_in_charge", first),
        ("phone", first),
        ("address", first),
    }
    assert [waiting.flags for waiting in await verification_queue(county)] == [1]


async def test_only_public_columns_leave_the_room(client: httpx.AsyncClient) -> None:
    made = await make.organisation(name="湘西州爱心图书馆")
    held = (await own_organisation(Actor(system=True), made)).fields

    found = await organisation_document(made)
    page = await client.get(f"/organisations/{made}")
    answer = await client.get(f"/api/v1/organisations/{made}")
    listed = await client.get("/api/v1/organisations")

    assert found is not None
    assert found.title == "湘西州爱心图书馆"
    assert found.verified
    for text in (repr(found), page.text, answer.text, listed.text):
        assert "湘西州爱心图书馆" in text
        for secret in ("person_in_charge", "phone", "address"):
            assert held[secret] not in text
    row = await one("SELECT * FROM organisation WHERE id = $1", made)
    assert held["address"] not in repr(row)


async def test_what_is_not_verified_is_not_there(client: httpx.AsyncClient) -> None:
    made = await make.organisation(verified=False)

    assert await organisation_document(made) is None
    assert await verified_organisations() == []
    assert (await client.get(f"/organisations/{made}")).status_code == 404
    assert (await client.get(f"/api/v1/organisations/{made}")).status_code == 404


async def test_an_organisation_may_leave_and_its_manager_alone_decides(db: None) -> None:
    person = await make.account("donor")
    made = await make.organisation(manager=person)

    with pytest.raises(Denied):
        await withdraw_organisation(await make.account("county", "433101"), made)
    await withdraw_organisation(await again(person), made)

    assert await value("SELECT status FROM organisation WHERE id = $1", made) == "withdrawn"


async def test_the_audit_says_that_an_address_changed_never_what_to(db: None) -> None:
    person = await make.account("donor")
    made = await make.organisation(manager=person)
    await change_organisation(
        await again(person), made, make.organisation_form(address="保靖县迁陵镇酉水路9号")
    )

    lines = await rows(
        "SELECT changes::text FROM audit WHERE subject_kind = 'organisation' AND subject_id = $1",
        made,
    )

    assert '"address": "changed"' in lines[-1]["changes"]
    assert all("酉水路" not in line["changes"] for line in lines)


async def test_a_certificate_is_three_facts_or_none_in_the_database_too(db: None) -> None:
    made = await make.organisation()

    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await rows("UPDATE organisation SET fundraising_number = '1' WHERE id = $1", made)
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await rows(
                "UPDATE organisation SET status = 'verified', verified_until = NULL WHERE id = $1",
                made,
            )


@pytest.mark.notice
@pytest.mark.walk
async def test_an_organisation_applies_on_the_page_and_is_shown_once_verified(
    client: httpx.AsyncClient,
) -> None:
    """Notice P3: government, enterprises, foundations, caring people: all in one place."""
    await make.place(JISHOU)
    person = await make.account("donor")
    await make.sign_in(client, person)
    form = {
        "name": "吉首市乡村阅读促进会",
        "kind": "SA",
        "uscc": credit_code(4242, "51"),
        "division": JISHOU,
        "person_in_charge": "石金花",
        "phone": "0743-8222333",
        "address": "吉首市人民北路1号",
        "skills": "",
        "serves_children": "true",
    }
    refused = await post(client, "/organisations", form | {"uscc": "5"})
    assert refused.status_code == 422
    assert "18 位" in refused.text
    assert "吉首市乡村阅读促进会" in refused.text

    made = await post(client, "/organisations", form)
    assert made.status_code == 303
    own = await client.get(made.headers["location"])
    assert "等待核验" in own.text
    number = int(made.headers["location"].split("/")[2])
    county = await make.account("county", "433101")
    seen = (await verification_case(county, number)).organisation.version
    await verify_organisation(county, number, seen_version=seen)

    listed = await client.get("/organisations?kind=SA")
    assert "吉首市乡村阅读促进会" in listed.text
    assert "石金花" not in (await client.get(f"/organisations/{number}")).text
    assert (await organisation_card(number)).verified_until > clock.today()


async def test_evidence_is_ones_own_and_the_verifier_may_fetch_it(
    client: httpx.AsyncClient,
) -> None:
    await make.place(JISHOU)
    person = await make.account("donor")
    await make.sign_in(client, person)
    csrf = (await client.get("/sign-in")) and client.cookies["__Host-csrf"]
    fields = msgspec.structs.asdict(make.organisation_form("VOLTEAM", uscc=""))
    form = {
        name: str(fields[name])
        for name in ("name", "kind", "division", "person_in_charge", "phone", "address")
    }

    made = await client.post(
        "/organisations",
        data={**form, "_csrf_token": csrf},
        files={"papers": ("certificate.pdf", b"%PDF-1.7 a certificate", "application/pdf")},
    )

    assert made.status_code == 303
    number = int(made.headers["location"].split("/")[2])
    county = await make.account("county", "433101")
    case = await verification_case(county, number)
    (paper,) = case.organisation.fields["evidence"]
    await make.sign_in(client, county)
    assert (await client.get(f"/files/{paper}")).status_code == 200
    await make.sign_in(client, await make.account("county", "433122"))
    assert (await client.get(f"/files/{paper}")).status_code == 404
    await verify_organisation(county, number, seen_version=1)
    with pytest.raises(Invalid) as refused:
        await register_organisation(county, make.organisation_form(evidence=[paper]))
    assert "papers" in refused.value.fields


async def test_a_body_without_a_code_is_not_verified_without_evidence(db: None) -> None:
    await make.place(JISHOU)
    made = await register_organisation(
        await make.account("donor"), make.organisation_form("VOLTEAM", uscc="")
    )

    with pytest.raises(Conflict, match="证明材料"):
        await verify_organisation(await make.account("county", "433101"), made, seen_version=1)


async def test_the_sweep_ends_what_has_run_out(db: None) -> None:
    made = await make.organisation()
    with pytest.raises(Denied):
        await sweep_people(await make.account("administrator", "43"))

    with clock.freeze(clock.now() + timedelta(days=740)):
        assert await sweep_people(SYSTEM) >= 1

    assert await value("SELECT status FROM organisation WHERE id = $1", made) == "expired"
