"""Who may hold a post, and that nobody directs before the exam (4.1c–e, 4.4d, 1.6)."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.permissions import Role
from match.homes.commands import check_outdoor, open_home, set_opening
from match.needs.commands import draft_need
from match.people.commands.roles import end_role, install_role
from match.posts import rules
from match.posts.commands import (
    certificate_came,
    complete_kind,
    end_post,
    hand_over,
    name_director,
    name_supervisor,
    note_seat,
    note_supervisor,
    role_ended,
    take_back_naming,
)
from match.posts.forms import DirectorForm, HandoverForm, KindForm, SupervisorForm
from match.posts.queries import (
    active_months,
    director_of,
    gaps,
    home_posts,
    supervisor_of,
    vacant,
)
from match.training.queries import passed
from match.training.states import Audience
from tests.homes import make as homes
from tests.people import make as people
from tests.posts import make
from tests.training import make as training


@pytest.mark.notice
@pytest.mark.parametrize(
    ("site", "kind", "reason", "complaint"),
    [
        ("SITE-SVC", "DK-VCF", "", None),
        ("SITE-SVC", "DK-WF", "", None),
        ("SITE-SVC", "DK-CA", "", None),
        ("SITE-SVC", "DK-OTH", "", "reason"),
        ("SITE-SVC", "DK-OTH", "村里没有符合条件的女性委员", None),
        ("SITE-SVC", "DK-SCH", "", "reason"),
        ("SITE-SCH", "DK-SCH", "", None),
        ("SITE-SCH", "DK-VCF", "村里推荐了她", "kind"),
    ],
)
def test_the_order_of_choice_warns_and_a_school_blocks(
    site: str, kind: str, reason: str, complaint: str | None
) -> None:
    """Notice 4.1d (S: others need a reason) and 4.1e (M: in a school, its leadership)."""
    found = rules.director_complaints(site, kind, reason)
    assert list(found) == ([complaint] if complaint else [])


@pytest.mark.notice
@pytest.mark.parametrize(
    ("kind", "gender", "fits"),
    [
        ("SK-PTY", "F", True),
        ("SK-WF", "F", True),
        ("SK-WF", "M", True),
        ("SK-PTY", "M", False),
    ],
)
async def test_a_supervisor_is_a_woman_of_the_leadership_or_the_federations_chair(
    db: None, kind: str, gender: str, fits: bool
) -> None:
    """Notice 4.1c: gender F or SK-WF, else blocked; the database agrees."""
    county = await homes.county()
    await people.place(make.VILLAGE)
    form = SupervisorForm("石桂花", people.phone(), kind, gender)  # pyright: ignore[reportArgumentType]

    if fits:
        assert await name_supervisor(county, make.TOWNSHIP, form)
    else:
        with pytest.raises(Invalid) as refused:
            await name_supervisor(county, make.TOWNSHIP, form)
        assert set(refused.value.fields) == {"gender"}
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await value(
                    "INSERT INTO post (office, division, kind, gender, status)"
                    " VALUES ('supervisor', $1, $2, $3, 'invited')",
                    make.VILLAGE[:9].ljust(12, "0"),
                    kind,
                    gender,
                )


@pytest.mark.notice
async def test_a_township_has_exactly_one_active_supervisor(db: None) -> None:
    """Notice 4.1c: the second waits for the handover, a deputy counts nowhere; the index agrees."""
    county = await homes.county()
    await people.place(make.VILLAGE)
    without = (await gaps(("433101",))).townships

    first = await make.supervisor(county)
    assert [grant.role for grant in first.grants] == [Role.supervisor]
    second = await make.supervisor(county)
    assert (second.grants, [grant.role for grant in second.waiting]) == ((), [Role.supervisor])
    deputy = await make.supervisor(county, deputy=True)
    assert [grant.role for grant in deputy.grants] == [Role.supervisor]

    held = await supervisor_of(make.TOWNSHIP)
    assert held is not None
    assert held.account_id == first.id
    assert (await gaps(("433101",))).townships == without - 1
    with pytest.raises(DatabaseError) as refused:
        async with unit_of_work():
            await value(
                "UPDATE post SET status = 'active', starts_on = current_date WHERE account_id = $1",
                second.id,
            )
    assert refused.value.constraint_name == "post_one_supervisor"


async def _named() -> tuple[int, people.Actor, people.Actor]:
    home = await homes.registered()
    county = await homes.county()
    named, phone = await make.named(county, home)
    return home, county, await make.arrived(named, phone)


@pytest.mark.notice
async def test_a_new_director_reads_and_does_not_act_before_the_exam(db: None) -> None:
    """Notice 4.4d: she starts only after the county's training and passing the test."""
    home, county, director = await _named()

    assert (director.homes, director.homes_in_sight) == (frozenset(), {home})
    with pytest.raises(Denied):
        await draft_need(director, home)
    with pytest.raises(Denied):
        await set_opening(director, home, homes.AFTERNOONS)
    assert (await home_posts(director, home)).coming is not None
    post = await director_of(home)
    assert post is not None
    assert (post.status, post.since) == ("pending_exam", None)
    assert await active_months(home, clock.today().year) == ()
    await set_opening(county, home, homes.AFTERNOONS)
    await homes.papers(county, home)
    await check_outdoor(county, home, safe=True)
    with pytest.raises(Conflict):
        await open_home(county, home)

    trainer = await people.account("county", "433101")
    await training.held(trainer, director)
    with clock.freeze(clock.now() + timedelta(days=3)):
        await certificate_came(SYSTEM, director.id or 0)
        begun = await make.again(director.id)
        assert begun.homes == {home}
        await open_home(county, home)
        assert await draft_need(begun, home)
        post = await director_of(home)
        assert post is not None
        assert post.status == "active"
        assert post.since == clock.today()
        assert post.exam_passed_on is not None
        assert post.exam_passed_on <= post.since
        assert await active_months(home, clock.today().year) == (clock.today().month,)


async def test_failing_the_exam_changes_nothing(db: None) -> None:
    home, _county, director = await _named()
    trainer = await people.account("county", "433101")
    await training.held(trainer, director, score=59)

    with clock.freeze(clock.now() + timedelta(days=3)):
        await certificate_came(SYSTEM, director.id or 0)
        assert (await make.again(director.id)).homes == frozenset()
        post = await director_of(home)
        assert post is not None
        assert post.status == "pending_exam"


async def test_a_supervisors_exam_makes_no_director(db: None) -> None:
    """Only the county's director course counts: the prefecture's, for supervisors, does not."""
    home = await homes.registered()
    named, phone = await make.named(await homes.county(), home)
    await people.account("supervisor", make.TOWNSHIP, name="龙秀英", number=phone)
    director = await make.arrived(named, phone)
    prefecture = await training.organiser(Audience.supervisor)
    await training.held(prefecture, director, audience=Audience.supervisor)

    with clock.freeze(clock.now() + timedelta(days=3)):
        assert await passed(director.id or 0, "supervisor") is not None
        await certificate_came(SYSTEM, director.id or 0)
        assert (await make.again(director.id)).homes == frozenset()


async def test_the_database_lets_nobody_direct_without_exam(db: None) -> None:
    home, _county, _director = await _named()

    for twin in (
        "UPDATE post SET status = 'active', starts_on = current_date WHERE home_id = $1",
        "UPDATE post SET status = 'active', starts_on = current_date - 9,"
        " exam_passed_on = current_date WHERE home_id = $1",
    ):
        with pytest.raises(DatabaseError) as refused:
            async with unit_of_work():
                await value(twin, home)
        assert refused.value.constraint_name == "post_director_after_exam"


async def test_naming_twice_and_naming_elsewhere_are_refused(db: None) -> None:
    home, county, _director = await _named()

    with pytest.raises(Conflict):
        await make.named(county, home)
    with pytest.raises(Denied):
        await make.named(await people.account("county", "433122"), home)
    with pytest.raises(Denied):
        await name_supervisor(
            await people.account("supervisor", make.TOWNSHIP),
            make.TOWNSHIP,
            SupervisorForm("石桂花", people.phone(), "SK-WF", "F"),
        )


@pytest.mark.notice
async def test_a_school_home_is_directed_by_its_leadership(db: None) -> None:
    """Notice 4.1e, on the way of a naming."""
    home = await homes.registered(site_source="SITE-SCH", director_kind="DK-SCH")
    supervisor = await people.account("supervisor", make.TOWNSHIP)
    with pytest.raises(Invalid) as refused:
        await make.named(supervisor, home, "DK-WF", "村里推荐了她")
    assert set(refused.value.fields) == {"kind"}

    assert await make.named(supervisor, home, "DK-SCH")


async def test_a_naming_is_taken_back(db: None) -> None:
    home, county, director = await _named()
    post = await director_of(home)
    assert post is not None
    await take_back_naming(county, post.id, "本人外出务工")

    assert await director_of(home) is None
    assert (await make.again(director.id)).waiting == ()
    assert await value("SELECT director_id FROM home WHERE id = $1", home) is None
    assert await make.named(county, home)


async def _working_with_successor():
    """A home whose director of old is in the register, and a successor who passed."""
    home, old = await homes.working()
    county = await homes.county()
    await note_seat(SYSTEM, home)
    named, phone = await make.named(county, home)
    new = await make.arrived(named, phone)
    await training.held(await people.account("county", "433101"), new)
    return home, county, old, new


@pytest.mark.notice
async def test_a_handover_loses_nothing(db: None) -> None:
    """Notice 1.6 and 4.4d: drafts and open work are the successor's at once, in one transaction."""
    home, county, old, new = await _working_with_successor()
    draft = await draft_need(old, home)
    with clock.freeze(clock.now() + timedelta(days=3)):
        await certificate_came(SYSTEM, new.id or 0)
        before = await director_of(home)
        assert before is not None
        assert before.account_id == old.id
        ready = (await home_posts(county, home)).coming
        assert ready is not None
        assert ready.status == "ready"
        assert (await make.again(new.id)).homes == frozenset()

        await hand_over(county, before.id, HandoverForm(ready.id, "钥匙在村部值班室"))

        after = await director_of(home)
        assert after is not None
        assert after.account_id == new.id
        old_now, new_now = await make.again(old.id), await make.again(new.id)
        assert (old_now.homes, new_now.homes) == (frozenset(), {home})
        assert await value("SELECT director_id FROM home WHERE id = $1", home) == new.id
        from match.needs.queries import my_needs, need_file

        assert [line.id for line in await my_needs(new_now)] == [draft]
        assert (await need_file(new_now, draft)).home_id == home
        assert await my_needs(old_now) == []
        with pytest.raises(Denied):
            await draft_need(old_now, home)
        [line] = (await home_posts(county, home)).handovers
        assert (line.moved["drafts"], line.words) == (1, "钥匙在村部值班室")
        assert await value("SELECT count(*) FROM post WHERE status = 'active'") == 1
        assert await value("SELECT ended_on FROM post WHERE id = $1", before.id) == clock.today()


async def test_a_handover_that_fails_leaves_everything_as_it_was(db: None) -> None:
    home, county, old, new = await _working_with_successor()
    before, coming = await director_of(home), (await home_posts(county, home)).coming
    assert before is not None
    assert coming is not None

    with pytest.raises(Conflict):
        await hand_over(county, before.id, HandoverForm(coming.id))
    with pytest.raises(Denied):
        await hand_over(new, before.id, HandoverForm(coming.id))
    assert (await make.again(old.id)).homes == {home}


async def test_leaving_without_a_successor_is_a_vacancy_on_the_countys_desk(db: None) -> None:
    home, old = await homes.working()
    county = await homes.county()
    await note_seat(SYSTEM, home)
    townships, directed = await vacant(("433101",))
    assert (townships >= 1, directed) == (True, 0)
    post = await director_of(home)
    assert post is not None
    with pytest.raises(Invalid):
        await end_post(county, post.id, "走")

    await end_post(county, post.id, "随子女迁往外地")
    assert await director_of(home) is None
    assert await vacant(("433101",)) == (townships, 1)
    found = await gaps(("433101",))
    assert [gap.home_id for gap in found.some_homes] == [home]
    assert (await make.again(old.id)).homes == frozenset()


async def test_a_role_that_ends_elsewhere_ends_the_post(db: None) -> None:
    home, old = await homes.working()
    await note_seat(SYSTEM, home)
    held = await value("SELECT id FROM membership WHERE account = $1 AND home = $2", old.id, home)
    await end_role(old, held)
    await role_ended(SYSTEM, old.id or 0, Role.director, make.VILLAGE)

    assert await director_of(home) is None


async def test_seats_of_old_are_noted_once_and_completed(db: None) -> None:
    home, old = await homes.working(director_kind=None)
    county = await homes.county()
    first = await note_seat(SYSTEM, home)
    assert await note_seat(SYSTEM, home) is None
    assert first is not None
    post = await director_of(home)
    assert post is not None
    assert (post.account_id, post.kind, post.status) == (old.id, None, "active")
    assert "未经提名登记" in post.note
    assert (await gaps(("433101",))).unknown == 1

    with pytest.raises(Invalid):
        await complete_kind(county, first, KindForm("DK-OTH"))
    with pytest.raises(Invalid):
        await complete_kind(county, first, KindForm("SK-WF"))
    await complete_kind(county, first, KindForm("DK-WF"))
    post = await director_of(home)
    assert post is not None
    assert post.kind == "DK-WF"


async def test_supervisors_of_old_are_noted_the_second_as_deputy(db: None) -> None:
    await people.place(make.VILLAGE)
    for expected in (False, True):
        person = await people.account()
        assert person.id is not None
        await install_role(SYSTEM, person.id, Role.supervisor, make.TOWNSHIP)
        assert await note_supervisor(SYSTEM, person.id, make.TOWNSHIP)
        assert await note_supervisor(SYSTEM, person.id, make.TOWNSHIP) is None
        post = await one("SELECT deputy FROM post WHERE account_id = $1", person.id)
        assert post == {"deputy": expected}


async def test_a_general_invitation_makes_a_post_that_waits_for_the_exam(db: None) -> None:
    from match.people.commands.invitations import invite
    from match.posts.commands import Named

    home = await homes.registered()
    county = await homes.county()
    phone = people.phone()
    made = await invite(
        county, role=Role.director, name="龙秀英", phone=phone, division=make.VILLAGE, home=home
    )
    director = await make.arrived(Named(0, made.token), phone)

    post = await director_of(home)
    assert post is not None
    assert (post.status, post.account_id, post.kind) == ("pending_exam", director.id, "DK-VCF")


@pytest.mark.parametrize(
    ("starts", "ends", "quarter", "months"),
    [
        ("2026-02-28", None, None, (2, 3, 4, 5)),
        ("2026-01-01", "2026-02-01", None, (1, 2)),
        ("2026-01-01", "2026-02-01", 1, (1, 2)),
        ("2026-04-01", None, 1, ()),
        ("2025-06-01", None, 2, (4, 5)),
    ],
)
async def test_active_months_are_those_with_a_day_in_office(
    db: None, starts: str, ends: str | None, quarter: int | None, months: tuple[int, ...]
) -> None:
    """Counted by hand, as seen on 20 May 2026 (notice 5.2d pays these only)."""
    from datetime import UTC, date, datetime

    home, old = await homes.working()
    await value(
        "INSERT INTO post (office, home_id, division, account_id, status, note, starts_on,"
        " ended_on) VALUES ('director', $1, $2, $3, $4, '旧', $5, $6)",
        home,
        make.VILLAGE,
        old.id,
        "ended" if ends else "active",
        date.fromisoformat(starts),
        date.fromisoformat(ends) if ends else None,
    )
    with clock.freeze(datetime(2026, 5, 20, 4, tzinfo=UTC)):
        assert await active_months(home, 2026, quarter) == months


async def test_a_director_form_is_checked_before_anybody_is_invited(db: None) -> None:
    home = await homes.registered()
    county = await homes.county()
    with pytest.raises(Invalid):
        await name_director(county, home, DirectorForm("龙秀英", people.phone(), "DK-OTH"))

    assert await value("SELECT count(*) FROM invitation") == 0
