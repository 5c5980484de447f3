"""The check, which changes nothing; the deed, which is what the check showed; forgetting."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rehearse, rows, unit_of_work, value
from match.foundation.errors import Conflict, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.sheets import Reading
from match.site.importing.held import Held, seal, unseal
from match.site.importing.kinds import About, ImportKind, Outcome, Refusal, once
from match.site.importing.personal import refuse_persons

CHECK_KEPT = timedelta(hours=24)
RESULT_KEPT = timedelta(days=30)
MOST_ROUNDS = 5


@command
async def try_import(
    actor: Actor,
    kind: ImportKind[Any],
    about: About,
    reading: Reading,
    *,
    file_name: str,
    data: bytes,
) -> int:
    """
    Keep what the list would do, for a day; returns the check's id. The deed is done, looked at
    and undone: nothing but the check itself is written.
    """
    division = await kind.allow(actor, about)
    looked = refuse_persons(reading) if kind.persons_refused else reading
    understood = await kind.understand(actor, about, looked)
    looked = understood.reading or looked
    items, doubled = once(kind, looked.sheet, understood.items)
    outcomes = await rehearse(kind.take(actor, about, items)) if items else []
    refused = _refusals(kind, looked, [*understood.refused, *doubled, *outcomes])
    told = [one.number for one in outcomes if one.result != "refused"]
    assert sorted(row.number for row in looked.rows) == sorted(
        [*told, *(one.number for one in refused)]
    ), "each row of the file has one outcome"
    count = Counter(one.result for one in outcomes)
    changed = {o.number: o for o in outcomes if o.result in ("created", "updated")}
    held = Held(
        items=[msgspec.Raw(msgspec.json.encode(item)) for item in items if item.number in changed],
        outcomes=list(changed.values()),
        refused=refused,
        written={
            row.number: kind.kept(row.written) for row in looked.rows if row.number in changed
        },
        headers=[(column.key, column.header) for column in looked.sheet.columns],
        letters=dict(looked.letters),
        remarks=[*looked.repairs, *understood.remarks, *_unread(looked)],
    )
    counts = (count["created"], count["updated"], count["unchanged"], len(refused))
    return await value(
        "INSERT INTO sheet_import (kind, account_id, division, about, file_name, file_hash, total,"
        " created, updated, unchanged, refused, sealed, at, keep_until)"
        " VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        " RETURNING id",
        kind.name,
        actor.id,
        division,
        msgspec.json.encode(dict(about)).decode(),
        file_name[:120],
        hashlib.sha256(data).hexdigest(),
        sum(counts),
        *counts,
        seal(held),
        clock.now(),
        clock.now() + CHECK_KEPT,
    )


@command
async def confirm_import(actor: Actor, kind: ImportKind[Any], import_id: int) -> None:
    """
    Do what the check showed, row by row. A row that would now become something else is refused
    with the reason, and the others are done. Raises Conflict when it is done or forgotten.
    """
    held_row = await one(
        "SELECT * FROM sheet_import WHERE id = $1 AND account_id = $2 FOR UPDATE",
        import_id,
        actor.id,
    )
    if held_row is None:
        raise NotFound(_("没有这次导入。"))
    if held_row["done_at"] is not None:
        raise Conflict(_("这份名单已经导入过了，没有重复导入。"))
    if held_row["sealed"] is None or held_row["keep_until"] <= clock.now():
        raise Conflict(_("检查结果只保留一天，已经过期，请重新上传检查。"))
    about: About = msgspec.json.decode(held_row["about"])
    await kind.allow(actor, about)
    held = unseal(held_row["sealed"])
    done = await _as_shown(actor, kind, about, held)
    count = Counter(one.result for one in done)
    moved = [outcome for outcome in done if outcome.result == "refused"]
    result = msgspec.structs.replace(
        held,
        items=[],
        outcomes=[outcome for outcome in done if outcome.result != "refused"],
        refused=sorted(
            [*held.refused, *(_moved(each, held) for each in moved)], key=lambda one: one.number
        ),
        written={},
    )
    await one(
        "UPDATE sheet_import SET done_at = $2, created = $3, updated = $4, refused = $5,"
        " sealed = $6, keep_until = $7 WHERE id = $1 RETURNING id",
        import_id,
        clock.now(),
        count["created"],
        count["updated"],
        held_row["refused"] + len(moved),
        seal(result),
        clock.now() + RESULT_KEPT,
    )
    await record(
        actor,
        "sheet.imported",
        subject=("sheet_import", import_id),
        division=held_row["division"],
        changes={
            "list": (None, kind.name),
            "created": (None, count["created"]),
            "updated": (None, count["updated"]),
            "refused": (None, held_row["refused"] + len(moved)),
        },
    )


@command
async def sweep_imports(actor: Actor) -> int:
    """Forget the rows of what has been kept for long enough; how many lists that were."""
    del actor
    gone = await rows(
        "UPDATE sheet_import SET sealed = NULL, file_name = ''"
        " WHERE sealed IS NOT NULL AND keep_until <= $1 RETURNING id",
        clock.now(),
    )
    return len(gone)


@command
async def remember_row(actor: Actor, kind: str, words: Sequence[str], subject_id: int) -> None:
    """That this row made this thing: the row's words are what people would know it by."""
    del actor
    await value(
        "INSERT INTO imported_row (kind, row_key, subject_id, at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (kind, row_key) DO UPDATE SET subject_id = $3, at = $4",
        kind,
        _row_key(kind, words),
        subject_id,
        clock.now(),
    )


async def remembered(kind: str, words: Sequence[str]) -> int | None:
    """The thing that a row of these words made, when one did."""
    return await value(
        "SELECT subject_id FROM imported_row WHERE kind = $1 AND row_key = $2",
        kind,
        _row_key(kind, words),
    )


def _row_key(kind: str, words: Sequence[str]) -> str:
    return keys().fingerprint("\0".join(words), f"imported_row.{kind}").hex()


class _Moved(Exception):
    """Some rows would become something else than was shown."""

    def __init__(self, rows_moved: dict[int, Outcome]) -> None:
        super().__init__()
        self.rows = rows_moved


async def _as_shown(actor: Actor, kind: ImportKind[Any], about: About, held: Held) -> list[Outcome]:
    """Do what was shown; where a row differs, undo, and do it without that row."""
    items: list[Any] = held.decoded(kind.item)
    shown = {outcome.number: outcome for outcome in held.outcomes}
    moved: dict[int, Outcome] = {}
    for _round in range(MOST_ROUNDS):
        rest = [item for item in items if item.number not in moved]
        try:
            async with unit_of_work():
                done = await kind.take(actor, about, rest)
                other = {o.number: _stale(o, shown[o.number]) for o in done if not _same(o, shown)}
                if other:
                    raise _Moved(other)
        except _Moved as found:
            moved |= found.rows
            continue
        return sorted([*done, *moved.values()], key=lambda one: one.number)
    raise Conflict(_("检查之后资料一直在变，请重新上传检查。"))


def _same(now: Outcome, shown: dict[int, Outcome]) -> bool:
    then = shown[now.number]
    return (now.result, now.changes) == (then.result, then.changes)


def _stale(now: Outcome, shown: Outcome) -> Outcome:
    """Why a row is not taken although the check said it would be."""
    message = now.message or _("检查之后这一行的资料被别人改过，请重新上传检查。")
    return msgspec.structs.replace(
        now, name=now.name or shown.name, result="refused", message=message, changes=()
    )


def _moved(outcome: Outcome, held: Held) -> Refusal:
    written = held.written.get(outcome.number, {})
    return Refusal(outcome.number, outcome.column, outcome.message, written)


def _refusals(
    kind: ImportKind[Any], reading: Reading, outcomes: Sequence[Outcome]
) -> list[Refusal]:
    """One for each row that cannot be taken: all its reasons, the first one's column."""
    reasons: dict[int, list[tuple[str, str]]] = {}
    by_header = {column.header: column.key for column in reading.sheet.columns}
    for trouble in reading.troubles:
        told = _("%(header)s：%(message)s") % {"header": trouble.header, "message": trouble.message}
        reasons.setdefault(trouble.row, []).append((by_header.get(trouble.header, ""), told))
    for outcome in outcomes:
        if outcome.result == "refused":
            reasons.setdefault(outcome.number, []).append((outcome.column, outcome.message))
    written = {row.number: row.written for row in reading.rows}
    return [
        Refusal(number, told[0][0], " ".join(each for _key, each in told),
                kind.kept(written.get(number, {})))
        for number, told in sorted(reasons.items())
    ]  # fmt: skip


def _unread(reading: Reading) -> list[str]:
    if not reading.ignored:
        return []
    listed = _("、").join(reading.ignored[:20])
    return [_("这些列不认识，没有读取：%(headers)s") % {"headers": listed}]
