"""A county's list of organisations that serve children: what is its to say is said, once."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.sheets import write_csv
from match.incubation.importing import ServingList
from match.incubation.queries import counted_organisations
from tests.importing.sending import apply, figures, send
from tests.incubation import make
from tests.needs.browsing import words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]

SAID = "每周六在儿童之家开展课后陪伴"


async def row(organisation: int, **cells: Any) -> dict[str, Any]:
    """One row: it is at work."""
    known = await one("SELECT uscc, name FROM organisation WHERE id = $1", organisation)
    assert known is not None
    return {**known, "active": "yes", "said": SAID, **cells}


async def listed(clerk: Any, *found: dict[str, Any]) -> bytes:
    return write_csv(await ServingList().sheet(clerk, {}), found)


async def told() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The words, and the entries."""
    return (
        await rows("SELECT organisation_id, active, said FROM active_service ORDER BY id"),
        await rows("SELECT organisation_id, mode, began_on FROM incubation ORDER BY id"),
    )


async def test_rows_are_said_once_and_counted_and_a_changed_row_is_said_again(
    client: httpx.AsyncClient,
) -> None:
    clerk = await make.county()
    base, first, second = await make.base(clerk), await make.serving(), await make.serving()
    began = clock.today() - timedelta(days=30)
    entry = {"base": str(base), "mode": "IM-SUPP", "began_on": began}
    await people.sign_in(client, clerk)
    two = (await row(first, **entry), await row(second))
    before = await counted_organisations(make.COUNTY)

    tried = await send(client, "serving", await listed(clerk, *two))
    nothing_yet = await told()
    done = await apply(client, tried)
    made = await told()
    again = await send(client, "serving", await listed(clerk, *two))
    other = await row(second, active="no", said="去年起已经停止活动")
    changed = await send(client, "serving", await listed(clerk, other))

    assert before == []
    assert figures(tried) == [2, 0, 0, 0], words(tried)
    assert nothing_yet == ([], [])
    assert figures(done) == [2, 0, 0, 0]
    assert made == (
        [
            {"organisation_id": first, "active": True, "said": SAID},
            {"organisation_id": second, "active": True, "said": SAID},
        ],
        [{"organisation_id": first, "mode": "IM-SUPP", "began_on": began}],
    )
    assert {one["id"] for one in await counted_organisations(make.COUNTY)} == {first, second}
    assert figures(again) == [0, 0, 2, 0], words(again)
    assert figures(changed) == [0, 1, 0, 0]
    assert "是 改为 否" in words(changed)
    await apply(client, changed)
    assert {one["id"] for one in await counted_organisations(make.COUNTY)} == {first}


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"uscc": "52433101MJJ000001X"}, "本辖区没有登记"),
        ({"name": "别的名字的机构"}, "这个代码登记的机构是“湘西测试机构"),
        ({"said": None}, "了解到的情况：请填写这一项"),
        ({"said": "好"}, "了解到的情况：内容太短"),
        ({"base": "1", "mode": "IM-SUPP"}, "进入日期：请填写这一项"),
        ({"began_on": "2999-01-01", "mode": "IM-SUPP"}, "日期不能晚于今天"),
        ({"said": "给身份证43310119900307291X的孩子上课"}, "身份证"),
    ],
)
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, cells: dict[str, Any], why: str
) -> None:
    clerk = await make.county()
    base, good, bad = await make.base(clerk), await make.serving(), await make.serving()
    if "mode" in cells:
        cells = {**cells, "base": str(base)}
    await people.sign_in(client, clerk)

    tried = await send(
        client, "serving", await listed(clerk, await row(good), await row(bad, **cells))
    )

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert [said["organisation_id"] for said in (await told())[0]] == [good]
    assert (await told())[1] == []


async def test_an_entry_is_not_moved_by_a_list(client: httpx.AsyncClient) -> None:
    clerk = await make.county()
    organisation = await make.serving()
    await make.entered(clerk, organisation, began_on=clock.today() - timedelta(days=9))
    base = await value("SELECT base_id FROM incubation")
    await people.sign_in(client, clerk)
    moved = await row(organisation, base=str(base), mode="IM-SUPP", began_on=clock.today())

    tried = await send(client, "serving", await listed(clerk, moved))

    assert figures(tried) == [0, 0, 0, 1]
    assert "不能用名单修改" in words(tried)
    assert (await told())[0] == []


async def test_a_county_speaks_of_its_own_organisations_only(client: httpx.AsyncClient) -> None:
    organisation = await make.serving()
    clerk = await make.county("433122")
    await people.sign_in(client, clerk)

    tried = await send(client, "serving", await listed(clerk, await row(organisation)))

    assert figures(tried) == [0, 0, 0, 1]
    assert "本辖区没有登记" in words(tried)


async def test_a_township_sends_no_such_list(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await make.supervisor())

    assert (await client.get("/desk/imports/serving")).status_code == 403
