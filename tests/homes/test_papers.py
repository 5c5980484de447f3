"""Papers with their days, small rooms, satellites, silence: what people vouch for."""

from datetime import date, timedelta

import asyncpg
import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.homes import commands
from match.homes.forms import PaperForm
from match.homes.queries import coverage, papers_of, signs_of
from match.homes.states import HomeStatus, Sign
from tests.homes import make
from tests.needs.browsing import follow, post, words
from tests.people import make as people


@pytest.mark.notice
async def test_a_paper_that_ended_keeps_a_home_from_opening_again(db: None) -> None:
    """Notice 5.4a: three papers, valid on the day."""
    home_id, _director = await make.working()
    clerk = await make.county()
    until = clock.today() + timedelta(days=20)
    await make.papers(clerk, home_id, "DOC-SAFE", valid_until=until)
    await commands.change_status(clerk, home_id, "suspend", "房子漏雨要修。")

    with clock.freeze(clock.now() + timedelta(days=21)):
        with pytest.raises(Conflict, match="安全工作管理制度"):
            await commands.open_home(clerk, home_id)
        await make.papers(clerk, home_id, "DOC-SAFE")
        await commands.open_home(clerk, home_id)


async def test_a_new_paper_takes_the_place_of_the_old_and_the_old_stays(db: None) -> None:
    home_id, _director = await make.working()
    clerk = await make.county()
    [first] = [paper for paper in await papers_of(home_id) if paper.kind == "DOC-WORK"]

    [second] = await make.papers(clerk, home_id, "DOC-WORK")

    [now] = [paper for paper in await papers_of(home_id) if paper.kind == "DOC-WORK"]
    assert now.id == second
    assert await value("SELECT current FROM home_document WHERE id = $1", first.id) is False
    with pytest.raises(asyncpg.UniqueViolationError):
        async with unit_of_work():
            await value("UPDATE home_document SET current = true WHERE id = $1", first.id)


async def test_people_are_reminded_before_a_paper_ends_and_when_it_has(db: None) -> None:
    home_id, _director = await make.working()
    until = clock.today() + timedelta(days=100)
    await make.papers(await make.county(), home_id, "DOC-SAFE", valid_until=until)

    async def told() -> list[int]:
        return [
            await value("SELECT count(*) FROM outbox WHERE topic = $1", topic)
            for topic in ("home_paper.ending", "home_paper.ended")
        ]

    expected = ((60, [0, 0]), (71, [1, 0]), (80, [1, 0]), (102, [1, 1]), (300, [1, 1]))
    for days, counts in expected:
        with clock.freeze(clock.now() + timedelta(days=days)):
            await commands.sweep_home_papers(SYSTEM)
        assert await told() == counts, days


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "DOC-NONE"}, "kind"),
        ({"dated_on": clock.today() + timedelta(days=1)}, "dated_on"),
        ({"valid_until": clock.today() - timedelta(days=1)}, "valid_until"),
        ({"valid_until": clock.today() - timedelta(days=90)}, "valid_until"),
        ({"file": 999_999}, "upload"),
    ],
)
async def test_a_wrong_paper_is_refused_with_the_reason(db: None, change, field: str) -> None:
    home_id, director = await make.working()
    held = await one("SELECT file_id FROM home_document WHERE home_id = $1", home_id)
    assert held is not None
    from match.files.commands import keep_document

    own = await keep_document(director, b"%PDF-1.7 mine")
    fields = {"kind": "DOC-WORK", "dated_on": clock.today() - timedelta(days=30), "file": own}

    with pytest.raises(Invalid) as refusal:
        await commands.file_paper(director, home_id, PaperForm(**{**fields, **change}))
    # Somebody else's upload is not hers to file.
    with pytest.raises(Invalid):
        await commands.file_paper(
            director, home_id, PaperForm("DOC-WORK", clock.today(), None, held["file_id"])
        )

    assert field in refusal.value.fields


@pytest.mark.notice
async def test_a_small_room_opens_only_with_the_townships_word(db: None) -> None:
    """Notice 3.3a: 36 m² with a reason; the township accepts it, the director may not herself."""
    clerk = await make.county()
    home_id = await make.registered(indoor_area_m2=36, area_reason="村部只有一间空房。")
    director = await people.account("director", make.VILLAGE, home=home_id)
    assert director.id is not None
    await make.papers(clerk, home_id)
    await commands.set_opening(clerk, home_id, make.AFTERNOONS)
    await commands.seat_director(clerk, home_id, director.id)
    await commands.check_outdoor(clerk, home_id, safe=True)

    with pytest.raises(Conflict) as refusal:
        await commands.open_home(clerk, home_id)
    assert refusal.value.facts["missing"] == ["area_approval"]
    with pytest.raises(Denied):
        await commands.approve_area(director, home_id)
    await commands.approve_area(await people.account("supervisor", make.VILLAGE[:9]), home_id)
    await commands.open_home(clerk, home_id)

    # Another reason is another question.
    form = make.form(indoor_area_m2=36, area_reason="另一间借给了合作社。")
    await commands.describe_home(clerk, home_id, form)
    assert await value("SELECT area_approved_at FROM home WHERE id = $1", home_id) is None


async def test_a_director_who_has_still_to_pass_keeps_the_home_shut(db: None) -> None:
    """Notice 4.4d, from the side of the home: the seat is taken, the person may not act yet."""
    clerk = await make.county()
    home_id = await make.registered()
    director = await people.account("director", make.VILLAGE, home=home_id)
    assert director.id is not None
    await make.papers(clerk, home_id)
    await commands.set_opening(clerk, home_id, make.AFTERNOONS)
    await commands.check_outdoor(clerk, home_id, safe=True)
    await commands.seat_director(clerk, home_id, director.id, pending=True)

    with pytest.raises(Conflict, match="儿童主任"):
        await commands.open_home(clerk, home_id)
    await commands.admit_director(clerk, home_id, director.id + 1)
    with pytest.raises(Conflict):
        await commands.open_home(clerk, home_id)
    await commands.admit_director(clerk, home_id, director.id)
    await commands.open_home(clerk, home_id)


@pytest.mark.notice
async def test_the_question_of_silence_rests_on_evidence_and_is_answered_by_people(
    db: None,
) -> None:
    """Notice 1.5: 60 days without a sign → the township is asked, told what was last seen."""
    home_id, _director = await make.working()
    supervisor = await people.account("supervisor", make.VILLAGE[:9])
    with pytest.raises(Conflict):
        await commands.answer_idle(supervisor, home_id, idle=True, reason="好像没开门。")

    with clock.freeze(clock.now() + timedelta(days=20)):
        await commands.sign_of_life(SYSTEM, home_id, Sign.activity)
    with clock.freeze(clock.now() + timedelta(days=79)):
        assert await commands.propose_idle(SYSTEM) == []
    with clock.freeze(clock.now() + timedelta(days=81)):
        assert await commands.propose_idle(SYSTEM) == [home_id]
        signs = await signs_of(home_id)
        assert signs[0].kind is Sign.activity
        assert {sign.kind for sign in signs if sign.at} == {
            Sign.activity,
            Sign.hours,
            Sign.opened,
        }
        trail = await value("SELECT changes FROM audit WHERE verb = 'home.idle_proposed'")
        assert "activity" in trail
        assert await value("SELECT status FROM home WHERE id = $1", home_id) == "open"
        with pytest.raises(Invalid):
            await commands.answer_idle(supervisor, home_id, idle=True, reason="关")
        with pytest.raises(Denied):
            await commands.answer_idle(
                await people.account("supervisor", "433101002"),
                home_id,
                idle=True,
                reason="我觉得没有开门。",
            )
        works = await commands.answer_idle(
            supervisor, home_id, idle=False, reason="昨天去看过，周三下午开着。"
        )
        assert works is HomeStatus.open
        assert await commands.propose_idle(SYSTEM) == []
    with clock.freeze(clock.now() + timedelta(days=150)):
        assert await commands.propose_idle(SYSTEM) == [home_id]
        gone = await commands.answer_idle(
            supervisor, home_id, idle=True, reason="主任外出务工，门锁了两个月。"
        )
    assert gone is HomeStatus.idle


async def test_an_old_sign_never_overwrites_a_newer_one(db: None) -> None:
    home_id, _director = await make.working()
    seen = "SELECT last_sign_at FROM home WHERE id = $1"
    before = await value(seen, home_id)

    await commands.sign_of_life(SYSTEM, home_id, Sign.visit, at=clock.now() - timedelta(days=40))

    assert await value(seen, home_id) == before


@pytest.mark.notice
async def test_a_further_site_is_entered_by_hand_and_does_not_count(
    client: httpx.AsyncClient, hunan: None
) -> None:
    """Notice 3.1a, 3.1b, 3.1c: one main home a village; a satellite; coverage counts villages."""
    village = "433101002200"
    home_id, _director = await make.working(village)
    before = (await coverage("433101", 6))[0].homes
    await people.sign_in(client, await make.county(village))

    second = await post(
        client,
        "/desk/homes/new",
        {"division": village, "name": "第二个儿童之家", "site_source": "SITE-SVC"},
    )
    form = await client.get("/desk/homes/new", params={"parent": home_id})
    satellite = await post(
        client,
        "/desk/homes/new",
        {
            "division": village,
            "parent_home_id": str(home_id),
            "name": "小学分站",
            "site_source": "SITE-SCH",
        },
    )

    assert second.status_code == 409
    assert "这个村已有一个儿童之家" in words(second)
    assert "不计入覆盖率" in words(form)
    shown = await follow(client, satellite)
    assert "小学分站" in words(shown)
    kind = await one("SELECT kind, parent_home_id FROM home ORDER BY id DESC LIMIT 1")
    assert kind == {"kind": "satellite", "parent_home_id": home_id}
    assert (await coverage("433101", 6))[0].homes == before


@pytest.mark.notice
async def test_a_home_stands_in_a_village_and_serves_free_of_charge(
    client: httpx.AsyncClient,
) -> None:
    """Notice 1.4: every home has a level-5 division; the public page says that it is free."""
    home_id, _director = await make.working()

    with pytest.raises(Invalid):
        await commands.register_home(await make.county(), make.form(division="433101001000"))
    assert "免费开放" in words(await client.get(f"/homes/{home_id}"))


@pytest.mark.notice
async def test_the_management_rules_are_uploaded_and_dated(client: httpx.AsyncClient) -> None:
    """Notice 2.1e: DOC-MGMT with its day on the home's desk, and to be read there again."""
    home_id, director = await make.working()
    desk = f"/desk/homes/{home_id}"
    rules = {"upload": ("rules.pdf", b"%PDF-1.7 who keeps the key", "application/pdf")}
    await people.sign_in(client, director)

    undated = await post(client, f"{desk}/papers", {"kind": "DOC-MGMT"}, files=rules)
    fileless = await post(client, f"{desk}/papers", {"kind": "DOC-MGMT", "dated_on": "2026-01-05"})
    kept = await post(
        client, f"{desk}/papers", {"kind": "DOC-MGMT", "dated_on": "2026-01-05"}, files=rules
    )
    row = await one("SELECT id, dated_on FROM home_document WHERE kind = 'DOC-MGMT'")
    assert row is not None
    await people.sign_in(client, await people.account("supervisor", make.VILLAGE[:9]))
    shown = await client.get(desk)
    read = await client.get(f"{desk}/papers/{row['id']}")

    assert (undated.status_code, fileless.status_code, kept.status_code) == (422, 422, 303)
    assert row["dated_on"] == date(2026, 1, 5)
    assert f'{desk}/papers/{row["id"]}">儿童之家管理制度</a>' in shown.text
    assert "2026年1月5日" in words(shown)
    assert read.content == b"%PDF-1.7 who keeps the key"


async def test_papers_and_answers_over_the_counter(client: httpx.AsyncClient) -> None:
    home_id, director = await make.working()
    desk = f"/desk/homes/{home_id}"
    await people.sign_in(client, director)
    files = {"upload": ("rules.pdf", b"%PDF-1.7 yearly plan", "application/pdf")}

    kept = await post(
        client, f"{desk}/papers", {"kind": "DOC-PLAN", "dated_on": "2026-01-05"}, files=files
    )
    empty = await post(client, f"{desk}/papers", {"kind": "DOC-PLAN", "dated_on": ""})
    paper = await value("SELECT id FROM home_document WHERE kind = 'DOC-PLAN'")
    fetched = await client.get(f"{desk}/papers/{paper}")

    assert kept.status_code == 303
    assert empty.status_code == 422
    assert fetched.content == b"%PDF-1.7 yearly plan"
    assert (await client.get(f"{desk}/papers/999999")).status_code == 404
    with clock.freeze(clock.now() + timedelta(days=61)):
        await commands.propose_idle(SYSTEM)
        await people.sign_in(client, await people.account("supervisor", make.VILLAGE[:9]))
        shown = words(await client.get(desk))
        short = await post(client, f"{desk}/idle", {"works": "yes", "reason": "好"})
        said = await post(client, f"{desk}/idle", {"works": "yes", "reason": "昨天去看过，开着。"})
        unsaid = await post(client, f"{desk}/outdoor", {})
        unsafe = await post(client, f"{desk}/outdoor", {"safe": "no"})
    assert "更新开放时间" in shown
    assert (short.status_code, said.status_code, unsaid.status_code) == (422, 303, 422)
    assert 'id="error-answer"' in short.text
    assert unsafe.status_code == 303
    assert await value("SELECT outdoor_safety_checked_at FROM home WHERE id = $1", home_id) is None
