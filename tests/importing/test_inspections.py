"""Inspections that were kept in Excel: each by whoever made it, by the commands of the page."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.permissions import Role
from match.foundation.sheets import write_csv, write_xlsx
from match.homes.commands import sign_of_life
from match.homes.states import Sign
from match.people.commands.roles import install_role
from match.standards.forms import Found
from match.standards.sheet import JUDGED, found_of, sheet
from match.standards.states import Result
from tests.homes import make as homes
from tests.importing.sending import apply, figures, paste, send
from tests.needs.browsing import words
from tests.people import make as people
from tests.standards import make

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
VILLAGE = "433101002200"  # 振武营村, 峒河街道
STREET = VILLAGE[:9]


def look(by: Actor, **cells: Any) -> dict[str, Any]:
    """One row: a home looked at nine days ago, everything in order."""
    return {
        "township": "峒河街道",
        "village": "振武营村",
        "inspected_on": clock.today() - timedelta(days=9),
        "inspector": by.name,
        "area_m2": 80,
        **{line.code: "符合" for line in JUDGED},
        **cells,
    }


def listed(*looks: dict[str, Any]) -> bytes:
    return write_csv(sheet(), looks)


async def kept() -> list[dict[str, Any]]:
    return await rows(
        "SELECT home_id, inspector_id, inspected_on, area_m2, failed FROM inspection ORDER BY id"
    )


async def test_an_inspection_is_kept_once_with_what_is_to_be_mended_until_when(
    client: httpx.AsyncClient,
) -> None:
    home, _director = await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    day = clock.today() - timedelta(days=9)
    row = look(inspector, **{"STD-FIRE": "不符合：灭火器过期", "STD-FILTER": "不适用"})
    await people.sign_in(client, inspector)
    desk = "/desk/imports/inspections"
    assert "检查人" in words(await client.get(desk))
    assert (await client.get(f"{desk}/template")).content[:2] == b"PK"

    tried = await send(client, "inspections", write_xlsx(sheet(), [row]))
    nothing_yet = await kept(), await value("SELECT count(*) FROM need")
    done = await apply(client, tried)
    again = await send(client, "inspections", listed(row))

    assert figures(tried) == [1, 0, 0, 0], words(tried)
    assert nothing_yet == ([], 0)
    assert figures(done) == [1, 0, 0, 0]
    assert await kept() == [
        {
            "home_id": home,
            "inspector_id": inspector.id,
            "inspected_on": day,
            "area_m2": 80,
            "failed": 1,
        }
    ]
    flag = await one(
        "SELECT f.line, f.status, t.due_on, l.note, n.category FROM standard_flag f"
        " JOIN standard_task t ON t.flag_id = f.id JOIN need n ON n.id = t.need_id"
        " JOIN inspection_line l ON l.inspection_id = f.opened_by AND l.line = f.line"
    )
    # Fire safety is to be put right within fifteen days of the look (lines.csv).
    assert flag == {
        "line": "STD-FIRE",
        "status": "open",
        "due_on": day + timedelta(days=15),
        "note": "灭火器过期",
        "category": "MAT-SAFE",
    }
    absent = "SELECT result FROM inspection_line WHERE line = 'STD-FILTER'"
    assert await value(absent) == "na"
    assert figures(again) == [0, 0, 1, 0], words(again)
    assert len(await kept()) == 1
    trail = await rows("SELECT actor_id FROM audit WHERE verb = 'inspection.recorded'")
    assert trail == [{"actor_id": inspector.id}]


async def test_of_one_home_the_earlier_look_comes_first_however_the_list_is_ordered(
    client: httpx.AsyncClient,
) -> None:
    """A failed line and its mending: sent in the wrong order, the flag would stay open."""
    await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    before, after = (clock.today() - timedelta(days=days) for days in (40, 5))
    await people.sign_in(client, inspector)

    tried = await send(
        client,
        "inspections",
        listed(
            look(inspector, inspected_on=after),
            look(inspector, inspected_on=before, **{"STD-WORK": "不合格 没有上墙"}),
        ),
    )
    await apply(client, tried)

    assert figures(tried) == [2, 0, 0, 0], words(tried)
    assert [row["inspected_on"] for row in await kept()] == [before, after]
    assert await rows("SELECT line, status FROM standard_flag") == [
        {"line": "STD-WORK", "status": "passed"}
    ]


async def test_a_look_of_last_month_is_no_sign_of_today(client: httpx.AsyncClient) -> None:
    """And an older look at the outdoor place never takes the place of a newer one."""
    home, _director = await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    day = clock.today() - timedelta(days=30)
    await rows("UPDATE home SET idle_proposed_at = now() - interval '5 days' WHERE id = $1", home)
    checked = await value("SELECT outdoor_safety_checked_at FROM home")
    await people.sign_in(client, inspector)

    row = look(inspector, inspected_on=day, **{"STD-OUTSAFE": "不符合：有水塘"})
    await apply(client, await send(client, "inspections", listed(row)))

    held = await one("SELECT idle_proposed_at, outdoor_safety_checked_at AS checked FROM home")
    assert held is not None
    assert held["idle_proposed_at"] is not None
    assert held["checked"] == checked
    seen = await value("SELECT at FROM home_sign WHERE kind = 'inspection'")
    assert seen.astimezone(clock.HERE).date() == day + timedelta(days=1)
    # The twin: a sign of today does answer the question.
    await sign_of_life(inspector, home, Sign.inspection)
    assert await value("SELECT idle_proposed_at FROM home") is None


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"inspector": "别的人"}, "只能登记自己做的检查"),
        ({"inspector": None}, "检查人：必填"),
        ({"village": "没有这个村的村"}, "没有"),
        ({"STD-FIRE": "不符合"}, "请写明缺什么"),
        ({"STD-FIRE": "还行"}, "消防和急救：请写“符合”“不适用”"),
        ({"STD-FIRE": "不适用"}, "不能选不适用"),
        ({"STD-FIRE": None}, "消防和急救：必填"),
        ({"STD-FIRE": "不符合：王小明的妈妈13812345678说没有"}, "手机号"),
        ({"note": "身份证43310119900307291X"}, "身份证"),
        ({"area_m2": None}, "室内面积（平方米）：必填"),
        ({"inspected_on": date(2999, 1, 1)}, "不能晚于今天"),
        ({"inspected_on": date(2019, 1, 1)}, "过去一年以内"),
    ],
)
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, cells: dict[str, Any], why: str
) -> None:
    await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    good = look(inspector, inspected_on=clock.today() - timedelta(days=20))
    await people.sign_in(client, inspector)

    tried = await send(client, "inspections", listed(good, look(inspector, **cells)))

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert len(await kept()) == 1


async def test_what_was_found_is_not_rewritten_and_nothing_older_comes_after(
    client: httpx.AsyncClient,
) -> None:
    home, _director = await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    await make.inspected(inspector, home)
    await people.sign_in(client, inspector)
    today, other = clock.today(), {"STD-FREE": "不符合：收了书本费"}

    same = await send(client, "inspections", listed(look(inspector, inspected_on=today)))
    changed = await send(
        client, "inspections", listed(look(inspector, inspected_on=today, **other))
    )
    older = await send(client, "inspections", listed(look(inspector)))

    assert figures(same) == [0, 0, 1, 0], words(same)
    assert figures(changed) == [0, 0, 0, 1]
    assert "免费开放不同" in words(changed)
    assert figures(older) == [0, 0, 0, 1]
    assert "更早的检查不再登记" in words(older)
    assert len(await kept()) == 1


async def test_nobody_has_more_rights_by_a_list_than_at_the_page(
    client: httpx.AsyncClient,
) -> None:
    """Another township's home is not found; a director and the prefecture's finance send none."""
    _home, director = await homes.working(VILLAGE)
    stranger = await make.supervisor("433101001")
    await people.sign_in(client, stranger)
    tried = await send(client, "inspections", listed(look(stranger)))
    await people.sign_in(client, director)
    refused = await client.get("/desk/imports/inspections")

    assert figures(tried) == [0, 0, 0, 1]
    assert await kept() == []
    assert refused.status_code == 403


async def test_nobody_inspects_their_own_home_by_a_list(client: httpx.AsyncClient) -> None:
    home, _director = await homes.working(VILLAGE)
    both = await make.supervisor(STREET)
    assert both.id is not None
    await install_role(SYSTEM, both.id, Role.director, VILLAGE, home=home)
    await people.sign_in(client, both)

    tried = await send(client, "inspections", listed(look(both)))

    assert figures(tried) == [0, 0, 0, 1]
    assert "不能检查自己负责的儿童之家" in words(tried)


async def test_a_pasted_table_and_what_no_list_decides(client: httpx.AsyncClient) -> None:
    """Whoever writes a day of mending reads that it is not taken: the standard says it."""
    await homes.working(VILLAGE)
    inspector = await make.supervisor(STREET)
    row = look(inspector)
    headers = [column.header for column in sheet().columns if column.key in row]
    cells = [str(row[column.key]) for column in sheet().columns if column.key in row]
    await people.sign_in(client, inspector)

    text = "\n".join(["\t".join([*headers, "整改期限"]), "\t".join([*cells, "2027-01-01"])])
    tried = await paste(client, "inspections", text)

    assert figures(tried) == [1, 0, 0, 0], words(tried)
    assert "没有读取：整改期限" in words(tried)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("符合", Found(Result.passed)),
        (" √ ", Found(Result.passed)),
        ("合格，已整改", Found(Result.passed, "已整改")),
        ("不符合：缺灭火器", Found(Result.failed, "缺灭火器")),
        ("不合格 \n没有，也没买", Found(Result.failed, "没有，也没买")),
        ("不符合：，缺", Found(Result.failed, "，缺")),
        ("不适用", Found(Result.absent)),
        ("Met", Found(Result.passed)),
        ("not met: no extinguisher", Found(Result.failed, "no extinguisher")),
        ("not applicable", Found(Result.absent)),
        ("metal", None),
        ("符合要求", None),
        ("不", None),
        ("", None),
    ],
)
def test_an_answer_is_read_as_it_is_written(written: str, meant: Found | None) -> None:
    assert found_of(written) == meant
