"""
Planted identities: after every verb of the room, no table of the whole database holds one, nor
does any log line; only sealed columns know them. The leaky twin is caught.
"""

from datetime import timedelta

import pytest
import structlog

from match.care import commands
from match.care.forms import AnswerForm, AskedForm, TalkForm
from match.care.queries import child_file, found, home_files, looks, totals
from match.care.states import ConsentScope, Leaving, RequestKind
from match.foundation import clock
from match.foundation.db import rows, value
from match.foundation.restricted import restricted
from tests.care import make, make_papers

PLANTED = {
    "name": "欧阳昙花",
    "identity": "433101201605200012",
    "address": "昙花巷十七号石屋",
    "phone": "13874377777",
    "school": "昙花小学四年级",
    "health": "昙花过敏",
}
MORE = (
    "昙花奶奶",
    "13874388888",
    "昙花务工地",
    "昙花谈话记录",
    "昙花紧急情况",
    "昙花补签",
    "昙花请求",
)


def identity() -> str:
    """The planted number with a check digit that holds."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    body = PLANTED["identity"][:17]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


async def every_verb() -> int:
    scene = await make.scene()
    fields = {**PLANTED, "identity": identity()}
    child = await make.child(scene, **fields)
    await commands.change_child(
        scene.director, child, make.form(**{**fields, "health": "昙花过敏，已好转"})
    )
    guardian = await make_papers.guardian(scene, child, name=MORE[0], phone=MORE[1], place=MORE[2])
    today = clock.today()
    talk = TalkForm(day=today, note=MORE[3], next_on=today + timedelta(days=30))
    await commands.talk_with_guardian(scene.director, child, guardian, talk)
    let_in = await commands.attend_in_emergency(scene.director, child, today, MORE[4])
    await commands.follow_up(scene.director, child, let_in, MORE[5])
    await make_papers.agreement(scene, child, guardian)
    await make_papers.consent(scene, child, guardian, ConsentScope.collect)
    asked = AskedForm(guardian_id=guardian, kind=RequestKind.view, asked_on=today, asked=MORE[6])
    request = await commands.note_request(scene.director, child, asked)
    answer = AnswerForm(granted=True, answer="昙花已查阅")
    await commands.answer_request(scene.director, child, request, answer)
    await commands.send_month(scene.director, scene.home, today.replace(day=1))
    assert (await child_file(scene.director, child)).name == PLANTED["name"]
    assert await found(scene.director, PLANTED["name"])
    assert await home_files(scene.director, scene.home)
    await looks(scene.supervisor, child=child)
    await totals(make.COUNTY, today.replace(day=1))
    await commands.archive_child(scene.director, child, Leaving.moved)
    await commands.ask_erasure(scene.director, child, "request")
    return child


async def holding() -> list[str]:
    """Every table of any schema of ours with a planted text in it, plain or as bytes."""
    texts = [*PLANTED.values(), identity(), *MORE, "昙花"]
    patterns = [f"%{t}%" for t in texts] + [f"%{t.encode().hex()}%" for t in texts]
    held: list[str] = []
    tables = await rows(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname IN ('public', 'care') ORDER BY 1"
    )
    assert len(tables) > 100
    async with restricted((make.COUNTY,)):
        for table in tables:
            name = table["name"]  # quoted by format
            if await value(
                f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text LIKE ANY($1))",
                patterns,
            ):
                held.append(name)
    return held


@pytest.mark.projection
async def test_no_table_and_no_log_line_holds_a_planted_identity(
    db: None, capfd: pytest.CaptureFixture[str]
) -> None:
    with structlog.testing.capture_logs() as lines:
        child = await every_verb()

    assert await holding() == []
    said = capfd.readouterr()
    assert "昙花" not in str(lines) + said.out + said.err
    assert await make.value("SELECT count(*) FROM care.child WHERE id = $1", child) == 1


@pytest.mark.projection
async def test_the_leaky_twin_is_caught(db: None) -> None:
    child = await every_verb()
    await value(
        "INSERT INTO audit (verb, subject_kind, subject_id, reason)"
        " VALUES ('care.registered', 'child', $1, $2) RETURNING id",
        child,
        f"登记了{PLANTED['name']}",
    )

    assert await holding() == ["public.audit"]
