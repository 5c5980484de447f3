"""A home tells what it used, and corrects what it told."""

from typing import Any

import msgspec

from match.files.queries import own_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.giving.commands._shared import locked
from match.giving.reports import policy, rules
from match.giving.reports.commands._shared import kind_of, left_of, refuse_words, report_of
from match.giving.reports.commands.looking import let_through, replace
from match.giving.reports.forms import UseForm, YesNo
from match.giving.states import GiftKind
from match.needs.wording import needs_a_look

TEXT_LEAST = 10


class Use(msgspec.Struct, frozen=True):
    """A use report as it is handed in. ``amount``: whole units, or fen."""

    home: int
    amount: int
    text: str
    photos: tuple[int, ...] = ()
    person: YesNo | None = None
    permit: str = ""


def use_of(kind: GiftKind, form: UseForm, photos: tuple[int, ...] = ()) -> Use:
    """The form with its amount read as money or units. Raises Invalid."""
    amount = rules.amount_of(kind, form.amount)
    return Use(form.home, amount, form.text, photos, form.person, form.permit)


@command
async def report_use(actor: Actor, donation_id: int, use: Use) -> int:
    """
    Tell what was used; the report's id. With a photo, or with words that want a person's eye, the
    township looks at it before the giver sees it; otherwise it counts and is shown at once.

    Raises Invalid for more than there is, for words that could show who a child is, for a picture
    with a person; Denied for other homes.
    """
    gift = await locked(actor, donation_id)
    require(policy.can_report(actor, gift, use.home))
    return await _tell(actor, gift, use, replaces=None)


@command
async def correct_report(actor: Actor, report_id: int, use: Use) -> int:
    """
    Hand in a corrected report; the new one's id. The old one stays, marked as replaced, and what
    it had counted is taken back in the ledger by a reversal. Raises Conflict for a replaced one.
    """
    gift, old = await report_of(actor, report_id)
    require(policy.can_report(actor, gift, old["home_id"]))
    if use.home != old["home_id"]:
        raise Conflict(_("更正时不能换成另一个儿童之家，请另写一份报告。"))
    await replace(actor, gift, old, use.amount, looked_at=_wants_a_look(use))
    return await _tell(actor, gift, use, replaces=report_id)


async def _tell(actor: Actor, gift: dict[str, Any], use: Use, *, replaces: int | None) -> int:
    kind = kind_of(gift)
    if kind is GiftKind.time:
        raise Conflict(_("服务类捐赠不用写使用报告，请直接反馈。"))
    refuse_words("text", use.text, TEXT_LEAST)
    rules.refuse_over(kind, use.amount, await left_of(gift, use.home))
    photos = await _photos(actor, gift, use)
    report_id: int = await value(
        "INSERT INTO use_report (donation_id, home_id, text, photos, shows_person, permit, units,"
        " fen, replaces, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " RETURNING id",
        gift["id"],
        use.home,
        use.text.strip(),
        photos,
        use.person is YesNo.yes,
        use.permit.strip(),
        None if kind is GiftKind.money else use.amount,
        use.amount if kind is GiftKind.money else None,
        replaces,
        actor.id,
        clock.now(),
    )
    division = gift["division"]
    await record(actor, "use_report.told", subject=("use_report", report_id), division=division)
    await tell("use_report.told", report_id=report_id, donation_id=gift["id"])
    if not _wants_a_look(use):
        await let_through(actor, report_id)
    return report_id


def _wants_a_look(use: Use) -> bool:
    """A machine sees no face, and not every word that tells who a child is."""
    return bool(use.photos) or needs_a_look({"text": use.text})


async def _photos(actor: Actor, gift: dict[str, Any], use: Use) -> list[int]:
    """Photos of things only, by who reports; each question about them answered."""
    if not use.photos:
        return []
    most = await whole("giving.report_photos_max")
    if len(use.photos) > most:
        raise Invalid({"photos": _("最多 %(limit)s 张照片。") % {"limit": most}})
    if use.person is None:
        raise Invalid({"person": _("请回答照片里有没有人。")})
    if use.person is YesNo.yes:
        if not use.permit.strip():
            raise Invalid(
                {"permit": _("照片里有人时，请填写公开许可的编号，或换一张没有人的照片。")}
            )
        allowed = policy.may_publish_person(use.permit)
        if allowed is not True:
            raise Invalid({"person": str(allowed)})
    own = await own_photos(actor, list(use.photos), gift["division"])
    if len(own) != len(use.photos):
        raise Invalid({"photos": _("照片没有找到，请重新上传。")})
    return own
