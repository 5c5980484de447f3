"""As a browser submits: by the hashes of what it sent; asked again, it gives the same answer."""

from match.bids.commands.submitting import replace, submit
from match.bids.forms import DigestsForm, SubmitForm
from match.bids.receipts import Receipt
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Invalid
from match.foundation.language import _


@command
async def submit_digests(actor: Actor, tender_id: int, form: DigestsForm) -> Receipt:
    """
    `submit`, or `replace` where a bid stands already, of two uploads told by their hashes: what a
    browser knows. Sent again after a lost answer it gives the same receipt.
    """
    digests = [form.technical, form.price]
    mine = await one(
        "SELECT e.bid_id FROM bid_envelope e JOIN bid b ON b.id = e.bid_id WHERE b.tender_id = $1"
        " AND b.organisation_id = ANY($2::bigint[]) AND e.sha256 = ANY($3::text[])"
        " GROUP BY e.bid_id HAVING count(*) = 2 ORDER BY e.bid_id DESC LIMIT 1",
        tender_id,
        list(actor.organisations),
        digests,
    )
    if mine is not None:
        return await _first_receipt(mine["bid_id"])
    found = await rows(
        "SELECT DISTINCT ON (sha256) id, sha256, organisation_id FROM bid_upload"
        " WHERE tender_id = $1 AND account_id = $2 AND sha256 = ANY($3::text[])"
        " AND document_version = $4 ORDER BY sha256, id DESC",
        tender_id,
        actor.id,
        digests,
        form.document,
    )
    held = {row["sha256"]: row for row in found}
    if set(held) != set(digests):
        raise Invalid({"technical": _("没有找到上传的文件，请重新上传。")})
    whole = SubmitForm(
        held[form.technical]["organisation_id"],
        held[form.technical]["id"],
        held[form.price]["id"],
    )
    standing = await value(
        "SELECT 1 FROM bid WHERE tender_id = $1 AND organisation_id = $2 AND status = 'sealed'",
        tender_id,
        whole.organisation,
    )
    return await (submit if standing is None else replace)(actor, tender_id, whole)


async def _first_receipt(bid_id: int) -> Receipt:
    row = await one(
        "SELECT bid_id, number, kind, said, signature, public_key FROM bid_receipt"
        " WHERE bid_id = $1 ORDER BY id LIMIT 1",
        bid_id,
    )
    assert row is not None, "a bid has its receipt from its first moment"
    return Receipt(**row)
