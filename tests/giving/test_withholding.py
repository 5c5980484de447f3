"""Who owes a report for long is not found, and only that."""

import pytest

from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import rows, value
from match.homes.commands import release_home, withhold_home
from match.needs.commands import home_changed
from match.needs.found import need_document
from match.needs.queries import need_view, needs_by_ids, open_needs
from match.offers.commands import organisation_changed
from match.offers.found import offer_document
from match.offers.queries import offers_by_ids, open_offers, public_offer
from match.people.commands.withholding import release_organisation, withhold_organisation
from match.people.found import organisation_document
from match.people.queries.organisations import organisation_card, organisations_by_ids
from tests.needs import make as needs
from tests.offers import make as offers

pytestmark = pytest.mark.usefixtures("db")


async def test_a_withheld_home_is_not_found_but_its_need_can_be_read() -> None:
    scene = await needs.published()

    assert await withhold_home(SYSTEM, scene.home, "逾期未报告使用情况")

    assert await need_document(scene.need) is None
    assert await needs_by_ids([scene.need]) == []
    assert scene.need not in {view.id for view in await open_needs()}
    assert (await need_view(ANONYMOUS, scene.need)).id == scene.need


async def test_a_released_home_is_found_again_by_a_newer_version() -> None:
    scene = await needs.published()
    before = await need_document(scene.need)
    await withhold_home(SYSTEM, scene.home, "逾期未报告使用情况")
    await release_home(SYSTEM, scene.home)

    assert await home_changed(SYSTEM, scene.home) == 1

    again = await need_document(scene.need)
    assert before is not None
    assert again is not None
    assert again.version > before.version
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'need.changed'") == 1


async def test_withholding_twice_is_once() -> None:
    scene = await needs.published()

    said = [await withhold_home(SYSTEM, scene.home, "逾期") for _ in range(2)]

    assert said == [True, False]
    trail = await rows("SELECT reason FROM audit WHERE verb = 'home.withheld'")
    assert [line["reason"] for line in trail] == ["逾期"]


async def test_a_withheld_organisation_and_its_offers_are_not_found() -> None:
    actor, offer = await offers.published()
    (organisation,) = actor.organisations

    assert await withhold_organisation(SYSTEM, organisation, "逾期未公布项目情况")

    assert await organisation_document(organisation) is None
    assert await organisations_by_ids([organisation]) == []
    assert await offer_document(offer) is None
    assert await offers_by_ids([offer]) == []
    assert offer not in {view.id for view in await open_offers()}
    assert (await organisation_card(organisation)).id == organisation
    assert (await public_offer(ANONYMOUS, offer)).id == offer


async def test_a_released_organisation_is_found_again() -> None:
    actor, offer = await offers.published()
    (organisation,) = actor.organisations
    await withhold_organisation(SYSTEM, organisation, "逾期未公布项目情况")

    assert await release_organisation(SYSTEM, organisation)
    assert not await release_organisation(SYSTEM, organisation)

    assert await organisation_changed(SYSTEM, organisation) == 1
    assert await organisation_document(organisation) is not None
    assert await offer_document(offer) is not None
