"""One-to-one help: a number outside, two bodies, a guardian, and letters that tell nothing."""

# pyright: reportUnknownMemberType=false

from datetime import timedelta
from typing import Any

import asyncpg
import msgspec
import pytest

from match.care.pairs import commands
from match.care.pairs.forms import BeginForm, MeetingForm, OfferForm, RequestForm
from match.care.pairs.queries import pair_file, pairs_of, wanted_pairs
from match.care.pairs.screening import told
from match.care.pairs.states import LetterStatus, PairStatus
from match.care.pairs.wall import among_pairs
from match.care.sealing import keyring
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.restricted import restricted
from match.people.commands.checks import record_check
from tests.care import make as care
from tests.care.make_papers import guardian
from tests.people import make as people

TOWNSHIP = "433101001000"
WORDS = "退休教师，每周能来一次，会讲故事和下棋"
LETTER = "谢谢你寄来的书，我最喜欢那本写星星的。"


class Pairing(msgspec.Struct, kw_only=True):
    """A home that asked for six, a helper with a check, a child with a guardian."""

    scene: care.Scene
    helper: Actor
    child: int
    guardian: int
    pair: int = 0


async def checked(actor: Actor, county: Actor, *, days_ago: int = 10) -> None:
    assert actor.id is not None
    await record_check(
        county,
        actor.id,
        result="clear",
        issuer="吉首市公安局",
        checked_on=clock.today() - timedelta(days=days_ago),
        division="433101001201",
    )


async def offered(*, check: bool = True) -> Pairing:
    scene = await care.scene()
    helper = await people.account("volunteer", name="覃助学")
    if check:
        await checked(helper, scene.county)
    child = await care.child(scene, name="欧阳小满", school="河溪小学四年级二班")
    parent = await guardian(scene, child)
    await commands.ask_for_pairs(scene.director, RequestForm(scene.home, "PAIR-COMP", 6))
    made = Pairing(scene=scene, helper=helper, child=child, guardian=parent)
    made.pair = await commands.offer_help(helper, OfferForm(TOWNSHIP, "PAIR-COMP", WORDS))
    return made


async def running() -> Pairing:
    held = await offered()
    await commands.accept_for_home(held.scene.director, held.pair)
    await commands.accept_for_county(held.scene.county, held.pair)
    form = BeginForm(held.child, held.guardian, "present", refusal_shown=True)
    await commands.begin_pair(held.scene.director, held.pair, form)
    return held


@pytest.mark.notice
async def test_a_pair_needs_a_check_two_bodies_and_a_guardian(db: None) -> None:
    """Notice 4.3d: one-to-one help (HM-PAIR)."""
    held = await offered()
    director, county = held.scene.director, held.scene.county
    form = BeginForm(held.child, held.guardian, "present", refusal_shown=True)
    with pytest.raises(Conflict):
        await commands.begin_pair(director, held.pair, form)
    with pytest.raises(Denied):
        await commands.accept_for_home(county, held.pair)
    await commands.accept_for_home(director, held.pair)
    with pytest.raises(Denied):
        await commands.accept_for_county(director, held.pair)
    await commands.accept_for_county(county, held.pair)
    with pytest.raises(Invalid):
        unasked = BeginForm(held.child, held.guardian, "present")
        await commands.begin_pair(director, held.pair, unasked)
    other = await care.child(held.scene)
    with pytest.raises(Invalid):
        wrong = BeginForm(other, held.guardian, "present", refusal_shown=True)
        await commands.begin_pair(director, held.pair, wrong)
    await commands.begin_pair(director, held.pair, form)

    assert (await pair_file(held.helper, held.pair)).status is PairStatus.active


async def test_without_a_check_in_date_nobody_comes_near(db: None) -> None:
    with pytest.raises(Denied):
        await offered(check=False)


async def test_a_check_that_ran_out_ends_the_pair_and_somebody_looks_after_the_child(
    db: None,
) -> None:
    held = await running()
    assert await commands.sweep_pairs(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=400)):
        assert await commands.sweep_pairs(SYSTEM) == 1
        ended = await pair_file(held.scene.director, held.pair)
        assert (ended.status, ended.reason) == (PairStatus.ended, "从业查询已过期")
    with clock.freeze(clock.now() + timedelta(days=407)):
        assert await commands.sweep_pairs(SYSTEM) == 1
    assert len(await rows("SELECT id FROM outbox WHERE topic = 'pair.follow_due'")) == 1
    await commands.follow_up(held.scene.director, held.pair, "孩子情绪平稳，已另行安排陪伴")
    assert (await pair_file(held.scene.director, held.pair)).status is PairStatus.followed


async def test_a_withdrawn_consent_ends_it_at_once(db: None) -> None:
    held = await running()

    await commands.withdraw_consent(held.scene.director, held.pair)

    assert (await pair_file(held.helper, held.pair)).status is PairStatus.ended
    with pytest.raises(Conflict):
        await commands.write_in(held.helper, held.pair, "还能给你写信吗")


async def test_outside_only_numbers_of_townships_and_none_below_five(db: None) -> None:
    held = await offered()
    many = [line for line in await wanted_pairs() if line.township == TOWNSHIP]
    await commands.ask_for_pairs(held.scene.director, RequestForm(held.scene.home, "PAIR-COMP", 4))
    few = [line for line in await wanted_pairs() if line.township == TOWNSHIP]

    assert [(line.mode, line.wanted) for line in many] == [("PAIR-COMP", 6)]
    assert [(line.mode, line.wanted) for line in few] == [("PAIR-COMP", None)]


async def test_letters_go_through_the_home_both_ways(db: None) -> None:
    held = await running()
    director, helper = held.scene.director, held.helper
    first = await commands.write_out(director, held.pair, LETTER)
    assert (await pair_file(helper, held.pair)).letters == ()
    await commands.pass_letter(director, held.pair, first)
    await commands.write_in(helper, held.pair, "下次我们一起看天文书，好吗？")

    seen = (await pair_file(helper, held.pair)).letters
    assert [(letter.direction, letter.status, letter.text) for letter in seen] == [
        ("out", LetterStatus.passed, LETTER),
        ("in", LetterStatus.waiting, "下次我们一起看天文书，好吗？"),
    ]


PLANTED = [
    "我叫欧阳小满，很高兴认识你",
    "你好，我在河溪小学四年级二班上学",
    "我家在河溪村三组石板屋旁，欢迎来玩",
    "我奶奶龙桂英做饭很好吃",
    "可以打 13874300000 给我",
    "欧阳 小满 写给你的信",
    "我的微信是 abc_12345，加我",
]


@pytest.mark.parametrize("text", PLANTED)
async def test_a_planted_identity_never_crosses(db: None, text: str) -> None:
    held = await running()

    with pytest.raises(Invalid) as refused:
        await commands.write_out(held.scene.director, held.pair, text)

    assert "text" in refused.value.fields
    async with restricted(("433101",)):
        assert await value("SELECT count(*) FROM care.pair_letter") == 0


@pytest.mark.parametrize(
    "text", ["我是覃助学，有空来玩", "我的电话 13911112222", "加我微信 wx_qinzx1"]
)
async def test_a_helper_cannot_leave_a_way_to_be_reached(db: None, text: str) -> None:
    held = await running()

    with pytest.raises(Invalid):
        await commands.write_in(held.helper, held.pair, text)


async def test_the_helpers_refusal_is_no_oracle_of_the_childs_name(db: None) -> None:
    """Guessing the child's surname into a letter is refused only when the home reads it."""
    held = await running()
    guess = await commands.write_in(held.helper, held.pair, "欧阳小满同学的星星图画得真好看")

    with pytest.raises(Invalid):
        await commands.pass_letter(held.scene.director, held.pair, guess)
    await commands.refuse_letter(held.scene.director, held.pair, guess, "信里写了称呼，请改写")


def test_without_the_childs_own_words_the_screen_would_let_them_pass() -> None:
    """The twin: what only the file knows is found by the file's words alone."""
    text = "石板屋旁的小路我走过很多次"

    assert told(text, []) == []
    assert told(text, ["河溪村三组石板屋旁"]) != []


async def test_nothing_of_the_child_is_on_the_helpers_side(db: None) -> None:
    """What the helper's queries return, and what the database lets that side read at all."""
    held = await running()
    await commands.write_out(held.scene.director, held.pair, LETTER)
    file = await pair_file(held.helper, held.pair)
    lines = await pairs_of(held.helper)
    async with among_pairs(held.helper, ()):
        apart = await rows("SELECT * FROM care.pair_child")
        letters = await rows("SELECT * FROM care.pair_letter")
        children = await rows("SELECT * FROM care.child")

    assert (apart, letters, children) == ([], [], [])
    shown = repr([msgspec.structs.asdict(file), lines])
    for secret in ("欧阳", "小满", "河溪", "龙桂英", LETTER, "433101001201"):
        assert secret not in shown


async def test_the_trail_and_the_facts_do_not_say_which_child(db: None) -> None:
    before = await value("SELECT coalesce(max(id), 0) FROM audit")
    held = await running()
    trail = await rows("SELECT * FROM audit WHERE id > $1 AND subject_kind = 'pair'", before)
    told_on = await rows("SELECT topic, payload FROM outbox WHERE topic LIKE 'pair.%'")

    assert len(trail) == 4
    assert "child" not in repr(told_on)
    assert {row["subject_id"] for row in trail} == {held.pair}


async def test_strangers_and_other_homes_see_no_pair(db: None) -> None:
    held = await running()
    other = await care.scene("433101001202")
    for who in (
        await people.account("volunteer"),
        other.director,
        await people.account("county", "433122"),
        await people.account("prefecture", "4331"),
    ):
        assert await pairs_of(who) == []
        with pytest.raises(NotFound):
            await pair_file(who, held.pair)
    county = await pair_file(held.scene.county, held.pair)
    await commands.write_out(held.scene.director, held.pair, LETTER)
    assert county.letters == ()


async def test_meetings_want_two_grown_ups(db: None) -> None:
    held = await running()
    with pytest.raises(Invalid):
        await commands.note_meeting(
            held.scene.director, held.pair, MeetingForm(clock.today(), 60, 1)
        )
    await commands.note_meeting(held.scene.director, held.pair, MeetingForm(clock.today(), 60, 2))

    assert len((await pair_file(held.helper, held.pair)).meetings) == 1


async def test_the_database_refuses_one_grown_up_and_one_body(db: None) -> None:
    held = await running()
    bad = [
        "INSERT INTO care.pair_meeting (pair_id, division, at, minutes, adults, noted_by)"
        " SELECT id, division, now(), 30, 1, helper_id FROM care.pair",
        "UPDATE care.pair SET county_by = home_by",
        "UPDATE care.pair SET home_by = helper_id",
        "DELETE FROM care.pair_letter",
    ]
    for statement in bad:
        with pytest.raises(asyncpg.PostgresError):
            async with restricted(("433101",)):
                await rows(statement)
    assert held.pair


async def test_letters_go_with_the_childs_key(db: None) -> None:
    held = await running()
    letter = await commands.write_out(held.scene.director, held.pair, LETTER)
    await commands.pass_letter(held.scene.director, held.pair, letter)
    async with restricted(("433101",)):
        row: Any = await one("SELECT key FROM care.child WHERE id = $1", held.child)
    keyring().destroy(row["key"])

    assert [one_of.text for one_of in (await pair_file(held.helper, held.pair)).letters] == [""]
