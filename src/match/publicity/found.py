"""What search may know of a policy document: a document of the index, or nothing."""

import re
from datetime import date

from match.publicity.markup import plain_text
from match.publicity.queries.library import policies_by_ids
from match.publicity.topics import topic_word
from search.documents import PolicyDocument

_EPOCH = date(1970, 1, 1)


async def policy_document(policy_id: int) -> PolicyDocument | None:
    """A listed document, with its validity of today (a sweep tells when that turns)."""
    found = await policies_by_ids([policy_id])
    if not found:
        return None
    [view] = found
    known = view.issued_on or view.valid_from
    return PolicyDocument(
        id=view.id,
        version=view.version,
        title=view.title,
        body=f"{view.summary}\n{plain_text(view.body)}",
        kind=view.level.value,
        status=view.validity.value,
        tags=tuple(topic_word(topic) for topic in view.topics),
        published_on=(known - _EPOCH).days if known else 0,
        numbers=(view.number, re.sub(r"[〔〕]", " ", view.number)) if view.number else (),
        issuers=view.issuers,
        topics=tuple(topic.value for topic in view.topics),
    )
