"""A county's list of directors: each row is the naming of the page, and no link is kept."""

from io import BytesIO
from typing import Any

import httpx
import msgspec
import pytest
from python_calamine import CalamineWorkbook
from structlog.testing import capture_logs

from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Denied, NotFound
from match.homes.commands import seat_director
from match.people.commands.invitations import accept_invitation, invitation_behind
from match.posts.commands import accept_post, name_director, note_seat
from match.posts.forms import DirectorForm
from match.site.importing.held import unseal
from tests.foundation.sheets.lists import csv_of
from tests.homes import make as homes
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import post, words
from tests.people import make as people

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
COUNTY, TOWNSHIP = "433101", "433101002"
HEADERS = ("乡镇（街道）", "村（社区）", "姓名", "手机号")
MORE = (*HEADERS, "人选类型", "选人原因")
FIRST = ("峒河街道", "振武营村", "龙秀英", "13907430001")
SECOND = ("峒河街道", "小溪村", "石桂花", "139 0743 0002")
VILLAGES = ("433101002200", "433101002201")
POST = (
    "SELECT p.office, p.division, p.kind, p.deputy, p.status, p.reason, p.note, i.role, i.name,"
    " i.division AS invited_to, i.home = p.home_id AS home FROM post p"
    " JOIN invitation i ON i.id = p.invitation_id ORDER BY p.id"
)


@pytest.fixture(name="clerk")
async def _clerk(db: None, client: httpx.AsyncClient) -> Actor:
    clerk = await people.account("county", COUNTY)
    await people.sign_in(client, clerk)
    return clerk


async def two_homes(**other: Any) -> list[int]:
    return [await homes.registered(village, **other) for village in VILLAGES]


def listed(*lines: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    return csv_of([headers, *lines])


async def held(answer: httpx.Response) -> str:
    """All that the desk keeps of the list on this page, opened."""
    run = int(str(answer.url).rsplit("/", 1)[1])
    sealed = await value("SELECT sealed FROM sheet_import WHERE id = $1", run)
    return msgspec.json.encode(unseal(sealed)).decode()


async def links_of(client: httpx.AsyncClient, answer: httpx.Response) -> list[list[str]]:
    """The rows of the file that is made once."""
    file = await post(client, f"{answer.url.path}/links")
    assert file.status_code == 200, words(file)
    assert file.headers["cache-control"] == "no-store"
    book = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0)
    return [[str(cell) for cell in row] for row in book.to_python()[1:]]


async def kept_anywhere(secret: str, shown: httpx.Response) -> bool:
    """Whether a secret is kept where the desk, the trail or the outbox write."""
    written = str(await rows("SELECT * FROM audit")) + str(await rows("SELECT * FROM outbox"))
    return secret in await held(shown) + written + shown.text


def token(link: str) -> str:
    return link.rsplit("/", 1)[1]


async def test_a_row_does_what_the_page_does_and_sent_again_nothing(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    first, _second = await two_homes()
    by_hand = DirectorForm("田老师", people.phone(), "DK-WF")
    await name_director(clerk, await homes.registered("433101002202"), by_hand)
    (page,) = await rows(POST)

    tried = await send(client, "directors", listed(FIRST, SECOND))
    nothing_yet = await value("SELECT count(*) FROM invitation")
    done = await apply(client, tried)
    again = await send(client, "directors", listed(SECOND, FIRST))

    assert nothing_yet == 1
    assert [figures(tried), figures(done), figures(again)] == [
        [2, 0, 0, 0],
        [2, 0, 0, 0],
        [0, 0, 2, 0],
    ]
    _page, one_row, other = await rows(POST)
    told = {"name": "龙秀英", "kind": "DK-VCF"}
    place = {"division": VILLAGES[0], "invited_to": VILLAGES[0]}
    assert one_row == {**page, **told, **place}
    assert other["name"] == "石桂花"
    assert await value("SELECT named_by FROM post WHERE home_id = $1", first) == clerk.id
    verbs = await rows(
        "SELECT verb, count(*) AS n FROM audit WHERE actor_id = $1"
        " AND verb IN ('invitation.made', 'post.named') GROUP BY verb ORDER BY verb",
        clerk.id,
    )
    assert verbs == [{"verb": "invitation.made", "n": 3}, {"verb": "post.named", "n": 3}]


async def test_links_are_made_for_the_file_and_open_for_the_invited_phone_only(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    await two_homes()
    done = await apply(client, await send(client, "directors", listed(FIRST, SECOND)))
    assert "2 人还没有接受，0 人已经接受" in words(done)

    first, second = await links_of(client, done)
    with pytest.raises(Denied, match="另一个手机号"):
        await accept_invitation(Actor(), token(first[3]), "13907430002")
    account = await accept_invitation(Actor(), token(first[3]), "13907430001")
    await accept_post(SYSTEM, await value("SELECT max(id) FROM invitation") - 1)
    (renewed,) = await links_of(client, done)

    assert first[:3] == ["湘西土家族苗族自治州 吉首市 峒河街道 振武营村", "龙秀英",
                         "139****0001"]  # fmt: skip
    assert renewed[1] == second[1] == "石桂花"
    assert await value("SELECT waiting FROM membership WHERE account = $1", account) is True
    assert (await invitation_behind(token(renewed[3]))).name == "石桂花"
    with pytest.raises(NotFound):
        await invitation_behind(token(second[3]))
    again = await client.get(done.url.path)
    assert "1 人还没有接受，1 人已经接受" in words(again)
    for row in (first, second, renewed):
        assert not await kept_anywhere(token(row[3]), again)
    made = await rows("SELECT division FROM audit WHERE verb = 'invitation.renewed'")
    assert [row["division"] for row in made] == [VILLAGES[0], VILLAGES[1], VILLAGES[1]]


async def test_a_link_that_was_kept_would_be_seen(client: httpx.AsyncClient, clerk: Actor) -> None:
    """The twin: a link that is written into the trail is found by the search above."""
    await two_homes()
    done = await apply(client, await send(client, "directors", listed(FIRST)))
    (row,) = await links_of(client, done)
    assert not await kept_anywhere(token(row[3]), done)

    async with unit_of_work():
        await record(clerk, "post.named", subject=("post", 1), reason=row[3])

    assert await kept_anywhere(token(row[3]), done)


async def test_a_phone_stays_no_longer_than_the_rows_of_the_desk(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    await two_homes()
    wrong = ("峒河街道", "没有这个村", "田老师", "13907430009")
    with capture_logs() as log:
        tried = await send(client, "directors", listed(FIRST, SECOND, wrong))
        before = await held(tried)
        done = await apply(client, tried)
        await links_of(client, done)
    after = await held(done)

    phones = ("13907430001", "13907430002", "139 0743 0002")
    assert all(phone in before for phone in phones), "a check keeps its rows, for a day, sealed"
    assert not any(phone in after for phone in phones), "what was done needs no number any more"
    assert "13907430009" in after, "a row to correct is kept as it was written"
    sealed: bytes = await value("SELECT sealed FROM sheet_import")
    told = str(await rows("SELECT * FROM audit")) + str(await rows("SELECT * FROM outbox"))
    for phone in (*phones, "13907430009"):
        assert phone.encode() not in sealed
        assert phone not in told + str(log)
    pages = tried.text + done.text
    assert not any(phone in pages for phone in phones)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("峒河街道", "没有这个村", "龙秀英", "13907430001"), "没有“没有这个村”"),
        (("矮寨镇", "坪朗村", "龙秀英", "13907430001"), "还没有登记儿童之家"),
        ((*FIRST[:3], "1390743000"), "手机号：请填写 11 位手机号"),
        ((*FIRST[:2], "龙", "13907430001"), "姓名：请填写真实姓名"),
        ((*FIRST[:2], "11010519491231002X", "13907430001"), "身份证"),
        ((*FIRST, "会计", "写清楚的原因"), "没有这个选项"),
        ((*FIRST, "其他人员", ""), "优先选村"),
    ],
)
async def test_a_row_that_cannot_be_taken_says_why_and_takes_no_other_with_it(
    client: httpx.AsyncClient, clerk: Actor, row: tuple[str, ...], why: str
) -> None:
    await two_homes()
    headers = MORE if len(row) == 6 else HEADERS
    other = (*SECOND, *[""] * (len(row) - 4))

    tried = await send(client, "directors", listed(other, row, headers=headers))

    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert why in words(tried)
    assert figures(await apply(client, tried)) == [1, 0, 0, 1]
    assert [row["name"] for row in await rows(POST)] == ["石桂花"]


async def test_the_kind_is_the_homes_unless_the_row_says_it(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    """Notice 4.1d, 4.1e: the rules of the page hold for a list as well."""
    await homes.registered(VILLAGES[0], director_kind=None)
    await homes.registered(VILLAGES[1], site_source="SITE-SCH", director_kind="DK-SCH")

    tried = await send(client, "directors", listed(FIRST, SECOND))
    said = await send(
        client,
        "directors",
        listed((*FIRST, "村妇联主席", ""), (*SECOND, "村妇联主席", ""), headers=MORE),
    )

    assert figures(tried) == figures(said) == [1, 0, 0, 1]
    assert "人选类型：请填写人选类型" in words(tried)
    assert "由学校班子成员担任" in words(said)


async def test_nobody_is_named_beside_another_nor_twice(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    first, second = await two_homes()
    await name_director(clerk, first, DirectorForm("田老师", people.phone(), "DK-VCF"))
    seated = await people.account("director", VILLAGES[1], home=second, name="石桂花")
    await seat_director(clerk, second, seated.id)
    await note_seat(SYSTEM, second)

    tried = await send(client, "directors", listed(FIRST, SECOND, ("峒河街道", "小溪社区",
                                                                  *FIRST[2:])))  # fmt: skip
    follows = await send(client, "directors", listed((*SECOND[:2], "田秀兰", SECOND[3])))

    assert figures(tried) == [0, 0, 0, 3], words(tried)
    assert "已经提名了一位接任人" in words(tried)
    assert "在任的就是这个人，登记的是另一个手机号" in words(tried)
    assert figures(follows) == [0, 1, 0, 0]
    assert "石桂花 改为 田秀兰" in words(follows)
    await apply(client, follows)
    status = await rows("SELECT status FROM post WHERE home_id = $1 ORDER BY id", second)
    assert [row["status"] for row in status] == ["active", "invited"]


async def test_what_is_known_of_a_phone_is_not_changed_but_a_missing_kind_is_added(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    _first, second = await two_homes(director_kind=None)
    number = "13907430077"
    seated = await people.account("director", VILLAGES[1], home=second, name="石桂花",
                                  number=number)  # fmt: skip
    await seat_director(clerk, second, seated.id)
    await note_seat(SYSTEM, second)

    def row(name: str, kind: str) -> bytes:
        return listed((*SECOND[:2], name, number, kind, ""), headers=MORE)

    other = await send(client, "directors", row("石桂枝", "村妇联主席"))
    added = await send(client, "directors", row("石桂花", "村妇联主席"))
    await apply(client, added)
    again = await send(client, "directors", row("石桂花", "村妇联主席"))
    changed = await send(client, "directors", row("石桂花", "民生协理员"))

    assert figures(other) == [0, 0, 0, 1]
    assert "姓名不同" in words(other)
    assert figures(added) == [0, 1, 0, 0]
    assert "空 改为 村妇联主席" in words(added)
    assert figures(again) == [0, 0, 1, 0]
    assert figures(changed) == [0, 0, 0, 1]
    assert "人选类型不同" in words(changed)
    assert await rows("SELECT kind, status FROM post") == [{"kind": "DK-WF", "status": "active"}]


async def test_who_was_named_meanwhile_is_left_alone(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    first, _second = await two_homes()
    tried = await send(client, "directors", listed(FIRST, SECOND))
    await name_director(clerk, first, DirectorForm("田老师", people.phone(), "DK-VCF"))

    done = await apply(client, tried)

    assert figures(done) == [1, 0, 0, 1]
    assert "已经提名了一位接任人" in words(done)
    assert [row["name"] for row in await rows(POST)] == ["田老师", "石桂花"]


async def test_a_list_gives_nobody_more_rights_than_the_page(client: httpx.AsyncClient) -> None:
    await two_homes()
    elsewhere = await people.account("supervisor", "433101001")
    here = await people.account("supervisor", TOWNSHIP)
    for actor, wanted in ((elsewhere, [0, 0, 0, 2]), (here, [2, 0, 0, 0])):
        await people.sign_in(client, actor)
        tried = await send(client, "directors", listed(FIRST, SECOND))
        assert figures(tried) == wanted, words(tried)
        assert (await client.get("/desk/imports/supervisors")).status_code == 403
    done = await apply(client, tried)
    for role, area in (("prefecture", "4331"), ("station", TOWNSHIP), ("province", "43")):
        await people.sign_in(client, await people.account(role, area))
        assert (await client.get("/desk/imports/directors")).status_code == 403
    await people.sign_in(client, await people.account("county", COUNTY))
    assert (await post(client, f"{done.url.path}/links")).status_code == 404


async def test_a_list_of_homes_has_no_links(client: httpx.AsyncClient, clerk: Actor) -> None:
    """Neither a kind without links nor a check that was not done hands anything over."""
    await two_homes()
    tried = await send(client, "directors", listed(FIRST))
    of_homes = csv_of([("乡镇（街道）", "村（社区）", "室内面积（平方米）"),
                       ("峒河街道", "小溪村", "95")])  # fmt: skip
    done = await apply(client, await send(client, "homes", of_homes))

    assert (await post(client, f"{tried.url.path}/links")).status_code == 404
    assert (await post(client, f"{done.url.path}/links")).status_code == 404
    assert "links" not in done.text


SUPERVISORS = ("乡镇（街道）", "姓名", "手机号", "人选类型", "性别")


async def test_supervisors_are_named_by_the_county_one_for_each_township(
    client: httpx.AsyncClient, clerk: Actor
) -> None:
    """Notice 4.1c: a woman of the leadership or the federation's chair, exactly one."""
    kinds = {"SK-PTY": "乡镇女性党政班子成员", "SK-WF": "乡镇妇联主席"}
    lines = (
        ("峒河街道", "龙秀英", "13907430001", kinds["SK-PTY"], "女"),
        ("矮寨镇", "田建国", "13907430002", kinds["SK-PTY"], "男"),
        ("没有这个镇", "石桂花", "13907430003", kinds["SK-WF"], "女"),
    )

    tried = await send(client, "supervisors", listed(*lines, headers=SUPERVISORS))
    done = await apply(client, tried)
    again = await send(client, "supervisors", listed(lines[0], headers=SUPERVISORS))
    other = await send(
        client,
        "supervisors",
        listed((lines[0][0], "田秀兰", "13907430004", kinds["SK-WF"], "女"), headers=SUPERVISORS),
    )

    assert figures(tried) == figures(done) == [1, 0, 0, 2], words(tried)
    assert "由一名乡镇女性党政班子成员或乡镇妇联主席担任" in words(tried)
    assert "没有“没有这个镇”" in words(tried)
    assert figures(again) == [0, 0, 1, 0]
    assert figures(other) == [0, 0, 0, 1]
    assert "已经提名了一位接任人" in words(other)
    named = await one("SELECT division, kind, gender, status FROM post")
    assert named == {
        "division": f"{TOWNSHIP}000",
        "kind": "SK-PTY",
        "gender": "F",
        "status": "invited",
    }
    ((place, _name, _phone, link, _until),) = await links_of(client, done)
    assert place.endswith("峒河街道")
    assert (await invitation_behind(token(link))).role == "supervisor"
