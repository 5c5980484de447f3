"""A pledge, a gathering, money under way, a rule and a campaign around the scene's village."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import value
from match.giving.campaigns.commands import enter_campaign, submit_campaign
from match.giving.pledging import commands
from match.giving.pledging.forms import JointForm, PledgeForm
from match.giving.standing.commands import write_rule
from match.needs import commands as need_commands
from tests.architecture.scene import Scene
from tests.giving import pledges as make
from tests.giving.test_campaigns import certified
from tests.giving.test_campaigns import form as campaign_form
from tests.giving.test_rules import form as rule_form
from tests.needs import make as needs
from tests.people import make as people


async def pledge_things(scene: Scene, director: Actor, manager: Actor) -> dict[str, str]:
    """The paths of the pledges' doors. The scene's organisation gives; charities are others."""
    assert scene.home is not None
    assert scene.organisation is not None
    line = await _line(scene, director, "儿童活动室想添一批皮球", "MAT-SPORT", "个", 30)
    pledge = await commands.offer_pledge(manager, PledgeForm(line, 5, scene.organisation))
    due = clock.today() + timedelta(days=9)
    joint = await commands.open_joint(manager, JointForm(line, 5, 10, due, scene.organisation))
    money = await _money(scene, director, manager)
    rule = await write_rule(manager, rule_form(scene.organisation))
    charity, keeper = await certified()
    campaign = await enter_campaign(keeper, campaign_form(charity))
    await submit_campaign(keeper, campaign, [await make.paper(keeper)])
    return (
        _under("/desk/pledges/{pledge_id:int}", pledge, PLEDGE_STEPS)
        | _under("/api/v1/pledges/{pledge_id:int}", pledge, ("",))
        | _under("/desk/pledges/joints/{joint_id:int}", joint, ("", "/pledges"))
        | _under("/desk/money/{donation_id:int}", money, ("", *MONEY_STEPS))
        | _under("/desk/rules/{rule_id:int}", rule, ("", "/start", "/pause", "/end", "/run"))
        | _under("/desk/campaigns/{campaign_id:int}", campaign, CAMPAIGN_STEPS)
        | {
            # Nothing came over the promise there: nobody learns of a choice.
            "/desk/surplus/{donation_id:int}": f"/desk/surplus/{money}",
            "/desk/pledges/new": f"/desk/pledges/new?line={line}",
            "/desk/pledges/joints/new": f"/desk/pledges/joints/new?line={line}",
        }
    )


PLEDGE_STEPS = (
    "",
    "/acceptance",
    "/approval",
    "/choice",
    "/declination",
    "/milestone",
    "/withdrawal",
)
MONEY_STEPS = ("/payments", "/end", "/return", "/consent")
CAMPAIGN_STEPS = ("", "/submission", "/check", "/refusal", "/end")


def _under(route: str, number: int, steps: tuple[str, ...]) -> dict[str, str]:
    start = route[: route.index("{")]
    return {f"{route}{step}": f"{start}{number}{step}" for step in steps}


async def _line(
    scene: Scene, director: Actor, title: str, category: str, unit: str, quantity: int
) -> int:
    """The line of a need of the scene's home that everybody may promise to."""
    assert scene.home is not None
    lines = [needs.Line(title[-4:], quantity, unit)]
    written = needs.form(scene.home, title=title, category=category, lines=lines)
    need = await need_commands.write_need(director, written)
    await need_commands.submit_need(director, need)
    await need_commands.check_need(await people.account("supervisor", scene.village[:9]), need)
    await need_commands.approve_need(await people.account("county", scene.village[:6]), need)
    return await value("SELECT id FROM need_line WHERE need_id = $1", need)


async def _money(scene: Scene, director: Actor, manager: Actor) -> int:
    assert scene.organisation is not None
    line = await _line(scene, director, "活动室全年水电和材料", "FND-OPER", "元", 5000)
    charity, _keeper = await make.charity()
    form = make.money(line, 100, scene.organisation, charity)
    pledge = await commands.offer_pledge(manager, form)
    await commands.accept_pledge(director, pledge)
    await commands.approve_pledge(await people.account("county", scene.village[:6]), pledge)
    return await make.donation_of(pledge)
