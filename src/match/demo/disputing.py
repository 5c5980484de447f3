"""What suppliers ask and object to while answers are taken, and what they follow."""

from collections.abc import Mapping

from match.demo.casting import Staff
from match.demo.content import organisations
from match.demo.steps import Progress, Stage, Troupe
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.permissions import Role
from match.objections.commands import raise_objection, receive_objection, reply_objection
from match.objections.forms import ObjectionForm, ReplyForm
from match.objections.states import Ground, Outcome, Remedy, Subject
from match.openness.following.commands import keep_search
from match.openness.following.forms import SearchForm
from match.openness.following.states import Subject as Followed
from match.tenders.questions.commands import answer, ask
from match.tenders.questions.forms import AnswerForm, QuestionForm

FULL = "吉首市农村留守儿童心理健康服务（演示）"
LIGHT = "吉首市易地搬迁安置区未成年人关爱服务（演示）"
WAITING = "古丈县乡镇社工站专业支持服务（演示）"
QUESTIONS = (
    ("服务人员下村的交通费是否包含在报价里？", "包含。报价应当包括完成服务的全部费用。"),
    ("是否接受两家机构组成联合体？", "接受，请在平台登记联合体协议，并写明牵头方和分工。"),
    ("服务期内更换人员需要办理什么手续？", ""),
)


async def dispute(troupe: Troupe, staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Questions, objections and a kept search, unless they are there."""
    stage = Stage(progress, "questions", 4)
    people = {text.key: (text.person_in_charge, text.phone) for text in organisations()}
    asker = await troupe.actor(await troupe.account(*people["shanquan"]))
    other = await troupe.actor(await troupe.account(*people["gudao"]))
    officer = await staff.at(Role.purchaser, "433101")
    follower = await troupe.actor(await troupe.account(*people["nuanyang"]))
    full, light, waiting = [await _tender(title) for title in (FULL, LIGHT, WAITING)]
    for tender in (full, light):
        if not await value("SELECT count(*) FROM tender_question WHERE tender_id = $1", tender):
            await _questions(asker, officer, tender)
        stage.step()
    if not await value("SELECT count(*) FROM objection"):
        await _answered(asker, ids["shanquan"], officer, full)
        await raise_objection(other, waiting, _unclear(ids["gudao"]))
    stage.step()
    if not await value("SELECT count(*) FROM saved_search"):
        search = SearchForm(Followed.purchases, "湘西州儿童服务采购", area="4331", category="SVC")
        await keep_search(follower, search)
    stage.step()


async def _tender(title: str) -> int:
    found = await one("SELECT id FROM tender WHERE title = $1", title)
    assert found is not None, "written by the stage before"
    return found["id"]


@command
async def _questions(asker: Actor, officer: Actor, tender: int) -> None:
    """The last one still waits at the officer's desk."""
    for asked, said in QUESTIONS:
        question = await ask(asker, tender, QuestionForm(asked))
        if said:
            await answer(officer, tender, question, AnswerForm(said, changes=False))


@command
async def _answered(supplier: Actor, organisation: int, officer: Actor, tender: int) -> None:
    """One about the documents that was looked into and answered."""
    form = ObjectionForm(
        organisation=organisation,
        subject=Subject.document,
        grounds=[Ground.unclear],
        facts="采购文件没有写明团体辅导每次的人数和时长，供应商无法据此测算人员和报价。",
        remedy=Remedy.explain,
    )
    made = await raise_objection(supplier, tender, form)
    await receive_objection(officer, made)
    said = "采购文件已写明团体辅导每次八至十二人、不少于四十五分钟，现予说明，文件不变。"
    await reply_objection(officer, made, ReplyForm(Outcome.unfounded, said))


def _unclear(organisation: int) -> ObjectionForm:
    """One that still waits to be received."""
    return ObjectionForm(
        organisation=organisation,
        subject=Subject.document,
        grounds=[Ground.time_too_short],
        facts="采购文件要求供应商在公告后提交近三年的服务台账，准备时间不足，请延长提交期限。",
        remedy=Remedy.explain,
    )
