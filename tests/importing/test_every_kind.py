"""
Every kind of list, laid out as clerks lay it out: each row accounted for, refused rows sent back,
mended and taken, and nothing changed by the same list in any other shape.
"""

from datetime import timedelta

import httpx
import pytest

from match.doors.importing import KINDS
from match.foundation import clock
from match.foundation.db import one, value
from match.people.phones import opened_phone
from match.standards.sheet import JUDGED
from match.training.commands import sign_up
from tests.activities import make as activities
from tests.homes import make as homes
from tests.importing.drill import Drill, run
from tests.incubation import make as incubation
from tests.offers import make as offers
from tests.people import make as people
from tests.standards import make as standards
from tests.statements import make as statements
from tests.training import make as training

pytestmark = [pytest.mark.usefixtures("hunan", "db"), pytest.mark.openness]
COUNTY, TOWNSHIP = "433101", "峒河街道"
VILLAGES = {"振武营村": "433101002200", "小溪村": "433101002201"}
PLACES = [{"乡镇（街道）": TOWNSHIP, "村（社区）": village} for village in VILLAGES]
DRILLED = {
    "homes", "directors", "supervisors", "needs", "offers", "serving", "activities", "inspections",
    "attendance", "guiding", "statements",
}  # fmt: skip


def dotted(days: int) -> str:
    """A day in the past as clerks write it."""
    day = clock.today() - timedelta(days=days)
    return f"{day.year}.{day.month}.{day.day}"


def serial(days: int) -> str:
    """A day in the past as Excel leaves it in a CSV."""
    return str((clock.today() - timedelta(days=days)).toordinal() - 693_594)


def test_no_kind_is_left_out() -> None:
    assert {kind.name for kind in KINDS} == DRILLED


async def county(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", COUNTY))


async def test_homes(client: httpx.AsyncClient) -> None:
    await county(client)
    rest = {"场所来源": "村便民服务站", "室内面积（平方米）": "８０", "视频交流": "√"}

    await run(client, Drill("homes", [place | rest for place in PLACES],
                            {1: ("室内面积（平方米）", "约80")}))  # fmt: skip


async def test_directors(client: httpx.AsyncClient) -> None:
    await county(client)
    for village in VILLAGES.values():
        await homes.registered(village)
    who = (
        {"姓名": "龙秀英", "手机号": "13907430001"},
        {"姓名": "石桂花", "手机号": "139 0743 0002"},
    )

    rows = [place | one for place, one in zip(PLACES, who, strict=True)]

    await run(client, Drill("directors", rows, {1: ("手机号", "1.39E+10")}))


async def test_supervisors(client: httpx.AsyncClient) -> None:
    await county(client)
    rows = [
        {
            "乡镇（街道）": town,
            "姓名": name,
            "手机号": phone,
            "人选类型": "乡镇妇联主席",
            "性别": "女",
        }
        for town, name, phone in (
            (TOWNSHIP, "龙秀英", "13907430001"),
            ("镇溪街道", "石桂花", "13907430002"),
        )
    ]

    await run(client, Drill("supervisors", rows, {1: ("性别", "女的")}))


async def test_needs(client: httpx.AsyncClient) -> None:
    await county(client)
    for village in VILLAGES.values():
        await homes.working(village)
    rest = {
        "需求名称": "过冬棉被四十床", "类别": "床上用品", "6-8岁人数": "15.0",
        "用途说明": "冬天午休室太冷，给孩子准备“加厚”棉被。",
        "物品1": "加厚棉被", "数量1": "４０", "单位1": "床", "单价1（元）": "1200.0",
    }  # fmt: skip

    await run(client, Drill("needs", [place | rest for place in PLACES], {0: ("单位1", "捆捆")}))


async def test_offers(client: httpx.AsyncClient) -> None:
    manager, organisation = await offers.manager()
    await people.sign_in(client, manager)
    giver = await value("SELECT name FROM organisation WHERE id = $1", organisation)
    rest = {
        "提供方": giver, "提供方式": "捐赠物资", "类别": "图书绘本", "提供数量": "200",
        "单位": "册", "能到达的地区": "湘西州、沅陵县", "单位估值（元）": "12.5",
    }  # fmt: skip

    rows = [rest | {"标题": "绘本两百册"}, rest | {"标题": "绘本三百册"}]

    await run(client, Drill("offers", rows,
                            {1: ("能到达的地区", "湘西洲")}))  # fmt: skip


async def test_serving(client: httpx.AsyncClient) -> None:
    clerk = await incubation.county()
    await people.sign_in(client, clerk)
    rows = []
    for _each in range(2):
        made = await incubation.serving()
        known = await one("SELECT uscc, name FROM organisation WHERE id = $1", made)
        assert known is not None
        rows.append({"统一社会信用代码": known["uscc"], "机构名称": known["name"],
                     "正在服务儿童": "√", "了解到的情况": "每周六开展课后陪伴"})  # fmt: skip

    await run(client, Drill("serving", rows, {1: ("正在服务儿童", "大概")}))


async def test_activities(client: httpx.AsyncClient) -> None:
    at = await activities.scene()
    await people.sign_in(client, at.rota)
    home = await value("SELECT name FROM home WHERE id = $1", at.home)
    rest = {
        "儿童之家": home,
        "结束时间": "16：30",
        "活动类型": "读书会",
        "6-8岁人数": "12",
        "成人人数": "3",
    }

    await run(client, Drill("activities", [rest | {"日期": dotted(3), "开始时间": "15:00"},
                                           rest | {"日期": serial(4), "开始时间": "9:00"}],
                            {1: ("日期", "3/5/2026")}))  # fmt: skip


async def test_inspections(client: httpx.AsyncClient) -> None:
    for village in VILLAGES.values():
        await homes.working(village)
    inspector = await standards.supervisor(VILLAGES["小溪村"][:9])
    await people.sign_in(client, inspector)
    rest = {
        "检查日期": dotted(9), "检查人": inspector.name, "室内面积（平方米）": "80",
        **{line.name_zh: "√" for line in JUDGED},
    }  # fmt: skip

    await run(client, Drill("inspections", [place | rest for place in PLACES],
                            {1: (JUDGED[0].name_zh, "还行")}))  # fmt: skip


async def test_attendance(client: httpx.AsyncClient) -> None:
    clerk = await training.organiser()
    course = await training.published(clerk)
    rows = []
    for _each in range(2):
        person = await people.account("director", training.VILLAGE)
        await sign_up(person, course)
        phone = await value("SELECT phone FROM account WHERE id = $1", person.id)
        rows.append({"姓名": person.name, "手机号": opened_phone(phone), "第1天": "到",
                     "第2天": "缺", "训前测评": "55"})  # fmt: skip
    with clock.freeze(clock.now() + timedelta(days=3)):
        await people.sign_in(client, clerk)
        await run(
            client, Drill("attendance", rows, {1: ("训前测评", "五十五")}, {"course": str(course)})
        )


async def test_guiding(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("province", "43"))
    rest = {"发布文件": "湘财综〔2025〕1号", "生效日期": "2026.1.1"}
    rows = [
        rest | {"编号": "A", "名称": "公共服务"},
        rest | {"编号": "A01", "名称": "儿童福利服务", "上级编号": "A"},
    ]

    await run(
        client, Drill("guiding", rows, {1: ("生效日期", "1/1/2026")}, {"division": "430000000000"})
    )


async def test_statements(client: httpx.AsyncClient) -> None:
    charity = await statements.charity()
    await people.sign_in(client, charity.manager)
    rest = {"对方户名": "长沙爱心商贸有限公司", "摘要": "捐赠"}
    rows = [rest | {"交易日期": dotted(3), "到账金额": "1234.50", "流水号": "A1"},
            rest | {"交易日期": serial(4), "到账金额": "0.10", "流水号": "A2"}]  # fmt: skip
    about = {"charity": str(charity.id), "source": "bank", "tail": "1234"}

    await run(client, Drill("statements", rows, {1: ("到账金额", "约十元")}, about))
