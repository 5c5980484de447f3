"""What could cross between a pair's two sides, outlive the child's file, or be read unseen."""

# pyright: reportUnknownMemberType=false

import pytest

from match.care import commands as files
from match.care.pairs import commands
from match.care.pairs.queries import given, pair_file
from match.care.pairs.states import PairStatus
from match.care.sealing import keyring
from match.care.states import Leaving
from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.foundation.errors import Invalid
from match.foundation.keys import KeyTrouble, keys
from tests.care import make as care
from tests.care.pairs.test_pairs import LETTER, running

LOOKS = "SELECT count(*) FROM care.look WHERE part = 'letter' AND children @> ARRAY[$1::bigint]"


async def test_the_home_reads_letters_as_it_reads_the_file(db: None) -> None:
    """One look for one reading; without leave no word of them."""
    held = await running()
    director = held.scene.director
    letter = await commands.write_out(director, held.pair, LETTER)
    await commands.pass_letter(director, held.pair, letter)
    before = await care.value(LOOKS, held.child)

    seen = await pair_file(director, held.pair)

    assert [one.text for one in seen.letters] == [LETTER]
    assert await care.value(LOOKS, held.child) - before == 1
    await pair_file(director, held.pair, letters=False)
    await pair_file(held.helper, held.pair)
    assert await care.value(LOOKS, held.child) - before == 1, "who got the letter opens no file"
    grant = await care.value("SELECT id FROM care.access_grant WHERE account_id = $1", director.id)
    await files.revoke_leave(director, grant, "")
    without = await pair_file(director, held.pair)
    assert ([one.text for one in without.letters], without.shut) == ([""], True)
    assert [one.text for one in (await pair_file(held.helper, held.pair)).letters] == [LETTER]


@pytest.mark.parametrize("text", ["小满祝您身体健康", "奶奶桂英也夸我画得好"])
async def test_a_letter_is_not_signed_with_the_name_without_its_surname(
    db: None, text: str
) -> None:
    held = await running()

    with pytest.raises(Invalid):
        await commands.write_out(held.scene.director, held.pair, text)


def test_what_a_child_signs_with() -> None:
    assert [given(n) for n in ("欧阳小满", "龙桂英", "田 小雨", "李明", "阿依古丽娜")] == [
        "小满", "桂英", "小雨", "", "",
    ]  # fmt: skip


async def test_a_reason_that_the_helper_reads_is_screened_like_a_letter(db: None) -> None:
    held = await running()
    director = held.scene.director
    letter = await commands.write_in(held.helper, held.pair, "下次我们一起看天文书，好吗？")
    with pytest.raises(Invalid) as refused:
        await commands.refuse_letter(director, held.pair, letter, "欧阳小满这周不想写信")
    assert "reason" in refused.value.fields
    await commands.end_pair(director, held.pair, "欧阳小满要转学去河溪小学")
    trail = repr(await rows("SELECT * FROM audit"))

    assert (await pair_file(held.helper, held.pair)).reason == ""
    assert "转学" in (await pair_file(director, held.pair)).reason, "the twin: the home keeps it"
    assert "欧阳小满" not in trail


async def test_a_pair_ends_with_the_file_that_it_is_for(db: None) -> None:
    held = await running()
    await files.archive_child(held.scene.director, held.child, Leaving.moved)

    assert await commands.sweep_pairs(SYSTEM) == 1
    assert (await pair_file(held.helper, held.pair)).status is PairStatus.ended


async def test_the_follow_up_is_sealed_with_the_childs_key(db: None) -> None:
    """Under the house's own key it would outlive the erasure."""
    held = await running()
    await commands.end_pair(held.scene.director, held.pair, "帮扶人搬家了")
    await commands.follow_up(held.scene.director, held.pair, "孩子情绪平稳，已另行安排陪伴")
    note = await care.value("SELECT follow_note FROM care.pair")
    name = await care.value("SELECT key FROM care.child WHERE id = $1", held.child)

    with pytest.raises(KeyTrouble):
        keys().open(note, "pair.follow_note")
    assert keyring().key(name).open(note, "pair.follow_note") == "孩子情绪平稳，已另行安排陪伴"
