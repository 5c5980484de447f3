"""A cooperation without a tender: from agreement to final report; money only tracked."""

import pytest

from match.contracts import commands, forms
from match.contracts.queries import public, record
from match.contracts.states import ContractStatus, ReportKind, Source
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.ledger.queries import accounts_of
from tests.contracts import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def finished() -> make.Project:
    """Built, accepted and finally reported."""
    made = await make.running()
    form = forms.DeliveryForm("阅读角已建好，附清单。", [await make.paper(made.partner)])
    await commands.deliver(made.partner, made.milestone, form)
    done = forms.AcceptanceForm(accepted=True, words="现场清点无误。")
    await commands.conclude(made.lead, made.milestone, done)
    await make.report(made, ReportKind.progress, 1_000_000)
    await make.report(made, ReportKind.final, 2_000_000)
    return made


@pytest.mark.notice
async def test_a_project_goes_from_agreement_to_final_report() -> None:
    """Notice P3: partners, a budget, milestones and reports of a project."""
    made = await finished()

    found = await public(made.contract)
    assert found.status is ContractStatus.completed
    assert found.source is Source.cooperation
    assert found.amount_fen == 3_500_000
    assert found.spent_fen == 3_000_000
    line = await rows("SELECT received, committed FROM need_line WHERE id = $1", made.line)
    assert dict(line[0]) == {"received": make.UNITS, "committed": 0}
    # Its money is its partners' own: the ledger knows nothing of it.
    assert await accounts_of([("contract", made.contract)]) == []
    assert [one.contract_id for one in (await record(made.partner_id)).contracts] == [made.contract]
    await value("SET CONSTRAINTS ALL IMMEDIATE")
    await commands.archive(made.lead, made.contract)
    assert (await make.row(made.contract))["archive_until"] is not None


async def test_one_partner_is_no_cooperation_and_everybody_is_verified() -> None:
    lead_id = await people.organisation()
    lead = await people.account("manager", organisation=lead_id)
    contract = await commands.draft_project(lead, lead_id, make.terms(), areas=(make.JISHOU,))
    await commands.add_milestone(lead, contract, make.milestone("一个阶段", 60, 0))
    await commands.add_budget(lead, contract, forms.BudgetForm("图书", lead_id, 100_00))
    with pytest.raises(Invalid) as refused:
        await commands.sign(lead, contract, forms.SignForm(await make.version_of(contract)))
    assert set(refused.value.fields) == {"partners"}
    unknown = await people.organisation(verified=False)
    with pytest.raises(Invalid, match="修改") as refused:
        await commands.add_partner(lead, contract, forms.PartnerForm(unknown))
    assert "核实" in refused.value.fields["organisation_id"]


async def test_a_project_names_no_child_and_no_place_outside_hunan() -> None:
    lead_id = await people.organisation()
    lead = await people.account("manager", organisation=lead_id)
    with pytest.raises(Invalid) as refused:
        await commands.draft_project(
            lead, lead_id, make.terms(content="专门帮助王小明一家"), areas=(make.JISHOU,)
        )
    assert "content" in refused.value.fields
    for areas in ((), ("11",), ("吉首",)):
        with pytest.raises(Invalid) as refused:
            await commands.draft_project(lead, lead_id, make.terms(), areas=areas)
        assert "areas" in refused.value.fields
    stranger = await people.account("manager", organisation=await people.organisation())
    with pytest.raises(Denied):
        await commands.draft_project(stranger, lead_id, make.terms(), areas=(make.JISHOU,))


async def test_no_budget_line_is_overspent_and_nothing_is_paid_here() -> None:
    made = await make.running()
    await make.report(made, ReportKind.progress, 2_999_999)
    with pytest.raises(Invalid) as refused:
        await make.report(made, ReportKind.progress, 2)
    assert "剩余预算" in refused.value.fields["spent"]
    await make.report(made, ReportKind.progress, 1)
    with pytest.raises(Conflict, match="不办理付款"):
        await commands.request_payment(
            made.lead, made.milestone, forms.PaymentForm("24432000000012345678")
        )


async def test_the_final_report_waits_for_every_milestone_and_is_the_last() -> None:
    made = await make.running()
    with pytest.raises(Conflict, match="1 个阶段"):
        await make.report(made, ReportKind.final, 0)
    done = await finished_of(made)
    with pytest.raises(Conflict):
        await make.report(done, ReportKind.progress, 0)


async def finished_of(made: make.Project) -> make.Project:
    """Bring a running project to its end."""
    form = forms.DeliveryForm("阅读角已建好，附清单。", [await make.paper(made.partner)])
    await commands.deliver(made.partner, made.milestone, form)
    done = forms.AcceptanceForm(accepted=True, words="现场清点无误。")
    await commands.conclude(made.lead, made.milestone, done)
    await make.report(made, ReportKind.final, 0)
    return made


async def test_the_lead_does_not_accept_what_it_delivered_itself() -> None:
    made = await make.running()
    form = forms.DeliveryForm("阅读角已建好，附清单。", [await make.paper(made.lead)])
    await commands.deliver(made.lead, made.milestone, form)
    done = forms.AcceptanceForm(accepted=True, words="现场清点无误。")
    with pytest.raises(Conflict, match="不能自己验收"):
        await commands.conclude(made.lead, made.milestone, done)
