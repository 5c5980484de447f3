"""What a published notice and a giver's lost verification lead to in other rooms."""

import pytest

from jobs.hearing import TOPICS
from match.foundation.db import one, rows, value
from match.offers.found import offer_document
from match.tenders import commands
from tests.offers import make as offers
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")


async def heard(topic, **payload):
    for hear in TOPICS[topic]:
        await hear(4711, payload)


async def suitable():
    organisation = await people.organisation("NGO", "433122000000")
    await one("UPDATE organisation SET skills = '{PSY-2}' WHERE id = $1 RETURNING id", organisation)
    return await people.account("manager", organisation=organisation)


async def test_those_a_purchase_suits_get_a_message_once():
    manager = await suitable()
    await people.account("manager", organisation=await people.organisation("NGO", "433122000000"))
    _officer, tender_id = await make.published(skills=["PSY-2"])
    await heard("tender.published", tender_id=tender_id)
    await heard("tender.published", tender_id=tender_id)
    messages = await rows("SELECT account_id, link FROM message WHERE kind = 'purchase_suits'")
    assert (manager.id, f"/purchases/{tender_id}") in [
        (m["account_id"], m["link"]) for m in messages
    ]
    assert len({m["account_id"] for m in messages}) == len(messages)


async def test_a_notice_that_was_withdrawn_meanwhile_is_not_announced():
    await suitable()
    officer, tender_id = await make.published(skills=["PSY-2"])
    await commands.withdraw_tender(officer, tender_id, "采购任务取消")
    await heard("tender.published", tender_id=tender_id)
    assert await value("SELECT count(*) FROM message WHERE kind = 'purchase_suits'") == 0


async def test_the_offers_of_a_giver_go_when_its_verification_goes():
    _manager, offer_id = await offers.published()
    organisation = await value("SELECT organisation_id FROM offer WHERE id = $1", offer_id)
    await one("UPDATE organisation SET status = 'expired' WHERE id = $1 RETURNING id", organisation)
    await heard("organisation.expired", organisation_id=organisation)
    assert await offer_document(offer_id) is None
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'offer.changed'") == 1


async def test_a_returned_offer_is_told_to_its_giver():
    manager, offer_id = await offers.waiting()
    await heard("offer.returned", offer_id=offer_id)
    told = await rows("SELECT account_id FROM message WHERE kind = 'offer_refused'")
    assert manager.id in [row["account_id"] for row in told]
