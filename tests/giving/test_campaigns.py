"""Campaigns are records that link out, shown only while every condition of the law holds."""

from datetime import date, timedelta
from typing import Any

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving.campaigns import commands, queries, rules
from match.giving.campaigns.forms import CampaignForm, CheckForm
from tests.giving import pledges as make
from tests.people import make as people

NUMBER = "湘募 2024 第 0012 号"
SEEN = CheckForm(True, True, True)
LINK = "https://gongyi.qq.com/succor/detail.htm?id=1"


async def certified(days: int = 400) -> tuple[int, Actor]:
    """A charity that may raise in public for so many days."""
    return await make.charity(
        fundraising_number=NUMBER,
        fundraising_issuer="湖南省民政厅",
        fundraising_until=clock.today() + timedelta(days=days),
    )


def form(charity: int, **other: Any) -> CampaignForm:
    """Under way: filed three weeks ago, begun last week, sixty days more."""
    today = clock.today()
    fields: dict[str, Any] = {
        "charity_id": charity,
        "title": "乡村儿童之家图书角计划",
        "purpose": "为山区儿童之家添置图书和书架，按季度公布进展。",
        "certificate_number": NUMBER,
        "filing_number": "53430000MJ0000000XA24001",
        "filed_on": today - timedelta(days=21),
        "starts_on": today - timedelta(days=7),
        "ends_on": today + timedelta(days=60),
        "link": LINK,
        **other,
    }
    return CampaignForm(**fields)


async def checker() -> Actor:
    """The civil affairs of the charity's county."""
    return await people.account("county", "433101")


async def shown(**other: Any) -> tuple[int, int, Actor]:
    """On the public page: campaign, charity, its manager."""
    charity, keeper = await certified()
    campaign = await commands.enter_campaign(keeper, form(charity, **other))
    await commands.submit_campaign(keeper, campaign, [await make.paper(keeper)])
    await commands.check_campaign(await checker(), campaign, SEEN)
    return campaign, charity, keeper


async def on_the_page() -> list[int]:
    return [view.id for view in await queries.public_campaigns()]


async def test_entered_handed_in_and_checked_it_is_shown_with_its_numbers(db: None):
    campaign, _charity, _keeper = await shown()
    (view,) = await queries.public_campaigns()

    assert view.id == campaign
    assert (view.certificate_number, view.platform, view.link) == (NUMBER, "腾讯公益", LINK)
    assert view.checked_on == clock.today()


async def test_nothing_is_shown_before_somebody_checked_it(db: None):
    charity, keeper = await certified()
    campaign = await commands.enter_campaign(keeper, form(charity))
    assert await on_the_page() == []
    with pytest.raises(Invalid):
        await commands.submit_campaign(keeper, campaign, [])
    await commands.submit_campaign(keeper, campaign, [await make.paper(keeper)])

    assert await on_the_page() == []


async def refused(actor: Actor, entered: CampaignForm) -> Invalid:
    """The refusal of a record that leaves everything as it was."""
    before = await make.everything()
    with pytest.raises(Invalid) as caught:
        await commands.enter_campaign(actor, entered)
    assert await make.everything() == before
    return caught.value


async def test_a_public_collection_without_a_certificate_is_refused(db: None):
    charity, keeper = await make.charity()
    wrong = await refused(keeper, form(charity))

    assert set(wrong.fields) == {"certificate_number"}
    assert "慈善法第二十六条" in wrong.fields["certificate_number"]


async def test_who_is_no_charity_raises_nothing_in_public(db: None):
    firm, manager = await make.organisation("ENT")
    wrong = await refused(manager, form(firm))

    assert "慈善法第二十二条" in wrong.fields["certificate_number"]


async def test_another_number_than_the_verified_one_is_refused(db: None):
    charity, keeper = await certified()

    await refused(keeper, form(charity, certificate_number="湘募 2024 第 9999 号"))


async def test_a_certificate_that_ends_before_the_campaign_is_refused(db: None):
    charity, keeper = await certified(days=59)

    await refused(keeper, form(charity))


async def test_a_plan_is_filed_ten_days_before_the_start(db: None):
    charity, keeper = await certified()
    today = clock.today()
    wrong = await refused(keeper, form(charity, filed_on=today - timedelta(days=16)))
    assert set(wrong.fields) == {"filed_on"}
    await commands.enter_campaign(keeper, form(charity, filed_on=today - timedelta(days=17)))


@pytest.mark.parametrize(
    "link",
    [
        "http://gongyi.qq.com/succor/detail.htm?id=1",
        "https://gongyi.qq.com.example.com/succor",
        "https://example.com/gongyi.qq.com",
        "https://user@gongyi.qq.com/",
        "https://gongyi.qq.com:8443/pay",
        "weixin://wxpay/bizpayurl?pr=abc",
        "javascript:alert('gongyi.qq.com')",
        "https://[::1",
    ],
)
async def test_a_link_elsewhere_than_to_a_designated_platform_is_refused(db: None, link: str):
    charity, keeper = await certified()
    wrong = await refused(keeper, form(charity, link=link))

    assert set(wrong.fields) == {"link"}


async def test_nobody_checks_their_own_record_and_only_with_all_three_seen(db: None):
    charity, keeper = await certified()
    campaign = await commands.enter_campaign(keeper, form(charity))
    await commands.submit_campaign(keeper, campaign, [await make.paper(keeper)])
    with pytest.raises(Denied):
        await commands.check_campaign(keeper, campaign, SEEN)
    with pytest.raises(NotFound):
        await commands.check_campaign(await people.account("county", "430102"), campaign, SEEN)
    with pytest.raises(Invalid) as wrong:
        await commands.check_campaign(await checker(), campaign, CheckForm(True, False, True))

    assert set(wrong.value.fields) == {"filing_seen"}
    assert await on_the_page() == []


async def test_only_the_charity_enters_its_campaigns(db: None):
    charity, _keeper = await certified()
    _other, stranger = await certified()
    with pytest.raises(Denied):
        await commands.enter_campaign(stranger, form(charity))


# It leaves the page by itself: nobody does anything, and no job has run.


async def test_it_leaves_the_page_on_the_day_after_its_last(db: None):
    campaign, _charity, _keeper = await shown()
    with clock.freeze(clock.now() + timedelta(days=60)):
        assert await on_the_page() == [campaign]
    with clock.freeze(clock.now() + timedelta(days=61)):
        assert await on_the_page() == []
        assert await commands.sweep_campaigns(SYSTEM) == 1

    assert await value("SELECT status FROM campaign WHERE id = $1", campaign) == "ended"


@pytest.mark.parametrize(
    "change",
    [
        "fundraising_until = current_date - 1",
        "fundraising_number = '', fundraising_issuer = '', fundraising_until = NULL",
        "fundraising_number = '湘募 2026 第 0001 号'",
        "charity = false",
        "verified_until = current_date - 1",
        "status = 'expired'",
    ],
)
async def test_it_leaves_the_page_when_what_it_rests_on_ends(db: None, change: str):
    campaign, charity, _keeper = await shown()
    assert await on_the_page() == [campaign]
    await rows(f"UPDATE organisation SET {change} WHERE id = $1", charity)

    assert await on_the_page() == []


async def test_it_leaves_the_page_when_its_platform_is_named_no_longer(db: None):
    campaign, _charity, _keeper = await shown()
    await rows(
        "INSERT INTO parameter (key, value, source, valid_from)"
        " VALUES ('campaign.platform_changes', '-gongyi.qq.com', '民政部公告', current_date)"
    )
    assert await on_the_page() == []
    del campaign


async def test_a_platform_named_since_counts(db: None):
    await rows(
        "INSERT INTO parameter (key, value, source, valid_from)"
        " VALUES ('campaign.platform_changes', '+gongyi.example.cn', '民政部公告', current_date)"
    )
    campaign, _charity, _keeper = await shown(link="https://gongyi.example.cn/1")

    assert await on_the_page() == [campaign]


async def test_the_authority_may_take_it_down_with_a_reason(db: None):
    campaign, _charity, keeper = await shown()
    await commands.refuse_campaign(await checker(), campaign, "备案已被撤销")

    assert await on_the_page() == []
    file = await queries.campaign_file(keeper, campaign)
    assert file.reason == "备案已被撤销"
    assert "submit" in file.verbs


async def test_before_its_first_day_it_is_not_shown(db: None):
    soon = clock.today() + timedelta(days=3)
    await shown(starts_on=soon)

    assert await on_the_page() == []
    with clock.freeze(clock.now() + timedelta(days=3)):
        assert len(await on_the_page()) == 1


async def test_a_record_that_is_over_is_not_checked(db: None):
    charity, keeper = await certified()
    campaign = await commands.enter_campaign(keeper, form(charity, ends_on=clock.today()))
    await commands.submit_campaign(keeper, campaign, [await make.paper(keeper)])
    with clock.freeze(clock.now() + timedelta(days=1)), pytest.raises(Conflict):
        await commands.check_campaign(await checker(), campaign, SEEN)


def test_every_named_platform_says_where_it_comes_from():
    assert len(rules.platforms()) > 20
    for platform in rules.platforms().values():
        assert platform.source
        assert platform.confidence in ("L", "S", "K")
        assert rules.host_of(f"https://{platform.host}/") == platform.host


def shown_always(*_facts: object) -> str | None:
    """The broken twin: what was checked once is shown for ever."""
    return None


def test_the_twin_that_never_asks_again_is_caught():
    gone = {
        "status": "checked",
        "checked_on": date(2026, 1, 1),
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 2, 1),
        "filing_number": "1",
        "certificate_number": NUMBER,
        "link": LINK,
    }
    facts = (gone, {}, frozenset({"gongyi.qq.com"}), date(2026, 2, 2))

    assert shown_always(*facts) is None
    assert rules.hidden_because(*facts) is not None
