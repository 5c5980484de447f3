"""The policy library: registering documents, putting records right, taking them out."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.foundation.permissions import Permission as P
from match.publicity import policy
from match.publicity.commands._shared import Row, locked_policy
from match.publicity.forms import PolicyForm, RelationForm
from match.publicity.gate import refuse_texts
from match.publicity.rules import document_number, listed_names, turning_day, web_address
from match.publicity.states import POLICY_MACHINE, PolicyStatus
from match.publicity.tables import PolicyDocument

COLUMNS = (
    "number",
    "title",
    "issuers",
    "level",
    "topics",
    "issued_on",
    "valid_from",
    "valid_until",
    "targets",
    "target_levels",
    "summary",
    "body",
    "original_url",
    "provenance",
)


@command
async def register_policy(actor: Actor, form: PolicyForm, *, key: str | None = None) -> int:
    """
    Enter a document; returns its id. *key* names a shipped one. Tells ``policy.listed``.

    Raises Invalid for a number of no known shape, days in the wrong order or words about a child;
    Conflict for a number that stands in the library already.
    """
    division = "430000000000" if actor.system else policy.seat(actor, P.publicity_library)
    if not division:
        raise Denied(str(policy.can_keep(actor, "43")))
    said = await _read(form, None)
    columns = ", ".join(COLUMNS)
    places = ", ".join(f"${at}" for at in range(5, 5 + len(COLUMNS)))
    policy_id: int = await value(
        f"INSERT INTO policy_document (division, key, registered_by, next_check_at, {columns})"  # noqa: S608 # our own names
        f" VALUES ($1, $2, $3, $4, {places}) RETURNING id",
        division,
        key,
        actor.id,
        _turn(said),
        *(said[column] for column in COLUMNS),
    )
    await record(actor, "policy.listed", subject=("policy_document", policy_id), division=division)
    await tell("policy.listed", policy_id=policy_id)
    return policy_id


@command
async def save_policy(actor: Actor, policy_id: int, form: PolicyForm) -> None:
    """Put a record right. Tells ``policy.changed``; raises as `register_policy`."""
    row = await locked_policy(policy_id)
    require(policy.can_keep(actor, row["division"]))
    said = await _read(form, policy_id)
    sets = ", ".join(f"{column} = ${at}" for at, column in enumerate(COLUMNS, 4))
    await value(
        f"UPDATE policy_document SET updated_at = $2, next_check_at = $3, {sets} WHERE id = $1",  # noqa: S608 # our own names
        policy_id,
        clock.now(),
        _turn(said),
        *(said[column] for column in COLUMNS),
    )
    changed = {
        column: (row[column], said[column])
        for column in COLUMNS
        if column != "body" and row[column] != said[column]
    }
    if row["body"] != said["body"]:
        changed["body"] = (len(row["body"]), len(said["body"]))
    await _changed(actor, row, "policy.changed", changes=changed)


@command
async def relate_policies(actor: Actor, policy_id: int, form: RelationForm) -> None:
    """
    Note that a document is based on another, amends or supersedes it. Raises Conflict where that
    would make a circle. Tells ``policy.changed`` of both: the other's validity may have changed.
    """
    row, other = await _pair(policy_id, form.other_id)
    require(policy.can_keep(actor, row["division"]))
    if policy_id == form.other_id or await value(
        # Whatever the other one rests on, through any number of steps.
        "WITH RECURSIVE reached(id) AS (SELECT $1::bigint UNION"
        " SELECT r.other_id FROM policy_relation r JOIN reached ON r.policy_id = reached.id)"
        " SELECT EXISTS (SELECT FROM reached WHERE id = $2)",
        form.other_id,
        policy_id,
    ):
        raise Conflict(
            _("这样会绕成一圈：那份文件已经直接或间接以这份文件为依据、修改或替代了它。")
        )
    added = await value(
        "INSERT INTO policy_relation (policy_id, relation, other_id) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING RETURNING id",
        policy_id,
        form.relation.value,
        form.other_id,
    )
    if added is None:
        return
    said = {form.relation.value: (None, form.other_id)}
    await _changed(actor, row, "policy.related", changes=said)
    await _touch(other)


@command
async def unrelate_policies(actor: Actor, policy_id: int, form: RelationForm) -> None:
    """Take such a note back."""
    row, other = await _pair(policy_id, form.other_id)
    require(policy.can_keep(actor, row["division"]))
    gone = await value(
        "DELETE FROM policy_relation WHERE policy_id = $1 AND relation = $2 AND other_id = $3"
        " RETURNING id",
        policy_id,
        form.relation.value,
        form.other_id,
    )
    if gone is not None:
        said = {form.relation.value: (form.other_id, None)}
        await _changed(actor, row, "policy.unrelated", changes=said)
        await _touch(other)


@command
async def attach_file(actor: Actor, policy_id: int, file_id: int, title: str) -> None:
    """A file of one's own becomes an attachment that everybody may download."""
    row = await locked_policy(policy_id)
    require(policy.can_keep(actor, row["division"]))
    if not 2 <= len(title.strip()) <= 80:
        raise Invalid({"title": _("请写附件名称，2 到 80 个字。")})
    refuse_texts({"title": title}, "", official=True)
    if not await own_documents(actor, [file_id]):
        raise Invalid({"document": _("没有这个文件，请重新上传。")})
    await value(
        "INSERT INTO policy_attachment (policy_id, file_id, title) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING",
        policy_id,
        file_id,
        title.strip(),
    )
    await _changed(actor, row, "policy.attached", changes={"file": (None, file_id)})


@command
async def detach_file(actor: Actor, policy_id: int, file_id: int) -> None:
    """An attachment goes."""
    row = await locked_policy(policy_id)
    require(policy.can_keep(actor, row["division"]))
    await value(
        "DELETE FROM policy_attachment WHERE policy_id = $1 AND file_id = $2", policy_id, file_id
    )
    await _changed(actor, row, "policy.detached", changes={"file": (file_id, None)})


@command
async def remove_policy(actor: Actor, policy_id: int, reason: str) -> None:
    """A record made by mistake is taken out of the library, for a reason that is kept."""
    row = await locked_policy(policy_id)
    require(policy.can_keep(actor, row["division"]))
    said = reasoned(reason)
    await _move(actor, row, "remove", {"removed_reason": said}, said)


@command
async def restore_policy(actor: Actor, policy_id: int) -> None:
    """The record stands in the library again."""
    row = await locked_policy(policy_id)
    require(policy.can_keep(actor, row["division"]))
    await _move(actor, row, "restore", {"removed_reason": ""}, "")


@command
async def turn_policy(actor: Actor, policy_id: int) -> bool:
    """A day came on which a document begins or ceases to bind: search is told. False: not yet."""
    row = await locked_policy(policy_id)
    if row["next_check_at"] is None or row["next_check_at"] > clock.now():
        return False
    await value(
        "UPDATE policy_document SET next_check_at = $2 WHERE id = $1", policy_id, _turn(row)
    )
    await _touch(row)
    del actor
    return True


async def sweep_policies(actor: Actor, limit: int = 200) -> int:
    """Every document whose day has come; returns how many."""
    due = await rows(
        "SELECT id FROM policy_document WHERE next_check_at <= $1 ORDER BY id LIMIT $2",
        clock.now(),
        limit,
    )
    return sum([await turn_policy(actor, row["id"]) for row in due])


async def _move(actor: Actor, row: Row, verb: str, sets: dict[str, str], reason: str) -> None:
    await carry_out(
        actor,
        POLICY_MACHINE,
        PolicyDocument,
        row,
        PolicyStatus(row["status"]),
        verb,
        reason=reason,
        sets={**sets, "search_version": row["search_version"] + 1, "updated_at": clock.now()},
        policy_id=row["id"],
    )
    for other in await rows(
        "SELECT d.* FROM policy_document d JOIN policy_relation r ON r.other_id = d.id"
        " WHERE r.policy_id = $1 ORDER BY d.id",
        row["id"],
    ):
        await _touch(other)


async def _read(form: PolicyForm, own: int | None) -> Row:
    """The columns of a form. Raises Invalid with every complaint, Conflict for a known number."""
    complaints: dict[str, str] = {}
    number = document_number(form.number) if form.number.strip() else None
    if form.number.strip() and number is None:
        complaints["number"] = _("文号应像“国发〔2016〕13号”或“民政部令第67号”，请核对。")
    issuers = listed_names(form.issuers)
    if not 1 <= len(issuers) <= 12 or any(not 2 <= len(name) <= 60 for name in issuers):
        complaints["issuers"] = _("请每行写一个发文机关，1 到 12 个，每个 2 到 60 个字。")
    if form.valid_from and form.valid_until and form.valid_until < form.valid_from:
        complaints["valid_until"] = _("失效日期不能早于施行日期。")
    if form.issued_on and form.issued_on > clock.today():
        complaints["issued_on"] = _("印发日期不能晚于今天。")
    address = web_address(form.original_url) if form.original_url.strip() else ""
    if address is None:
        complaints["original_url"] = _("请填写以 http:// 或 https:// 开头的完整网址。")
    if complaints:
        raise Invalid(complaints)
    words = {"title": form.title, "summary": form.summary, "provenance": form.provenance}
    refuse_texts({**words, "issuers": "\n".join(issuers)}, form.body, official=True)
    if number and (
        known := await value(
            "SELECT id FROM policy_document WHERE number = $1 AND id IS DISTINCT FROM $2",
            number,
            own,
        )
    ):
        raise Conflict(
            _("文号 %(number)s 已经登记过（第 %(id)s 号记录），请改那一条。")
            % {"number": number, "id": known}
        )
    return {
        **{column: getattr(form, column) for column in COLUMNS},
        "number": number,
        "issuers": issuers,
        "level": form.level.value,
        "topics": [str(each) for each in dict.fromkeys(form.topics)],
        "targets": [str(each) for each in dict.fromkeys(form.targets)],
        "target_levels": [str(each) for each in dict.fromkeys(form.target_levels)],
        "original_url": address,
    }


async def _pair(policy_id: int, other_id: int) -> tuple[Row, Row]:
    """Two documents, locked in the order of their ids. Raises NotFound."""
    found = {each: await locked_policy(each) for each in sorted({policy_id, other_id})}
    return found[policy_id], found[other_id]


async def _changed(
    actor: Actor, row: Row, verb: str, changes: Mapping[str, tuple[Any, Any]]
) -> None:
    await record(
        actor,
        verb,
        subject=("policy_document", row["id"]),
        division=row["division"],
        changes=dict(changes),
    )
    await _touch(row)


async def _touch(row: Row) -> None:
    """What is searched of a document changed. Tells ``policy.changed``."""
    await one(
        "UPDATE policy_document SET search_version = search_version + 1, updated_at = $2"
        " WHERE id = $1 RETURNING id",
        row["id"],
        clock.now(),
    )
    await tell("policy.changed", policy_id=row["id"])


def _turn(said: Row) -> datetime | None:
    day: date | None = turning_day(
        clock.today(), valid_from=said["valid_from"], valid_until=said["valid_until"]
    )
    return day and datetime.combine(day, time(), clock.HERE)
