"""Bases at three levels, four means, stages with their proofs, gaps that suggest courses."""

from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.incubation import commands
from match.incubation.forms import BaseForm, EntryForm, GapForm, StepForm, SupportForm
from match.incubation.queries import entry_file, training_wanted
from match.incubation.states import STAGE_MACHINE, BaseLevel, Stage
from tests.incubation import make
from tests.needs.browsing import follow, post, words
from tests.people import make as people


@pytest.mark.notice
@pytest.mark.parametrize(
    ("level", "division", "role", "scope"),
    [
        (BaseLevel.province, "430000000000", "province", "43"),
        (BaseLevel.prefecture, "433100000000", "prefecture", "4331"),
        (BaseLevel.county, "433101000000", "county", "433101"),
    ],
)
async def test_bases_stand_at_three_levels(
    db: None, level: BaseLevel, division: str, role: str, scope: str
) -> None:
    """Notice 4.2a: bases at province, prefecture and county; each by its own level."""
    await people.place("433101000000")
    keeper = await people.account(role, scope)
    form = BaseForm(level, division, "社会组织孵化基地", clock.today())

    assert await commands.open_base(keeper, form)
    other = next(one for one in BaseLevel if one is not level)
    with pytest.raises(Invalid) as refusal:
        await commands.open_base(
            keeper, BaseForm(other, division, "社会组织孵化基地", clock.today())
        )
    assert refusal.value.fields.keys() == {"division"}
    with pytest.raises(Denied):
        await commands.open_base(await people.account("supervisor", "433101001"), form)


@pytest.mark.notice
@pytest.mark.parametrize("mode", ["IM-ENTRUST", "IM-PROJ", "IM-PROMO", "IM-SUPP"])
async def test_the_four_means_are_written_down(db: None, mode: str) -> None:
    """Notice 4.2a: mandate, project cooperation, promotion, incubation support."""
    clerk = await make.county()
    entry = await make.entered(clerk, mode=mode)

    await commands.note_support(clerk, entry, SupportForm(mode, "提供场地三个月", clock.today()))

    (support,) = (await entry_file(clerk, entry)).supports
    assert support["mode"] == mode
    with pytest.raises(Invalid):
        await commands.note_support(clerk, entry, SupportForm("IM-GIFT", "别的方式", clock.today()))


async def test_only_child_serving_organisations_come_in_and_once(db: None) -> None:
    clerk = await make.county()
    base = await make.base(clerk)
    company = await make.serving("ENT")
    with pytest.raises(Invalid) as refusal:
        await commands.enter(clerk, EntryForm(base, company, "IM-SUPP", clock.today()))
    assert refusal.value.fields.keys() == {"organisation_id"}
    fitting = await make.serving("NGO")
    await commands.enter(clerk, EntryForm(base, fitting, "IM-SUPP", clock.today()))
    with pytest.raises(Conflict, match="已经在"):
        await commands.enter(clerk, EntryForm(base, fitting, "IM-SUPP", clock.today()))


async def test_every_stage_asks_for_its_proof(db: None) -> None:
    clerk = await make.county()
    entry = await make.entered(clerk)

    assert await commands.step(clerk, entry, StepForm("register")) is Stage.registered
    with pytest.raises(Invalid) as refusal:
        await commands.step(clerk, entry, StepForm("contract"))
    assert refusal.value.fields.keys() == {"contract_title"}
    later = clock.today() + timedelta(days=1)
    with pytest.raises(Invalid):
        await commands.step(clerk, entry, StepForm("contract", "周末陪伴项目", later))
    signed = StepForm("contract", "周末陪伴项目", clock.today())
    assert await commands.step(clerk, entry, signed) is Stage.contracted
    with pytest.raises(Invalid) as refusal:
        await commands.step(clerk, entry, StepForm("graduate"))
    assert refusal.value.fields.keys() == {"reason"}
    done = StepForm("graduate", reason="能独立承接项目")
    assert await commands.step(clerk, entry, done) is Stage.graduated
    with pytest.raises(Conflict):
        await commands.step(clerk, entry, StepForm("leave", reason="已经不在了"))


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("verb", ["register", "contract", "graduate", "leave"])
def test_every_cell_of_the_machine(stage: Stage, verb: str) -> None:
    wanted = {
        ("seed", "register"): "registered",
        ("registered", "contract"): "contracted",
        ("contracted", "graduate"): "graduated",
        ("seed", "leave"): "left",
        ("registered", "leave"): "left",
        ("contracted", "leave"): "left",
    }.get((str(stage), verb))

    if wanted is None:
        with pytest.raises(Conflict):
            STAGE_MACHINE.move(stage, verb)
    else:
        assert STAGE_MACHINE.move(stage, verb).to == wanted


async def test_what_organisations_lack_suggests_a_course(db: None) -> None:
    clerk = await make.county()
    first, second = await make.entered(clerk), await make.entered(clerk)
    for entry in (first, second):
        await commands.note_gap(clerk, entry, GapForm("TC-PSY"))
    closed = await commands.note_gap(clerk, first, GapForm("TC-LAW"))
    await commands.close_gap(clerk, closed)

    assert await training_wanted(make.COUNTY) == [("TC-PSY", 2)]
    with pytest.raises(Conflict):
        await commands.close_gap(clerk, closed)


async def test_the_mentor_accompanies_but_does_not_move_the_stage(db: None) -> None:
    clerk = await make.county()
    mentor = await people.account("expert", number="13987654321")
    entry = await make.entered(clerk, mentor_phone="139 8765 4321")

    await commands.note_gap(mentor, entry, GapForm("TC-PSY"))
    with pytest.raises(Denied):
        await commands.step(mentor, entry, StepForm("register"))
    with pytest.raises(NotFound):
        await commands.note_gap(await people.account("expert"), entry, GapForm("TC-PSY"))


@pytest.mark.walk
async def test_a_county_takes_an_organisation_from_seed_to_contract(
    client: httpx.AsyncClient,
) -> None:
    clerk = await make.county()
    organisation = await make.serving("NGO", name="湘西陪伴社工中心")
    await people.sign_in(client, clerk)
    base = {
        "level": "county",
        "division": make.WHOLE,
        "name": "吉首市孵化基地",
        "opened_on": clock.today().isoformat(),
    }
    desk = await follow(client, await post(client, "/desk/incubation/bases/new", base))
    assert "吉首市孵化基地" in words(desk)
    entry = {
        "base_id": str(await value("SELECT max(id) FROM incubation_base")),
        "organisation_id": str(organisation),
        "mode": "IM-PROJ",
        "began_on": clock.today().isoformat(),
    }
    wrong = await post(client, "/desk/incubation/entries/new", entry | {"mode": "IM-NONE"})
    assert wrong.status_code == 422
    shown = await follow(client, await post(client, "/desk/incubation/entries/new", entry))
    assert "湘西陪伴社工中心" in words(shown)
    here = str(shown.url.path)
    await follow(client, await post(client, f"{here}/stage", {"verb": "register"}))
    refused = await post(client, f"{here}/stage", {"verb": "contract"})
    assert refused.status_code == 422
    contract = {
        "verb": "contract",
        "contract_title": "周末陪伴项目",
        "contract_on": clock.today().isoformat(),
    }
    done = await follow(client, await post(client, f"{here}/stage", contract))
    assert "已承接首个项目" in words(done)
    said = {"said": "每周三在和平村带活动", "active": "true"}
    await post(client, f"/desk/incubation/organisations/{organisation}/word", said)
    public = await client.get("/incubation?area=433101")
    assert "湘西陪伴社工中心" in words(public)
    told = (await client.get("/api/v1/incubation?area=433101")).json()
    assert told["organisations"] == 1
    assert told["rows"][0]["code"] == make.WHOLE
