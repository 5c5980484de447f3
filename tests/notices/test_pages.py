"""The settings of messages in a browser without script: groups, kinds, quiet hours, addresses."""

import re

import httpx
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.settings import changed, settings
from match.notices.queries.choices import choices_of
from match.notices.states import Channel, Pace
from match.people.commands.contacts import bind_wechat
from tests.notices.make import MAIL, OPENID, at, reader, tell
from tests.people import make as people
from tests.using import using
from tests.walks.steps import Walker

pytestmark = pytest.mark.openness


async def test_a_director_chooses_in_one_page(client: httpx.AsyncClient):
    walker = Walker(client)
    home = await people.home("433101101201")
    director = await reader("director", "433101101201", home=home, mail=MAIL)
    await walker.become(director)
    page = await walker.see("/me/notices")
    assert "w***@example.cn" in page
    assert page.index("需求和匹配") < page.index("其他类别") < page.index("合同和账目")
    await walker.send("/me/notices", **{"needs-sms": "off", "needs-mail": "weekly"})

    chosen = await choices_of(director.id or 0)
    assert chosen[("needs", Channel.sms)] is Pace.off
    assert chosen[("needs", Channel.mail)] is Pace.weekly
    after = await walker.see("/me/notices")
    assert re.search(r'name="needs-mail".*?value="weekly" selected', after, re.S)
    assert "需求和匹配" in await walker.see("/me/notices/history")


async def test_the_last_channel_of_what_the_law_wants_stays_and_the_page_says_why(
    client: httpx.AsyncClient,
):
    walker = Walker(client)
    person = await reader()
    await walker.become(person)
    sent = {"alarms-sms": "off", "needs-sms": "off"}
    refused = await walker.send("/me/notices", expected=422, **sent)
    assert "法律规定必须送达的提醒" in refused.text
    assert 'href="#field-alarms"' in refused.text
    assert await choices_of(person.id or 0) == {}, "all or nothing"
    for wrong in ({"needs-sms": "hourly"}, {"x": "y"}):
        await walker.send("/me/notices", expected=422, **wrong)


async def test_a_single_kind_goes_before_its_group(client: httpx.AsyncClient):
    walker = Walker(client)
    person = await reader(mail=MAIL)
    await walker.become(person)
    page = await walker.see("/me/notices/groups/needs")
    assert "您的需求已经满足" in page
    assert "按整组：立即" in page
    await walker.send("/me/notices/groups/needs", **{"need_met-mail": "off", "need_met-sms": "own"})

    assert await choices_of(person.id or 0) == {("need_met", Channel.mail): Pace.off}
    assert (await client.get("/me/notices/groups/nothing")).status_code == 404
    refused = await walker.send(
        "/me/notices/groups/alarms",
        expected=422,
        **{"report_waiting-sms": "off", "report_waiting-mail": "off"},
    )
    assert 'href="#field-report_waiting"' in refused.text


async def test_quiet_hours_are_typed_as_a_clock_shows_them(client: httpx.AsyncClient):
    walker = Walker(client)
    await walker.become(await reader())
    assert 'value="21:30"' in await walker.see("/me/notices")
    path = "/me/notices/quiet-hours"
    refused = await walker.send(path, expected=422, quiet_from="9点", quiet_to="25:00")
    assert refused.text.count("21:30 的样子") >= 2
    assert 'value="9点"' in refused.text, "what was typed stays"
    await walker.send(path, quiet_from="22:15", quiet_to="6:00")
    assert 'value="22:15"' in await walker.see("/me/notices")
    await walker.send(path, quiet_from="22:15", quiet_to="6:00", none="true")
    assert await value("SELECT from_minute = to_minute FROM quiet_hours")


async def test_a_mailbox_is_proven_on_the_page(client: httpx.AsyncClient):
    walker = Walker(client)
    await walker.become(await reader())
    refused = await walker.send("/me/notices/contacts/mail", expected=422, mail="王@", code="")
    assert "name@example.cn" in refused.text
    sent = await walker.send("/me/notices/contacts/mail", expected=200, mail=MAIL)
    code = re.search(r"验证码是 ([0-9]{6})", sent.text)
    assert code is not None, "the demo shows it: no mail server is set up"
    wrong = "000000" if code[1] != "000000" else "111111"
    await walker.send("/me/notices/contacts/mail/code", expected=422, code=wrong)
    await walker.send("/me/notices/contacts/mail/code", code=code[1])
    assert "w***@example.cn" in await walker.see("/me/notices/contacts")
    await walker.send("/me/notices/contacts/mail/removal")
    assert "w***@example.cn" not in await walker.see("/me/notices/contacts")
    assert (await client.get("/me/notices/contacts")).text.count("@example.cn") == 0


async def test_without_a_mail_server_nothing_is_promised(client: httpx.AsyncClient):
    walker = Walker(client)
    await walker.become(await reader())
    with using(changed(settings(), demo=False)):
        refused = await walker.send("/me/notices/contacts/mail", expected=503, mail=MAIL)
    assert "邮件服务还没有开通" in refused.text


async def test_a_wechat_code_is_shown_once_and_binds(client: httpx.AsyncClient):
    walker = Walker(client)
    person = await reader()
    await walker.become(person)
    shown = await walker.send("/me/notices/contacts/wechat", expected=200)
    code = re.search(r"([0-9]{4} [0-9]{4})", shown.text)
    assert code is not None
    assert code[1] not in await walker.see("/me/notices/contacts")
    assert await bind_wechat(SYSTEM, code[1], OPENID), "typed as it is shown"
    assert "微信：已绑定" in await walker.see("/me/notices")
    for name, verb in (("fax", "removal"), ("fax", "resumption"), ("mail", "resumption")):
        await walker.send(f"/me/notices/contacts/{name}/{verb}", expected=404)


async def test_a_message_that_went_with_the_post_opens_for_nobody(client: httpx.AsyncClient):
    walker = Walker(client)
    person = await reader()
    with at(10):
        message = await tell(person)
    await value("UPDATE message SET handed_over_at = now(), read_at = now()")
    await walker.become(person)

    await walker.send(f"/desk/inbox/{message}/reading", expected=404)
    assert "过冬棉被" not in await walker.see("/desk/inbox")
