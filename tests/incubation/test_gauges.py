"""The two gauges count what is true today; each rule has a twin that must not be counted."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.incubation import commands
from match.incubation.forms import DecisionForm, ServiceForm
from match.incubation.queries import candidates, counted_organisations, counts, township_lines
from tests.incubation import make
from tests.people import make as people


async def places() -> None:
    """A county of two townships."""
    for code in (make.TOWN, make.OTHER_TOWN):
        await people.place(code)
    await rows(
        "UPDATE division SET valid_to = valid_from + 1 WHERE starts_with(code, $1) AND level = 4"
        " AND code <> ALL($2)",
        make.COUNTY,
        [make.TOWN, make.OTHER_TOWN],
    )


@pytest.mark.notice
async def test_a_county_has_three_organisations_at_work(db: None) -> None:
    """Notice 4.2c: at least three registered, child-serving, active organisations a county."""
    await places()
    clerk = await make.county()
    for kind in ("NGO", "FDN"):
        await make.at_work(await make.serving(kind), clerk)
    assert (await counts(make.COUNTY)).counties_met == 0
    third = await make.serving("SA")
    assert (await counts(make.COUNTY)).organisations == 2

    await make.at_work(third, clerk)

    seen = await counts(make.WHOLE)
    assert (seen.counties, seen.counties_met, seen.organisations) == (1, 1, 3)
    assert {row["id"] for row in await counted_organisations(make.COUNTY)} >= {third}


@pytest.mark.notice
async def test_only_the_kinds_that_the_notice_puts_first_count(db: None) -> None:
    """Notice 4.2b: social-work agencies, charities, volunteer organisations that serve children."""
    await places()
    clerk = await make.county()
    company = await make.serving("ENT")
    await make.at_work(company, clerk)
    silent = await make.serving("NGO")
    stopped = await make.serving("NGO")
    await make.at_work(stopped, clerk)
    await make.at_work(stopped, clerk, active=False)
    old = await make.serving("NGO")
    with clock.freeze(clock.now() - timedelta(days=366)):
        await make.at_work(old, clerk)
    withheld = await make.serving("NGO")
    await make.at_work(withheld, clerk)
    await rows("UPDATE organisation SET withheld_at = now() WHERE id = $1", withheld)

    assert (await counts(make.COUNTY)).organisations == 0
    listed = {row["id"] for row in await candidates(make.COUNTY)}
    assert {company, silent, stopped, old, withheld} <= listed


@pytest.mark.notice
async def test_a_service_that_was_given_makes_an_organisation_count(db: None) -> None:
    """Notice 4.2d: counselling, comforting, adjustment, above all for left-behind children."""
    await places()
    manager = await people.account()
    organisation = await make.serving("NGO", manager=manager)
    manager = await people.account("manager", organisation=organisation)
    form = ServiceForm(organisation, make.TOWN, "PS-SOOTHE", clock.today(), 60, 12, 9)
    with pytest.raises(Denied):
        await commands.note_service(await people.account(), form)
    with pytest.raises(Invalid) as refusal:
        more = ServiceForm(organisation, make.TOWN, "PS-SOOTHE", clock.today(), 60, 12, 13)
        await commands.note_service(manager, more)
    assert refusal.value.fields.keys() == {"left_behind"}

    await commands.note_service(manager, form)

    assert (await counts(make.COUNTY)).organisations == 1


@pytest.mark.notice
async def test_every_township_has_a_counsellor_with_a_certificate(db: None) -> None:
    """Notice 4.2f: at least one qualified counsellor a township; the certificate is checked."""
    await places()
    waiting = await commands.propose_counsellor(await make.supervisor(), make.counsellor_form())
    assert (await counts(make.COUNTY)).townships_met == 0

    await commands.decide_counsellor(await make.county(), waiting, DecisionForm("check"))

    seen = await counts(make.COUNTY)
    assert (seen.townships, seen.townships_met, seen.counsellors) == (2, 1, 1)
    lines = {row["code"]: row["counsellors"] for row in await township_lines(make.COUNTY)}
    assert lines == {make.TOWN: 1, make.OTHER_TOWN: 0}
    kept: bytes = await value("SELECT certificate FROM counsellor WHERE id = $1", waiting)
    assert b"1234567890" not in kept


@pytest.mark.parametrize(
    ("skill", "training", "field"),
    [
        ("PSY-B", "", "skill"),
        ("SW-1", "省心理辅导培训", "skill"),
        ("SW-2", "", "training"),
        ("SW-2", "省厅心理辅导培训", None),
        ("PSY-S", "", None),
    ],
)
async def test_which_certificates_qualify(
    db: None, skill: str, training: str, field: str | None
) -> None:
    form = make.counsellor_form(skill=skill, training=training)
    if field is None:
        assert await commands.propose_counsellor(await make.supervisor(), form)
        return
    with pytest.raises(Invalid) as refusal:
        await commands.propose_counsellor(await make.supervisor(), form)
    assert refusal.value.fields.keys() == {field}


async def test_nobody_checks_whom_they_proposed_nor_outside_their_county(db: None) -> None:
    await places()
    clerk = await make.county()
    own = await commands.propose_counsellor(clerk, make.counsellor_form())
    with pytest.raises(Denied, match="自己提出"):
        await commands.decide_counsellor(clerk, own, DecisionForm("check"))
    with pytest.raises(NotFound):
        await commands.decide_counsellor(await make.county("430102"), own, DecisionForm("check"))
    with pytest.raises(Denied):
        await commands.decide_counsellor(await make.supervisor(), own, DecisionForm("check"))

    await commands.decide_counsellor(await make.county(), own, DecisionForm("check"))

    with pytest.raises(Conflict):
        await commands.decide_counsellor(await make.county(), own, DecisionForm("check"))


async def test_a_certificate_that_runs_out_ends_the_post(db: None) -> None:
    await places()
    ends = clock.today() + timedelta(days=30)
    made = await make.counsellor(expires_on=ends)

    with clock.freeze(clock.now() + timedelta(days=31)):
        assert (await counts(make.COUNTY)).townships_met == 0
        assert await commands.sweep_counsellors(SYSTEM) == 1

    assert await value("SELECT status FROM counsellor WHERE id = $1", made) == "ended"
