"""What every verb of contracts needs: the locked row, the move, the books, the words."""

from typing import Any

from match.contracts import policy
from match.contracts.rules import Facts
from match.contracts.states import CONTRACT_MACHINE, ContractStatus, PartyRole
from match.contracts.tables import Contract
from match.foundation import clock, decisions
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.screening import refuse_names
from match.giving.pledging.rules import named_child_complaint

_NEEDS = """
SELECT DISTINCT l.need_id FROM contract_line c JOIN need_line l ON l.id = c.line_id
 WHERE c.contract_id = $1 ORDER BY 1
"""


def not_found() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这份合同。"))


async def locked(actor: Actor, contract_id: int, *, needs: bool = False) -> dict[str, Any]:
    """
    The contract, locked (after its purchase and its *needs* where units will move), with
    ``parties``: organisation → role. Raises NotFound for who may not know of it.
    """
    if needs:
        # A notice that is published on the way locks the purchase: it comes before needs.
        await one(
            "SELECT t.id FROM tender t JOIN contract c ON c.tender_id = t.id WHERE c.id = $1"
            " FOR UPDATE OF t",
            contract_id,
        )
        for row in await rows(_NEEDS, contract_id):
            await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", row["need_id"])
    contract = await one("SELECT * FROM contract WHERE id = $1 FOR UPDATE", contract_id)
    if contract is None:
        raise not_found()
    contract["parties"] = await parties(contract_id)
    if not policy.can_see(actor, contract):
        raise not_found()
    return contract


async def of_part(table: str, part_id: int) -> int:
    """The contract of a part. Raises NotFound."""
    found: int | None = await value(
        f"SELECT contract_id FROM {table} WHERE id = $1",  # noqa: S608 # our own tables
        part_id,
    )
    if found is None:
        raise not_found()
    return found


async def parties(contract_id: int) -> dict[int, PartyRole]:
    """Organisation → role, in the order of the contract."""
    return {
        row["organisation_id"]: PartyRole(row["role"])
        for row in await rows(
            "SELECT organisation_id, role FROM contract_party WHERE contract_id = $1 ORDER BY id",
            contract_id,
        )
    }


async def part(table: str, part_id: int) -> dict[str, Any]:
    """A row of a part, locked after its contract."""
    found = await one(f"SELECT * FROM {table} WHERE id = $1 FOR UPDATE", part_id)  # noqa: S608 # our own tables
    if found is None:
        raise not_found()
    return found


async def home_of(home_id: int) -> dict[str, Any]:
    """The home's seat. Raises NotFound."""
    found = await one("SELECT id, division, name FROM home WHERE id = $1", home_id)
    if found is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    return found


async def move(
    actor: Actor, contract: dict[str, Any], verb: str, *, reason: str = "", **sets: Any
) -> None:
    """Fire *verb* on *contract* (the dict follows), with audit and fact."""
    fired = await carry_out(
        actor,
        CONTRACT_MACHINE,
        Contract,
        contract,
        ContractStatus(contract["status"]),
        verb,
        reason=reason,
        sets={"changed_at": clock.now(), **sets},
        contract_id=contract["id"],
        tender_id=contract["tender_id"],
    )
    contract.update(sets, status=str(fired.to))


async def noted(
    actor: Actor, contract: dict[str, Any], event: str, *, reason: str = "", **told: Any
) -> None:
    """Something happened that leaves the contract's state as it is: audit and fact all the same."""
    await record(
        actor,
        event,
        subject=("contract", contract["id"]),
        division=contract["division"],
        reason=reason,
        changes={name: (None, given) for name, given in told.items()},
    )
    await tell(event, contract_id=contract["id"], tender_id=contract["tender_id"], **told)


def stands(contract: dict[str, Any], *wanted: ContractStatus) -> None:
    """Raise Conflict unless the contract is in one of the *wanted* states."""
    if contract["status"] not in wanted:
        raise Conflict(
            _("合同现在的状态不能这样操作，请刷新页面后再看。"), state=str(contract["status"])
        )


async def facts(contract: dict[str, Any]) -> Facts:
    """The sums of a locked contract."""
    found = await one(
        "SELECT (SELECT coalesce(sum(amount_fen), 0)::bigint FROM contract_milestone"
        " WHERE contract_id = $1 AND status <> 'dropped') AS instalments,"
        " (SELECT coalesce(sum(amount_fen), 0)::bigint FROM contract_payment"
        " WHERE contract_id = $1 AND status <> 'refused') AS asked",
        contract["id"],
    )
    assert found is not None, "sums of nothing are 0"
    return Facts(
        contract["amount_fen"], contract["original_fen"], found["instalments"], found["asked"]
    )


def reasoned(words: str, field: str = "reason") -> str:
    """The trimmed *words*; Invalid unless a few, that name no child: everybody reads them."""
    told = decisions.reasoned(words, field)
    screened(**{field: told})
    return told


def screened(**texts: str) -> None:
    """Raise Invalid for words by which a child or family could be known."""
    refuse_names(texts)
    wrong = named_child_complaint(texts)
    if wrong:
        raise Invalid(wrong)


async def own_files(actor: Actor, files: list[int], field: str = "files") -> list[int]:
    """Those that this person uploaded; Invalid where one is not."""
    held = await rows(
        "SELECT id FROM file WHERE id = ANY($1::bigint[]) AND owner_id = $2", files, actor.id
    )
    if len(held) != len(set(files)):
        raise Invalid({field: _("请重新上传文件。")})
    return list(dict.fromkeys(files))
