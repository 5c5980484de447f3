"""Notice 5.4e and 5.4g: nobody is in the home without an agreement of four clauses."""

from datetime import timedelta

import pytest

from match.care import commands
from match.care.queries import agreement_rate, child_file, open_emergencies
from match.foundation import clock
from match.foundation.db import DatabaseError, one
from match.foundation.errors import Conflict, Invalid
from match.foundation.restricted import restricted
from tests.care import make, make_papers


@pytest.mark.notice
async def test_no_attendance_without_a_valid_agreement(db: None) -> None:
    """Notice 5.4e: no attendance of a child without a valid agreement."""
    scene = await make.scene()
    agreed, without = await make.child(scene), await make.child(scene)
    await make_papers.agreement(scene, agreed, await make_papers.guardian(scene, agreed))
    today = clock.today()

    with pytest.raises(Conflict) as refused:
        await commands.attend(scene.director, scene.home, [agreed, without], today)
    assert refused.value.facts["children"] == [without]
    assert await make.value("SELECT count(*) FROM care.attendance") == 0
    assert await commands.attend(scene.director, scene.home, [agreed], today) == 1
    assert await commands.attend(scene.director, scene.home, [agreed], today) == 0


async def test_an_agreement_that_ended_or_has_not_begun_does_not_count(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    today = clock.today()
    signed = await make_papers.agreement(
        scene, child, guardian, since=today + timedelta(days=1), days=30
    )
    with pytest.raises(Conflict):
        await commands.attend(scene.director, scene.home, [child], today)
    await commands.end_agreement(scene.director, child, signed, "全家搬走")
    signed = await make_papers.agreement(scene, child, guardian, days=0)
    assert await commands.attend(scene.director, scene.home, [child], today) == 1
    with clock.freeze(clock.now() + timedelta(days=1)), pytest.raises(Conflict):
        await commands.attend(scene.director, scene.home, [child], clock.today())


async def test_an_emergency_needs_a_reason_and_stays_open_until_followed_up(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    today = clock.today()
    with pytest.raises(Invalid):
        await commands.attend_in_emergency(scene.director, child, today, "急")

    kept = await commands.attend_in_emergency(
        scene.director, child, today, "奶奶突然住院，家里没有人"
    )

    assert [line["id"] for line in await open_emergencies(scene.supervisor)] == [kept]
    shown = (await child_file(scene.director, child)).emergencies[0]
    assert shown["emergency"] == "奶奶突然住院，家里没有人"
    await commands.follow_up(scene.director, child, kept, "已与姑姑补签协议")
    assert await open_emergencies(scene.supervisor) == []
    with pytest.raises(Conflict):
        await commands.follow_up(scene.director, child, kept, "再写一次看看")


@pytest.mark.notice
async def test_the_rate_counts_children_always_under_an_agreement(db: None) -> None:
    """Notice 5.4e, §1.8: children served with a valid agreement ÷ children served."""
    scene = await make.scene()
    first, second = await make.child(scene), await make.child(scene)
    await make_papers.agreement(scene, first, await make_papers.guardian(scene, first))
    today = clock.today()
    await commands.attend(scene.director, scene.home, [first], today)
    await commands.attend_in_emergency(scene.director, second, today, "家里没有大人照看")

    assert await agreement_rate(scene.county, make.COUNTY, today, today) == (1, 2)


@pytest.mark.notice
@pytest.mark.parametrize("clause", ["content", "time", "rights", "disputes"])
async def test_each_of_the_four_clauses_must_say_something(db: None, clause: str) -> None:
    """Notice 5.4g: content, time, rights and duties, settlement of disputes."""
    import msgspec

    scene = await make.scene()
    form = msgspec.structs.replace(make_papers.CLAUSES, **{clause: "  略  "})

    with pytest.raises(Invalid) as refused:
        await commands.write_template(scene.director, scene.home, form)
    assert set(refused.value.fields) == {clause}


async def test_the_database_keeps_clauses_filled_and_versions_unchanged(db: None) -> None:
    scene = await make.scene()
    first = await commands.write_template(scene.director, scene.home, make_papers.CLAUSES)
    second = await commands.write_template(scene.director, scene.home, make_papers.CLAUSES)
    versions = await make.value(
        "SELECT array_agg(version ORDER BY id) FROM care.agreement_template WHERE id = ANY($1)",
        [first, second],
    )
    assert versions == [1, 2]
    with pytest.raises(DatabaseError):
        async with restricted((make.COUNTY,)):
            await one("UPDATE care.agreement_template SET content = $1", "另外一个内容写在这里")
    with pytest.raises(DatabaseError):
        async with restricted((make.COUNTY,)):
            await one(
                "INSERT INTO care.agreement_template (home_id, division, version, content, time,"
                " rights, disputes, text_hash, created_by)"
                " VALUES ($1, $2, 9, '', 'x', 'x', 'x', '', 1)",
                scene.home,
                make.VILLAGE,
            )
