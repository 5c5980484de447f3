"""From an open need and an offer that fits to a match that the county approved."""

import itertools
from datetime import timedelta

import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.matching import commands, queries
from match.matching.commands.keeping import Found
from match.matching.commands.ordering import begin_run
from match.matching.commands.running import run_parameters, solve
from match.matching.explaining import why_unserved
from match.matching.intake import asked_today, read_market
from match.matching.kept_input import to_bytes
from match.matching.states import PROPOSAL_MACHINE, ProposalStatus
from match.matching.tables import Proposal
from match.proofs.stored import compress, digest
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


async def the_line(proposal: int) -> dict:
    found = await one(
        "SELECT p.*, n.status AS need_status FROM proposal p JOIN need n ON n.id = p.need_id"
        " WHERE p.id = $1",
        proposal,
    )
    assert found is not None
    return found


async def accepted() -> tuple[make.Village, int, int]:
    at, proposal, organisation = await make.proposed()
    await commands.accept_for_need(at.director, proposal)
    await commands.accept_for_offer(await make.manager_of(organisation), proposal)
    return at, proposal, organisation


async def test_a_run_proposes_with_reasons_and_a_proof(db: None):
    at, proposal, _ = await make.proposed()
    found = await the_line(proposal)
    run = await one("SELECT * FROM match_run ORDER BY id DESC LIMIT 1")

    assert run is not None
    assert (run["gap"], run["violated_pairs"], run["objective"]) == (0, 0, run["dual_objective"])
    assert (found["units"], found["status"], found["need_status"]) == (60, "proposed", "matching")
    assert sum(msgspec.json.decode(found["parts"]).values()) == found["score"]
    prices = await rows("SELECT side FROM run_price WHERE run_id = $1", run["id"])
    assert {row["side"] for row in prices} == {"need", "offer", "tier"}
    shown = await queries.proposal_file(at.director, proposal)
    assert shown.facts.category_exact


async def test_both_sides_then_the_county_and_the_units_follow(db: None):
    _, proposal, organisation = await accepted()
    found = await the_line(proposal)
    assert await make.units("need_line", found["line_id"]) == {
        "reserved": 60,
        "committed": 0,
        "in_transit": 0,
        "received": 0,
    }
    await commands.approve_proposal(await make.another_officer(), proposal)

    assert (await make.units("need_line", found["line_id"]))["committed"] == 60
    assert (await make.units("offer", found["offer_id"]))["committed"] == 60
    assert (await the_line(proposal))["need_status"] == "partly_met"
    told = await value("SELECT count(*) FROM outbox WHERE topic = 'match.approved'")
    assert told == 1
    assert organisation is not None


async def test_nobody_approves_what_they_had_a_part_in(db: None):
    at, proposal, organisation = await accepted()
    insider = await people.account("county", make.COUNTY)
    await value(
        "INSERT INTO membership (account, role, division, organisation, valid_from, source)"
        " VALUES ($1, 'donor', '', $2, current_date, 'installation')",
        insider.id,
        organisation,
    )
    from match.people.sessions import actor_of_account

    assert insider.id is not None
    insider = await actor_of_account(insider.id)
    for person in (at.director, at.supervisor, await make.manager_of(organisation), insider):
        with pytest.raises(Denied):
            await commands.approve_proposal(person, proposal)

    # The officer who published the need did not write or check it: she may.
    await commands.approve_proposal(at.county, proposal)


async def test_the_county_waits_for_both_sides(db: None):
    at, proposal, _ = await make.proposed()
    await commands.accept_for_need(at.director, proposal)

    with pytest.raises(Conflict):
        await commands.approve_proposal(await make.another_officer(), proposal)


async def test_each_side_answers_for_itself_only(db: None):
    at, proposal, organisation = await make.proposed()
    manager = await make.manager_of(organisation)
    with pytest.raises(Denied):
        await commands.accept_for_offer(at.director, proposal)
    with pytest.raises(Denied):
        await commands.accept_for_need(manager, proposal)
    with pytest.raises(NotFound):
        await commands.accept_for_need(await people.account("county", "430102"), proposal)


async def test_declining_gives_the_units_back_and_the_need_stays_open(db: None):
    at, proposal, _ = await make.proposed()
    await commands.accept_for_need(at.director, proposal)
    found = await the_line(proposal)
    with pytest.raises(Invalid):
        await commands.decline_proposal(at.director, proposal, "不")
    await commands.decline_proposal(at.director, proposal, "学校已经送来一批，先不要了")

    assert (await make.units("need_line", found["line_id"]))["reserved"] == 0
    after = await the_line(proposal)
    assert (after["status"], after["need_status"]) == ("declined", "published")


async def test_a_proposal_expires_by_the_clock(db: None):
    at, proposal, _ = await make.proposed()
    await commands.accept_for_need(at.director, proposal)
    with clock.freeze(clock.now() + timedelta(days=15)):
        assert await commands.sweep_proposals(SYSTEM) == 1

    after = await the_line(proposal)
    assert (after["status"], after["need_status"]) == ("expired", "published")
    assert (await make.units("need_line", after["line_id"]))["reserved"] == 0


async def test_a_second_run_offers_nothing_twice(db: None):
    await make.proposed()
    before = await value("SELECT count(*) FROM proposal")
    figures = await commands.run_matching(SYSTEM, make.COUNTY)

    assert figures["proposals"] == 0
    assert await value("SELECT count(*) FROM proposal") == before


async def test_more_of_an_offer_goes_to_a_line_that_still_waits_for_its_first_answer(db: None):
    """Twenty yesterday, unanswered; today the giver has forty more: both stand, nothing twice."""
    at = await make.village()
    await make.open_need(at)
    _giver, offer = await offers.published(quantity=20)
    await commands.run_matching(SYSTEM, make.COUNTY)
    await value("UPDATE offer SET quantity = 60 WHERE id = $1", offer)
    await commands.run_matching(SYSTEM, make.COUNTY)

    proposals = await rows("SELECT units, status FROM proposal ORDER BY id")
    assert [(row["units"], row["status"]) for row in proposals] == [
        (20, "proposed"),
        (40, "proposed"),
    ]
    third = await commands.run_matching(SYSTEM, make.COUNTY)
    assert third["proposals"] == 0


async def test_the_same_input_gives_the_same_plan(db: None):
    at = await make.village()
    await make.open_need(at)
    await offers.published()
    first = await commands.run_matching(SYSTEM, make.COUNTY, dry_run=True)
    second = await commands.run_matching(SYSTEM, make.COUNTY, dry_run=True)

    assert first == second
    assert first["run_id"] is None
    assert await value("SELECT count(*) FROM match_run") == 0


async def test_a_run_that_another_one_overtook_keeps_nothing(db: None):
    at = await make.village()
    await make.open_need(at)
    await offers.published()
    late = await commands.order_run(SYSTEM, make.COUNTY)
    asked = await asked_today(make.COUNTY)
    market, parameters = await read_market(asked), await run_parameters()
    content = to_bytes(asked, parameters, market)
    plan = await solve(market, parameters, digest(content))
    seen = await queries.latest_run_id()
    await commands.run_matching(SYSTEM, "4331")
    await begin_run(SYSTEM, late)
    with pytest.raises(Conflict):
        await commands.keep_plan(SYSTEM, late, Found(asked, market, plan, compress(content)), seen)

    assert await value("SELECT count(*) FROM proposal") == 1


async def test_an_offer_for_another_prefecture_is_not_proposed_and_the_need_hears_why(db: None):
    at = await make.village()
    need = await make.open_need(at)
    await people.place("430600000000")
    await offers.published(areas=["4306"])
    figures = await commands.run_matching(SYSTEM, make.COUNTY)

    assert figures["proposals"] == 0
    (why,) = await why_unserved(at.director, need)
    assert (why.reason, why.constraint) in {("infeasible", "area"), ("infeasible", "category")}


async def test_five_sets_are_not_five_books(db: None):
    at = await make.village()
    await make.open_need(at)
    await offers.published(unit="套")

    assert (await commands.run_matching(SYSTEM, make.COUNTY))["proposals"] == 0


async def test_a_direct_offer_serves_its_need_only(db: None):
    one_village, other = await make.village(), await make.village()
    wanted = await make.open_need(one_village)
    await make.open_need(other, title="图书角缺适合低年级的书", bands={"6-8": 80})
    await offers.published(for_need=wanted, quantity=60)
    await commands.run_matching(SYSTEM, make.COUNTY)

    proposals = await rows("SELECT need_id FROM proposal")
    assert [row["need_id"] for row in proposals] == [wanted]


async def test_only_staff_of_the_area_may_start_a_run(db: None):
    await people.place("433101101201")
    for role, division in (("supervisor", "433101101"), ("county", "433122")):
        with pytest.raises(Denied):
            await commands.run_matching(await people.account(role, division), make.COUNTY)

    figures = await commands.run_matching(await people.account("county", "433101"), make.COUNTY)
    assert figures["gap"] == 0


async def test_every_state_and_verb_is_decided(db: None):
    """All cells of the machine on one proposal, since making one takes a whole run."""
    _, proposal, _ = await make.proposed()
    verbs = sorted({verb for _, verb in PROPOSAL_MACHINE.moves})
    for state, verb in itertools.product(ProposalStatus, verbs):
        await value("UPDATE proposal SET status = $2 WHERE id = $1", proposal, state.value)
        if (state, verb) in PROPOSAL_MACHINE.moves:
            move = await PROPOSAL_MACHINE.fire(Proposal, proposal, state, verb)
            assert (await the_line(proposal))["status"] == move.to, (state, verb)
        else:
            with pytest.raises(Conflict):
                await PROPOSAL_MACHINE.fire(Proposal, proposal, state, verb)
            assert (await the_line(proposal))["status"] == state, (state, verb)
