"""Contracts at the desk: what waits for this person, and the contracts they have a part in."""

from match.contracts.queries import desk_contracts, own_steps
from match.contracts.states import ContractStatus, word
from match.contracts.wording import source_word
from match.foundation.actor import Actor
from match.foundation.language import _
from match.front.desk.shapes import Listing, Row, Task
from match.site.formats import short_day

SHOWN = 5


async def contract_tasks(actor: Actor) -> list[Task]:
    """The next step of each contract, where it is this person's."""
    return [
        Task(step.title, step.doing, step.url, "file-text", step.by)
        for step in await own_steps(actor)
    ]


async def contract_lists(actor: Actor) -> list[Listing]:
    """The newest contracts, for whoever has any."""
    found = (await desk_contracts(actor))[:SHOWN]
    rows = tuple(
        Row(
            short_day(one.ends_on),
            one.title,
            f"/desk/contracts/{one.id}",
            word(one.status),
            "dao" if one.status is ContractStatus.drafted else "ji",
            source_word(one.source),
        )
        for one in found
    )
    return [Listing(_("合同与项目"), rows, "/desk/contracts", "")] if rows else []
