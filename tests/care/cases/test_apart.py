"""What a report set going stays with the county, and one act leaves one look."""

# pyright: reportUnknownMemberType=false

import httpx

from match.care.cases.commands import (
    case_of_report,
    link_child,
    make_concern,
    note_act,
    open_report,
    step_case,
)
from match.care.cases.forms import ActForm, ConcernForm
from match.care.cases.queries.children import care_of
from match.care.cases.queries.concerns import spoken_of
from match.care.cases.states import About
from match.care.states import Purpose
from match.foundation import clock
from match.foundation.actor import ANONYMOUS
from tests.care import make as care
from tests.care.cases import make
from tests.people import make as people

HEARD = "报告人说是儿童之家的人动手打了孩子"
VISIT = "家访，一切都好"


async def linked(scene: care.Scene, child: int) -> int:
    """A case that a report began, of a child whose file the county may open."""
    held = await make.desks()
    await make.filed()
    number = await make.newest()
    await open_report(held.protection, number)
    case = await case_of_report(held.protection, number)
    await step_case(held.protection, case, "triage", HEARD)
    await care.give_leave(
        scene, scene.county, home_id=scene.home, child_id=child, purpose=Purpose.case
    )
    await link_child(scene.county, case, child)
    return case


async def test_the_home_never_reads_what_was_done_about_a_report(db: None) -> None:
    """The report may be about the very person who keeps the child's file."""
    scene = await care.scene()
    child = await care.child(scene)
    await note_act(scene.director, child, ActForm("CA-VISIT", clock.today(), VISIT))
    await linked(scene, child)

    home = await care_of(scene.director, child)
    county = await care_of(scene.county, child)

    assert [act.result for act in home.acts] == [VISIT]
    assert {act.result for act in county.acts} == {VISIT, HEARD}, "the twin: it is there to be read"


async def test_a_step_of_a_case_leaves_one_look(client: httpx.AsyncClient, db: None) -> None:
    scene = await care.scene()
    child = await care.child(scene)
    case = await linked(scene, child)
    await client.get("/sign-in")
    token = client.cookies["__Host-csrf"]
    await people.sign_in(client, scene.county)
    looks = "SELECT count(*) FROM care.look WHERE part IN ('case', 'referral')"
    for path, fields in (
        ("steps/act", {"result": "已上门核实"}),
        ("referrals", {"target": "RT-HOSP", "reason": "请检查身体"}),
    ):
        before = await care.value(looks)
        answer = await client.post(
            f"/desk/cases/{case}/{path}", data={**fields, "_csrf_token": token}
        )

        assert answer.status_code == 303, answer.text[-400:]
        assert await care.value(looks) - before == 1, path


async def test_strangers_learn_nothing_from_what_a_form_complains_of(
    client: httpx.AsyncClient, db: None
) -> None:
    """Empty or whole, a form sent to another county's case or to another desk finds nothing."""
    scene = await care.scene()
    case = await linked(scene, await care.child(scene))
    concern = ConcernForm(about=About.volunteer, division=make.COUNTY, text="单独带孩子外出过")
    number = (await spoken_of(await make_concern(ANONYMOUS, concern))).id
    whole = {"result": "已上门核实", "target": "RT-HOSP", "reason": "请检查身体", "child": "1"}
    await client.get("/sign-in")
    token = client.cookies["__Host-csrf"]
    await people.sign_in(client, await people.account("protection", "433122"))
    paths = [f"cases/{case}/{step}" for step in ("steps/act", "referrals", "child", "risks")]
    for path in (*paths, f"concerns/{number}/answer"):
        for fields in ({}, {**whole, "text": "我来处理这件事"}):
            answer = await client.post(f"/desk/{path}", data={**fields, "_csrf_token": token})
            assert answer.status_code == 404, (path, fields, answer.status_code)
