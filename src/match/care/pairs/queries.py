"""Pairs as the home and the county see them, and, without a child in sight, as the helper does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from match.care.access import File, opened
from match.care.pairs import policy
from match.care.pairs.states import LetterStatus, PairStatus
from match.care.pairs.wall import among_pairs
from match.care.sealing import keyring
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.keyring import SubjectKey
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.foundation.restricted import restricted

CHILD = "SELECT child_id FROM care.pair_child WHERE pair_id = $1"
TOLD = (PairStatus.refused,)
"""Where the reason was written for the helper, before any child was thought of."""


Row = dict[str, Any]


class Wanted(msgspec.Struct, frozen=True):
    """Helpers wanted in a township; ``wanted`` is None below five (domain.md §3.7)."""

    township: str
    place: str
    mode: str
    wanted: int | None


class Request(msgspec.Struct, frozen=True):
    """What a home asked for, as the home itself sees it."""

    id: int
    home_id: int
    mode: str
    wanted: int
    active: int


class PairLine(msgspec.Struct, frozen=True):
    """A pair in a list: the helper's side shows no home, the home's side shows the helper."""

    id: int
    status: PairStatus
    who: str
    place: str
    offered_at: datetime


class Letter(msgspec.Struct, frozen=True):
    """One letter; ``text`` is empty where its key is gone."""

    id: int
    direction: str
    status: LetterStatus
    text: str
    reason: str
    written_at: datetime


class PairFile(msgspec.Struct, frozen=True):
    """One pair with what this reader may do. ``shut``: letters are there, leave to read is not."""

    id: int
    status: PairStatus
    home_id: int
    helper: str
    unit: str
    words: str
    place: str
    reason: str
    helps: bool
    home_may: bool
    county_may: bool
    letters: tuple[Letter, ...]
    meetings: tuple[dict[str, Any], ...]
    shut: bool = False


async def wanted_pairs() -> list[Wanted]:
    """What everybody may know: townships and numbers, no homes."""
    async with restricted(()):
        found = await rows(
            "SELECT w.township, w.mode, w.wanted, coalesce(v.path, '') AS path"
            " FROM care.wanted_pairs() w LEFT JOIN division v ON v.code = w.township"
            " ORDER BY w.township, w.mode"
        )
    return [
        Wanted(row["township"], _place(row["path"]), row["mode"], row["wanted"]) for row in found
    ]


async def own_homes(actor: Actor) -> list[tuple[str, str]]:
    """The homes the actor directs, as a form chooses them."""
    found = await rows(
        "SELECT id, name FROM home WHERE id = ANY($1) ORDER BY id", list(actor.homes)
    )
    return [(str(row["id"]), row["name"]) for row in found]


async def own_requests(actor: Actor) -> list[Request]:
    """Open requests of the actor's homes."""
    if not actor.homes:
        return []
    async with among_pairs(actor):
        found = await rows(
            "SELECT r.id, r.home_id, r.mode, r.wanted,"
            " (SELECT count(*) FROM care.pair p WHERE p.request_id = r.id AND p.status = 'active')"
            " AS active FROM care.pair_request r WHERE r.closed_at IS NULL"
            " AND r.home_id = ANY($1) ORDER BY r.id",
            list(actor.homes),
        )
    return [msgspec.convert(row, Request) for row in found]


async def pairs_of(actor: Actor) -> list[PairLine]:
    """Pairs the actor decides about or helps in, newest first."""
    if actor.id is None:
        return []
    async with among_pairs(actor):
        found = await rows(
            "SELECT p.id, p.status, p.home_id, p.division, p.helper_id, p.offered_at,"
            " a.name AS helper, coalesce(v.path, '') AS path FROM care.pair p"
            " JOIN account a ON a.id = p.helper_id"
            " LEFT JOIN division v ON v.code = left(p.division, 9) || '000'"
            " ORDER BY p.id DESC LIMIT 200"
        )
    return [
        PairLine(
            row["id"],
            PairStatus(row["status"]),
            "" if row["helper_id"] == actor.id else row["helper"],
            _place(row["path"]),
            row["offered_at"],
        )
        for row in found
        if _sees(actor, row)
    ]


async def pair_file(actor: Actor, pair_id: int, *, letters: bool = True) -> PairFile:
    """
    One pair. The helper sees letters that were passed on and their own; no child anywhere. The
    home reads them as it reads the child's file: with leave, in one look.
    """
    async with among_pairs(actor):
        row = await one(
            "SELECT p.*, a.name AS helper, coalesce(o.name, '') AS unit,"
            " coalesce(v.path, '') AS path FROM care.pair p JOIN account a ON a.id = p.helper_id"
            " LEFT JOIN organisation o ON o.id = p.organisation_id"
            " LEFT JOIN division v ON v.code = left(p.division, 9) || '000' WHERE p.id = $1",
            pair_id,
        )
        if row is None or not _sees(actor, row):
            raise NotFound(_("没有找到这个结对。"))
        helps = policy.is_helper(actor, row)
        # The county decides about helpers; letters are the home's and the pair's own.
        reads = helps or policy.keeps_home(actor, row["home_id"])
        sent = (
            await rows("SELECT * FROM care.pair_letter WHERE pair_id = $1 ORDER BY id", pair_id)
            if reads and letters
            else []
        )
        child = None if helps else await value(CHILD, pair_id)
        meetings = await rows(
            "SELECT at, minutes, adults FROM care.pair_meeting WHERE pair_id = $1 ORDER BY at",
            pair_id,
        )
    key, shut = await _key(actor, row["key"], child, helps=helps) if sent else (None, False)
    return PairFile(
        id=row["id"],
        status=PairStatus(row["status"]),
        home_id=row["home_id"],
        helper=row["helper"],
        unit=row["unit"],
        words=row["words"],
        place=_place(row["path"]),
        # Who ends a running pair may write what only the home may know.
        reason=row["reason"] if not helps or row["status"] in TOLD else "",
        helps=helps,
        home_may=policy.can_decide_home(actor, row) is True,
        county_may=policy.can_decide_county(actor, row) is True,
        letters=_opened(key, sent, helps=helps),
        meetings=tuple(meetings),
        shut=shut,
    )


async def names_of(file: File) -> list[str]:
    """
    Every word by which this child or its family could be known, opened: what no letter may hold.
    Inside the transaction of the opened file.
    """
    child = await one("SELECT * FROM care.child WHERE id = $1", file.id)
    family = await rows("SELECT * FROM care.guardian WHERE child_id = $1", file.id)
    assert child is not None
    own = [
        file.open(child[column], f"child.{column}")
        for column in ("name", "identity", "address", "phone", "school")
    ]
    kin = [
        file.open(row[column], f"guardian.{column}")
        for row in family
        for column in ("name", "phone", "place")
    ]
    home = await one("SELECT name FROM home WHERE id = $1", file.home_id)
    called = [file.open(row["name"], f"{table}.name") for table, row in _named(child, family)]
    words = (*own, *kin, *(given(name) for name in called), home["name"] if home else "")
    return [word for word in words if word]


def _named(child: Row, family: list[Row]) -> list[tuple[str, Row]]:
    return [("child", child), *(("guardian", row) for row in family)]


def given(name: str) -> str:
    """
    What a child signs with: the name without its surname, "" where that is a single character
    (it would stand in every letter). Of four characters the first two are the surname.
    """
    plain = "".join(name.split())
    return plain[-2:] if len(plain) in (3, 4) else ""


async def family_of(files: Sequence[File]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """
    A home's children, and who may say yes for each, as a form chooses them: (number, words).
    Inside the transaction of the opened home.
    """
    held = {file.id: file for file in files}
    named = {
        row["id"]: held[row["id"]].open(row["name"], "child.name")
        for row in await rows("SELECT id, name FROM care.child WHERE id = ANY($1)", list(held))
    }
    kin = await rows(
        "SELECT id, child_id, relation FROM care.guardian"
        " WHERE child_id = ANY($1) AND ended_on IS NULL ORDER BY child_id, id",
        list(held),
    )
    return (
        [(str(number), name) for number, name in named.items()],
        [(str(row["id"]), f"{named[row['child_id']]} · {row['relation']}") for row in kin],
    )


def _sees(actor: Actor, row: dict[str, Any]) -> bool:
    return (
        policy.is_helper(actor, row)
        or policy.keeps_home(actor, row["home_id"])
        or actor.may(P.pairs_decide, row["division"])
    )


async def _key(
    actor: Actor, name: str | None, child: int | None, *, helps: bool
) -> tuple[SubjectKey | None, bool]:
    """The key of a pair's letters, and whether it is there but not for this reader."""
    there = keyring().present([name]).get(name) if name else None
    if helps or child is None or there is None:
        return there if helps else None, False
    try:
        async with opened(actor, child, "letter") as file:
            return file.key, False
    except NotFound:
        return None, True


def _opened(
    box: SubjectKey | None, letters: list[dict[str, Any]], *, helps: bool
) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            row["id"],
            row["direction"],
            LetterStatus(row["status"]),
            box.open(row["text"], "pair_letter.text") if box else "",
            row["reason"],
            row["written_at"],
        )
        for row in letters
        if not helps or row["direction"] == "in" or row["status"] == LetterStatus.passed
    )


def _place(path: str) -> str:
    return " ".join(path.split("/")[1:])
