"""Who checks, asks, returns and approves; and that nobody decides about what they wrote."""

from collections.abc import Awaitable, Callable

import pytest

from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.permissions import Permission
from match.needs import commands, wording
from match.needs.forms import KindStep
from match.needs.given_back import why_given_back
from match.needs.queries import entered_needs, my_needs, need_file, waiting_needs
from match.needs.states import NeedStatus
from tests.homes import make as homes
from tests.needs import make
from tests.people import make as people

# Screening lets these words pass to a person; `test_doubtful_words…` fails if it ever does not.
DOUBTFUL = "村里有几名孤儿需要冬衣，请帮忙准备几套厚的。"

Verb = Callable[[Actor, int], Awaitable[None]]


async def ask(actor: Actor, need: int) -> None:
    await commands.ask_about_need(actor, need, "四十床够不够两个班用？")


async def give_back(actor: Actor, need: int) -> None:
    await commands.return_need(actor, need, "请把尺寸写清楚。")


async def reject(actor: Actor, need: int) -> None:
    await commands.reject_need(actor, need, "不在儿童之家的服务范围内。")


AT_TOWNSHIP: list[Verb] = [commands.check_need, ask, give_back, reject]
AT_COUNTY: list[Verb] = [commands.approve_need, ask, give_back, reject]


@pytest.mark.parametrize("verb", AT_TOWNSHIP)
async def test_the_township_of_the_village_decides_and_no_other(db: None, verb: Verb) -> None:
    scene = await make.waiting()
    foreign = await people.account("supervisor", "433101002")
    donor = await people.account("donor")

    for stranger in (foreign, donor, scene.director):
        with pytest.raises((Denied, NotFound)):
            await verb(stranger, scene.need)
    await verb(scene.supervisor, scene.need)

    assert await make.status(scene.need) != "township"


@pytest.mark.parametrize("verb", AT_COUNTY)
async def test_the_county_of_the_village_decides_and_no_other(db: None, verb: Verb) -> None:
    scene = await make.checked()
    foreign = await people.account("county", "433122")
    prefecture = await people.account("prefecture", "4331")

    for stranger in (foreign, prefecture, scene.supervisor, scene.director):
        with pytest.raises((Denied, NotFound)):
            await verb(stranger, scene.need)
    await verb(scene.county, scene.need)

    assert await make.status(scene.need) != "county"


async def test_nobody_checks_what_they_entered_for_others(db: None) -> None:
    home_id, _director = await homes.working()
    clerk = await people.account("supervisor", "433101001")
    colleague = await people.account("supervisor", "433101001")
    need = await commands.write_need(clerk, make.form(home_id))
    await commands.submit_need(clerk, need)

    for verb in AT_TOWNSHIP:
        with pytest.raises(Denied, match="自己填写"):
            await verb(clerk, need)
    await commands.check_need(colleague, need)

    assert await make.status(need) == "county"


async def test_nobody_approves_what_they_entered_for_others(db: None) -> None:
    home_id, _director = await homes.working()
    clerk = await people.account("county", "433101")
    need = await commands.write_need(clerk, make.form(home_id))
    await commands.submit_need(clerk, need)
    await commands.check_need(await people.account("supervisor", "433101001"), need)

    for verb in AT_COUNTY:
        with pytest.raises(Denied, match="自己填写"):
            await verb(clerk, need)
    await commands.approve_need(await people.account("county", "433101"), need)

    assert await make.status(need) == "published"


async def test_who_changes_one_word_of_a_draft_may_not_decide_about_it(db: None) -> None:
    scene = await make.draft()
    step = KindStep("MAT-BED", "过冬棉被四十床", "冬天午休室太冷，给午休的孩子准备棉被。")
    await commands.save_kind(scene.supervisor, scene.need, step)
    await commands.submit_need(scene.director, scene.need)

    with pytest.raises(Denied, match="自己填写"):
        await commands.check_need(scene.supervisor, scene.need)


async def test_who_checked_may_not_approve_even_with_both_roles(db: None) -> None:
    scene = await make.waiting()
    both = await people.account("county", "433101")
    number = await people.account("supervisor", "433101001")
    both = Actor(
        id=number.id,
        name=number.name,
        grants=(*number.grants, *both.grants),
        second_factor=True,
    )
    await commands.check_need(both, scene.need)

    with pytest.raises(Denied, match="核实过"):
        await commands.approve_need(both, scene.need)
    await commands.approve_need(scene.county, scene.need)


async def test_a_delegate_may_not_decide_what_the_absent_one_wrote(db: None) -> None:
    home_id, _director = await homes.working()
    absent = await people.account("supervisor", "433101001")
    need = await commands.write_need(absent, make.form(home_id))
    await commands.submit_need(absent, need)
    other = await people.account("supervisor", "433101001")
    delegate = Actor(id=other.id, grants=other.grants, covering=absent.id, second_factor=True)

    with pytest.raises(Denied, match="代理"):
        await commands.check_need(delegate, need)


async def test_the_audit_names_the_clerk_and_the_director(db: None) -> None:
    home_id, director = await homes.working()
    clerk = await people.account("station", "433101001")
    need = await commands.write_need(clerk, make.form(home_id))

    line = await one(
        "SELECT actor_id, changes FROM audit WHERE verb = 'need.drafted' AND subject_id = $1", need
    )
    assert line is not None
    assert line["actor_id"] == clerk.id
    assert f'"entered_for":[null,{director.id}]' in line["changes"].replace(" ", "")
    assert [listed.id for listed in await entered_needs(clerk)] == [need]
    assert [listed.id for listed in await my_needs(director)] == [need]
    with pytest.raises(Denied):
        await commands.write_need(await people.account("station", "433122001"), make.form(home_id))


async def test_a_helper_on_the_rota_writes_nothing_for_the_home(db: None) -> None:
    home_id, _director = await homes.working()
    helper = await people.account("rota", make.VILLAGE, home=home_id)

    with pytest.raises(Denied):
        await commands.write_need(helper, make.form(home_id))


async def test_a_question_goes_round_and_the_same_township_looks_again(db: None) -> None:
    scene = await make.checked()
    await ask(scene.county, scene.need)
    assert await make.status(scene.need) == "information"

    with pytest.raises(Conflict, match="回答"):
        await commands.submit_need(scene.director, scene.need)
    await commands.answer_question(scene.director, scene.need, "够，两个班分上下午来。")
    assert await make.status(scene.need) == "township"
    with pytest.raises(Conflict):
        await commands.answer_question(scene.director, scene.need, "再答一次，两个班。")

    await commands.check_need(scene.supervisor, scene.need)
    await commands.approve_need(scene.county, scene.need)
    question = (await need_file(scene.director, scene.need)).questions[0]
    assert (question.question, question.answer) == (
        "四十床够不够两个班用？",
        "够，两个班分上下午来。",
    )


async def test_an_answer_brings_what_was_changed_to_the_privacy_check(db: None) -> None:
    scene = await make.waiting()
    await ask(scene.supervisor, scene.need)
    await commands.save_kind(
        scene.director, scene.need, KindStep("MAT-BED", "过冬棉被四十床", DOUBTFUL)
    )

    await commands.answer_question(scene.director, scene.need, "已经改好了，请再看。")

    assert await make.status(scene.need) == "privacy"


async def test_doubtful_words_wait_for_a_person_who_says_why(db: None) -> None:
    scene = await make.draft(purpose=DOUBTFUL)

    assert await commands.submit_need(scene.director, scene.need) is NeedStatus.privacy
    with pytest.raises(Conflict):
        await commands.check_need(scene.supervisor, scene.need)
    with pytest.raises(Invalid):
        await commands.clear_privacy(scene.supervisor, scene.need, "好")
    await commands.clear_privacy(scene.supervisor, scene.need, "说的是一类孩子，认不出是谁。")

    trail = await one("SELECT reason FROM audit WHERE verb = 'need.privacy_cleared'")
    assert trail is not None
    assert "认不出" in trail["reason"]
    assert await make.status(scene.need) == "township"


async def test_a_returned_need_is_a_draft_again_and_goes_the_whole_way(db: None) -> None:
    scene = await make.checked()
    await give_back(scene.county, scene.need)
    assert await make.status(scene.need) == "draft"

    await commands.submit_need(scene.director, scene.need)
    await commands.check_need(scene.supervisor, scene.need)
    await commands.approve_need(scene.county, scene.need)

    assert await make.status(scene.need) == "published"


@pytest.mark.parametrize("verb", [commands.return_need, commands.reject_need])
async def test_giving_back_and_refusing_want_a_reason(db: None, verb) -> None:
    scene = await make.waiting()
    for reason in ("", "  ", "不行", "长" * 501):
        with pytest.raises(Invalid):
            await verb(scene.supervisor, scene.need, reason)
    assert await make.status(scene.need) == "township"


async def stolen(scene: make.Scene) -> None:
    """Somebody with the database's password, or a rule that became stricter."""
    await value(
        "UPDATE need SET purpose = '电话 13812345678，找孩子的奶奶。' WHERE id = $1", scene.need
    )


async def test_words_are_screened_once_more_on_publishing(db: None) -> None:
    scene = await make.checked()
    await stolen(scene)

    with pytest.raises(Invalid) as refusal:
        await commands.approve_need(scene.county, scene.need)

    assert "13812345678" in refusal.value.fields["purpose"]
    assert await make.status(scene.need) == "county"


async def test_without_that_screening_the_same_words_would_be_public(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of the check above: a twin that does not look lets the number through."""
    scene = await make.checked()
    await stolen(scene)
    monkeypatch.setattr(wording, "refuse_personal_data", lambda _texts: None)

    await commands.approve_need(scene.county, scene.need)

    assert await make.status(scene.need) == "published"


async def test_a_desk_sees_what_waits_in_its_area_only(db: None) -> None:
    here = await make.waiting()
    there = await make.waiting("433122001201", title="泸溪的过冬棉被")

    async def queue(actor: Actor) -> set[int]:
        found = await waiting_needs(actor, Permission.needs_check, [NeedStatus.township])
        return {line.id for line in found}

    assert await queue(here.supervisor) == {here.need}
    assert await queue(there.supervisor) == {there.need}
    assert await queue(here.director) == set()


async def test_every_decision_is_in_the_trail_and_told(db: None) -> None:
    scene = await make.published()

    trail = await rows(
        "SELECT verb, actor_id FROM audit WHERE subject_kind = 'need' AND subject_id = $1"
        " AND verb <> 'need.saved' ORDER BY id",
        scene.need,
    )
    told = await rows(
        "SELECT topic FROM outbox WHERE (payload->>'need_id')::bigint = $1 ORDER BY id", scene.need
    )
    assert [(line["verb"], line["actor_id"]) for line in trail] == [
        ("need.drafted", scene.director.id),
        ("need.submitted", scene.director.id),
        ("need.checked", scene.supervisor.id),
        ("need.published", scene.county.id),
    ]
    assert [line["topic"] for line in told] == ["need.submitted", "need.checked", "need.published"]


async def test_the_home_reads_why_a_need_came_back_until_it_is_sent_again(db: None) -> None:
    scene = await make.waiting()
    await give_back(scene.supervisor, scene.need)
    assert await why_given_back(scene.need, NeedStatus.draft) == "请把尺寸写清楚。"
    await commands.submit_need(scene.director, scene.need)
    assert await why_given_back(scene.need, NeedStatus.township) == ""
    await reject(scene.supervisor, scene.need)
    assert await why_given_back(scene.need, NeedStatus.rejected) == "不在儿童之家的服务范围内。"
