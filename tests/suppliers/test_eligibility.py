"""May an organisation bid: every condition answered yes, no or 'a person looks', by hand."""

from datetime import datetime, timedelta

import msgspec
import pytest

from match.foundation import clock
from match.foundation.db import value
from match.foundation.errors import Invalid, NotFound
from match.suppliers import commands
from match.suppliers.forms import DeclarationForm
from match.suppliers.queries import eligibility, same_control, small_firm
from match.suppliers.rules import Check, eligible
from match.suppliers.states import ControlRole, Declared, Kind
from tests.people import make as people
from tests.suppliers import make


class Asked(msgspec.Struct, frozen=True):
    """A demand of the document."""

    kind: str
    title: str


class Purchase(msgspec.Struct, frozen=True):
    """What eligibility asks of a purchase; it closes at midnight: the day before is the last."""

    closes_at: datetime
    organisation_id: int = 0
    mode: str = "full"
    criteria: tuple[Asked, ...] = ()


def purchase(days: int = 20, **other: object) -> Purchase:
    midnight = datetime.combine(clock.today(), datetime.min.time(), clock.HERE)
    return Purchase(midnight + timedelta(days=days + 1), **other)  # pyright: ignore[reportArgumentType]


async def asked(organisation: int, bought: Purchase, **other: object) -> dict[str, Check]:
    found = await eligibility(organisation, bought, **other)  # pyright: ignore[reportArgumentType]
    return {check.key: check for check in found}


@pytest.mark.notice
async def test_who_proved_everything_may_bid(db: None):
    """Notice P3: organisations are led to purchased services; each sees whether it may bid."""
    _manager, organisation = await make.supplier()
    found = await eligibility(organisation, purchase())

    assert [check.key for check in found if check.ok is not True] == []
    assert eligible(found) is True
    assert len(found) == 11


async def test_an_empty_vault_says_what_to_do_and_where(db: None):
    _manager, organisation = await make.applicant()
    found = await asked(organisation, purchase())
    missing = {key for key, check in found.items() if check.ok is False}

    assert missing == {
        "article22", "control", "paper.registration", "paper.tax", "paper.social_insurance",
        "paper.audit_report", "paper.safeguarding",
    }  # fmt: skip
    assert all(found[key].words and "vault" in found[key].url for key in missing)


async def test_a_light_purchase_asks_who_one_is_and_that_children_are_safe(db: None):
    _manager, organisation = await make.applicant()
    found = await asked(organisation, purchase(mode="light"))

    assert {key for key in found if key.startswith("paper.")} == {
        "paper.registration",
        "paper.safeguarding",
    }


# From the list of organisation kinds (102号令6-8): an NGO may, a class-I institution may not, a
# hospital only on a condition that a person looks at.
@pytest.mark.parametrize(
    ("kind", "ok"), [("NGO", True), ("PI1", False), ("TU", False), ("HOSP", None)]
)
async def test_who_may_supply_at_all(db: None, kind: str, ok: bool | None):
    organisation = await people.organisation(kind)

    assert (await asked(organisation, purchase()))["kind"].ok is ok


async def test_a_paper_must_hold_on_the_last_day_for_answers(db: None):
    manager, organisation = await make.applicant()
    last = clock.today() + timedelta(days=20)
    await make.paper(manager, organisation, Kind.tax, valid_to=last)

    assert (await asked(organisation, purchase(20)))["paper.tax"].ok is True
    assert (await asked(organisation, purchase(21)))["paper.tax"].ok is False


async def test_waiting_is_neither_yes_nor_no_and_refused_is_no(db: None):
    manager, organisation = await make.applicant()
    county = await people.account("county", "433101")
    made = await commands.keep_paper(manager, organisation, await make.form(manager))
    waiting = (await asked(organisation, purchase()))["paper.tax"]
    await commands.refuse_paper(county, made, "与登记机关公示不一致")
    refused = (await asked(organisation, purchase()))["paper.tax"]

    assert (waiting.ok, refused.ok) == (None, False)
    assert "没有通过核对" in refused.words


async def test_an_organisation_must_be_verified_to_the_end(db: None):
    _manager, organisation = await make.applicant()
    unverified = await people.organisation("NGO", verified=False)

    assert (await asked(organisation, purchase(20)))["verified"].ok is True
    assert (await asked(organisation, purchase(800)))["verified"].ok is False
    assert (await asked(unverified, purchase()))["verified"].ok is False


async def test_a_declaration_ends_after_a_year_and_can_be_taken_back(db: None):
    """suppliers.declaration_days is 365."""
    manager, organisation = await make.applicant()
    form = DeclarationForm(Declared.article22, read=True)
    await commands.declare(manager, organisation, form)
    inside = (await asked(organisation, purchase(365)))["article22"].ok
    outside = (await asked(organisation, purchase(366)))["article22"].ok
    await commands.take_back_declaration(manager, organisation, Declared.article22)
    gone = (await asked(organisation, purchase(20)))["article22"].ok
    await commands.declare(manager, organisation, form)

    assert (inside, outside, gone) == (True, False, False)
    assert (await asked(organisation, purchase(20)))["article22"].ok is True


async def test_the_purchaser_and_who_designed_the_requirements_may_not_bid(db: None):
    _manager, organisation = await make.supplier()
    own = await asked(organisation, purchase(organisation_id=organisation))
    designed = await asked(organisation, purchase(), designers=[organisation])
    others = await asked(organisation, purchase(), designers=[organisation + 1])

    assert own["independent"].ok is False
    assert designed["independent"].ok is False
    assert others["independent"].ok is True


async def test_one_person_behind_two_bidders_stops_both_and_nobody_else(db: None):
    first, one = await make.supplier()
    second, two = await make.supplier()
    _third, three = await make.supplier()
    identity = make.citizen()
    for manager, organisation in ((first, one), (second, two)):
        await commands.name_controller(
            manager,
            organisation,
            make.controller(0, role=ControlRole.in_charge, name="张某", identity=identity),
        )

    assert await same_control(one, [two, three]) == {two}
    assert await same_control(two, [one, three]) == {one}
    assert await same_control(three, [one, two]) == set()
    assert (await asked(one, purchase(), bidders=[two, three]))["control"].ok is False
    assert (await asked(one, purchase(), bidders=[three]))["control"].ok is True


async def test_a_parent_and_its_branch_may_not_both_bid(db: None):
    _manager, parent = await make.supplier()
    other, branch = await make.supplier()
    code = await value("SELECT uscc FROM organisation WHERE id = $1", parent)
    await commands.name_controller(other, branch, make.controller(0, identity=code))

    assert await same_control(parent, [branch]) == {branch}
    assert await same_control(branch, [parent]) == {parent}


async def test_who_is_no_longer_in_charge_binds_nobody(db: None):
    first, one = await make.supplier()
    second, two = await make.supplier()
    shared = make.controller(0, identity=make.citizen(7))
    await commands.name_controller(first, one, shared)
    ended = await commands.name_controller(second, two, shared)
    await commands.end_controller(second, two, ended)

    assert await same_control(one, [two]) == set()


async def test_a_demand_that_names_a_paper_is_looked_up_and_another_left_to_a_person(db: None):
    manager, organisation = await make.supplier()
    demands = (
        Asked("pass", "具有社会工作服务资质"),
        Asked("pass", "项目团队不少于五人"),
        Asked("objective", "同类项目业绩"),
    )
    before = await asked(organisation, purchase(criteria=demands))
    await make.paper(manager, organisation, Kind.social_work)
    after = await asked(organisation, purchase(criteria=demands))

    assert [before["demand.1"].ok, before["demand.2"].ok] == [False, None]
    assert [after["demand.1"].ok, after["demand.2"].ok] == [True, None]
    assert "demand.3" not in before


async def test_after_the_deadline_nobody_is_eligible(db: None):
    _manager, organisation = await make.supplier()

    assert (await asked(organisation, purchase(-1)))["time"].ok is False


async def test_small_firms_are_firms(db: None):
    firm, enterprise = await make.applicant("ENT")
    charity, ngo = await make.applicant("NGO")
    await commands.declare(firm, enterprise, DeclarationForm(Declared.micro_firm, read=True))
    today = clock.today()

    assert await small_firm(enterprise, today)
    assert not await small_firm(enterprise, today + timedelta(days=366))
    assert not await small_firm(ngo, today)
    with pytest.raises(Invalid) as refused:
        await commands.declare(charity, ngo, DeclarationForm(Declared.small_firm, read=True))
    assert "kind" in refused.value.fields


async def test_an_unknown_organisation_is_not_found(db: None):
    with pytest.raises(NotFound):
        await eligibility(999_999_999, purchase())


@pytest.mark.parametrize(
    ("answers", "whole"),
    [((True, True), True), ((True, None), None), ((None, False), False), ((), True)],
)
def test_one_no_is_no_and_one_doubt_is_a_doubt(answers: tuple[bool | None, ...], whole: object):
    found = [Check(str(at), ok, "", "") for at, ok in enumerate(answers)]

    assert eligible(found) is whole
