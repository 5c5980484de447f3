"""Officials' public keys: registered by their holders, chosen by the purchaser, revoked."""

from collections.abc import Sequence
from typing import Any

from match.bids import panel, policy, rules
from match.bids.commands._shared import locked, post
from match.bids.envelope import keyset_of
from match.bids.forms import KeyForm
from match.bids.receipts import STATEMENT, receipt_key, signed
from match.bids.recipients import fingerprint, is_recipient
from match.bids.states import BoardKind
from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _


@command
async def register_key(actor: Actor, form: KeyForm) -> int:
    """
    Keep an official's public key; returns its id. The private half stays with the official.

    The statement that the house signs says whose it is; the official prints it and signs by hand
    (*paper* is that sheet). A person has one valid key: the one before is revoked first.
    """
    require(policy.can_hold_key(actor))
    grant = policy.key_grant(actor)
    assert grant is not None, "can_hold_key looked"
    assert actor.id is not None, "a person holds a key"
    body_name = form.body_name.strip()
    complaints: dict[str, str] = {}
    if not is_recipient(form.recipient):
        complaints["recipient"] = _("这不是 age 公钥，请从密钥工具里复制以 age1 开头的一行。")
    elif await value("SELECT 1 FROM official_key WHERE recipient = $1", form.recipient):
        complaints["recipient"] = _("这个公钥已经登记过，请生成新的一对。")
    if not 2 <= len(body_name) <= 80:
        complaints["body_name"] = _("请写明您所在的机构，2 到 80 个字。")
    if form.paper is not None and form.paper not in await own_documents(actor, [form.paper]):
        complaints["paper"] = _("这个文件不是您上传的，请重新上传。")
    if complaints:
        raise Invalid(complaints)
    if await value(
        "SELECT 1 FROM official_key WHERE account_id = $1 AND revoked_at IS NULL", actor.id
    ):
        raise Conflict(_("您已经有一个有效的密钥。要换新的，请先作废旧的。"))
    body = rules.body_for(grant, actor.id)
    said, signature = signed(
        STATEMENT,
        v=1,
        holder=actor.id,
        role=str(grant.role),
        body=body,
        body_name=body_name,
        recipient=form.recipient,
        fingerprint=fingerprint(form.recipient),
        at=clock.now().isoformat(),
        key=receipt_key(),
    )
    key_id: int = await value(
        "INSERT INTO official_key (account_id, role, body, body_name, recipient, fingerprint,"
        " statement, signature, paper) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        actor.id,
        str(grant.role),
        body,
        body_name,
        form.recipient,
        fingerprint(form.recipient),
        said,
        signature,
        form.paper,
    )
    await record(actor, "official_key.registered", subject=("official_key", key_id))
    return key_id


@command
async def revoke_key(actor: Actor, key_id: int, reason: str) -> None:
    """
    End a key; by its holder. Tenders with bids sealed to it can still be opened by the others,
    and the holder's shares are no longer taken.
    """
    held = await one("SELECT * FROM official_key WHERE id = $1 FOR UPDATE", key_id)
    if held is None or held["account_id"] != actor.id:
        raise NotFound(_("没有找到这个密钥。"))
    if held["revoked_at"] is not None:
        raise Conflict(_("这个密钥已经作废。"))
    said = reason.strip()
    if not 4 <= len(said) <= 200:
        raise Invalid({"reason": _("请写明作废的原因，4 到 200 个字，会向社会公开。")})
    await value(
        "UPDATE official_key SET revoked_at = $2, revoked_reason = $3 WHERE id = $1",
        key_id,
        clock.now(),
        said,
    )
    await record(actor, "official_key.revoked", subject=("official_key", key_id), reason=said)


@command
async def choose_keys(actor: Actor, tender_id: int, key_ids: Sequence[int]) -> str:
    """
    Choose who opens: n officials of n different bodies, any k of whom are enough; returns the key
    set's fingerprint. Before the first bid the choice may be made again, afterwards never.
    """
    facts = await locked(tender_id)
    require(policy.can_arrange(actor, facts.organisation_id, facts.division))
    if str(facts.mode) == "mirror":
        raise Conflict(_("官方系统上进行的采购，不在这里收投标文件。"))
    if str(facts.status) not in ("draft", "intent", "published"):
        raise Conflict(_("已经截止，不能再更换开标人。"))
    if await value("SELECT 1 FROM bid WHERE tender_id = $1 LIMIT 1", tender_id):
        raise Conflict(_("已经有供应商投标，不能再更换开标人。"))
    holders = await _holders(key_ids)
    need, among = rules.keys_of(facts)
    complaint = rules.keyset_complaint(holders, among, facts.division)
    if complaint:
        raise Invalid({"keys": complaint})
    if {each.account_id for each in holders} & await panel.members(tender_id):
        raise Denied(_("评审成员不得参加开标，请换一名开标人。"))
    keyset = keyset_of(each.recipient for each in holders)
    await _keep(actor, facts.id, holders, (need, keyset))
    await record(
        actor,
        "bids.keys_chosen",
        subject=("tender", tender_id),
        division=facts.division,
        changes={"keyset": (None, keyset)},
    )
    return keyset


async def _holders(key_ids: Sequence[int]) -> list[rules.Holder]:
    """The chosen keys that are valid, each with the division its holder's grant covers now."""
    found = await rows(
        "SELECT k.id, k.account_id, k.body, k.recipient, m.division, m.organisation"
        " FROM official_key k JOIN LATERAL (SELECT m.division, m.organisation FROM membership m"
        " WHERE m.account = k.account_id AND m.role = k.role AND m.ended_at IS NULL"
        " ORDER BY m.id LIMIT 1) m ON true"
        " WHERE k.id = ANY($1::bigint[]) AND k.revoked_at IS NULL",
        list(key_ids),
    )
    by_id = {row["id"]: row for row in found}
    return [_holder(by_id[each]) for each in dict.fromkeys(key_ids) if each in by_id]


def _holder(row: dict[str, Any]) -> rules.Holder:
    return rules.Holder(
        row["id"],
        row["account_id"],
        row["body"],
        row["recipient"],
        row["division"] or "",
        row["organisation"],
    )


async def _keep(
    actor: Actor, tender_id: int, holders: Sequence[rules.Holder], keys: tuple[int, str]
) -> None:
    """The set, in the order chosen, and its line on the board. What was uploaded is sealed to
    the set before, and goes. *keys*: how many of them open, and the set's fingerprint."""
    need, keyset = keys
    await rows("DELETE FROM bid_upload WHERE tender_id = $1", tender_id)
    await rows("DELETE FROM tender_key WHERE tender_id = $1", tender_id)
    await value(
        "INSERT INTO bid_sealing (tender_id, n, k, keyset, chosen_by) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (tender_id) DO UPDATE SET n = $2, k = $3, keyset = $4, chosen_by = $5,"
        " chosen_at = now()",
        tender_id,
        len(holders),
        need,
        keyset,
        actor.id,
    )
    for position, each in enumerate(holders, 1):
        await value(
            "INSERT INTO tender_key (tender_id, position, key_id, account_id, body, recipient)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            tender_id,
            position,
            each.key_id,
            each.account_id,
            each.body,
            each.recipient,
        )
    await post(
        tender_id,
        BoardKind.keys,
        n=len(holders),
        k=need,
        keyset=keyset,
        receipt_key=receipt_key(),
        officials=[
            {"position": at, "body": each.body, "recipient": each.recipient}
            for at, each in enumerate(holders, 1)
        ],
    )
