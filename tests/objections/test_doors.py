"""The doors: what a browser sends becomes an objection, with files, complaints beside fields."""

from match.foundation.db import one, value
from match.objections import commands
from tests.objections import make
from tests.offers.browser import token
from tests.people import make as people


def filled(at: make.Scene, **other: object) -> dict[str, object]:
    return {
        "organisation": str(at.supplier),
        "occasion": "result.whole",
        "grounds": ["unqualified_winner"],
        "facts": make.FACTS,
        "remedy": "rejudge",
        **other,
    }


async def test_an_objection_with_a_file_is_raised_and_read_by_both_sides_only(client, db):
    at = await make.bought("award")
    await people.sign_in(client, at.manager)
    csrf = await token(client)
    answer = await client.post(
        f"/purchases/{at.tender}/objections",
        data={**filled(at), "_csrf_token": csrf},
        files={"upload": ("beweis.pdf", b"%PDF-1.7 evidence", "application/pdf")},
    )
    made = await value("SELECT max(id) FROM objection")
    evidence = f"/desk/objections/{made}/evidence/1"
    mine = await client.get(evidence)
    await people.sign_in(client, at.colleague)
    theirs = await client.get(evidence)
    await people.sign_in(client, at.rival)
    rivals = await client.get(evidence)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/objections/{made}")
    assert mine.content == theirs.content == b"%PDF-1.7 evidence"
    assert mine.headers["cache-control"] == "private, no-store"
    assert rivals.status_code == 404


async def test_what_was_wrong_stands_beside_its_field_and_nothing_typed_is_lost(client, db):
    at = await make.bought("award")
    await people.sign_in(client, at.manager)
    csrf = await token(client)
    answer = await client.post(
        f"/purchases/{at.tender}/objections",
        data={**filled(at, facts="太短", occasion=""), "_csrf_token": csrf},
    )

    assert answer.status_code == 422
    assert 'id="error-facts"' in answer.text
    assert 'id="error-occasion"' in answer.text
    assert "太短" in answer.text


async def test_after_the_last_day_the_page_says_so_and_has_no_form(client, db):
    with make.at("2026-11-02T10:00"):
        at = await make.bought("award")
    with make.at("2026-12-20T10:00"):
        await people.sign_in(client, at.manager)
        seen = await client.get(f"/purchases/{at.tender}/objections/new")

    assert "质疑期已于" in seen.text
    assert "提交质疑" not in seen.text


async def test_the_public_page_tells_what_and_not_who_or_why(client, db):
    at = await make.bought("award")
    made = await make.raised(at)
    name = await value("SELECT name FROM organisation WHERE id = $1", at.supplier)
    client.cookies.clear()
    seen = await client.get(f"/purchases/{at.tender}")

    assert f"第 {made} 号质疑" in seen.text
    assert "答复之前不签订合同" in seen.text
    assert make.FACTS not in seen.text
    section = seen.text[seen.text.index('id="objections"') :].split("</section>")[0]
    assert name not in section


async def test_a_complaint_is_not_there_for_the_department_before_it_is_served(client, db):
    at = await make.bought("award")
    objection = await make.raised(at)
    form = {"refusal": "unfit", "reason": "没有写明具体事实"}
    await people.sign_in(client, at.colleague)
    csrf = await token(client)
    await client.post(f"/desk/objections/{objection}/refusal", data={**form, "_csrf_token": csrf})
    made = await commands.file_complaint(at.manager, objection, make.complaint())
    before = await client.get(f"/desk/complaints/{made}")
    listed = await client.get("/desk/complaints")
    await commands.accept_complaint(at.finance, made)
    await commands.serve_complaint(at.finance, made)
    after = await client.get(f"/desk/complaints/{made}")
    row = await one("SELECT refusal FROM objection WHERE id = $1", objection)

    assert row == {"refusal": "unfit"}
    assert (before.status_code, after.status_code) == (404, 200)
    assert f"/desk/complaints/{made}" not in listed.text
    assert "作出决定并公告" not in after.text
