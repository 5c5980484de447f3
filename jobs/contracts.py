"""Who hears of a contract: parties, directors where the service is given, finance, supervisors."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from match.contracts.queries.people import directors_concerned, parties_of, purchaser_of
from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
Whom = Callable[[dict[str, Any], Payload], Awaitable[set[int]]]
_CONTRACT = "SELECT id, title, division, purchaser_id, supplier_id FROM contract WHERE id = $1"


def telling(kind: Kind, whom: Whom) -> Hear:
    """*whom* hear *kind*, with a link to the contract at their desk."""

    async def hear(event_id: int, payload: Payload) -> None:
        contract = await one(_CONTRACT, payload["contract_id"])
        if contract is not None:
            await notify(
                SYSTEM,
                await whom(contract, payload),
                kind,
                link=f"/desk/contracts/{contract['id']}",
                event_id=event_id,
                facts={"title": contract["title"]},
            )

    hear.__name__ = f"tell_{whom.__name__}_{kind}"
    return hear


async def _members(organisations: Iterable[int]) -> set[int]:
    return {person for one in organisations for person in await members_of(one)}


async def everyone(contract: dict[str, Any], payload: Payload) -> set[int]:
    """All parties."""
    del payload
    return await _members(await parties_of(contract["id"]))


async def buyers(contract: dict[str, Any], payload: Payload) -> set[int]:
    """Whoever buys, or leads."""
    del payload
    return await _members([contract["purchaser_id"]]) | set(await purchaser_of(contract["id"]))


async def givers(contract: dict[str, Any], payload: Payload) -> set[int]:
    """Whoever gives the service."""
    del payload
    others = set(await parties_of(contract["id"])) - {contract["purchaser_id"]}
    return await _members(others or {contract["purchaser_id"]})


async def finance(contract: dict[str, Any], payload: Payload) -> set[int]:
    """Finance at the purchaser's seat."""
    del payload
    return set(await holders(P.contracts_pay, contract["division"]))


async def supervisors(contract: dict[str, Any], payload: Payload) -> set[int]:
    """Whoever supervises there."""
    del payload
    return set(await holders(P.contracts_supervise, contract["division"]))


async def directors(contract: dict[str, Any], payload: Payload) -> set[int]:
    """Directors of homes that the contract serves, or where a session was given."""
    return set(await directors_concerned(contract["id"], payload.get("home_id")))


async def accused(contract: dict[str, Any], payload: Payload) -> set[int]:
    """The party against which a breach was reported."""
    del contract
    return await _members([payload["against"]])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "contract.side_signed": (telling(Kind.contract_waiting, everyone),),
    "contract.signed": (telling(Kind.contract_news, everyone),),
    "contract.milestone_delivered": (
        telling(Kind.contract_waiting, buyers),
        telling(Kind.contract_speak, directors),
    ),
    "contract.milestone_returned": (telling(Kind.contract_waiting, givers),),
    "contract.milestone_accepted": (telling(Kind.contract_news, everyone),),
    "contract.session_entered": (telling(Kind.contract_session, directors),),
    "contract.payment_requested": (telling(Kind.contract_money, finance),),
    "contract.payment_approved": (telling(Kind.contract_money, finance),),
    "contract.payment_refused": (telling(Kind.contract_waiting, buyers),),
    "contract.paid": (telling(Kind.contract_news, everyone),),
    "contract.change_asked": (telling(Kind.contract_waiting, everyone),),
    "contract.change_consented": (telling(Kind.contract_waiting, supervisors),),
    "contract.changed": (telling(Kind.contract_news, everyone),),
    "contract.change_refused": (telling(Kind.contract_news, everyone),),
    "contract.subcontract_asked": (telling(Kind.contract_waiting, buyers),),
    "contract.breach_reported": (telling(Kind.contract_breach, accused),),
    "contract.breach_replied": (telling(Kind.contract_breach, supervisors),),
    "contract.breach_upheld": (telling(Kind.contract_breach, everyone),),
    "contract.breach_dismissed": (telling(Kind.contract_breach, everyone),),
    "contract.completed": (
        telling(Kind.contract_news, everyone),
        telling(Kind.contract_speak, directors),
    ),
    "contract.evaluated": (telling(Kind.contract_news, everyone),),
    "contract.terminated": (telling(Kind.contract_news, everyone),),
    "contract.milestone_due": (telling(Kind.contract_due, givers),),
    "contract.acceptance_due": (telling(Kind.contract_due, buyers),),
    "contract.payment_due": (telling(Kind.contract_money, finance),),
    "contract.sign_due": (telling(Kind.contract_due, everyone),),
    "contract.file_due": (telling(Kind.contract_due, buyers),),
    "contract.term_ending": (telling(Kind.contract_due, everyone),),
    "contract.evaluation_due": (telling(Kind.contract_due, buyers),),
    "contract.review_due": (telling(Kind.contract_due, buyers),),
}
