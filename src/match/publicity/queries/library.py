"""The policy library as everybody reads it, and the records as its keepers see them."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Denied, NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity import policy
from match.publicity.rules import validity
from match.publicity.states import Level, PolicyStatus, Relation, Validity
from match.publicity.topics import Topic
from match.upkeep.states import DepartmentKind

Row = dict[str, Any]
_SUFFERED = (
    "ARRAY(SELECT r.relation FROM policy_relation r JOIN policy_document o ON o.id = r.policy_id"
    " WHERE r.other_id = d.id AND o.status = 'listed'"
    " AND coalesce(o.valid_from, o.issued_on, '-infinity') <= $1) AS suffered"
)
SELECT = f"SELECT d.*, {_SUFFERED} FROM policy_document d"  # noqa: S608 # our own words
# The newest first; where the day is not known, the year of the number stands for it.
_ORDER = " ORDER BY coalesce(d.issued_on, d.valid_from) DESC NULLS LAST, d.id DESC"


class PolicyView(msgspec.Struct, frozen=True):
    """A document of the library. ``version`` is what its search document carries."""

    id: int
    version: int
    status: PolicyStatus
    validity: Validity
    number: str | None
    title: str
    issuers: tuple[str, ...]
    level: Level
    topics: tuple[Topic, ...]
    issued_on: date | None
    valid_from: date | None
    valid_until: date | None
    targets: tuple[DepartmentKind, ...]
    target_levels: tuple[Level, ...]
    summary: str
    body: str
    original_url: str
    provenance: str
    registered_at: datetime
    updated_at: datetime


class Related(msgspec.Struct, frozen=True):
    """Another document and how it stands to this one; ``back``: the other does it to this one."""

    relation: Relation
    back: bool
    policy: PolicyView


class Attachment(msgspec.Struct, frozen=True):
    """A file of a document."""

    file_id: int
    title: str
    kind: str
    bytes: int


class PolicyFile(msgspec.Struct, frozen=True):
    """A document with everything that hangs on it. ``may_keep``: this person keeps its record."""

    view: PolicyView
    related: tuple[Related, ...]
    attachments: tuple[Attachment, ...]
    may_keep: bool
    removed_reason: str


async def policies_by_ids(ids: list[int]) -> list[PolicyView]:
    """Listed documents of these ids, in their order."""
    found = await rows(
        f"{SELECT} WHERE d.id = ANY($2::bigint[]) AND d.status = 'listed'", clock.today(), ids
    )
    by_id = {row["id"]: _view(row) for row in found}
    return [by_id[each] for each in ids if each in by_id]


async def listed_policies(
    *,
    text: str = "",
    levels: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    issuers: tuple[str, ...] = (),
    validities: tuple[str, ...] = (),
    after: int | None = None,
    limit: int = 20,
) -> list[PolicyView]:
    """
    Listed documents by id, the newest record first, without the search engine: *text* in title,
    number or summary. *after* is the last id shown.
    """
    found = await rows(
        f"{SELECT} WHERE d.status = 'listed'"
        " AND ($2 = '' OR position(lower($2) IN lower(d.title || ' ' || coalesce(d.number, '')"
        " || ' ' || d.summary)) > 0)"
        " AND (cardinality($3::varchar[]) = 0 OR d.level = ANY($3))"
        " AND (cardinality($4::varchar[]) = 0 OR d.topics && $4)"
        " AND (cardinality($5::varchar[]) = 0 OR d.issuers && $5)"
        " AND ($6::bigint IS NULL OR d.id < $6) ORDER BY d.id DESC",
        clock.today(),
        text,
        list(levels),
        list(topics),
        list(issuers),
        after,
    )
    views = [_view(row) for row in found]
    return [view for view in views if not validities or view.validity in validities][:limit]


async def newest_policies(limit: int, topic: Topic | None = None) -> list[PolicyView]:
    """Listed documents, the newest first."""
    found = await rows(
        f"{SELECT} WHERE d.status = 'listed' AND ($3::varchar IS NULL OR $3 = ANY(d.topics))"
        f"{_ORDER} LIMIT $2",
        clock.today(),
        limit,
        topic and topic.value,
    )
    return [_view(row) for row in found]


async def known_issuers() -> list[str]:
    """Every issuer of a listed document, by how many documents it has."""
    found = await rows(
        "SELECT i FROM policy_document d, unnest(d.issuers) AS i WHERE d.status = 'listed'"
        " GROUP BY i ORDER BY count(*) DESC, i LIMIT 200"
    )
    return [row["i"] for row in found]


async def policy_file(actor: Actor, policy_id: int) -> PolicyFile:
    """
    A document for its page: everybody reads a listed one, its keepers one that was taken out too.
    Raises NotFound.
    """
    row = await one(f"{SELECT} WHERE d.id = $2", clock.today(), policy_id)
    keeps = row is not None and policy.can_keep(actor, row["division"]) is True
    if row is None or not (row["status"] == PolicyStatus.listed or keeps):
        raise NotFound(_("没有找到这份政策文件。"))
    return PolicyFile(
        _view(row),
        tuple(await _related(policy_id)),
        tuple(await _attachments(policy_id)),
        keeps,
        row["removed_reason"] if keeps else "",
    )


async def attachment_of(policy_id: int, file_id: int) -> Stored:
    """An attachment of a listed document, for everybody. Raises NotFound."""
    if not await value(
        "SELECT true FROM policy_attachment t JOIN policy_document d ON d.id = t.policy_id"
        " WHERE t.policy_id = $1 AND t.file_id = $2 AND d.status = 'listed'",
        policy_id,
        file_id,
    ):
        raise NotFound(_("没有找到这个文件，或您没有查看权限。"))
    return await stored(SYSTEM, file_id)


async def kept_policies(actor: Actor) -> list[PolicyView]:
    """The keepers' list: everything, what was taken out too. Raises Denied."""
    if not actor.may(P.publicity_library):
        raise Denied(str(policy.can_keep(actor, "43")))
    found = await rows(f"{SELECT}{_ORDER} LIMIT 500", clock.today())
    return [_view(row) for row in found]


async def policies_of_article(article_id: int) -> list[PolicyView]:
    """The listed documents that an article explains."""
    found = await rows(
        f"{SELECT} JOIN article_policy p ON p.policy_id = d.id AND p.article_id = $2"
        f" WHERE d.status = 'listed'{_ORDER}",
        clock.today(),
        article_id,
    )
    return [_view(row) for row in found]


async def _related(policy_id: int) -> list[Related]:
    found = await rows(
        SELECT.replace("SELECT d.*", "SELECT d.*, l.relation, l.back")  # noqa: S608 # our own words
        + " JOIN (SELECT relation, other_id AS id, false AS back FROM policy_relation"
        "   WHERE policy_id = $2 UNION ALL SELECT relation, policy_id, true FROM policy_relation"
        "   WHERE other_id = $2) l ON l.id = d.id"
        " WHERE d.status = 'listed' ORDER BY l.back, l.relation, d.id",
        clock.today(),
        policy_id,
    )
    return [Related(Relation(row["relation"]), row["back"], _view(row)) for row in found]


async def _attachments(policy_id: int) -> list[Attachment]:
    found = await rows(
        "SELECT t.file_id, t.title, f.media_type, f.bytes FROM policy_attachment t"
        " JOIN file f ON f.id = t.file_id WHERE t.policy_id = $1 ORDER BY t.id",
        policy_id,
    )
    return [
        Attachment(row["file_id"], row["title"], row["media_type"], row["bytes"]) for row in found
    ]


def _view(row: Row) -> PolicyView:
    return PolicyView(
        id=row["id"],
        version=row["search_version"],
        status=PolicyStatus(row["status"]),
        validity=validity(
            clock.today(),
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
            suffered=row["suffered"],
        ),
        number=row["number"],
        title=row["title"],
        issuers=tuple(row["issuers"]),
        level=Level(row["level"]),
        topics=tuple(Topic(each) for each in row["topics"]),
        issued_on=row["issued_on"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        targets=tuple(DepartmentKind(each) for each in row["targets"]),
        target_levels=tuple(Level(each) for each in row["target_levels"]),
        summary=row["summary"],
        body=row["body"],
        original_url=row["original_url"],
        provenance=row["provenance"],
        registered_at=row["registered_at"],
        updated_at=row["updated_at"],
    )
