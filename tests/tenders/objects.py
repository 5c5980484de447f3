"""One purchase with a notice and a question, one mirror, one plan in the making."""

from match.foundation.db import value
from match.tenders import commands
from match.tenders.questions.commands import ask
from match.tenders.questions.forms import QuestionForm
from match.tenders.states import Method, Mode, Scheme
from match.tenders.wizard.commands import open_entry
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.tenders import make


async def objects(scene: Scene) -> dict[str, str]:
    """Paths for every route of notices, questions, changes and the way to a notice."""
    del scene
    _officer, public = await make.published()
    notice = await value("SELECT id FROM tender_notice WHERE tender_id = $1", public)
    question = await ask(
        await people.account(), public, QuestionForm("服务人员的交通费是否包含在限价之内？")
    )
    officer, plan = await make.draft()
    entry = await open_entry(officer, plan)
    buyer, organisation = await make.department()
    mirror = await commands.draft_tender(
        buyer,
        make.form(
            organisation=organisation,
            budget_fen=260_000_000,
            mode=Mode.mirror,
            method=Method.open,
            scheme=Scheme.lowest,
        ),
    )
    start = "/purchases/{tender_id:int}"
    one = f"/purchases/{public}"
    return {
        f"{start}/feed.atom": f"{one}/feed.atom",
        f"{start}/dates.ics": f"{one}/dates.ics",
        f"{start}/terms/{{version:int}}": f"{one}/terms/1",
        **{
            f"{start}/notices/{{notice_id:int}}{part}": f"{one}/notices/{notice}{part}"
            for part in ("", "/pdf", "/json")
        },
        f"{start}/notices": f"{one}/notices",
        f"{start}/notices/new": f"{one}/notices/new",
        f"{start}/questions": f"{one}/questions",
        f"{start}/questions/new": f"{one}/questions/new",
        f"{start}/questions/{{question_id:int}}/answer": f"{one}/questions/{question}/answer",
        f"{start}/change": f"{one}/change",
        f"{start}/failure": f"{one}/failure",
        f"{start}/archive": f"{one}/archive",
        f"{start}/official": f"/purchases/{mirror}/official",
        **{f"{start}/{step}": f"/purchases/{plan}/{step}" for step in ("entry", "check", "intent")},
        **{
            f"/purchases/entries/{{entry_id:int}}{part}": f"/purchases/entries/{entry}{part}"
            for part in ("", "/completion", "/discard")
        },
        "/purchases/entries/{entry_id:int}/{slug:str}": f"/purchases/entries/{entry}/plan",
    }
