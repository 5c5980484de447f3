"""A gift on the shelf of the scene's home, with a report to look at and a question to answer."""

from match.files.commands import keep_photo
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.giving import commands as giving
from match.giving.forms import CountForm, DispatchForm, ReceiptForm
from match.giving.reports import commands as reports
from match.giving.reports.forms import YesNo
from match.matching.commands import (
    accept_for_need,
    accept_for_offer,
    approve_proposal,
    run_matching,
)
from match.needs import commands as need_commands
from match.people.sessions import actor_of_account
from tests.architecture.scene import Scene
from tests.giving.pledge_things import pledge_things
from tests.giving.reporting import WORDS, picture
from tests.needs import make as needs
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """The paths of papers, of the use of a gift, and of the record of a home and a giver."""
    assert scene.home is not None
    director = await _actor("SELECT director_id FROM home WHERE id = $1", scene.home)
    manager = await _actor(
        "SELECT account FROM membership WHERE organisation = $1 ORDER BY id", scene.organisation
    )
    gift = await _gift(scene, director, manager)
    photo = await keep_photo(director, picture(), division=scene.village)
    use = reports.Use(scene.home, 5, WORDS, (photo,), YesNo.no)
    report = await reports.report_use(director, gift, use)
    question = await reports.ask_about_use(manager, gift, "书放在哪里，怎么借？")
    code = await value("SELECT ack_code FROM donation WHERE id = $1", gift)
    desk = "/desk/donations/{donation_id:int}"
    at = f"/desk/donations/{gift}"
    return {
        **await pledge_things(scene, director, manager),
        **{f"{desk}{step}": f"{at}{step}" for step in STEPS},
        **{
            f"{desk}/use/reports/{{report_id:int}}/{step}": f"{at}/use/reports/{report}/{step}"
            for step in ("correction", "acceptance", "return")
        },
        f"{desk}/use/questions/{{question_id:int}}/answer": f"{at}/use/questions/{question}/answer",
        f"{desk}/use/photos/{{photo:int}}": f"{at}/use/photos/{photo}",
        "/check/{code:str}": f"/check/{code}",
        "/homes/{home_id:int}/record": f"/homes/{scene.home}/record",
        "/organisations/{organisation_id:int}/record": (
            f"/organisations/{scene.organisation}/record"
        ),
    }


STEPS = (
    "/agreement.pdf",
    "/acknowledgement",
    "/acknowledgement.pdf",
    "/use",
    "/use/reports",
    "/use/progress",
    "/use/questions",
    "/use/reply",
)


async def _actor(sql: str, number: int | None) -> Actor:
    actor = await actor_of_account(await value(sql, number))
    assert actor is not None
    return actor


async def _gift(scene: Scene, director: Actor, manager: Actor) -> int:
    assert scene.home is not None
    written = needs.form(
        scene.home,
        title="给午休室添绘本",
        category="MAT-BOOK",
        lines=[needs.Line("图画书", 10, "册")],
    )
    need = await need_commands.write_need(director, written)
    await need_commands.submit_need(director, need)
    await need_commands.check_need(await people.account("supervisor", scene.village[:9]), need)
    county = await people.account("county", "433101")
    await need_commands.approve_need(county, need)
    await run_matching(SYSTEM, "433101")
    proposal: int = await value("SELECT max(id) FROM proposal WHERE need_id = $1", need)
    await accept_for_need(director, proposal)
    await accept_for_offer(manager, proposal)
    await approve_proposal(await people.account("county", "433101"), proposal)
    gift = await giving.make_agreement(SYSTEM, proposal)
    await giving.confirm(director, gift, 1)
    await giving.confirm(manager, gift, 1, declared=True)
    parcel = await giving.dispatch(manager, gift, DispatchForm(note="送到儿童之家"))
    await giving.count_parcel(director, parcel, CountForm(good=10))
    await giving.give_receipt(director, gift, ReceiptForm())
    return gift
