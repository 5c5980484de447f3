"""Versions of the document: kept for ever, each with its hash."""

from match.files.queries import stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.tenders.document import canonical, fingerprint
from match.tenders.facts import TenderFacts


async def version_of(facts: TenderFacts) -> tuple[str, str]:
    """The canonical text of the terms as they stand in *facts*, and its hash."""
    files = [(await stored(SYSTEM, document)).sha256 for document in facts.documents]
    text = canonical(facts, tuple(files))
    return text, fingerprint(text)


async def keep_version(actor: Actor, facts: TenderFacts, text: str, reason: str = "") -> None:
    """Add a version to the book. *reason*: why there is a new one, for everybody."""
    await value(
        "INSERT INTO tender_document (tender_id, version, hash, canonical, reason, by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        facts.id,
        facts.document_version,
        fingerprint(text),
        text,
        reason,
        actor.id,
    )
