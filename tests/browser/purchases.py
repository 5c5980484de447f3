"""
The whole product in a process of its own, for walks of purchases and cooperations:

    python -m tests.browser.purchases

It says one line of JSON when it is ready. Then each line on its input is a word and what it is
about, and is answered by a line: a scene to be made (``consultation``, ``quotations``, ``mirror``,
``failing``, ``cooperation``), or what no person does at a screen (``close``: the deadline is over;
``hear``: the workers have heard all; ``later``: days have passed; ``checks``: the live checks).
"""

import json
from collections.abc import Awaitable, Callable
from contextvars import ContextVar, Token
from datetime import UTC, datetime, timedelta
from typing import Any

import pyrage

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.people.sessions import actor_of_account
from match.tenders import commands as tenders
from match.tenders.forms import CriterionForm
from match.tenders.states import CriterionKind as Kind
from match.tenders.states import Method, Mode
from tests.bids import make as bids
from tests.needs import make as needs
from tests.openness import life
from tests.panels import make as judging
from tests.people import make as people
from tests.playing import main, session
from tests.tenders import make
from tests.tenders import test_mirroring as mirrors
from tests.walks.steps import Walker, broken_invariants

PHRASE = "竹篓 correct 渡口 horse"
CRITERIA = [
    CriterionForm(
        Kind.subjective, "服务方案", "完整可行 41–60 分；一般 21–40 分；差 0–20 分", 6000
    ),
    CriterionForm(Kind.objective, "同类业绩", "每个项目 5 分，最多 20 分", 2000),
    CriterionForm(Kind.price, "报价", "价格分统一计算", 2000),
]


class Ahead:
    """The clock's holder, for the server's tasks as well: so many days ahead, and running."""

    def __init__(self) -> None:
        self.by = timedelta(0)
        self.inner: ContextVar[datetime | None] = ContextVar("inner", default=None)

    def get(self) -> datetime | None:
        return self.inner.get() or (datetime.now(UTC) + self.by if self.by else None)

    def set(self, moment: datetime) -> Token[datetime | None]:
        return self.inner.set(moment)

    def reset(self, token: Token[datetime | None]) -> None:
        self.inner.reset(token)


AHEAD = Ahead()
PEOPLE: dict[str, int] = {}
"""Who is who in the newest scene: name → account."""
HEARD = Walker(None)  # type: ignore[arg-type] # it only hears


async def officials(count: int) -> dict[str, Any]:
    """People of different bodies, each with a registered key and its locked file."""
    made = [await bids.official(role) for role in bids.ROLES[:count]]
    return {
        "officials": [await session(each.actor) for each in made],
        "keys": [_locked(str(each.identity)) for each in made],
        "key_ids": [each.key_id for each in made],
    }


def _locked(identity: str) -> str:
    return pyrage.passphrase.encrypt(f"{identity}\n".encode(), PHRASE, armored=True).decode()  # pyright: ignore[reportAttributeAccessIssue]


async def suppliers(count: int) -> dict[str, Any]:
    made = [await bids.bidder() for _each in range(count)]
    PEOPLE.update({f"supplier {at}": each.actor.id or 0 for at, each in enumerate(made)})
    return {"suppliers": [[each.organisation, await session(each.actor)] for each in made]}


async def around(officer: Actor, department: int) -> dict[str, Any]:
    """The officer, and who looks over the shoulder."""
    held = {
        "officer": officer,
        "finance": await people.account("finance", "433101"),
        "auditor": await people.account("auditor", "43"),
    }
    PEOPLE.update({name: actor.id or 0 for name, actor in held.items()})
    return {name: await session(actor) for name, actor in held.items()} | {"department": department}


async def consultation() -> dict[str, Any]:
    """Its intent was announced forty days ago; eight experts are in the pool."""
    made = await life.planned(HEARD, criteria=CRITERIA)
    for _number in range(8):
        await judging.expert()
    await people.account("panel", "433101", organisation=made.department)
    told = await around(made.officer, made.department)
    return {"tender": made.tender, **told, **await officials(5), **await suppliers(2)}


async def quotations() -> dict[str, Any]:
    """An under-limit plan, to be judged by price by three people of the department."""
    officer, department = await make.department()
    filled = make.form(
        organisation=department, mode=Mode.light, method=Method.internal, budget_line="家庭教育指导"
    )
    tender = await tenders.draft_tender(officer, filled)
    for _each in range(3):
        await people.account("panel", "433101", organisation=department)
    told = await around(officer, department)
    return {"tender": tender, **told, **await officials(3), **await suppliers(3)}


async def mirror() -> dict[str, Any]:
    """The plan of an open tender that runs on the official system."""
    officer, tender = await mirrors.mirrored()
    told = await around(officer, await _department(tender))
    return {"tender": tender, **told, **await suppliers(1)}


async def _department(tender: int) -> int:
    return await value("SELECT organisation_id FROM tender WHERE id = $1", tender)


async def failing() -> dict[str, Any]:
    """An open tender above the limit; its intent was announced forty days ago."""
    officer, tender = await make.announced(
        criteria=CRITERIA, method=Method.open, method_ground="", budget_line="另一个预算项目"
    )
    told = await around(officer, await _department(tender))
    return {"tender": tender, **told, **await officials(5), **await suppliers(2)}


async def cooperation() -> dict[str, Any]:
    """Two verified organisations and a home's published need."""
    need = await needs.published(f"{needs.VILLAGE[:9]}288")  # one home a village
    lead_id, partner_id = await people.organisation(), await people.organisation()
    held = {
        "lead": await people.account("manager", organisation=lead_id),
        "partner": await people.account("manager", organisation=partner_id),
        "director": need.director,
        "auditor": await people.account("auditor", "43"),
    }
    told = {name: await session(actor) for name, actor in held.items()}
    return {**told, "lead_id": lead_id, "partner_id": partner_id, "line": need.line}


async def members(tender: str) -> list[str]:
    """Sessions of those who sit on the panel."""
    found = await rows(
        "SELECT s.account_id FROM panel_seat s JOIN panel p ON p.id = s.panel_id"
        " WHERE p.tender_id = $1 AND s.status IN ('asked', 'confirmed') ORDER BY s.id",
        int(tender),
    )
    return [await _again(row["account_id"]) for row in found]


async def _again(account: int) -> str:
    actor = await actor_of_account(account)
    assert actor is not None
    return await session(actor)


async def close(tender: str) -> str:
    await life.pass_deadline(int(tender))
    return "closed"


async def hear(_about: str) -> list[str]:
    return await HEARD.hear()


async def again(who: str) -> str:
    """A session of somebody of the last scene, whose own ended while the days passed."""
    return await _again(PEOPLE[who])


async def later(days: str) -> str:
    AHEAD.by = timedelta(days=int(days))
    return str(clock.today())


async def checks(_about: str) -> dict[str, Any]:
    return json.loads(json.dumps(await broken_invariants(), default=str))


SCENES: dict[str, Callable[[], Awaitable[dict[str, Any]]]] = {
    each.__name__: each for each in (consultation, quotations, mirror, failing, cooperation)
}
WORDS: dict[str, Callable[[str], Awaitable[Any]]] = {
    each.__name__: each for each in (members, close, hear, later, again, checks)
}


async def obey(line: str) -> Any:
    word, _blank, about = line.partition(" ")
    return await (SCENES[word]() if word in SCENES else WORDS[word](about))


async def scene() -> dict[str, Any]:
    """The authority's permission of long ago; what a walk needs beside it, it asks for."""
    with clock.freeze(clock.now() - timedelta(days=60)):
        await make.permit()
    return {}


if __name__ == "__main__":
    clock._frozen = AHEAD  # pyright: ignore[reportAttributeAccessIssue] # see Ahead
    main(scene, obey)
