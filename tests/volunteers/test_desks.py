"""The new doors without script: consent, a call, a certificate to see, files out."""

from datetime import date, timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import value
from tests.needs.browsing import follow, post, words
from tests.people import make as people
from tests.volunteers import make
from tests.volunteers.test_calls import dropped, points, ready


@pytest.mark.walk
async def test_a_guardian_agrees_and_takes_it_back(client: httpx.AsyncClient) -> None:
    young = await make.volunteer(born=date(clock.today().year - 16, 1, 2), name="小林")
    await people.sign_in(client, young)
    asked = await follow(client, await post(client, "/desk/shifts/guardian"))
    code = await value("SELECT code FROM minor_consent WHERE minor_id = $1", young.id)
    assert code in words(asked)
    guardian = await make.volunteer()
    await people.sign_in(client, guardian)
    wrong = await post(
        client, "/desk/shifts/guardian/consents", {"code": "AAAA", "relation": "母亲"}
    )
    assert wrong.status_code == 422
    form = {"code": code.lower(), "relation": "母亲", "agreed": "true"}
    done = await follow(client, await post(client, "/desk/shifts/guardian/consents", form))
    assert "小林" in words(done)
    held = await value("SELECT id FROM minor_consent WHERE code = $1", code)
    gone = await post(client, f"/desk/shifts/guardian/consents/{held}/withdrawal")
    assert "小林" not in words(await follow(client, gone))


@pytest.mark.walk
async def test_a_call_is_answered_on_its_page(client: httpx.AsyncClient) -> None:
    await points()
    actor = await ready("433101")
    scene, call = await dropped()
    with clock.freeze(scene.starts - timedelta(hours=19)):
        await people.sign_in(client, actor)
        assert "您能接替吗" in words(await client.get("/desk/shifts"))
        unread = await post(client, f"/desk/shifts/calls/{call}", {"answer": "yes"})
        assert unread.status_code == 422
        yes = {"answer": "yes", "risk_accepted": "true"}
        done = await follow(client, await post(client, f"/desk/shifts/calls/{call}", yes))
        assert "已报名" in words(done)
        over = words(await client.get(f"/desk/shifts/calls/{call}"))
        assert "已经有人接替" in over


@pytest.mark.walk
async def test_a_certificate_goes_to_the_county_and_comes_back(client: httpx.AsyncClient) -> None:
    await people.place("433101000000")
    actor = await make.volunteer(name="王大勇")
    await people.sign_in(client, actor)
    form = {
        "skill": "FAID",
        "number": "红救2026001",
        "issuer": "湘西州红十字会",
        "issued_on": "2025-01-02",
        "expires_on": "2028-01-02",
        "area": "433101",
    }
    late = await post(client, "/desk/shifts/proofs/skills", form | {"expires_on": "2025-06-01"})
    assert late.status_code == 422
    shown = await follow(client, await post(client, "/desk/shifts/proofs/skills", form))
    assert "待核验" in words(shown)
    assert "红救2026001" not in shown.text
    await people.sign_in(client, await people.account("county", "433101"))
    assert "王大勇" in words(await client.get("/desk/checks"))
    made = await value("SELECT max(id) FROM skill_certificate")
    silent = await post(client, f"/desk/checks/skills/{made}", {"verb": "refuse"})
    assert silent.status_code == 422
    await follow(client, await post(client, f"/desk/checks/skills/{made}", {"verb": "check"}))
    await people.sign_in(client, actor)
    assert "已核验" in words(await client.get("/desk/shifts/proofs"))


async def test_records_leave_as_a_workbook_and_as_csv(client: httpx.AsyncClient) -> None:
    await people.place("433101000000")
    await people.sign_in(client, await people.account("county", "433101"))

    workbook = await client.get("/desk/shifts/records/xlsx")
    plain = await client.get("/desk/shifts/records/csv")

    assert workbook.content.startswith(b"PK")
    assert plain.content.decode("utf-8-sig").startswith("志愿者编号,姓名,性别")
    assert await value("SELECT count(*) FROM audit WHERE verb = 'records.exported'") == 2
