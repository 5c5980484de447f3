"""The vault: papers are kept, compared by staff, end in time, and never by their own hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import DatabaseError, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.permissions import Role
from match.people.commands.roles import install_role
from match.people.sessions import actor_of_account
from match.suppliers import commands
from match.suppliers.queries import paper_of, vault, waiting_papers
from match.suppliers.states import Kind
from tests.people import make as people
from tests.suppliers import make


async def test_a_paper_waits_counts_once_compared_and_is_read_by_its_own_people(db: None):
    manager, organisation = await make.applicant()
    made = await commands.keep_paper(manager, organisation, await make.form(manager))
    county = await people.account("county", "433101")
    queue = [paper.id for paper in await waiting_papers(county)]
    await commands.verify_paper(county, made)

    held = await vault(manager, organisation)
    assert made in queue
    assert made not in [paper.id for paper in await waiting_papers(county)]
    assert [(paper.kind, paper.status) for paper in held.papers] == [(Kind.tax, "verified")]
    assert (await paper_of(manager, organisation, made)).media_type == "application/pdf"


@pytest.mark.parametrize("who", ["county-elsewhere", "stranger", "other-manager", "purchaser"])
async def test_a_vault_is_not_there_for_others(db: None, who: str):
    manager, organisation = await make.applicant()
    made = await commands.keep_paper(manager, organisation, await make.form(manager))
    asking = {
        "county-elsewhere": lambda: people.account("county", "433122"),
        "stranger": people.account,
        "other-manager": lambda: _manager(),
        "purchaser": lambda: people.account("purchaser", "433101"),
    }
    person = await asking[who]()

    with pytest.raises(NotFound):
        await vault(person, organisation)
    with pytest.raises(NotFound):
        await paper_of(person, organisation, made)
    with pytest.raises(NotFound):
        await commands.verify_paper(person, made)
    with pytest.raises(NotFound):
        await commands.remove_paper(person, made)


async def _manager() -> Actor:
    return (await make.applicant())[0]


async def test_nobody_compares_what_they_handed_in_or_their_own_organisations(db: None):
    manager, organisation = await make.applicant()
    made = await commands.keep_paper(manager, organisation, await make.form(manager))
    insider = await people.account("county", "433101")
    await _joins(insider.id, organisation)

    with pytest.raises(Denied, match="自己机构"):
        await commands.verify_paper(manager, made)
    with pytest.raises(Denied, match="自己机构"):
        await commands.verify_paper(await _again(insider.id), made)


async def _joins(account: int | None, organisation: int) -> None:
    assert account is not None
    await install_role(SYSTEM, account, Role.panel, "433101", organisation=organisation)


async def _again(account: int | None) -> Actor:
    assert account is not None
    actor = await actor_of_account(account)
    assert actor is not None
    return actor


async def test_staff_may_not_fill_a_vault(db: None):
    _hers, organisation = await make.applicant()
    county = await people.account("county", "433101")

    with pytest.raises(Denied, match="负责人"):
        await commands.keep_paper(county, organisation, await make.form(county))


@pytest.mark.parametrize(
    ("field", "days", "said"),
    [
        ("valid_from", 1, "还没有到"),
        ("valid_to", -31, "晚于有效期起"),
        ("valid_to", -1, "已经过期"),
    ],
)
async def test_days_that_cannot_be(db: None, field: str, days: int, said: str):
    manager, organisation = await make.applicant()
    moved: dict[str, Any] = {field: clock.today() + timedelta(days=days)}
    wrong = await make.form(manager, **moved)

    with pytest.raises(Invalid) as refused:
        await commands.keep_paper(manager, organisation, wrong)
    assert said in refused.value.fields[field]


async def test_a_file_of_somebody_else_a_wrong_grade_and_a_number_twice_are_refused(db: None):
    manager, organisation = await make.applicant()
    stranger = await people.account()
    foreign = await make.form(manager, file=await make.file_of(stranger))
    grade = await make.form(manager, Kind.grade, grade="6A")
    misplaced = await make.form(manager, grade="5A")
    await commands.keep_paper(manager, organisation, await make.form(manager))

    with pytest.raises(Invalid, match="修改"):
        await commands.keep_paper(manager, organisation, foreign)
    for wrong in (grade, misplaced):
        with pytest.raises(Invalid) as refused:
            await commands.keep_paper(manager, organisation, wrong)
        assert "grade" in refused.value.fields
    with pytest.raises(Conflict, match="编号"):
        await commands.keep_paper(manager, organisation, await make.form(manager))


async def test_a_full_vault_says_so(db: None):
    manager, organisation = await make.applicant()
    first = await make.form(manager)
    await commands.keep_paper(manager, organisation, first)
    await rows(
        "INSERT INTO qualification (organisation_id, division, kind, status, number, issuer,"
        " file_id, valid_from, kept_by) SELECT organisation_id, division, kind, status,"
        " 'n' || n, issuer, file_id, valid_from, kept_by FROM qualification,"
        " generate_series(1, 59) AS n WHERE organisation_id = $1",
        organisation,
    )

    with pytest.raises(Conflict, match="60"):
        await commands.keep_paper(manager, organisation, await make.form(manager, number="neu"))


async def test_a_refused_paper_tells_why_and_a_removed_one_is_gone(db: None):
    manager, organisation = await make.applicant()
    county = await people.account("county", "433101")
    made = await commands.keep_paper(manager, organisation, await make.form(manager))
    with pytest.raises(Invalid):
        await commands.refuse_paper(county, made, "不")
    await commands.refuse_paper(county, made, "编号与登记机关公示的不一致")
    with pytest.raises(Conflict):
        await commands.verify_paper(county, made)
    held = await vault(manager, organisation)
    await commands.remove_paper(manager, made)

    assert held.papers[0].reason == "编号与登记机关公示的不一致"
    assert (await vault(manager, organisation)).papers == ()
    with pytest.raises(NotFound):
        await paper_of(manager, organisation, made)


async def test_the_clock_reminds_thirty_days_before_and_ends_after_the_last_day(db: None):
    """suppliers.remind_days is 30: what ends on 31 December is reminded of on 2 December."""
    with clock.freeze(datetime(2026, 11, 2, 10, tzinfo=clock.HERE)):
        manager, organisation = await make.applicant()
        last = clock.today().replace(month=12, day=31)
        made = await make.paper(manager, organisation, Kind.tax, valid_to=last)
    seen: list[tuple[str, str, int]] = []
    for day in ("2026-12-01T23:59", "2026-12-02T00:01", "2026-12-31T23:59", "2027-01-01T00:01"):
        with clock.freeze(datetime.fromisoformat(day).replace(tzinfo=clock.HERE)):
            await commands.sweep_papers(SYSTEM)
            row = await one("SELECT status, reminded_at FROM qualification WHERE id = $1", made)
            told = await value(
                "SELECT count(*) FROM outbox WHERE topic = 'qualification.ending'"
                " AND payload ->> 'paper_id' = $1",
                str(made),
            )
            assert row is not None
            seen.append((day[:10], row["status"], told))

    assert seen == [
        ("2026-12-01", "verified", 0),
        ("2026-12-02", "verified", 1),
        ("2026-12-31", "verified", 1),
        ("2027-01-01", "expired", 1),
    ]


async def test_a_paper_that_ended_cannot_be_verified(db: None):
    with clock.freeze(datetime(2026, 11, 2, 10, tzinfo=clock.HERE)):
        manager, organisation = await make.applicant()
        county = await people.account("county", "433101")
        last = clock.today()
        made = await commands.keep_paper(
            manager, organisation, await make.form(manager, valid_to=last)
        )
    after = clock.freeze(datetime(2026, 11, 3, 10, tzinfo=clock.HERE))
    with after, pytest.raises(Conflict, match="过期"):
        await commands.verify_paper(county, made)


async def test_the_database_refuses_a_paper_checked_by_its_own_hand(db: None):
    manager, organisation = await make.applicant()
    made = await commands.keep_paper(manager, organisation, await make.form(manager))

    with pytest.raises(DatabaseError, match="qualification_not_by_oneself"):
        await value("UPDATE qualification SET decided_by = kept_by WHERE id = $1", made)
