"""Reading a contract at the desk: its parties, homes, finance, supervisors, auditors."""

from collections.abc import Sequence
from typing import Any

import msgspec

from match.contracts import acting, policy, rules
from match.contracts.queries.public import CONTRACT, line, not_found, views
from match.contracts.shapes import ContractLineView, PublicContract
from match.contracts.states import PUBLIC, BreachStatus, ContractStatus, PartyRole
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.permissions import Permission

SHOWN_MOST = 100
_HOMES = """
SELECT id, name, division FROM home
 WHERE id = ANY($1) AND EXISTS (SELECT FROM unnest($2::text[]) AS area
                                WHERE starts_with(home.division, area)) ORDER BY id
"""
_DESK = """
WHERE EXISTS (SELECT FROM contract_party p WHERE p.contract_id = c.id
              AND p.organisation_id = ANY($1))
   OR c.third_party_id = ANY($1)
   OR EXISTS (SELECT FROM unnest($2::text[]) AS held WHERE starts_with(c.division, held))
   OR (c.status = ANY($4) AND EXISTS (SELECT FROM home h, unnest(c.areas) AS area
       WHERE h.id = ANY($3) AND starts_with(h.division, area)))
ORDER BY c.status IN ('archived', 'cancelled'), c.id DESC LIMIT $5
"""


class Session(msgspec.Struct, frozen=True):
    """A session at a home, as those at the desk see it."""

    id: int
    milestone_id: int
    home: str
    held_on: Any
    what: str
    confirmed: bool | None
    note: str


class OpenBreach(msgspec.Struct, frozen=True):
    """A breach report with what both said: for the parties and the supervisor."""

    id: int
    status: BreachStatus
    against: str
    words: str
    reply: str
    reply_by: Any


class ContractFile(msgspec.Struct, frozen=True):
    """A contract as somebody at the desk sees it, with what they may do."""

    view: PublicContract
    version: int
    opens_on: Any
    sign_by: Any
    file_by: Any
    mirror: bool
    party: bool
    acts: tuple[acting.Act, ...]
    homes: tuple[tuple[int, str], ...]
    sessions: tuple[Session, ...]
    breaches: tuple[OpenBreach, ...]
    files: dict[int, list[int]]
    """Milestone → files of its evidence; empty for readers from outside."""

    def may(self, verb: str, of: int = 0) -> bool:
        """Whether this step is among the reader's."""
        return any(act.verb == verb and of in (0, act.of) for act in self.acts)


async def contract_file(actor: Actor, contract_id: int) -> ContractFile:
    """A contract for the desk. Raises NotFound for who has no part in it."""
    found = await rows(CONTRACT + "WHERE c.id = $1", contract_id)
    if not found:
        raise not_found()
    contract = {**found[0], "parties": await _parties(contract_id)}
    homes = await homes_within(actor, contract["areas"])
    inside = policy.can_see(actor, contract)
    if not inside and not (homes and ContractStatus(contract["status"]) in PUBLIC):
        raise not_found()
    speaking = homes if policy.uninvolved(actor, contract) else []
    (view,) = await views(found)
    around = await _around(contract, speaking)
    return ContractFile(
        view=view,
        version=contract["version"],
        opens_on=contract["opens_on"],
        sign_by=contract["sign_by"],
        file_by=contract["file_by"],
        mirror=around.mirror,
        party=policy.is_party(actor, contract),
        acts=acting.acts(actor, contract, view, around),
        homes=tuple(homes),
        sessions=tuple(
            _session(row) for row in around.sessions if inside or row["home_id"] in dict(homes)
        ),
        breaches=tuple(_breach(row) for row in around.breaches) if inside else (),
        files=await _files(contract_id) if inside else {},
    )


async def desk_contracts(actor: Actor, limit: int = SHOWN_MOST) -> list[ContractLineView]:
    """The contracts in which this person has a part, the newest first, those put away last."""
    found = await rows(
        CONTRACT + _DESK,
        sorted(actor.organisations),
        list(actor.scope(Permission.contracts_read)),
        sorted(actor.homes),
        [str(status) for status in PUBLIC],
        limit,
    )
    return [line(row) for row in found]


async def homes_within(actor: Actor, areas: Sequence[str]) -> list[tuple[int, str]]:
    """The reader's own homes in these areas."""
    found = await rows(_HOMES, sorted(actor.homes), list(areas))
    return [(row["id"], row["name"]) for row in found]


async def homes_served(contract_id: int) -> list[tuple[int, str]]:
    """Every working home in the contract's areas, for the supplier to say where it was."""
    found = await rows(
        "SELECT h.id, h.name FROM home h JOIN contract c ON c.id = $1"
        " WHERE h.status = 'working' AND EXISTS (SELECT FROM unnest(c.areas) AS area"
        " WHERE starts_with(h.division, area)) ORDER BY h.division, h.id LIMIT 500",
        contract_id,
    )
    return [(row["id"], row["name"]) for row in found]


async def lines_open(contract_id: int) -> list[tuple[int, str]]:
    """Lines of published needs in the contract's areas that still want something."""
    found = await rows(
        "SELECT l.id, n.title, l.name, l.unit,"
        " l.quantity - l.reserved - l.committed - l.in_transit - l.received AS open"
        " FROM need_line l JOIN need n ON n.id = l.need_id JOIN contract c ON c.id = $1"
        " WHERE n.status IN ('published', 'matching', 'partly_met')"
        " AND EXISTS (SELECT FROM unnest(c.areas) AS area WHERE starts_with(n.division, area))"
        " AND l.quantity > l.reserved + l.committed + l.in_transit + l.received"
        " ORDER BY n.id DESC, l.position LIMIT 200",
        contract_id,
    )
    return [(row["id"], f"{row['title']} · {row['name']} × {row['open']}") for row in found]


async def verified_names() -> list[tuple[int, str]]:
    """Organisations that may be partners or third parties today."""
    found = await rows(
        "SELECT id, name FROM organisation WHERE status = 'verified'"
        " AND verified_until >= current_date ORDER BY name LIMIT 1000"
    )
    return [(row["id"], row["name"]) for row in found]


async def contract_evidence(actor: Actor, contract_id: int, file_id: int) -> bool:
    """Whether a file is evidence of this contract that the reader may open."""
    file = await contract_file(actor, contract_id)
    reports = await rows("SELECT files FROM contract_report WHERE contract_id = $1", contract_id)
    held = {one for files in file.files.values() for one in files}
    if file.files or file.party:
        held |= {one for row in reports for one in row["files"]}
    return file_id in held


async def _parties(contract_id: int) -> dict[int, PartyRole]:
    found = await rows(
        "SELECT organisation_id, role FROM contract_party WHERE contract_id = $1 ORDER BY id",
        contract_id,
    )
    return {row["organisation_id"]: PartyRole(row["role"]) for row in found}


async def _around(contract: dict[str, Any], homes: list[tuple[int, str]]) -> acting.Around:
    number = contract["id"]
    signed = await rows(
        "SELECT organisation_id, signed_by FROM contract_party WHERE contract_id = $1", number
    )
    at = rules.stage(
        ContractStatus(contract["status"]),
        contract["starts_on"],
        contract["ends_on"],
        clock.today(),
    )
    scored = await rows(
        "SELECT role, home_id FROM contract_evaluation WHERE contract_id = $1"
        " AND stage = $2 AND year = $3",
        number,
        at[0].value if at else "",
        at[1] if at else 0,
    )
    mode = None
    if contract["tender_id"] is not None:
        mode = await one("SELECT mode FROM tender WHERE id = $1", contract["tender_id"])
    return acting.Around(
        signed={row["organisation_id"]: row["signed_by"] for row in signed},
        homes=homes,
        sessions=await rows(
            "SELECT s.*, h.name AS home FROM contract_session s JOIN home h ON h.id = s.home_id"
            " WHERE s.contract_id = $1 ORDER BY s.held_on, s.id",
            number,
        ),
        breaches=await rows(
            "SELECT b.*, g.name FROM contract_breach b JOIN organisation g ON g.id = b.against"
            " WHERE b.contract_id = $1 ORDER BY b.id",
            number,
        ),
        changes={
            row["id"]: row
            for row in await rows("SELECT * FROM contract_change WHERE contract_id = $1", number)
        },
        scored=frozenset((row["role"], row["home_id"]) for row in scored),
        stage=at[0] if at else None,
        mirror=mode is not None and mode["mode"] == "mirror",
    )


async def _files(contract_id: int) -> dict[int, list[int]]:
    found = await rows(
        "SELECT id, files FROM contract_milestone WHERE contract_id = $1", contract_id
    )
    return {row["id"]: list(row["files"]) for row in found if row["files"]}


def _session(row: Any) -> Session:
    return Session(
        row["id"],
        row["milestone_id"],
        row["home"],
        row["held_on"],
        row["what"],
        row["confirmed"],
        row["note"],
    )


def _breach(row: Any) -> OpenBreach:
    return OpenBreach(
        row["id"],
        BreachStatus(row["status"]),
        row["name"],
        row["words"],
        row["reply"],
        row["reply_by"],
    )
