"""The pages: numbers first, the truth about delivery, every channel down, codes in no address."""

# pyright: reportUnknownMemberType=false

import re

import httpx
import pytest

from match.care.cases.carrying import carry_mail
from match.care.cases.commands import name_desk, open_report, sweep_reports
from match.care.cases.forms import DutyForm
from match.care.cases.states import Level
from match.care.cases.wall import inside
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.notices.carrying import carry
from match.notices.ports import NotCarried, Refused
from tests.care.cases import make
from tests.people import make as people

NUMBERS = ("tel:110", "tel:12345", "tel:12355")


async def _token(client: httpx.AsyncClient, path: str = "/report") -> str:
    await client.get(path)
    return client.cookies["__Host-csrf"]


async def _file(client: httpx.AsyncClient, **other: str) -> httpx.Response:
    token = await _token(client)
    fields = {"situation": "MR6", "division": make.COUNTY, "place": "镇中心小学门口"}
    return await client.post("/report", data={**fields, **other, "_csrf_token": token})


async def test_the_first_screen_is_numbers_and_says_it_is_no_call(
    client: httpx.AsyncClient, hunan: None
) -> None:
    page = (await client.get("/report")).text

    at = [page.index(f'href="{number}"') for number in NUMBERS]
    assert at == sorted(at)
    assert page.index("不能代替电话") < at[0]
    assert at[-1] < page.index("<form"), "the numbers stand above the form"


async def test_a_guest_files_with_situation_and_place_and_sees_how_it_stands(
    client: httpx.AsyncClient, hunan: None
) -> None:
    held = await make.desks()
    with clock.freeze(make.FILED):
        answer = await _file(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/report/mine")
        await make.relay()
        waiting = (await client.get("/report/mine")).text
    with clock.freeze(make.minutes(15)):
        late = (await client.get("/report/mine")).text
    await open_report(held.protection, await make.newest())
    done = (await client.get("/report/mine")).text

    assert "还没有人打开" in waiting
    assert "已送达" not in waiting + late
    assert "没有送达：15 分钟内没有人打开报告" in late
    assert 'role="alert"' in late
    assert all(number in waiting and number in late for number in NUMBERS)
    assert "已送达" in done
    assert "向护苗" in done


async def test_the_code_is_in_no_address(client: httpx.AsyncClient, hunan: None) -> None:
    await make.desks()
    answer = await _file(client)
    page = (await client.get("/report/mine")).text
    code = re.search(r"data-code>([A-Z0-9-]{19})<", page)
    assert code is not None

    assert code[1] not in answer.headers["location"]
    client.cookies.delete("__Host-report")
    assert (await client.get("/report/mine")).headers["location"] == "/report/return"
    token = client.cookies["__Host-csrf"]
    back = await client.post("/report/return", data={"code": code[1], "_csrf_token": token})
    assert back.headers["location"] == "/report/mine"
    wrong = await client.post("/report/return", data={"code": "A" * 16, "_csrf_token": token})
    assert wrong.status_code == 422
    assert "110" in wrong.text


@pytest.mark.parametrize("missing", ["situation", "division", "place"])
async def test_what_is_missing_is_said_and_nothing_is_lost(
    client: httpx.AsyncClient, hunan: None, missing: str
) -> None:
    answer = await _file(client, **{missing: "", "details": "听到孩子在哭"})

    assert answer.status_code == 422
    assert f'href="#field-{missing}"' in answer.text
    assert "听到孩子在哭" in answer.text
    assert all(number in answer.text for number in NUMBERS)


class Broken:
    """A mail server that takes nothing, now or for good."""

    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    async def send(self, address: str, subject: str, text: str, *, key: str) -> str:
        raise self.error("down")


class BrokenSms:
    """A gateway that refuses every number."""

    async def send(self, phone: str, text: str, *, key: str) -> str:
        raise Refused("down")


async def test_with_every_channel_down_it_is_red_at_once_with_the_numbers(
    client: httpx.AsyncClient, hunan: None
) -> None:
    """No worker writes an inbox, the SMS gateway and the mail server refuse: said now."""
    held = await make.desks()
    duty = DutyForm("吉首市未成年人救助保护中心", "0743-8220110", "duty@jishou.example")
    await name_desk(held.protection, Level.protection, make.COUNTY, duty)
    with clock.freeze(make.FILED):
        await _file(client)
        async with inside(desk=("43",)):
            alarm = await one("SELECT id, state FROM care.report_alarm")
        assert alarm is not None
        assert await carry_mail(alarm["id"], port=Broken(Refused)) == "failed"
    with clock.freeze(make.minutes(0.5)):
        page = (await client.get("/report/mine")).text

    assert "所有通知渠道都没有送出" in page
    assert all(number in page for number in NUMBERS)
    assert "0743-8220110" in page


async def test_one_channel_that_works_is_not_every_channel(
    client: httpx.AsyncClient, hunan: None
) -> None:
    """The twin: the same, but a worker has written the inbox; SMS is refused and mail too."""
    held = await make.desks()
    duty = DutyForm("吉首市未成年人救助保护中心", "0743-8220110", "duty@jishou.example")
    await name_desk(held.protection, Level.protection, make.COUNTY, duty)
    with clock.freeze(make.FILED):
        await _file(client)
        await make.relay()
        async with inside(desk=("43",)):
            alarm = await value("SELECT id FROM care.report_alarm")
        await carry_mail(alarm, port=Broken(Refused))
        for delivery in await rows("SELECT id FROM delivery WHERE state = 'waiting'"):
            assert await carry(delivery["id"], port=BrokenSms()) == "failed"
    with clock.freeze(make.minutes(0.5)):
        page = (await client.get("/report/mine")).text
    with clock.freeze(make.minutes(15)):
        late = (await client.get("/report/mine")).text

    assert "所有通知渠道都没有送出" not in page
    assert "没有送达：15 分钟" in late


async def test_a_mail_that_may_go_later_waits_and_is_tried_again(db: None) -> None:
    held = await make.desks()
    duty = DutyForm("吉首市未成年人救助保护中心", "0743-8220110", "duty@jishou.example")
    await name_desk(held.protection, Level.protection, make.COUNTY, duty)
    await make.filed()
    async with inside(desk=("43",)):
        alarm = await value("SELECT id FROM care.report_alarm")
    with pytest.raises(NotCarried):
        await carry_mail(alarm, port=Broken(NotCarried))
    for _turn in range(13):
        with pytest.raises(NotCarried):
            await carry_mail(alarm, port=Broken(NotCarried))

    assert await carry_mail(alarm, port=Broken(NotCarried)) == "failed"
    assert await carry_mail(alarm) is None


async def test_a_flood_waits_and_a_true_report_waits_seconds_only(
    client: httpx.AsyncClient, hunan: None
) -> None:
    await make.desks()
    answers = [await _file(client) for _turn in range(24)]
    statuses = [answer.status_code for answer in answers]

    assert statuses[:20] == [303] * 20
    assert 429 in statuses[20:]
    assert all(int(a.headers.get("retry-after", "0")) <= 30 for a in answers)
    told_to_wait = next(answer for answer in answers if answer.status_code == 429)
    assert "镇中心小学门口" in told_to_wait.text, "what was written is not lost"
    assert all(number in told_to_wait.text for number in NUMBERS)


async def test_the_desk_opens_by_button_and_each_look_leaves_one_line(
    client: httpx.AsyncClient, hunan: None
) -> None:
    held = await make.desks()
    await make.filed(place="某村三组祠堂旁")
    number = await make.newest()
    await people.sign_in(client, held.protection)
    token = await _token(client, "/desk/reports")
    before = (await client.get(f"/desk/reports/{number}")).text
    assert "某村三组祠堂旁" not in before
    opened = await client.post(f"/desk/reports/{number}/opening", data={"_csrf_token": token})
    assert opened.status_code == 303
    for _turn in range(3):
        assert "某村三组祠堂旁" in (await client.get(f"/desk/reports/{number}")).text
    async with inside(desk=("43",)):
        looks = await value("SELECT count(*) FROM care.mandatory_report_step WHERE step = 'read'")

    assert looks == 3


async def test_no_page_outside_the_desk_tells_who_reported(
    client: httpx.AsyncClient, hunan: None
) -> None:
    """A planted reporter: pages of the reporter, of strangers, of the home, of the desk itself
    before a reason was given, and the trail as its readers see it."""
    held = await make.desks()
    who = await people.account(name="瞿报信")
    await make.filed(who, contact="13711112222")
    number = await make.newest()
    await open_report(held.protection, number)
    home = await people.home(make.VILLAGE)
    seen: list[str] = []
    watchers = {
        await people.account("director", make.VILLAGE, home=home): ("/desk", "/desk/inbox"),
        held.protection: ("/desk", "/desk/reports", f"/desk/reports/{number}", "/desk/inbox"),
        held.county: ("/desk", "/desk/reports"),
        await people.account("auditor", "43"): ("/admin/audit?kind=mandatory_report",),
    }
    for watcher, paths in watchers.items():
        await people.sign_in(client, watcher)
        seen += [(await client.get(path)).text for path in paths]

    assert not [page for page in seen if "瞿报信" in page or "13711112222" in page]
    await people.sign_in(client, held.protection)
    token = await _token(client, "/desk/reports")
    await client.post(
        f"/desk/reports/{number}/reporter",
        data={"purpose": "需要核实现场位置", "_csrf_token": token},
    )
    assert "瞿报信" in (await client.get(f"/desk/reports/{number}")).text, (
        "the twin: it can be seen"
    )


async def test_a_concern_goes_there_and_back_without_an_account(
    client: httpx.AsyncClient, hunan: None
) -> None:
    held = await make.desks()
    token = await _token(client, "/concerns")
    sent = {"about": "volunteer", "division": make.COUNTY, "text": "有志愿者单独带孩子外出"}
    made = await client.post("/concerns", data={**sent, "_csrf_token": token})
    assert made.headers["location"] == "/concerns/mine"
    mine = (await client.get("/concerns/mine")).text
    assert "有志愿者单独带孩子外出" in mine
    async with inside(desk=("43",)):
        number = await value("SELECT max(id) FROM care.concern")
    desk = httpx.AsyncClient(transport=client._transport, base_url="https://xth.test")
    await people.sign_in(desk, held.protection)
    other = await _token(desk, f"/desk/concerns/{number}")
    await desk.post(
        f"/desk/concerns/{number}/answer", data={"text": "已暂停其服务", "_csrf_token": other}
    )

    assert "已暂停其服务" in (await client.get("/concerns/mine")).text
    await client.post("/concerns/leaving", data={"_csrf_token": token})
    assert (await client.get("/concerns/mine")).status_code == 303


async def test_the_sweep_of_the_minute_climbs(db: None) -> None:
    from jobs.sweeps import sweep

    await make.desks()
    with clock.freeze(make.FILED):
        await make.filed()
    with clock.freeze(make.minutes(15)):
        poked = await sweep()

    assert poked["sweep_reports"] == 1
    assert await sweep_reports(SYSTEM) >= 0


async def test_the_worker_that_keeps_the_numbers_at_hand_can_be_read(
    client: httpx.AsyncClient,
) -> None:
    """Compressed twice it was rubbish to every browser, and nothing was kept offline."""
    answer = await client.get("/sw.js", headers={"accept-encoding": "br"})

    assert answer.headers["content-encoding"] == "br"
    assert "var REPORT = '/report';" in answer.text


async def test_the_form_may_be_kept_offline_and_what_became_of_a_report_may_not(
    client: httpx.AsyncClient, hunan: None
) -> None:
    await make.desks()
    assert (await client.get("/report")).headers["x-offline-copy"] == "yes"
    await _file(client)

    assert (await client.get("/report/mine")).headers["x-offline-copy"] == "no"
    assert (await client.get("/report/mine")).headers["cache-control"] == "no-store"
