"""Shown when 3 for the lists of the desks: whatever they hold, sent back they change nothing."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from match.activities.commands import call_off, plan_activity
from match.activities.forms import HeadsForm
from match.activities.importing import ActivityList
from match.activities.pages.exporting import book_export
from match.activities.queries import seen_home
from match.activities.rules import KINDS
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.sheets.streaming import Format
from match.incubation.commands import enter, open_base
from match.incubation.forms import BaseForm, EntryForm
from match.incubation.importing import ServingList
from match.incubation.pages.exporting import serving_export
from match.incubation.states import BaseLevel
from match.site.exporting.export import Export
from match.standards.importing import InspectionList
from match.standards.lines import AREA, lines
from match.standards.pages.exporting import inspections_export
from match.standards.queries import kept_inspections
from match.training.commands import import_attendance, sign_up
from match.training.forms import AttendanceRow
from match.training.importing import AttendanceSheet
from match.training.pages.exporting import attendance_export
from match.training.queries.courses import course_row
from tests.activities import make as activities
from tests.exports.again import (
    FORMATS,
    WORDS,
    altered,
    bytes_of,
    differing,
    everything,
    taken,
    unsettled,
)
from tests.incubation import make as incubation
from tests.people import make as people
from tests.standards import make as standards
from tests.training import make as training

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

few = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def _sent_back_in_every_kind(
    actor: Actor, kind: Any, export: Any, about: dict[str, str] | None = None
) -> int:
    """Nothing changes, of no row and in no table; how many rows there were."""
    before, counted = await everything(), 0
    for form in FORMATS:
        outcomes = await taken(actor, kind, await bytes_of(await export(), form), about)
        assert differing(outcomes) == []
        counted = len(outcomes)
    assert await unsettled(before) == []
    return counted


# Activities -------------------------------------------------------------------------------------

_GATHERINGS = st.lists(
    st.tuples(
        st.sampled_from(sorted(KINDS)),
        st.sampled_from(["done", "waiting", "ahead", "called off"]),
        st.integers(0, 60),
        st.integers(0, 40),
        WORDS,
        WORDS,
    ),
    min_size=1,
    max_size=4,
)


@pytest_asyncio.fixture
async def home() -> activities.Scene:
    return await activities.scene()


async def _gathering(at: activities.Scene, drawn: tuple[Any, ...]) -> None:
    kind, state, children, adults, title, note = drawn
    today = clock.today()
    if state == "done":
        heads = HeadsForm(age_6_8=children, age_15_17=1, adults=adults, lbc=min(children, 3))
        made = await activities.held(at, kind, today - timedelta(days=3), heads=heads)
    else:
        made = await plan_activity(at.director, at.home, activities.form(kind=kind))
        if state == "called off":
            await call_off(at.director, made, "那天停电，改期再办")
        if state == "waiting":
            await rows(
                "UPDATE activity SET starts_at = starts_at - interval '9 days',"
                " ends_at = ends_at - interval '9 days' WHERE id = $1",
                made,
            )
    # As the table may hold it, whatever the door of today would say of it.
    await rows(
        "UPDATE activity SET title = left($2, 40), risk_note = left($3, 300) WHERE id = $1",
        made,
        title,
        note,
    )


async def _book(actor: Actor, at: activities.Scene) -> Export:
    return await book_export(actor, await seen_home(actor, at.home))


@few
@given(drawn=_GATHERINGS, called=WORDS)
async def test_a_book_of_activities_given_out_and_taken_in_changes_nothing(
    home: activities.Scene, drawn: list[tuple[Any, ...]], called: str
) -> None:
    await rows("UPDATE home SET name = left($2 || '之家', 60) WHERE id = $1", home.home, called)
    for one in drawn:
        await _gathering(home, one)

    counted = await _sent_back_in_every_kind(
        home.rota, ActivityList(), lambda: _book(home.rota, home)
    )

    assert counted == await value("SELECT count(*) FROM activity")


async def test_a_number_changed_on_the_way_is_one_update(home: activities.Scene) -> None:
    """The twin: what changes something is seen to."""
    await _gathering(home, ("ACT-READ", "done", 12, 3, "=读书，会", "\n"))
    await _gathering(home, ("ACT-READ", "done", 12, 3, "另一场", ""))
    data = await bytes_of(await _book(home.rota, home), Format.csv)
    before = await everything()

    outcomes = await taken(home.rota, ActivityList(), altered(data, "成人人数", "4"))

    [changed] = differing(outcomes)
    assert [(one.header, one.before, one.after) for one in changed.changes] == [
        ("成人人数", "3", "4")
    ]
    assert "activity" in await unsettled(before)


async def test_what_an_office_reads_of_a_home_has_no_ages(home: activities.Scene) -> None:
    await _gathering(home, ("ACT-READ", "done", 2, 3, "", ""))
    own = (await bytes_of(await _book(home.director, home), Format.csv)).decode("utf-8-sig")
    above = (await bytes_of(await _book(home.supervisor, home), Format.csv)).decode("utf-8-sig")

    assert "6-8岁人数" in own
    assert "其中留守儿童" in own
    assert "岁人数" not in above
    assert "其中" not in above
    assert "成人人数" in above


async def test_a_book_with_somebodys_identity_number_is_not_given_out(
    client: httpx.AsyncClient, home: activities.Scene
) -> None:
    """And its twin: eighteen digits that are no identity number are words like others."""
    await _gathering(home, ("ACT-READ", "done", 2, 3, "编号43310119900307291X的书", ""))
    await people.sign_in(client, home.director)
    address = f"/desk/activities/{home.home}?format=csv"
    given_out = await client.get(address)
    # The check digit of GB 11643 is 1, not X.
    await rows("UPDATE activity SET risk_note = '433101199003072911陪同'")
    refused = await client.get(address)

    assert given_out.status_code == 200
    assert "编号43310119900307291X的书" in given_out.content.decode("utf-8-sig")
    assert refused.status_code == 422
    assert "不能导出" in refused.text
    assert "433101199003072911" not in refused.text


# Serving organisations --------------------------------------------------------------------------

_SERVING = st.lists(st.tuples(WORDS, st.none() | st.booleans(), WORDS), min_size=3, max_size=3)


@pytest_asyncio.fixture
async def clerk() -> Actor:
    return await incubation.county()


@pytest_asyncio.fixture
async def organisations(clerk: Actor) -> list[int]:
    """Three of the county: in its own base, in the prefecture's, in none."""
    made = [await incubation.serving() for _at in range(3)]
    await incubation.entered(clerk, made[0])
    prefecture = await people.account("prefecture", "4331")
    form = BaseForm(BaseLevel.prefecture, "433100000000", "湘西州社会组织孵化基地", clock.today())
    base = await open_base(prefecture, form)
    await enter(prefecture, EntryForm(base, made[1], "IM-SUPP", clock.today()))
    return made


@few
@given(drawn=_SERVING)
@example(drawn=[("", None, ""), ("'=", True, "\t"), ("\r\n", False, "，")])
async def test_serving_organisations_given_out_and_taken_in_change_nothing(
    clerk: Actor, organisations: list[int], drawn: list[tuple[str, bool | None, str]]
) -> None:
    await rows("UPDATE incubation_base SET name = left($1 || '基地' || id, 60)", drawn[0][0])
    for organisation, (name, active, said) in zip(organisations, drawn, strict=True):
        await rows(
            "UPDATE organisation SET name = left($2 || '社工' || $1, 80) WHERE id = $1",
            organisation,
            name,
        )
        if active is not None:
            await rows(
                'INSERT INTO active_service (organisation_id, active, said, "on", "by")'
                " VALUES ($1, $2, $3, $4, $5)",
                organisation,
                active,
                f"{said}每周六在儿童之家{said}",
                clock.today(),
                clerk.id,
            )

    counted = await _sent_back_in_every_kind(
        clerk, ServingList(), lambda: serving_export(clerk, incubation.COUNTY)
    )

    assert counted == 3


async def test_a_word_changed_on_the_way_is_one_update(
    clerk: Actor, organisations: list[int]
) -> None:
    """The twin."""
    await incubation.at_work(organisations[2], clerk)
    data = await bytes_of(await serving_export(clerk, incubation.COUNTY), Format.csv)
    place = next(
        at
        for at, line in enumerate(data.decode("utf-8-sig").splitlines())
        if "看到每周在儿童之家活动" in line
    )

    outcomes = await taken(clerk, ServingList(), altered(data, "正在服务儿童", "否", place))

    [changed] = differing(outcomes)
    assert [(one.before, one.after) for one in changed.changes] == [("是", "否")]


# Attendance -------------------------------------------------------------------------------------

_POINTS = st.none() | st.integers(0, 100)
_THERE = st.lists(
    st.tuples(
        WORDS,
        st.dictionaries(st.sampled_from([1, 2]), st.booleans()),
        _POINTS,
        _POINTS,
        _POINTS,
    ),
    min_size=3,
    max_size=3,
)


@pytest_asyncio.fixture
async def course(clerk: Actor) -> tuple[int, list[int]]:
    """A course with three trainees, and the numbers of their places."""
    await people.place(training.VILLAGE)
    made = await training.published(clerk)
    for at in range(3):
        await sign_up(await people.account("director", training.VILLAGE, home=at + 1), made)
    places = await rows("SELECT id FROM enrolment WHERE course_id = $1 ORDER BY id", made)
    return made, [place["id"] for place in places]


async def _sheet_of(clerk: Actor, course: int) -> Export:
    return await attendance_export(await course_row(clerk, course))


@few
@given(drawn=_THERE)
async def test_attendance_given_out_and_taken_in_changes_nothing(
    clerk: Actor, course: tuple[int, list[int]], drawn: list[tuple[Any, ...]]
) -> None:
    """Found by the number of the place: no telephone is given out. A score is no further try."""
    made, places = course
    with clock.freeze(clock.now() + timedelta(days=3)):
        for at, (place, (name, days, before, after, score)) in enumerate(
            zip(places, drawn, strict=True), 2
        ):
            await rows(
                "UPDATE account SET name = left($2 || '龙', 40) FROM enrolment e"
                " WHERE e.id = $1 AND account.id = e.account_id",
                place,
                name,
            )
            called = await value(
                "SELECT a.name FROM account a JOIN enrolment e ON e.account_id = a.id"
                " WHERE e.id = $1",
                place,
            )
            row = AttendanceRow(at, called, "", days, before, after, score, place)
            await import_attendance(clerk, made, [row])
    # Sent back on a later day than that of the exam.
    with clock.freeze(clock.now() + timedelta(days=5)):
        counted = await _sent_back_in_every_kind(
            clerk, AttendanceSheet(), lambda: _sheet_of(clerk, made), {"course": str(made)}
        )

    assert counted == 3
    data = (await bytes_of(await _sheet_of(clerk, made), Format.csv)).decode("utf-8-sig")
    assert "手机号" not in data
    assert "138" not in data


async def test_a_day_changed_on_the_way_is_one_update(
    clerk: Actor, course: tuple[int, list[int]]
) -> None:
    """The twin; and a name that is another's is refused."""
    made, [place, *_others] = course
    with clock.freeze(clock.now() + timedelta(days=3)):
        data = await bytes_of(await _sheet_of(clerk, made), Format.csv)
        changed = altered(data, "第2天", "缺")
        outcomes = await taken(clerk, AttendanceSheet(), changed, {"course": str(made)})
        slipped = altered(data, "姓名", "别的人")
        refused = await taken(clerk, AttendanceSheet(), slipped, {"course": str(made)})

    assert [(one.number, one.result) for one in differing(outcomes)] == [(2, "created")]
    assert (
        await value(
            "SELECT present FROM course_attendance WHERE enrolment_id = $1 AND day = 2", place
        )
        is False
    )
    assert [one.message for one in differing(refused)] == [
        "姓名与这个报名编号的报名人不一致，请核对这一行。"
    ]


# Inspections ------------------------------------------------------------------------------------

_FLAGGED = [line.code for line in lines() if line.code != AREA]
_LOOKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(_FLAGGED), max_size=3, unique=True),
        st.integers(1, 3000),
        WORDS,
        WORDS,
    ),
    min_size=1,
    max_size=3,
)


@pytest_asyncio.fixture
async def inspector(home: activities.Scene) -> Actor:
    return await standards.supervisor()


async def _look(
    inspector: Actor, home: int, failed: list[str], area: int, told: str, note: str
) -> None:
    """As the tables may hold it, which are only added to."""
    tour = await standards.round_of(inspector, home)
    seen = await value(
        "INSERT INTO inspection (round_id, home_id, division, inspector_id, inspected_on, area_m2,"
        " note, failed, digest) SELECT $1, h.id, h.division, $2, $4, $5, left($6, 300), $7, 'x'"
        " FROM home h WHERE h.id = $3 RETURNING id",
        tour,
        inspector.id,
        home,
        clock.today(),
        area,
        note,
        len(failed),
    )
    await rows(
        "INSERT INTO inspection_line (inspection_id, line, result, note, photos)"
        " SELECT $1, code, CASE WHEN code = ANY($3) THEN 'fail' ELSE 'pass' END,"
        " CASE WHEN code = ANY($3) THEN left($4, 300) ELSE '' END, '{}'"
        " FROM unnest($2::text[]) AS code",
        seen,
        [line.code for line in lines()],
        failed,
        told,
    )


async def _inspections(actor: Actor) -> Export:
    return inspections_export(await kept_inspections(actor, 1000))


@few
@given(drawn=_LOOKS)
async def test_inspections_given_out_and_taken_in_change_nothing(
    home: activities.Scene, inspector: Actor, drawn: list[tuple[list[str], int, str, str]]
) -> None:
    """Several of one home on one day as well: each is known by its number."""
    for failed, area, told, note in drawn:
        await _look(inspector, home.home, failed, area, f"缺{told}", note)

    counted = await _sent_back_in_every_kind(
        inspector, InspectionList(), lambda: _inspections(inspector)
    )

    assert counted == await value("SELECT count(*) FROM inspection")


async def test_an_inspection_changed_on_the_way_is_refused(
    home: activities.Scene, inspector: Actor
) -> None:
    """The twin: no list rewrites what was found."""
    await standards.inspected(inspector, home.home, "STD-FIRE")
    data = await bytes_of(await _inspections(inspector), Format.csv)
    before = await everything()

    outcomes = await taken(inspector, InspectionList(), altered(data, "消防和急救", "符合"))

    assert [(one.result, one.message) for one in outcomes] == [
        ("refused", "这一天的检查已经登记，消防和急救不同。要更正，请另安排一次检查。")
    ]
    assert await unsettled(before) == []
