"""The expert's desk: own seats, and one panel with its packets and the own sheet."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.panels import counting
from match.panels.blinding import alias, blind
from match.panels.opened import Opened, opened_bids
from match.panels.rules import LEAST_WORDS, points_text
from match.panels.states import PanelStatus, SeatStatus
from match.tenders.facts import TenderFacts
from match.tenders.queries import facts as tender_facts
from match.tenders.states import Method

# Where suppliers speak in person, an alias hides nothing.
_FACE_TO_FACE = frozenset({Method.negotiate, Method.single})


class OwnSeat(msgspec.Struct, frozen=True):
    """One panel of the reader's, for the list on the desk."""

    panel_id: int
    tender_id: int
    title: str
    purchaser: str
    panel: PanelStatus
    seat: SeatStatus
    waits: bool


class Attachment(msgspec.Struct, frozen=True):
    """A file of a bid as given; ``position`` from 1."""

    position: int
    name: str
    bytes: int


class Cell(msgspec.Struct, frozen=True):
    """The own answer to one criterion for one bid. ``flagged``: it wants a word, or agreement."""

    passed: bool | None
    points: str
    note: str
    explanation: str
    flagged: bool
    others: tuple[str, ...]


class Packet(msgspec.Struct, frozen=True):
    """One bid as a member reads it: under its alias where the method allows."""

    bid_id: int
    at: int
    name: str
    plan: str
    answers: dict[int, str]
    attachments: tuple[Attachment, ...]
    cells: dict[int, Cell]
    total: str


class Ranking(msgspec.Struct, frozen=True):
    """One line of the count under the report."""

    name: str
    price_fen: int | None
    judged_fen: int | None
    technical: str
    price: str
    points: str
    place: int | None
    reason: str


class SeatFile(msgspec.Struct, frozen=True):
    """A panel as one of its members sees it."""

    panel_id: int
    facts: TenderFacts
    status: PanelStatus
    seat: SeatStatus
    due_at: datetime | None
    bidders: tuple[str, ...]
    packets: tuple[Packet, ...]
    blind: bool
    signed: bool
    revealed: bool
    report_signed: bool
    void_reason: str
    ranking: tuple[Ranking, ...]
    waiting: int


async def own_seats(actor: Actor) -> list[OwnSeat]:
    """The reader's panels, what waits first."""
    found = await rows(
        "SELECT p.id, p.tender_id, p.status, s.status AS seat, t.title, g.name,"
        " EXISTS (SELECT FROM panel_signature x WHERE x.seat_id = s.id AND x.part = 'sheet'"
        " AND p.revealed_at IS NULL) AS sheet, EXISTS (SELECT FROM panel_signature x"
        " WHERE x.seat_id = s.id AND x.part = 'report') AS report"
        " FROM panel_seat s JOIN panel p ON p.id = s.panel_id JOIN tender t ON t.id = p.tender_id"
        " JOIN organisation g ON g.id = p.organisation_id WHERE s.account_id = $1"
        " ORDER BY p.id DESC LIMIT 100",
        actor.id,
    )
    seats = [
        OwnSeat(
            row["id"],
            row["tender_id"],
            row["title"],
            row["name"],
            PanelStatus(row["status"]),
            SeatStatus(row["seat"]),
            _waits(row),
        )
        for row in found
    ]
    return sorted(seats, key=lambda seat: not seat.waits)


def _waits(row: dict[str, Any]) -> bool:
    if row["seat"] == SeatStatus.asked:
        return row["status"] == PanelStatus.drawn
    if row["seat"] != SeatStatus.confirmed:
        return False
    return (row["status"] == PanelStatus.scoring and not row["sheet"]) or (
        row["status"] == PanelStatus.signing and not row["report"]
    )


async def seat_file(actor: Actor, panel_id: int) -> SeatFile:
    """
    One panel for its member. Nothing of a bid is in it before the member and all others have said
    that they are free of ties; other members' answers not before every sheet is signed. NotFound
    for everybody else.
    """
    panel, seat = await _held(actor, panel_id)
    facts = await tender_facts(panel["tender_id"])
    status, standing = PanelStatus(panel["status"]), SeatStatus(seat["status"])
    bids = await opened_bids(facts.id)
    reads = standing is SeatStatus.confirmed and status not in (
        PanelStatus.announced,
        PanelStatus.drawn,
        PanelStatus.dissolved,
    )
    signed = await _signatures(panel_id)
    own = signed.get(seat["id"], {})
    shows = "sheet" in own and panel["revealed_at"] is not None
    lines = await rows("SELECT * FROM panel_bid WHERE panel_id = $1 ORDER BY alias", panel_id)
    named = aliases(lines, bids)
    hides = facts.method not in _FACE_TO_FACE
    counted = status in (PanelStatus.signing, PanelStatus.reported)
    return SeatFile(
        panel_id,
        facts,
        status,
        standing,
        panel["next_check_at"],
        tuple(sorted(bid.name for bid in bids)),
        tuple(await _packets(panel, seat, facts, lines, bids, shows=shows)) if reads else (),
        hides,
        "sheet" in own,
        shows,
        "report" in own,
        panel["reason"] if counted and panel["void_ground"] else "",
        tuple(_ranked(line, named, hides=hides, bids=bids) for line in _placed(lines))
        if counted and standing is SeatStatus.confirmed
        else (),
        panel["size"] - len([each for each in signed.values() if "sheet" in each]),
    )


async def attachment(actor: Actor, panel_id: int, at: int, position: int) -> tuple[str, str]:
    """(name, base64) of one file of a packet, for members who may read it. Raises NotFound."""
    file = await seat_file(actor, panel_id)
    packet = next((each for each in file.packets if each.at == at), None)
    if packet is None:
        raise NotFound(_("没有找到这个文件。"))
    bid = next(each for each in await opened_bids(file.facts.id) if each.id == packet.bid_id)
    given = _files(bid)
    if not 1 <= position <= len(given):
        raise NotFound(_("没有找到这个文件。"))
    return packet.attachments[position - 1].name, str(given[position - 1].get("b64", ""))


def aliases(lines: list[dict[str, Any]], bids: tuple[Opened, ...]) -> dict[str, str]:
    """Name of each bidder → how the panel calls it."""
    names = {bid.id: bid.name for bid in bids}
    return {names[line["bid_id"]]: alias(line["alias"]) for line in lines}


async def _held(actor: Actor, panel_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    panel = await one("SELECT * FROM panel WHERE id = $1", panel_id)
    seat = await one(
        "SELECT * FROM panel_seat WHERE panel_id = $1 AND account_id = $2", panel_id, actor.id
    )
    if panel is None or seat is None or actor.covering is not None:
        raise NotFound(_("没有找到这个评审小组。"))
    return panel, seat


async def _signatures(panel_id: int) -> dict[int, set[str]]:
    signed: dict[int, set[str]] = {}
    for row in await rows(
        "SELECT g.seat_id, g.part FROM panel_signature g JOIN panel_seat s ON s.id = g.seat_id"
        " WHERE g.panel_id = $1 AND s.status = 'confirmed'",
        panel_id,
    ):
        signed.setdefault(row["seat_id"], set()).add(row["part"])
    return signed


async def _packets(
    panel: dict[str, Any],
    seat: dict[str, Any],
    facts: TenderFacts,
    lines: list[dict[str, Any]],
    bids: tuple[Opened, ...],
    *,
    shows: bool,
) -> list[Packet]:
    cells = await rows(
        "SELECT c.* FROM panel_score c JOIN panel_seat s ON s.id = c.seat_id"
        " WHERE c.panel_id = $1 AND s.status = 'confirmed' ORDER BY c.seat_id",
        panel["id"],
    )
    flags = _flags(panel, facts, cells) if shows else frozenset()
    named, known = aliases(lines, bids), {bid.id: bid for bid in bids}
    hides = facts.method not in _FACE_TO_FACE
    made: list[Packet] = []
    for line in lines:
        bid = known[line["bid_id"]]
        said = blind(bid.technical, named) if hides else bid.technical
        here = [cell for cell in cells if cell["bid_id"] == bid.id]
        own = {
            cell["criterion_id"]: _cell(cell, seat["id"], here, flags, shows=shows)
            for cell in here
            if cell["seat_id"] == seat["id"]
        }
        made.append(
            Packet(
                bid.id,
                line["alias"],
                alias(line["alias"]) if hides else bid.name,
                str(said.get("plan", "")),
                _answers(said),
                _attachments(said),
                own,
                points_text(
                    sum(cell["points"] or 0 for cell in here if cell["seat_id"] == seat["id"])
                ),
            )
        )
    return made


def _flags(
    panel: dict[str, Any], facts: TenderFacts, cells: list[dict[str, Any]]
) -> frozenset[tuple[int, int, int]]:
    return counting.flagged(
        [
            counting.Cell(c["seat_id"], c["bid_id"], c["criterion_id"], c["passed"], c["points"])
            for c in cells
        ],
        [counting.Criterion(c.id, c.kind.value, c.title, c.points) for c in facts.criteria],
        panel["outlier_bp"],
    )


def _cell(
    cell: dict[str, Any],
    seat_id: int,
    here: list[dict[str, Any]],
    flags: frozenset[tuple[int, int, int]],
    *,
    shows: bool,
) -> Cell:
    key = (seat_id, cell["bid_id"], cell["criterion_id"])
    return Cell(
        cell["passed"],
        "" if cell["points"] is None else points_text(cell["points"]),
        cell["note"],
        cell["explanation"],
        key in flags and (len(cell["explanation"]) < LEAST_WORDS or shows),
        tuple(
            points_text(other["points"])
            for other in here
            if shows
            and other["criterion_id"] == cell["criterion_id"]
            and other["seat_id"] != seat_id
            and other["points"] is not None
        ),
    )


def _answers(said: dict[str, Any]) -> dict[int, str]:
    given = said.get("answers")
    if not isinstance(given, dict):
        return {}
    return {int(key): str(text) for key, text in given.items() if str(key).isdecimal()}


def _files(bid: Opened) -> list[dict[str, Any]]:
    given = bid.technical.get("attachments")
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _attachments(said: dict[str, Any]) -> tuple[Attachment, ...]:
    given = said.get("attachments")
    files = [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    return tuple(
        Attachment(at, str(each.get("name", "")), len(str(each.get("b64", ""))) * 3 // 4)
        for at, each in enumerate(files, 1)
    )


def _placed(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda line: (line["place"] is None, line["place"] or 0))


def _ranked(
    line: dict[str, Any], named: dict[str, str], *, hides: bool, bids: tuple[Opened, ...]
) -> Ranking:
    name = next(bid.name for bid in bids if bid.id == line["bid_id"])
    return Ranking(
        named[name] if hides else name,
        line["price_fen"],
        line["judged_fen"],
        points_text(line["technical"] or 0),
        points_text(line["price_points"] or 0),
        points_text(line["points"] or 0),
        line["place"],
        line["reason"],
    )
