"""Purchases as JSON: what a program reads of the terms, the days and the versions."""

import hashlib

import msgspec
import pytest

from match.foundation.actor import SYSTEM
from match.tenders import commands
from match.tenders.facts import Decision
from match.tenders.forms import EditForm
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

API = "/api/v1/purchases"


async def test_a_program_reads_the_terms_and_the_criteria(client):
    _officer, tender_id = await make.full()
    told = (await client.get(f"{API}/{tender_id}")).json()
    assert (told["mode"], told["method"], told["scheme"]) == ("full", "CONSULT", "scoring")
    assert [(c["kind"], c["points"]) for c in told["criteria"]] == [
        ("pass", 0),
        ("price", 1500),
        ("objective", 3500),
        ("subjective", 5000),
    ]
    assert (told["document_version"], told["suspended"], told["winner"]) == (1, "", "")
    assert told["official_notice_url"] == "https://www.ccgp-hunan.gov.cn/notice/1"


async def test_every_version_can_be_checked_against_its_hash(client):
    officer, tender_id = await make.full()
    why = "供应商询问后补充服务次数"
    await commands.edit_tender(
        officer, tender_id, EditForm(why, requirements="全年不少于四百课时，另加团体辅导。")
    )
    versions = (await client.get(f"{API}/{tender_id}/versions")).json()
    assert [(each["version"], each["reason"]) for each in versions] == [(1, ""), (2, why)]
    for each in versions:
        assert hashlib.sha256(each["canonical"].encode()).hexdigest() == each["hash"]


async def test_the_days_say_which_rule_they_are_of(client):
    _officer, tender_id = await make.published()
    dues = (await client.get(f"{API}/{tender_id}/timetable")).json()
    assert {"PROC.INQ.RESP", "PROC.AWARD", "PROC.CONTRACT.SIGN"} <= {d["key"] for d in dues}
    assert all("依据" in due["why"] for due in dues)


async def test_a_winner_is_told_when_the_result_is_public_and_not_before(client):
    _officer, tender_id = await make.published()
    for verb in ("close", "open", "report"):
        await commands.advance(SYSTEM, tender_id, verb)
    chosen = Decision("湘西州某社会工作服务中心", 17_000_000)
    await commands.advance(SYSTEM, tender_id, "decide", decision=chosen)
    decided = (await client.get(f"{API}/{tender_id}")).json()
    assert (decided["status"], decided["winner"], decided["award_fen"]) == ("decided", "", None)
    await commands.advance(SYSTEM, tender_id, "award")
    told = (await client.get(f"{API}/{tender_id}")).json()
    assert (told["winner"], told["award_fen"]) == (chosen.name, 17_000_000)


async def test_a_plan_has_no_days_and_no_versions_for_strangers(client):
    _officer, tender_id = await make.draft()
    for part in ("", "/timetable", "/versions"):
        assert (await client.get(f"{API}/{tender_id}{part}")).status_code == 404


async def test_a_full_purchase_is_drafted_by_a_program(client):
    await make.permit()
    officer, organisation = await make.department()
    survey_id = await make.survey(officer, organisation)
    filled = make.full_form(organisation, survey_id)
    body = msgspec.to_builtins(filled)
    await people.sign_in(client, officer)
    await client.get("/accessibility")
    token = client.cookies["__Host-csrf"]
    made = await client.post(
        API, json=body, headers={"x-csrftoken": token, "Idempotency-Key": "4f2c-full-1"}
    )
    assert made.status_code == 201, made.text
    wrong = await client.post(
        API,
        json={**body, "criteria": body["criteria"][:2], "mode": "heavy"},
        headers={"x-csrftoken": token, "Idempotency-Key": "4f2c-full-2"},
    )
    assert wrong.status_code == 400
    unfit = await client.post(
        API,
        json={**body, "criteria": body["criteria"][:2]},
        headers={"x-csrftoken": token, "Idempotency-Key": "4f2c-full-3"},
    )
    assert (unfit.status_code, set(unfit.json()["fields"])) == (422, {"criteria"})
