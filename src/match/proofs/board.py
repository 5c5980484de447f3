"""
`match verify-board`: is a purchase's public board whole, and are the published bids those that
were sealed?

Reads the published JSON alone and imports nothing of the room that makes it, so that whoever
doubts the platform can count for themselves: docs/sealed-bids.md gives the file and the checks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from match.foundation import chain
from match.proofs.bids import about_contents, about_receipts, about_shares

DOMAIN = "bids.board"
BIDDING = frozenset({"keys", "sealed", "replaced", "withdrawn", "confirmed"})
OPENING = frozenset({"opening", "shares", "wrong_share", "prices_allowed", "opened", "refused"})


class BoardError(Exception):
    """The file is no board: nothing can be said about it."""


@dataclass(frozen=True)
class Line:
    """One line of the board; ``words`` is what its text says."""

    number: int
    kind: str
    at: datetime
    words: Mapping[str, Any]
    raw: Mapping[str, Any]


@dataclass
class Board:
    """The file, with what follows from its lines alone."""

    file: Mapping[str, Any]
    lines: Sequence[Line]
    standing: dict[int, Line] = field(default_factory=dict)
    document: dict[int, int] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Line]:
        """The lines of these kinds, in order."""
        return [line for line in self.lines if line.kind in kinds]


def verify_board(
    path: Path, receipts: Sequence[Path] = (), earlier: Path | None = None
) -> list[str]:
    """
    Everything that is not true of the board in *path*. *receipts* are files that bidders kept,
    *earlier* is a copy of the same board from before: its lines must still be there.

    Raises BoardError for a file that is no board.
    """
    before = _json(earlier) if earlier else None
    return complaints(_json(path), [_json(each) for each in receipts], before)


def complaints(file: Any, receipts: Sequence[Any] = (), earlier: Any = None) -> list[str]:
    """`verify_board` for JSON that is already read. Raises BoardError."""
    try:
        board = _read(file)
        found = [
            *_grown(board, earlier),
            *_chain(board),
            *_times(board),
            *_keys(board),
            *_count(board),
            *_opening(board),
        ]
        found += about_contents(board)
        found += about_shares(board)
        found += about_receipts(board, [*file.get("receipts", ()), *receipts])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BoardError(f"the file is not a board of version 1: {error!r}") from error
    return found


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BoardError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BoardError(f"{path} is not JSON: {error}.") from error


def _read(file: Any) -> Board:
    if file["v"] != 1:
        raise BoardError(f"version {file['v']!r} is not known")
    lines = [
        Line(
            line["number"],
            line["kind"],
            datetime.fromisoformat(line["at"]),
            json.loads(line["said"]),
            line,
        )
        for line in file["lines"]
    ]
    if not lines:
        raise BoardError("there is no line")
    return Board(file, lines)


def _micros(moment: str | None) -> str | None:
    """Microseconds since 1970, in whole numbers: a float would lose the last of them."""
    if moment is None:
        return None
    passed = datetime.fromisoformat(moment) - datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return str((passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds)


def _chain(board: Board) -> Iterator[str]:
    before, moment = chain.START.hex(), None
    for number, line in enumerate(board.lines, 1):
        raw = line.raw
        if line.number != number:
            yield f"line {number}: it is numbered {line.number}; a line is missing or put in"
        if raw["prev"] != before:
            yield f"line {line.number}: it does not follow the line before it"
        if raw["prev_at"] != moment:
            yield f"line {line.number}: the time of the line before it was changed"
        made = chain.link(
            DOMAIN,
            bytes.fromhex(raw["prev"]),
            [
                board.file["tender"],
                line.number,
                line.kind,
                _micros(raw["at"]),
                _micros(raw["prev_at"]),
                raw["said"],
            ],
        ).hex()
        if made != raw["hash"]:
            yield f"line {line.number}: its text is not the text that was linked"
        before, moment = raw["hash"], raw["at"]


def _grown(board: Board, earlier: Any) -> Iterator[str]:
    """A chain that was computed anew from some line on is whole, but it is another chain."""
    now = [line.raw["hash"] for line in board.lines]
    then = [line["hash"] for line in earlier["lines"]] if earlier else []
    for number, (was, stands) in enumerate(zip(then, now, strict=False), 1):
        if was != stands:
            yield f"line {number}: it is not the line of the earlier copy"
            return
    if len(then) > len(now):
        yield f"line {len(now) + 1}: the earlier copy has it, and it is gone"


def _times(board: Board) -> Iterator[str]:
    closes = datetime.fromisoformat(board.file["closes_at"])
    begun = False
    last = board.lines[0].at
    for line in board.lines:
        if line.at < last:
            yield f"line {line.number}: it is older than the line before it"
        last = line.at
        if line.kind in BIDDING and (line.at >= closes or begun):
            yield f"line {line.number}: {line.kind} after the deadline"
        if line.kind in OPENING and line.kind != "refused" and line.at < closes:
            yield f"line {line.number}: {line.kind} before the deadline"
        begun = begun or line.kind == "opening"


def _keys(board: Board) -> Iterator[str]:
    """Who could open: n officials of n bodies, and the hash that every envelope is bound to."""
    keys = board.of("keys")
    bids = board.of("sealed")
    if not keys:
        yield "no line says who the officials are"
        return
    if bids and keys[-1].number > bids[0].number:
        yield f"line {keys[-1].number}: the officials were changed after the first bid"
    said = keys[-1].words
    recipients = sorted(each["recipient"] for each in said["officials"])
    if sha256("\n".join(recipients).encode()).hexdigest() != said["keyset"]:
        yield f"line {keys[-1].number}: the key set is not the hash of its keys"
    if not len({each["body"] for each in said["officials"]}) == len(recipients) == said["n"]:
        yield f"line {keys[-1].number}: not every official is of another body"
    if not 2 <= said["k"] <= said["n"]:
        yield f"line {keys[-1].number}: {said['k']} of {said['n']} is no threshold"


def _count(board: Board) -> Iterator[str]:
    """Which bids stand at the deadline: what was sealed, less what was replaced or withdrawn."""
    bidders: dict[int, str] = {}
    for line in board.of("sealed", "replaced", "withdrawn", "confirmed"):
        bid, bidder = line.words["bid"], line.words["bidder"]
        gone = line.words.get("replaces") if line.kind == "replaced" else None
        if line.kind == "withdrawn":
            gone = bid
        if gone is not None and (board.standing.pop(gone, None) is None or bidders[gone] != bidder):
            yield f"line {line.number}: bid {gone} does not stand, or is another bidder's"
        if line.kind == "confirmed" and bidders.get(bid) != bidder:
            yield f"line {line.number}: bid {bid} is not this bidder's to confirm"
        if line.kind in ("sealed", "replaced"):
            if bidder in (bidders[each] for each in board.standing):
                yield f"line {line.number}: the bidder {bidder} has two bids"
            board.standing[bid] = line
            bidders[bid] = bidder
        if line.kind != "withdrawn":
            board.document[bid] = line.words["document"]


def _opening(board: Board) -> Iterator[str]:
    """All that stood are opened, at once; with too few, none is."""
    begun, opened, refused = board.of("opening"), board.of("opened"), board.of("refused")
    if not begun:
        if opened or board.file["contents"]:
            yield "bids are open, and no line says that the opening began"
        return
    if len(begun) > 1:
        yield f"line {begun[1].number}: the opening began twice"
    bids = set(begun[0].words["bids"])
    void = {line.words["bid"] for line in board.of("void")}
    for bid in sorted(set(board.standing) - bids - void):
        if board.document[bid] >= board.file["document"]:
            yield f"bid {bid} stood at the deadline and was left out of the opening"
    for bid in sorted(bids - set(board.standing)):
        yield f"bid {bid} was counted in, and no line says that it was sealed"
    if begun[0].words["least"] < board.file["min_bids"] or (
        len(bids) < begun[0].words["least"] and not refused
    ):
        yield f"{len(bids)} bids are fewer than {board.file['min_bids']}, and were not refused"
    if refused and (opened or board.file["contents"]):
        yield f"line {refused[0].number}: the bids were refused, and yet opened"
    for line in opened:
        told = {each["bid"] for each in line.words["bids"]}
        if told - bids or (bids - told - void):
            yield f"line {line.number}: it opens {sorted(told)}, and {sorted(bids)} were counted"
