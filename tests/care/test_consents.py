"""§3.7: each scope apart, with version, hash, relation, time and channel; withdrawal takes down."""

import hashlib

import pytest

from jobs.listeners import listeners_of
from match.care import commands
from match.care.consent_texts import CURRENT, text_of
from match.care.forms import AnswerForm, AskedForm, ConsentForm, GuardianForm, TalkForm
from match.care.queries import child_file
from match.care.states import Channel, ConsentScope, Decision, GuardianKind, RequestKind
from match.files.commands import keep_photo, show_photos
from match.files.queries import stored
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from tests.care import make, make_papers
from tests.walks.steps import picture


async def heard(topic: str) -> int:
    """Let the listeners hear every fact of *topic* that is in the outbox; how many there were."""
    found = await rows("SELECT id, payload::text AS payload FROM outbox WHERE topic = $1", topic)
    import msgspec

    for fact in found:
        for listener in listeners_of(topic):
            await listener.hear(fact["id"], msgspec.json.decode(fact["payload"]))
    return len(found)


async def test_an_answer_keeps_version_hash_relation_time_and_channel(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    await make_papers.consent(scene, child, guardian, ConsentScope.collect)
    await make_papers.consent(scene, child, guardian, ConsentScope.share, Decision.refused)

    kept = {one["scope"]: one for one in (await child_file(scene.director, child)).consents}

    assert set(kept) == {"collect", "share"}
    assert kept["share"]["decision"] == "refused"
    one = kept["collect"]
    text = text_of(ConsentScope.collect)
    assert one["text_hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert (one["version"], one["relation"], one["channel"]) == (CURRENT, "奶奶", "paper")
    assert "可以拒绝" in text


async def test_refusing_must_have_been_offered(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    form = ConsentForm(
        guardian_id=await make_papers.guardian(scene, child),
        scope=ConsentScope.photo,
        decision=Decision.given,
        channel=Channel.phone,
    )
    with pytest.raises(Invalid):
        await commands.note_consent(scene.director, child, form)


async def test_a_photo_goes_when_the_consent_is_taken_back(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    photo = await keep_photo(scene.director, picture(), division=make.VILLAGE)
    with pytest.raises(Conflict):
        await commands.permit_photo(scene.director, child, photo)
    await make_papers.consent(scene, child, guardian, ConsentScope.photo)
    await commands.permit_photo(scene.director, child, photo)
    await show_photos(scene.director, [photo])
    assert (await stored(ANONYMOUS, photo)).shown

    await commands.withdraw_consent(scene.director, child, ConsentScope.photo, Channel.phone)
    assert await heard("care.photo_withdrawn") == 1

    for actor in (ANONYMOUS, scene.director, scene.county):
        with pytest.raises(NotFound):
            await stored(actor, photo)
    await show_photos(scene.director, [photo])
    with pytest.raises(NotFound):
        await stored(ANONYMOUS, photo)
    with pytest.raises(Conflict):
        await commands.withdraw_consent(scene.director, child, ConsentScope.photo, Channel.phone)


@pytest.mark.notice
async def test_standing_in_for_parents_is_urged_and_dated(db: None) -> None:
    """Notice 2.3e: grandparents and appointed guardians are urged; the talk is written down."""
    scene = await make.scene()
    child = await make.child(scene)
    grandmother = await make_papers.guardian(scene, child)
    appointed = await make_papers.guardian(
        scene, child, kind=GuardianKind.appointed, relation="伯父", name="龙大山"
    )
    today = clock.today()
    for guardian in (grandmother, appointed):
        form = TalkForm(day=today, note="商定每周给孩子父母打一次视频电话")
        await commands.talk_with_guardian(scene.director, child, guardian, form)
    with pytest.raises(Invalid):
        await commands.talk_with_guardian(
            scene.director, child, grandmother, TalkForm(day=today, note="谈")
        )

    file = await child_file(scene.director, child)

    assert [(talk["day"], talk["note"]) for talk in file.talks] == [
        (today, "商定每周给孩子父母打一次视频电话")
    ] * 2
    assert {one["kind"] for one in file.guardians} == {"GK-GRAND", "GK-APPT"}


@pytest.mark.parametrize("fault", ["convicted", "addicted", "neglectful"])
async def test_a_carer_who_harms_is_refused(db: None, fault: str) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    form = {"relation": "邻居", "name": "龙大海", "kind": GuardianKind.carer}
    await commands.add_guardian(scene.director, child, GuardianForm(**form))  # type: ignore[arg-type]

    with pytest.raises(Invalid):
        await commands.add_guardian(
            scene.director,
            child,
            GuardianForm(**form, **{fault: True}),  # type: ignore[arg-type]
        )


async def test_a_guardians_request_is_due_and_answered_in_writing(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    form = AskedForm(
        guardian_id=guardian,
        kind=RequestKind.delete,
        asked_on=clock.today(),
        asked="搬家了，请删除孩子的信息",
    )
    asked = await commands.note_request(scene.director, child, form)
    with pytest.raises(Invalid):
        await commands.answer_request(
            scene.director, child, asked, AnswerForm(granted=False, answer="不")
        )
    await commands.answer_request(
        scene.director, child, asked, AnswerForm(granted=True, answer="已申请销毁档案")
    )
    with pytest.raises(Conflict):
        await commands.answer_request(
            scene.director, child, asked, AnswerForm(granted=True, answer="已申请销毁档案")
        )

    shown = (await child_file(scene.director, child)).requests[0]

    assert (shown["granted"], shown["answer"]) == ("given", "已申请销毁档案")
    assert shown["due_on"] > shown["asked_on"]


async def test_those_concerned_hear_without_a_name(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene, name="欧阳无名")
    today = clock.today()
    await commands.attend_in_emergency(scene.director, child, today, "家里没有大人照看孩子")
    await commands.ask_erasure(scene.director, child, "mistake")
    for topic in ("care.leave_asked", "care.grant_approved", "care.let_in", "care.erasure_asked"):
        assert await heard(topic) >= 1, topic

    told = await rows(
        "SELECT account_id AS account, kind FROM message WHERE account_id = ANY($1)",
        [scene.director.id, scene.supervisor.id, scene.county.id],
    )

    assert {(line["account"], line["kind"]) for line in told} >= {
        (scene.supervisor.id, "leave_waiting"),
        (scene.director.id, "leave_decided"),
        (scene.supervisor.id, "child_let_in"),
        (scene.supervisor.id, "erasure_waiting"),
        (scene.county.id, "erasure_waiting"),
    }
    assert await value("SELECT count(*) FROM outbox WHERE payload::text LIKE '%欧阳%'") == 0
    assert SYSTEM.system
