"""The vault, the queue and the supplier's desk through the doors."""

from match.foundation.db import one, value
from match.suppliers import commands
from tests.objections import make as disputes
from tests.offers.browser import token
from tests.people import make as people
from tests.suppliers import make
from tests.tenders import make as tenders


async def test_a_paper_goes_in_is_compared_and_counts_on_the_page_of_a_purchase(client, db):
    manager, organisation = await make.applicant()
    _officer, tender = await tenders.published()
    vault = f"/organisations/{organisation}/vault"
    await people.sign_in(client, manager)
    before = await client.get(f"/purchases/{tender}/prepare")
    answer = await client.post(
        f"{vault}/papers",
        data={
            "kind": "registration",
            "number": "52433101MJ0000001X",
            "issuer": "吉首市民政局",
            "valid_from": "2024-01-01",
            "_csrf_token": await token(client),
        },
        files={"upload": ("paper.pdf", b"%PDF-1.7 registration", "application/pdf")},
    )
    paper = await value("SELECT max(id) FROM qualification")
    await commands.verify_paper(await people.account("county", "433101"), paper)
    after = await client.get(f"/purchases/{tender}/prepare")

    assert (answer.status_code, answer.headers["location"]) == (303, vault)
    assert (before.text.count("还没有，请上传"), after.text.count("还没有，请上传")) == (2, 1)


async def test_an_identity_number_is_never_sent_back(client, db):
    manager, organisation = await make.applicant()
    await people.sign_in(client, manager)
    wrong = make.citizen(5)[:-1] + ("1" if make.citizen(5)[-1] != "1" else "2")
    answer = await client.post(
        f"/organisations/{organisation}/vault/controllers",
        data={
            "role": "in_charge",
            "name": "张某",
            "identity": wrong,
            "_csrf_token": await token(client),
        },
    )

    assert answer.status_code == 422
    assert "张某" in answer.text
    assert wrong not in answer.text


async def test_somebody_elses_organisation_cannot_be_prepared(client, db):
    manager, _organisation = await make.applicant()
    _other, theirs = await make.applicant()
    _officer, tender = await tenders.published()
    await people.sign_in(client, manager)

    assert (
        await client.get(f"/purchases/{tender}/prepare?organisation={theirs}")
    ).status_code == 404


async def test_a_consortium_is_proposed_by_code_and_percent_and_signed_by_the_other(client, db):
    manager, organisation = await make.applicant()
    other, joining = await make.applicant()
    _officer, tender = await tenders.published()
    codes = [
        await value("SELECT uscc FROM organisation WHERE id = $1", each)
        for each in (organisation, joining)
    ]
    await people.sign_in(client, manager)
    rows = {
        "code": [*codes, ""],
        "percent": ["60.5", "39.5", ""],
        "work": ["统筹工作", "团体活动", ""],
    }
    sent = {"lead": str(organisation), **rows, "_csrf_token": await token(client)}
    answer = await client.post(f"/consortia/for/{tender}", data=sent)
    made = await value("SELECT max(id) FROM consortium")
    await people.sign_in(client, other)
    words = await value("SELECT agreement_hash FROM consortium WHERE id = $1", made)
    signed = await client.post(
        f"/consortia/{made}/signature",
        data={"agreement_hash": words, "_csrf_token": await token(client)},
    )
    row = await one("SELECT status FROM consortium WHERE id = $1", made)

    assert answer.headers["location"] == f"/consortia/{made}"
    assert signed.status_code == 303
    assert row == {"status": "joint"}


async def test_a_wrong_row_of_a_consortium_keeps_what_was_typed(client, db):
    manager, organisation = await make.applicant()
    _officer, tender = await tenders.published()
    await people.sign_in(client, manager)
    rows = {"code": ["NOBODY", ""], "percent": ["100", ""], "work": ["统筹工作", ""]}
    sent = {"lead": str(organisation), **rows, "_csrf_token": await token(client)}
    answer = await client.post(f"/consortia/for/{tender}", data=sent)

    assert answer.status_code == 422
    assert "第 1 行" in answer.text
    assert "NOBODY" in answer.text


async def test_the_desk_tells_what_became_of_a_bid(client, db):
    at = await disputes.bought("award")
    await people.sign_in(client, at.manager)
    lost = await client.get("/desk/bidding")
    await people.sign_in(client, at.rival)
    won = await client.get("/desk/bidding")
    name = await value("SELECT name FROM organisation WHERE id = $1", at.rivals)

    assert f"成交供应商：{name}" in lost.text
    assert "成交</span>" in won.text
