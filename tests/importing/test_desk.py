"""The desk of all lists: nothing before the deed, the deed as it was shown, then nothing twice."""

import re
import time
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from python_calamine import CalamineWorkbook

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, NotFound
from match.foundation.sheets import read
from match.homes.commands import describe_home
from match.homes.commands._book import form_of
from match.homes.importing import HomeList
from match.homes.sheet import sheet
from match.site.importing.commands import confirm_import, sweep_imports, try_import
from match.site.importing.held import Held, unseal
from match.site.importing.personal import holds_identity
from tests.foundation.sheets.lists import csv_of
from tests.importing.sending import apply, figures, paste, send
from tests.needs.browsing import post, words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
HEADERS = ("乡镇（街道）", "村（社区）", "场所来源", "室内面积（平方米）", "视频交流")
FIRST = ("峒河街道", "振武营村", "村便民服务站", "80", "有")
SECOND = ("峒河街道", "小溪村", "村便民服务站", "70", "有")
WRONG = ("峒河街道", "没有这个村", "村便民服务站", "70", "有")
VILLAGES = ("433101002200", "433101002201")


def listed(*lines: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    return csv_of([HEADERS, *lines], encoding)


async def clerk_of(client: httpx.AsyncClient, area: str = "433101"):
    clerk = await people.account("county", area)
    await people.sign_in(client, clerk)
    return clerk


async def test_a_check_changes_nothing_and_the_deed_is_what_it_showed(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)

    tried = await send(client, "homes", listed(FIRST, SECOND, WRONG, encoding="gb18030"))
    counted = await value("SELECT count(*) FROM home")
    done = await apply(client, tried)

    assert counted == 0
    assert figures(tried) == [2, 0, 0, 1]
    assert "GBK 编码" in words(tried)
    assert 'id="row-4"' in tried.text
    assert figures(done) == [2, 0, 0, 1]
    assert await value("SELECT count(*) FROM home") == 2
    line = await one(
        "SELECT subject_kind, division, changes FROM audit WHERE verb = 'sheet.imported'"
    )
    assert line is not None
    assert (line["subject_kind"], line["division"]) == ("sheet_import", "433101")


async def test_of_a_file_and_a_pasted_table_neither_is_left_out_in_silence(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)
    pasted = "\n".join("\t".join(each) for each in (HEADERS, SECOND))

    answer = await post(
        client, "/desk/imports/homes", {"pasted": pasted}, files={"list": ("a.csv", listed(FIRST))}
    )

    assert answer.status_code == 422
    assert "一次只能检查一样" in words(answer)


async def test_a_changed_cell_is_shown_as_it_was_and_as_it_becomes(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)
    await apply(client, await send(client, "homes", listed(FIRST)))

    tried = await paste(client, "homes", "\n".join("\t".join(each) for each in (
        HEADERS, (*FIRST[:3], "１２０", "×"))))  # fmt: skip

    assert figures(tried) == [0, 1, 0, 0]
    found = re.findall(r"<li>([^<]+)<del>([^<]*)</del>[^<]*<ins>([^<]*)</ins></li>", tried.text)
    assert [(before, after) for _header, before, after in found] == [("80", "120"), ("有", "无")]


async def test_what_moved_since_the_check_is_refused_and_the_rest_is_done(
    client: httpx.AsyncClient,
) -> None:
    clerk = await clerk_of(client)
    await apply(client, await send(client, "homes", listed(FIRST, SECOND)))
    tried = await send(client, "homes", listed((*FIRST[:3], "90", "有"), (*SECOND[:3], "95", "有")))
    home = await one("SELECT * FROM home WHERE division = $1", VILLAGES[0])
    assert home is not None
    moved = form_of({**home, "indoor_area_m2": 66})
    await describe_home(clerk, home["id"], moved)

    done = await apply(client, tried)

    assert figures(tried) == [0, 2, 0, 0]
    assert figures(done) == [0, 1, 0, 1]
    assert "被别人改过" in words(done)
    areas = await rows("SELECT indoor_area_m2 FROM home ORDER BY division")
    assert [row["indoor_area_m2"] for row in areas] == [66, 95]
    back = await client.get(re.findall(r'href="(/desk/imported/\d+/failures)"', done.text)[0])
    (row,) = read(sheet(), back.content).rows
    assert row.written["indoor_area_m2"] == "90"


async def test_a_check_that_takes_what_moved_anyway_would_be_seen(
    client: httpx.AsyncClient,
) -> None:
    """The twin: the deed without looking at what was shown overwrites what somebody else wrote."""
    clerk = await clerk_of(client)
    await apply(client, await send(client, "homes", listed(FIRST)))
    tried = await send(client, "homes", listed((*FIRST[:3], "90", "有")))
    home = await one("SELECT * FROM home WHERE division = $1", VILLAGES[0])
    assert home is not None
    await describe_home(clerk, home["id"], form_of({**home, "indoor_area_m2": 66}))
    held = await kept(tried)

    await HomeList().take(clerk, {}, held.decoded(HomeList.item))

    assert await value("SELECT indoor_area_m2 FROM home") == 90


async def kept(tried: httpx.Response) -> Held:
    """What is sealed of the check on this page."""
    number = re.findall(r"/desk/imported/(\d+)", tried.text)[0]
    return unseal(await value("SELECT sealed FROM sheet_import WHERE id = $1", int(number)))


async def test_pressing_twice_does_it_once_and_says_so(client: httpx.AsyncClient) -> None:
    await clerk_of(client)
    tried = await send(client, "homes", listed(FIRST))
    where = re.findall(r'action="(/desk/imported/\d+/application)"', tried.text)[0]

    first = await post(client, where)
    second = await post(client, where)

    assert first.status_code == 303
    assert second.status_code == 409
    assert "已经导入过" in words(second)
    assert await value("SELECT count(*) FROM home") == 1


async def test_the_same_file_again_is_known_and_has_nothing_to_do(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)
    await apply(client, await send(client, "homes", listed(FIRST, SECOND)))

    again = await send(client, "homes", listed(FIRST, SECOND))
    other = await send(client, "homes", listed(SECOND, FIRST))

    assert figures(again) == figures(other) == [0, 0, 2, 0]
    assert "已经导入过" in words(again)
    assert "已经导入过" not in words(other)
    assert "application" not in again.text


async def test_a_check_is_its_senders_alone_and_what_it_holds_is_sealed(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)
    tried = await send(client, "homes", listed(FIRST, WRONG))
    where = re.findall(r"/desk/imported/\d+", tried.text)[0]
    sealed: bytes = await value("SELECT sealed FROM sheet_import")
    await clerk_of(client)

    assert "振武营" not in sealed.decode("utf-8", "ignore")
    for path in (where, f"{where}/failures"):
        assert (await client.get(path)).status_code == 404
    assert (await post(client, f"{where}/application")).status_code == 404
    assert await value("SELECT count(*) FROM home") == 0


async def test_a_check_is_forgotten_after_a_day_and_a_result_after_a_month(
    client: httpx.AsyncClient,
) -> None:
    clerk = await clerk_of(client)
    tried = await send(client, "homes", listed(FIRST))
    where = re.findall(r'action="(/desk/imported/\d+/application)"', tried.text)[0]
    run = int(re.findall(r"\d+", where)[0])

    with clock.freeze(clock.now() + timedelta(hours=25)):
        with pytest.raises(Conflict, match="过期"):
            await confirm_import(clerk, HomeList(), run)
        assert await sweep_imports(SYSTEM) == 1
        with pytest.raises(Conflict, match="过期"):
            await confirm_import(clerk, HomeList(), run)
    held = await one("SELECT sealed, file_name, total, created FROM sheet_import")
    assert held == {"sealed": None, "file_name": "", "total": 1, "created": 1}

    await apply(client, await send(client, "homes", listed(FIRST)))
    with clock.freeze(clock.now() + timedelta(days=29)):
        assert await sweep_imports(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=31)):
        assert await sweep_imports(SYSTEM) == 1


async def test_refused_rows_come_back_as_they_were_written_with_the_reason_last(
    client: httpx.AsyncClient,
) -> None:
    await clerk_of(client)
    tried = await send(
        client, "homes", listed(FIRST, WRONG, ("峒河街道", "小溪村", "=1+1", "八十", "有"))
    )
    where = re.findall(r"/desk/imported/\d+/failures", tried.text)[0]

    back = await client.get(where)
    shown = CalamineWorkbook.from_filelike(BytesIO(back.content)).get_sheet_by_index(0).to_python()

    assert shown[0][-1] == "错误原因"
    assert [row[1] for row in shown[1:]] == ["没有这个村", "小溪村"]
    assert "没有“没有这个村”" in str(shown[1][-1])
    assert "场所来源：没有这个选项" in str(shown[2][-1])
    assert "室内面积（平方米）：请填整数" in str(shown[2][-1])
    assert "'=1+1" in shown[2], "a formula of a stranger is text"
    again = await send(client, "homes", back.content)
    assert figures(again) == [0, 0, 0, 2]


async def test_the_history_names_who_and_what_and_stays_in_its_area(
    client: httpx.AsyncClient,
) -> None:
    first = await clerk_of(client)
    await apply(client, await send(client, "homes", listed(FIRST)))
    await clerk_of(client)
    here = words(await client.get("/desk/imports"))
    await clerk_of(client, "433122")
    elsewhere = words(await client.get("/desk/imports"))

    assert first.name in here
    assert first.name not in elsewhere


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"files": {"list": ("a.xlsx", b"PK\x03\x04broken")}}, "list"),
        ({"files": {"list": ("a.xlsx", b"")}}, "list"),
        ({"form": {"pasted": "没有表头\t的表"}}, "pasted"),
        ({"form": {"pasted": "<table></table>"}}, "pasted"),
    ],
)
async def test_what_cannot_be_read_leads_back_to_its_box(
    client: httpx.AsyncClient, sent: dict, field: str
) -> None:
    await clerk_of(client)

    answer = await post(client, "/desk/imports/homes", sent.get("form"),
                        **({"files": sent["files"]} if "files" in sent else {}))  # fmt: skip

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert await value("SELECT count(*) FROM sheet_import") == 0


async def test_a_kind_that_is_none_is_not_found(client: httpx.AsyncClient) -> None:
    await clerk_of(client)

    assert (await client.get("/desk/imports/children")).status_code == 404


async def test_no_list_of_children_comes_in(client: httpx.AsyncClient) -> None:
    await clerk_of(client)

    answer = await send(client, "homes", csv_of([[*HEADERS, "儿童姓名", "出生日期"],
                                                 [*FIRST, "某某", "2015-01-01"]]))  # fmt: skip
    hidden = await send(
        client,
        "homes",
        listed(("峒河街道", "振武营村", "村便民服务站", "80", "11010519491231002X")),
    )

    assert answer.status_code == 422
    assert "不收孩子的姓名" in words(answer)
    assert "身份证号" in words(hidden)
    assert figures(hidden) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("11010519491231002X", True),  # the example of GB 11643-1999
        ("在110105194912310 02X", False),
        ("110105194912310021", False),
        ("91430100MA4L1Q2R3X", False),
        ("订单110105194912310021x9", False),
    ],
)
def test_an_identity_number_is_told_by_its_check_digit(text: str, is_one: bool) -> None:
    assert holds_identity(text) is is_one


async def test_every_village_of_a_prefecture_is_checked_and_done_in_a_bounded_time(
    db: None,
) -> None:
    """All 3,675 villages of 邵阳 in one file: some seconds of our processor time, not minutes."""
    places = await rows(
        "SELECT t.name AS township, v.name AS village FROM division v"
        " JOIN division t ON t.code = v.parent_code WHERE v.level = 5 AND v.valid_to IS NULL"
        " AND v.code LIKE '4305%' ORDER BY v.code"
    )
    assert len(places) > 3600
    clerk = await people.account("prefecture", "4305")
    data = listed(*((p["township"], p["village"], "村便民服务站", "80", "有") for p in places))
    began = time.process_time()

    run = await try_import(clerk, HomeList(), {}, read(sheet(), data), file_name="x.csv", data=data)
    await confirm_import(clerk, HomeList(), run)

    assert time.process_time() - began < 20
    assert await value("SELECT created FROM sheet_import WHERE id = $1", run) > 3600
    with pytest.raises(NotFound):
        await confirm_import(await people.account("prefecture", "4305"), HomeList(), run)
