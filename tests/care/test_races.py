"""What may not slip between a check and a write: erasures, evidence, posts, words in the trail."""

# pyright: reportUnknownMemberType=false

from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta

import msgspec
import pytest

from match.care import access, commands
from match.care.cases.commands import case_of_child, plan_contact, refer_child, sweep_contacts
from match.care.cases.forms import ReferralForm, RiskForm
from match.care.forms import LeaveForm
from match.care.queries import child_file, found, my_leave
from match.care.states import ConsentScope, Leaving, Purpose
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor, Grant
from match.foundation.db import rows
from match.foundation.errors import Conflict, NotFound
from match.foundation.permissions import Role
from match.foundation.restricted import restricted
from tests.care import make, make_papers

SEEN = "身上有新的瘀伤，问起来不肯说"


async def test_nothing_is_written_for_a_child_that_was_erased_meanwhile(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The erasure comes after leave and key were checked, before the room is entered to write."""
    scene = await make.scene()
    child = await make.child(scene)
    erasure = await commands.ask_erasure(scene.director, child, "request")
    entered = 0

    @asynccontextmanager
    async def slow(prefixes: Iterable[str]) -> AsyncGenerator[None, None]:
        nonlocal entered
        entered += 1
        if entered == 2:
            await commands.confirm_erasure(scene.supervisor, erasure)
        async with restricted(prefixes):
            yield

    monkeypatch.setattr(access, "restricted", slow)
    with pytest.raises(NotFound):
        await make_papers.guardian(scene, child)

    assert await make.value("SELECT count(*) FROM care.guardian WHERE child_id = $1", child) == 0


async def test_a_child_with_an_open_case_is_not_erased_by_two_persons_of_the_place(
    db: None,
) -> None:
    """Who is reported could otherwise have the case erased with the file."""
    scene = await make.scene()
    child = await make.child(scene)
    await case_of_child(scene.director, child, RiskForm(SEEN, ["RK-DV"]))
    erasure = await commands.ask_erasure(scene.director, child, "mistake")

    with pytest.raises(Conflict) as refused:
        await commands.confirm_erasure(scene.supervisor, erasure)

    assert "个案" not in refused.value.message, "it does not tell that there is a case"
    assert (await child_file(scene.director, child)).id == child
    async with restricted((make.COUNTY,)):
        await rows(
            "UPDATE care.care_case SET status = 'closed', closed_at = now(), outcome = '\\x00'"
        )
    await commands.confirm_erasure(scene.supervisor, erasure)
    assert await make.value("SELECT count(*) FROM care.care_case") == 0, "the twin: closed, it goes"


async def test_the_calendar_waits_for_an_answer_about_the_child(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    sent = await refer_child(scene.director, child, ReferralForm("RT-PSY", SEEN))
    await commands.archive_child(scene.director, child, Leaving.moved)
    async with restricted((make.COUNTY,)):
        await rows("UPDATE care.child SET delete_after = $1", clock.today().replace(day=1, month=1))
    await commands.sweep_files(SYSTEM)
    kept = await make.value("SELECT status FROM care.child WHERE id = $1", child)
    async with restricted((make.COUNTY,)):
        await rows(
            "UPDATE care.referral SET status = 'accepted', answered_by = 1, answered_at = now(),"
            " next_check_at = NULL WHERE id = $1",
            sent,
        )
    await commands.sweep_files(SYSTEM)

    assert kept == "archived"
    assert await make.value("SELECT status FROM care.child WHERE id = $1", child) == "erased"


async def test_a_search_wants_the_post_as_well_as_the_leave(db: None) -> None:
    """Leave for one home does not go along to the post in another home of the same village."""
    scene = await make.scene()
    await make.child(scene, name="欧阳旧家")
    moved = Actor(
        id=scene.director.id,
        name=scene.director.name,
        grants=(Grant(Role.director, make.VILLAGE, home=10**9),),
    )

    assert [line.name for line in await found(scene.director, "欧阳旧家")] == ["欧阳旧家"]
    assert await found(moved, "欧阳旧家") == []


async def test_no_photo_of_a_file_that_is_closed(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    await make_papers.consent(scene, child, guardian, ConsentScope.photo)
    await commands.archive_child(scene.director, child, Leaving.moved)

    with pytest.raises(Conflict) as refused:
        await commands.permit_photo(scene.director, child, 1)
    assert "归档" in refused.value.message


async def test_words_about_leave_stay_in_the_room_and_go_with_the_child(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    words = "欧阳小满的个案已经结束"
    form = LeaveForm(
        purpose=Purpose.case,
        reason="核对欧阳小满的照护情况",
        division=make.TOWNSHIP,
        child_id=child,
    )
    for _turn in range(2):
        grant = await commands.ask_leave(scene.supervisor, form)
        await commands.approve_leave(scene.county, grant, "同意核对欧阳小满")
    await commands.revoke_leave(scene.county, grant, words)
    trail = repr(await rows("SELECT * FROM audit"))

    assert "欧阳小满" not in trail
    assert (await my_leave(scene.supervisor))[0].decided_why == words, "who asked reads why"
    erasure = await commands.ask_erasure(scene.director, child, "request")
    await commands.confirm_erasure(scene.supervisor, erasure)
    left = await make.value(
        "SELECT string_agg(reason || decided_why, '') FROM care.access_grant WHERE child_id = $1",
        child,
    )
    assert left == ""


async def test_nobody_is_reminded_of_a_child_whose_file_is_closed(db: None) -> None:
    scene = await make.scene()
    child, stays = await make.child(scene), await make.child(scene)
    for one in (child, stays):
        await plan_contact(scene.director, one, await make_papers.guardian(scene, one))
    await commands.archive_child(scene.director, child, Leaving.moved)
    with clock.freeze(clock.now() + timedelta(days=8)):
        await sweep_contacts(SYSTEM)
    told = await rows("SELECT payload FROM outbox WHERE topic = 'contact.due'")

    assert [msgspec.json.decode(row["payload"])["children"] for row in told] == [1]
