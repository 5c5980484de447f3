"""A home's book of activities: numbers come in once, are corrected by number, and name nobody."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from match.activities.commands import plan_activity
from match.activities.importing import ActivityList
from match.activities.sheet import clock_of
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.sheets import write_csv
from tests.activities import make
from tests.homes import make as homes
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]


def gathering(at: make.Scene, **cells: Any) -> dict[str, Any]:
    """One row: a reading afternoon three days ago, twelve children and three adults."""
    return {
        "home": str(at.home),
        "day": clock.today() - timedelta(days=3),
        "starts": "15:00",
        "ends": "16:30",
        "kind": "ACT-READ",
        "age_6_8": 12,
        "adults": 3,
        "lbc": 5,
        **cells,
    }


async def listed(actor: Actor, *found: dict[str, Any]) -> bytes:
    return write_csv(await ActivityList().sheet(actor, {}), found)


async def held() -> list[dict[str, Any]]:
    return await rows("SELECT status, kind, title, children, adults FROM activity ORDER BY id")


async def test_rows_are_noted_once_and_a_changed_number_corrects(
    client: httpx.AsyncClient,
) -> None:
    at = await make.scene()
    await people.sign_in(client, at.rota)
    two = (gathering(at), gathering(at, starts="9:00", ends="10:00", kind="SVC-ART"))

    tried = await send(client, "activities", await listed(at.rota, *two))
    nothing_yet = await held()
    done = await apply(client, tried)
    made = await held()
    again = await send(client, "activities", await listed(at.rota, *two))
    changed = await send(client, "activities", await listed(at.rota, gathering(at, age_6_8=14)))

    assert figures(tried) == [2, 0, 0, 0], words(tried)
    assert nothing_yet == []
    assert figures(done) == [2, 0, 0, 0]
    assert [(one["status"], one["kind"], one["children"], one["adults"]) for one in made] == [
        ("done", "ACT-READ", 12, 3),
        ("done", "SVC-ART", 12, 3),
    ]
    assert figures(again) == [0, 0, 2, 0], words(again)
    assert figures(changed) == [0, 1, 0, 0], words(changed)
    assert "12 改为 14" in words(changed)
    await apply(client, changed)
    assert [one["children"] for one in await held()] == [14, 12]
    assert await value("SELECT heads FROM activity_heads WHERE code = 'LBC' ORDER BY id DESC") == 5


async def test_an_activity_that_was_arranged_is_counted_and_not_entered_twice(
    client: httpx.AsyncClient,
) -> None:
    at = await make.scene()
    day = clock.today() + timedelta(days=1)
    await plan_activity(at.director, at.home, make.form(day))
    await rows(
        "UPDATE activity SET starts_at = starts_at - interval '4 days',"
        " ends_at = ends_at - interval '4 days'"
    )
    await people.sign_in(client, at.director)

    await apply(client, await send(client, "activities", await listed(at.director, gathering(at))))

    assert [(one["status"], one["children"]) for one in await held()] == [("done", 12)]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"starts": "下午三点"}, "开始时间：请写成 15:00 的样子"),
        ({"ends": "14:00"}, "结束时间要晚于开始时间"),
        ({"day": "2999-01-01"}, "日期应在过去 60 天到今后一年之间"),
        ({"day": "2020-01-01"}, "日期应在过去 60 天到今后一年之间"),
        ({"age_6_8": None, "adults": None, "lbc": None}, "至少填写一个年龄段的人数"),
        ({"lbc": 13}, "不能多于到场儿童总数 12"),
        ({"age_6_8": 120}, "请写明安全措施"),
        ({"title": "王小明和妈妈13812345678的读书会"}, "请删去手机号"),
        ({"title": "43310119900307291X"}, "身份证"),
        ({"starts": "09:00"}, "只能改人数：结束时间不同"),
    ],
)
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, cells: dict[str, Any], why: str
) -> None:
    at = await make.scene()
    await make.held(at, "SVC-ART", clock.today() - timedelta(days=3), starts="09:00", ends="11:00")
    await people.sign_in(client, at.director)
    good = gathering(at, day=clock.today() - timedelta(days=2))

    tried = await send(
        client,
        "activities",
        await listed(at.director, good, gathering(at, **{"kind": "SVC-ART", **cells})),
    )

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert len(await held()) == 2


async def test_a_home_writes_its_own_book_only(client: httpx.AsyncClient) -> None:
    at = await make.scene()
    other, stranger = await homes.working("433101002200")
    await people.sign_in(client, stranger)

    tried = await send(client, "activities", await listed(stranger, gathering(at)))

    assert other != at.home
    assert figures(tried) == [0, 0, 0, 1]
    assert await held() == []


async def test_offices_above_write_no_numbers_for_a_home(client: httpx.AsyncClient) -> None:
    at = await make.scene()
    county = await people.account("county", "433101")
    for who in (at.supervisor, county):
        await people.sign_in(client, who)
        assert (await client.get("/desk/imports/activities")).status_code == 403


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("15:00", "15:00"),
        ("9：05", "09:05"),
        ("15:00:00", "15:00"),
        ("0.625", "15:00"),
        ("24:00", None),
        ("1", None),
        ("下午三点", None),
    ],
)
def test_a_time_is_read_as_it_is_written(written: str, meant: str | None) -> None:
    assert clock_of(written) == meant
