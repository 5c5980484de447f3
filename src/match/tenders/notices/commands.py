"""Publishing a notice: once, whole, and never changed."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar import due
from match.foundation.db import command, one, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import periods
from match.foundation.workdays import working_days
from match.needs.wording import refuse_personal_data
from match.tenders.notices.forms import ChangeFacts, CorrectionFacts, read_facts
from match.tenders.notices.heads import Purchase, purchase
from match.tenders.notices.rules import compose, digest, prose, title_of
from match.tenders.notices.states import NoticeKind, posted_key

_PUBLISH = (
    "INSERT INTO tender_notice (tender_id, kind, position, version, title, facts, body, sha256,"
    " corrects, posted_key, posted_until, official_url, published_by, published_at)"
    " SELECT $1::bigint, $2::varchar,"
    " (SELECT coalesce(max(position), 0) + 1 FROM tender_notice WHERE tender_id = $1),"
    " (SELECT coalesce(max(version), 0) + 1 FROM tender_notice WHERE tender_id = $1 AND kind = $2),"
    " $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9, $10, $11, $12 RETURNING id"
)


@command
async def publish_notice(
    actor: Actor, tender_id: int, kind: NoticeKind, facts: dict[str, Any]
) -> int:
    """
    Publish a notice of *kind* for a purchase; returns its id. Who may is the caller's to decide.

    *facts* are those of `forms.SHAPES[kind]`, and may bring ``official_url``, the address of the
    same notice on the official medium. Locks the tender. Raises NotFound; Invalid where the law
    wants something told that is missing (实施条例43, 财办库〔2020〕50号), where a text tells who a
    child is, or where a correction names no notice of this purchase. Tells tender.notice_published.
    """
    if await one("SELECT id FROM tender WHERE id = $1 FOR UPDATE", tender_id) is None:
        raise NotFound(_("没有找到这条采购公告。"))
    bought = await purchase(tender_id)
    official = _link(facts)
    told = read_facts(kind, facts)
    refuse_personal_data(prose(told))
    corrects = await _corrected(tender_id, told)
    now = clock.now().replace(microsecond=0)
    title = title_of(kind, bought.head)
    sections = compose(kind, bought.head, told)
    key = posted_key(kind, bought.method) or ""
    notice_id: int = await value(
        _PUBLISH,
        tender_id,
        kind.value,
        title,
        msgspec.json.encode(told).decode(),
        msgspec.json.encode(sections).decode(),
        digest(title, now, sections),
        corrects,
        key,
        await _posted_until(key),
        official,
        actor.id,
        now,
    )
    await _tell(actor, bought, notice_id, kind)
    return notice_id


async def _tell(actor: Actor, bought: Purchase, notice_id: int, kind: NoticeKind) -> None:
    await record(
        actor,
        "tender.notice_published",
        subject=("tender", bought.tender_id),
        division=bought.division,
        changes={"notice": (None, notice_id), "kind": (None, kind.value)},
    )
    await tell(
        "tender.notice_published",
        tender_id=bought.tender_id,
        notice_id=notice_id,
        kind=kind.value,
    )


async def _posted_until(key: str) -> Any:
    """The last day of the posting that the law asks for; None where it asks for none."""
    if not key:
        return None
    period = periods()[key]
    # “at least 30 days before the purchase starts” runs forward from the day of publication.
    counted = due(clock.today(), period.text, period.unit, "after", await working_days())
    return counted.on


async def _corrected(tender_id: int, told: msgspec.Struct) -> int | None:
    if isinstance(told, CorrectionFacts):
        found = await one(
            "SELECT id FROM tender_notice WHERE id = $1 AND tender_id = $2",
            told.corrects,
            tender_id,
        )
        if found is None:
            raise Invalid({"corrects": _("请选择这个项目已经发布的公告。")})
        return told.corrects
    if isinstance(told, ChangeFacts) and all(one.before == one.after for one in told.changes):
        raise Invalid({"changes": _("变更前后内容相同，没有需要公告的变更。")})
    return None


def _link(facts: dict[str, Any]) -> str:
    given = str(facts.get("official_url") or "").strip()
    if given and not given.startswith(("http://", "https://")):
        raise Invalid({"official_url": _("请填写完整的网址，以 http:// 或 https:// 开头。")})
    return given[:500]
