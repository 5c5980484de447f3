"""
The whole product in a process of its own, with one awarded purchase and its parties:

    python -m tests.objections.stage

It says one line of JSON when it is ready: where it is, the purchase, a session for each person.
Then it answers each line on its input, a column and the purchase, with what stands there.
"""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.errors import Conflict
from match.suppliers import commands as papers
from match.suppliers.states import Kind
from match.tenders.commands import advance
from tests.objections import make
from tests.people import make as people
from tests.playing import main, session
from tests.suppliers import make as suppliers
from tests.tenders import make as tenders


async def scene() -> dict[str, Any]:
    """An awarded purchase to object to, another still open, papers in three states."""
    at = await make.bought("award")
    _officer, open_one = await tenders.published(title="吉首市儿童之家周末活动服务")
    await suppliers.paper(at.manager, at.supplier, Kind.registration)
    waiting = await suppliers.form(at.manager, Kind.tax)
    await papers.keep_paper(at.manager, at.supplier, waiting)
    await papers.name_controller(at.manager, at.supplier, suppliers.controller(1))
    _partner, partner = await suppliers.applicant()
    joint = suppliers.consortium(at.supplier, partner)
    return {
        "tender": at.tender,
        "open": open_one,
        "supplier": at.supplier,
        "consortium": await papers.propose_consortium(at.manager, open_one, joint),
        "manager": await session(at.manager),
        "colleague": await session(at.colleague),
        "finance": await session(at.finance),
        "county": await session(await people.account("county", "433101")),
    }


async def obey(words: str) -> Any:
    """`sign TENDER` tries to sign the contract; `COLUMN TENDER` asks for one of the purchase's."""
    word, tender = words.split()
    if word == "sign":
        try:
            await advance(SYSTEM, int(tender), "contract")
        except Conflict as refused:
            return refused.message
        return "signed"
    row = await one("SELECT * FROM tender WHERE id = $1", int(tender))
    assert row is not None
    return str(row[word])


if __name__ == "__main__":
    main(scene, obey)
