"""Confidential concerns: who speaks is nowhere, who is concerned does not read it."""

# pyright: reportUnknownMemberType=false

import pytest

from match.care.cases.commands import (
    answer_concern,
    close_concern,
    make_concern,
    speak_again,
)
from match.care.cases.forms import ConcernForm
from match.care.cases.queries import concerns
from match.care.cases.queries.concerns import concern_file, spoken_of, waiting_concerns
from match.care.cases.states import About, ConcernStatus
from match.care.cases.wall import inside
from match.foundation.actor import ANONYMOUS
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, NotFound
from tests.care.cases import make
from tests.people import make as people

WORDS = "有一位志愿者单独带孩子出去过两次"


def form(about: About = About.volunteer) -> ConcernForm:
    return ConcernForm(about=about, division=make.COUNTY, text=WORDS)


async def test_both_sides_talk_through_the_code_alone(db: None) -> None:
    held = await make.desks()
    code = await make_concern(ANONYMOUS, form())
    number = (await spoken_of(code)).id
    await answer_concern(held.protection, number, "请问是哪一天？我们正在核实")
    await speak_again(ANONYMOUS, code, "上个月的两个周六")
    await answer_concern(held.protection, number, "已暂停其服务，谢谢您")
    await close_concern(held.protection, number)

    talk = await spoken_of(code.lower())
    assert [line.by_desk for line in talk.said] == [False, True, False, True]
    assert talk.said[2].text == "上个月的两个周六"
    assert talk.status is ConcernStatus.closed
    with pytest.raises(Conflict):
        await speak_again(ANONYMOUS, code, "还有一件事要说")


@pytest.mark.parametrize(
    ("about", "reads"),
    [
        (About.home, "protection"),
        (About.donor, "protection"),
        (About.county, "prefecture"),
        (About.prefecture, "province"),
    ],
)
async def test_the_desk_concerned_never_reads_it(db: None, about: About, reads: str) -> None:
    held = await make.desks()
    province = await people.account("province", "43")
    code = await make_concern(ANONYMOUS, form(about))
    number = (await spoken_of(code)).id
    desks = {
        "protection": held.protection,
        "county": held.county,
        "prefecture": held.prefecture,
        "province": province,
    }

    for name, desk in desks.items():
        assert [talk.id for talk in await waiting_concerns(desk)] == (
            [number] if name == reads else []
        )
        if name != reads:
            with pytest.raises(NotFound):
                await concern_file(desk, number)
            with pytest.raises(NotFound):
                await answer_concern(desk, number, "我来处理这件事")


async def test_an_empty_desk_is_passed_by(db: None) -> None:
    await people.place(make.COUNTY)
    above = await people.account("prefecture", "4331")

    await make_concern(ANONYMOUS, form())

    assert len(await waiting_concerns(above)) == 1


async def test_nothing_tells_who_spoke(db: None) -> None:
    """Signed in or not: the account is in no row, no trail, no fact; the words are sealed."""
    await make.desks()
    who = await people.account(name="麻开口")
    audit, facts = (
        await value("SELECT max(id) FROM audit"),
        await value("SELECT coalesce(max(id), 0) FROM outbox"),
    )
    code = await make_concern(who, form())
    await speak_again(who, code, "再补充一句，他还收了东西")
    trail = await rows("SELECT * FROM audit WHERE id > $1", audit)
    told = await rows("SELECT * FROM outbox WHERE id > $1", facts)
    async with inside(desk=("43",)):
        kept = await rows("SELECT * FROM care.concern")
        said = await rows("SELECT * FROM care.concern_message")

    assert {row["actor_id"] for row in trail} == {None}
    assert {row["account_id"] for row in said} == {None}
    everything = repr([trail, told, kept, said])
    for secret in ("麻开口", WORDS, code, "他还收了东西"):
        assert secret not in everything
        assert secret.encode().hex() not in everything


async def test_a_wrong_code_opens_nothing(db: None) -> None:
    await make.desks()
    await make_concern(ANONYMOUS, form())
    for code in ("", "AAAA-BBBB-CCCC-DDDD"):
        with pytest.raises(NotFound):
            await spoken_of(code)


async def test_each_reading_by_the_desk_leaves_one_line_also_when_it_fails(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = await make.desks()
    number = (await spoken_of(await make_concern(ANONYMOUS, form()))).id
    read = "SELECT count(*) FROM audit WHERE verb = 'concern.read' AND subject_id = $1"
    await concern_file(held.protection, number)
    await waiting_concerns(held.protection)
    assert await value(read, number) == 1

    async def broken(row: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(concerns, "_talk", broken)
    with pytest.raises(ZeroDivisionError):
        await concern_file(held.protection, number)
    assert await value(read, number) == 2
