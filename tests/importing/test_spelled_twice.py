"""
One thing under two spellings in one list is said to be there twice: else each row would undo what
the other says, and the same file would change something every time it is sent.
"""

from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import one, value
from match.people.phones import opened_phone
from match.training.commands import sign_up
from tests.activities import make as activities
from tests.homes import make as homes
from tests.importing.drill import Line, delimited
from tests.importing.sending import apply, figures, send
from tests.incubation import make as incubation
from tests.needs.browsing import words
from tests.offers import make as offers
from tests.people import make as people
from tests.training import make as training

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]


async def once(client: httpx.AsyncClient, kind: str, *lines: Line, **about: str) -> None:
    """The first is taken, the second refused with the row of the first; again, nothing changes."""
    headers = list(dict.fromkeys(header for line in lines for header in line))
    data = delimited(headers, lines, "\t").encode("utf-16")

    tried = await send(client, kind, data, **about)
    assert figures(tried) == [1, 0, 0, 1], words(tried)
    assert "与第 2 行重复" in words(tried)
    await apply(client, tried)
    again = await send(client, kind, data, **about)
    assert figures(again) == [0, 0, 1, 1], words(again)


async def test_a_need_of_a_village_without_its_ending(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433101"))
    await homes.working("433101002200")
    rest = {"乡镇（街道）": "峒河街道", "需求名称": "过冬棉被四十床", "类别": "床上用品",
            "用途说明": "冬天午休室太冷，给孩子准备加厚棉被。", "6-8岁人数": "15", "物品1": "棉被",
            "单位1": "床"}  # fmt: skip

    await once(client, "needs", rest | {"村（社区）": "振武营村", "数量1": "40"},
               rest | {"村（社区）": "振武营", "数量1": "50"})  # fmt: skip


async def test_an_activity_at_one_hour_written_in_two_ways(client: httpx.AsyncClient) -> None:
    at = await activities.scene()
    await people.sign_in(client, at.rota)
    home = await value("SELECT name FROM home WHERE id = $1", at.home)
    day = str(clock.today() - timedelta(days=3))
    rest = {"儿童之家": home, "日期": day, "结束时间": "16:30", "活动类型": "读书会"}

    await once(client, "activities", rest | {"开始时间": "15:00", "6-8岁人数": "12"},
               rest | {"开始时间": "15：00", "6-8岁人数": "13"})  # fmt: skip


async def test_a_code_in_small_letters(client: httpx.AsyncClient) -> None:
    clerk = await incubation.county()
    await people.sign_in(client, clerk)
    known = await one(
        "SELECT uscc, name FROM organisation WHERE id = $1", await incubation.serving()
    )
    assert known is not None
    rest = {"机构名称": known["name"], "正在服务儿童": "是"}
    spaced = f"{known['uscc'][:8]} {known['uscc'][8:]}".lower()

    code, said = "统一社会信用代码", "了解到的情况"

    await once(client, "serving", rest | {code: known["uscc"], said: "每周六开展活动"},
               rest | {code: spaced, said: "每周日开展活动"})  # fmt: skip


async def test_a_township_with_a_space(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433101"))
    rest = {"姓名": "龙秀英", "人选类型": "乡镇妇联主席", "性别": "女"}

    await once(client, "supervisors", rest | {"乡镇（街道）": "峒河街道", "手机号": "13907430001"},
               rest | {"乡镇（街道）": "峒河 街道", "手机号": "13907430002"})  # fmt: skip


async def test_a_telephone_with_spaces(client: httpx.AsyncClient) -> None:
    clerk = await training.organiser()
    course = await training.published(clerk)
    person = await people.account("director", training.VILLAGE)
    await sign_up(person, course)
    phone = opened_phone(await value("SELECT phone FROM account WHERE id = $1", person.id))
    with clock.freeze(clock.now() + timedelta(days=3)):
        await people.sign_in(client, clerk)
        await once(client, "attendance", {"姓名": person.name, "手机号": phone, "第1天": "到"},
                   {"姓名": person.name, "手机号": f"{phone[:3]} {phone[3:]}", "第1天": "缺"},
                   course=str(course))  # fmt: skip


async def test_an_offer_with_a_sign_that_nobody_sees(client: httpx.AsyncClient) -> None:
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)
    giver = await value("SELECT name FROM organisation WHERE id = $1", organisation)
    rest = {"提供方": giver, "标题": "绘本两百册", "提供方式": "捐赠物资", "类别": "图书绘本",
            "单位": "册", "能到达的地区": "湘西州"}  # fmt: skip

    await once(client, "offers", rest | {"提供数量": "200"},
               rest | {"标题": "绘本两百册\u200b", "提供数量": "300"})  # fmt: skip
