"""When a feed changed last, also by what left it: else a reader would keep what was withdrawn."""

from datetime import datetime

from match.foundation.db import value

_ARTICLES = """
SELECT max(at) FROM (
  SELECT max(published_at) AS at FROM article_text
  UNION ALL SELECT max(withdrawn_at) FROM article WHERE version > 0
  UNION ALL SELECT max(greatest(f.withdrawn_at, p.ended_at)) FROM article_image i
    JOIN file f ON f.id = i.file_id LEFT JOIN photo_permit p ON p.file_id = i.file_id
) x
"""


async def articles_changed() -> datetime | None:
    """The newest text, withdrawal or picture taken back; None where nothing was ever published."""
    found: datetime | None = await value(_ARTICLES)
    return found


async def policies_changed() -> datetime | None:
    """The newest change of any document, listed or not any more; None without documents."""
    found: datetime | None = await value("SELECT max(updated_at) FROM policy_document")
    return found
