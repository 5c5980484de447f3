"""
One of everything in the scene's village: a home, needs in three states, an offer, a proposal, an
agreement, purchases, a file. Made through the real commands, by people who are not in the table.
"""

from match.files.commands import keep_document
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.giving import commands as giving_commands
from match.giving.forms import DispatchForm
from match.matching.commands import (
    accept_for_need,
    accept_for_offer,
    approve_proposal,
    run_matching,
)
from match.needs import commands as need_commands
from match.offers import commands as offer_commands
from match.people.sessions import actor_of_account
from tests.architecture.scene import Scene
from tests.contracts import make as contracts
from tests.needs import make as needs
from tests.offers import make as offers
from tests.people import make as people
from tests.tenders import make as tenders

NOBODYS = 999_999_999


async def things(scene: Scene) -> dict[str, str]:
    """Make them; returns the path for each route with parameters."""
    draft = await needs.draft(scene.village)
    scene.home = draft.home
    waiting = await needs.another(draft, title="阅读角需要三十个小书架")
    await need_commands.submit_need(waiting.director, waiting.need)
    giver = await _giver(scene)
    offer = await _published_offer(scene, giver)
    agreement = await _agreement(draft, giver)
    public = await _published_need(draft, "添一批注音绘本")
    await run_matching(SYSTEM, "433101")
    order = await value("SELECT max(id) FROM run_order")
    proposal = await value("SELECT max(id) FROM proposal WHERE status = 'proposed'")
    run = await value("SELECT max(id) FROM match_run")
    unfinished = await offer_commands.draft_offer(
        giver, offers.form(organisation=scene.organisation)
    )
    _officer, notice = await tenders.published()
    _officer, tender = await tenders.draft()
    paper = await keep_document(draft.director, b"%PDF-1.7 a paper", division=scene.village)
    return (
        _under("/desk/needs/{need_id:int}", draft.need, NEED_STEPS)
        | _under("/admin/needs/{case_id:int}", waiting.need, DECISION)
        | _under("/needs/{need_id:int}", public)
        | _under("/api/v1/needs/{need_id:int}", public)
        | _under("/api/v1/needs/{need_id:int}", draft.need, ("/submission", "/withdrawal"))
        | _under("/homes/{home_id:int}", draft.home)
        | _under("/api/v1/homes/{home_id:int}", draft.home)
        | _under("/desk/homes/{home_id:int}", draft.home, HOME_STEPS)
        | _under("/offers/{offer_id:int}", unfinished, OFFER_STEPS)
        | _under("/api/v1/offers/{offer_id:int}", offer)
        | _under("/admin/offers/{case_id:int}", unfinished, DECISION)
        | _under("/desk/proposals/{proposal_id:int}", proposal, ("", "/acceptance", "/declination"))
        | _under("/api/v1/matches/{proposal_id:int}", proposal, MATCH_STEPS)
        | _under("/api/v1/matches/needs/{need_id:int}", draft.need)
        | _under("/api/v1/matches/offers/{offer_id:int}", offer)
        | _under("/desk/offers/{offer_id:int}", offer, ("/matching",))
        | _under("/admin/matches/{case_id:int}", proposal, (*DECISION, "/swap"))
        | _under("/admin/matches/runs/{run_id:int}", run, RUN_STEPS)
        | _under("/admin/matches/runs/orders/{order_id:int}", order, ("", "/cancellation"))
        | _under("/desk/agreements/{agreement_id:int}", agreement, AGREEMENT_STEPS)
        | _under("/api/v1/donations/{donation_id:int}", agreement, DONATION_STEPS)
        | await _parcels(agreement)
        | _under("/purchases/{tender_id:int}", tender, TENDER_STEPS)
        | _under("/api/v1/purchases/{tender_id:int}", notice, ("", "/timetable", "/versions"))
        | _under("/admin/organisations/{case_id:int}", scene.organisation, ("", "/decision"))
        | _under("/files/{file_id:int}", paper)
        | await _contract(paper)
        | {
            "/purchases/{tender_id:int}/documents/{position:int}": (
                f"/purchases/{notice}/documents/1"
            ),
            "/files/pieces/{sha256:str}": f"/files/pieces/{'0' * 64}",
            "/desk/inbox/{message_id:int}/reading": f"/desk/inbox/{NOBODYS}/reading",
            "/admin/outbox/{fact_id:int}/redrive": f"/admin/outbox/{NOBODYS}/redrive",
        }
    )


DECISION = ("", "/decision")
MATCH_STEPS = ("", "/acceptance", "/declination", "/explanation")
RUN_STEPS = ("", "/comparison", "/justice", "/justice.xlsx")
NEED_STEPS = (
    "",
    "/answer",
    "/check",
    "/confirmation",
    "/delivery",
    "/kind",
    "/lines",
    "/matching",
    "/people",
    "/photos",
    "/receipt",
    "/removal",
    "/submission",
    "/withdrawal",
)
HOME_STEPS = ("", "/director", "/facts", "/opening", "/status")
OFFER_STEPS = (
    "",
    "/closure",
    "/discard",
    "/edit",
    "/publication",
    "/rejection",
    "/return",
    "/submission",
    "/withdrawal",
)
AGREEMENT_STEPS = (
    "",
    "/allocation",
    "/cancellation",
    "/confirmation",
    "/dispatch",
    "/evaluation",
    "/receipt",
    "/rest",
    "/return",
    "/terms",
    "/text",
    "/use-change",
    "/use-change/answer",
)
DONATION_STEPS = ("", "/cancellation", "/confirmation", "/evaluation", "/parcels", "/receipt")
TENDER_STEPS = ("", "/closure", "/discard", "/edit", "/publication", "/withdrawal")


async def _contract(paper: int) -> dict[str, str]:
    """A cooperation of two organisations of Jishou, in force."""
    number = await contracts.agreed()
    party = await value("SELECT purchaser_id FROM contract WHERE id = $1", number)
    desk = "/desk/contracts/{contract_id:int}"
    return (
        _under("/contracts/{contract_id:int}", number, ("", "/contract.pdf"))
        | _under(desk, number, ("", "/contract.pdf", "/pack.zip"))
        | {
            "/contracts/records/{organisation_id:int}": f"/contracts/records/{party}",
            f"{desk}/files/{{file_id:int}}": f"/desk/contracts/{number}/files/{paper}",
            f"{desk}/steps/{{verb:str}}": f"/desk/contracts/{number}/steps/report",
            f"{desk}/parts/{{kind:str}}/{{part_id:int}}/removal": (
                f"/desk/contracts/{number}/parts/milestone/{NOBODYS}/removal"
            ),
        }
    )


async def _parcels(agreement: int) -> dict[str, str]:
    """The agreement's one parcel, by its number and by its code."""
    code = await value("SELECT code FROM parcel WHERE donation_id = $1", agreement)
    desk, api = "/desk/agreements/{agreement_id:int}", "/api/v1/donations/{donation_id:int}"
    return {
        f"{desk}/parcels/{{position:int}}/label": f"/desk/agreements/{agreement}/parcels/1/label",
        f"{desk}/steps/{{verb:str}}": f"/desk/agreements/{agreement}/steps/cancel",
        "/parcels/{code:str}": f"/parcels/{code}",
        "/parcels/{code:str}/count": f"/parcels/{code}/count",
        "/parcels/{code:str}/photos/{photo:int}": f"/parcels/{code}/photos/{NOBODYS}",
        f"{api}/parcels/{{code:str}}/count": f"/api/v1/donations/{agreement}/parcels/{code}/count",
    }


def _under(route: str, number: int | None, steps: tuple[str, ...] = ("",)) -> dict[str, str]:
    start = route[: route.index("{")]
    return {f"{route}{step}": f"{start}{number}{step}" for step in steps}


async def _giver(scene: Scene) -> Actor:
    """Who registered the scene's organisation."""
    account = await value(
        "SELECT account FROM membership WHERE organisation = $1 ORDER BY id", scene.organisation
    )
    actor = await actor_of_account(account)
    assert actor is not None
    return actor


async def _published_offer(scene: Scene, giver: Actor) -> int:
    form = offers.form(organisation=scene.organisation)
    offer: int = await offer_commands.draft_offer(giver, form)
    await offer_commands.submit_offer(giver, offer)
    await offer_commands.publish_offer(await people.account("county", "433101"), offer)
    return offer


async def _published_need(draft: needs.Scene, title: str) -> int:
    books = await needs.another(
        draft, title=title, category="MAT-BOOK", lines=[needs.Line("注音绘本", 20, "册")]
    )
    await need_commands.submit_need(books.director, books.need)
    await need_commands.check_need(books.supervisor, books.need)
    await need_commands.approve_need(books.county, books.need)
    return books.need


async def _agreement(draft: needs.Scene, giver: Actor) -> int:
    await _published_need(draft, "给阅读角添绘本")
    await run_matching(SYSTEM, "433101")
    proposal: int = await value("SELECT max(id) FROM proposal")
    await accept_for_need(draft.director, proposal)
    await accept_for_offer(giver, proposal)
    await approve_proposal(await people.account("county", "433101"), proposal)
    agreement = await giving_commands.make_agreement(SYSTEM, proposal)
    await giving_commands.confirm(draft.director, agreement, 1)
    await giving_commands.confirm(giver, agreement, 1, declared=True)
    await giving_commands.dispatch(giver, agreement, DispatchForm(note="送到儿童之家"))
    return agreement
