"""What the shares make of each envelope, before anything is written: read, join, decrypt."""

from collections.abc import Mapping, Sequence

import msgspec

from match.bids.commands._shared import officials
from match.bids.envelope import parsed, share_for
from match.bids.opening import Combined, Fault, Opened, Unreadable, combined, opened, sealed_so
from match.bids.states import Envelope
from match.foundation.db import rows, value
from match.foundation.language import _


class Verdict(msgspec.Struct, frozen=True):
    """What came of one envelope. Neither *opened* nor *fault*: more shares are needed."""

    bid_id: int
    envelope: Envelope
    opened: Opened | None = None
    fault: Fault | None = None
    wrong: tuple[int, ...] = ()


class Work(msgspec.Struct, frozen=True):
    """One envelope with the newest share of each official, by key; ``holders`` is n."""

    bid_id: int
    body: bytes
    k: int
    holders: int
    shares: dict[int, bytes]
    proofs: dict[int, bytes | None]
    recipients: dict[int, str]


async def work_on(tender_id: int, envelopes: Sequence[Envelope]) -> list[Work]:
    """Every envelope that is to be opened, with the newest share of each official."""
    holders = {row["key_id"]: row["recipient"] for row in await officials(tender_id)}
    k: int = await value("SELECT k FROM bid_sealing WHERE tender_id = $1", tender_id)
    posted = await rows(
        "SELECT DISTINCT ON (bid_id, envelope, key_id) bid_id, envelope, key_id, share, proof"
        " FROM opening_share WHERE tender_id = $1 ORDER BY bid_id, envelope, key_id, id DESC",
        tender_id,
    )
    sealed = await rows(
        "SELECT e.bid_id, e.envelope, e.body FROM bid_envelope e JOIN bid b ON b.id = e.bid_id"
        " WHERE b.tender_id = $1 AND b.status IN ('sealed', 'opened')"
        " AND e.envelope = ANY($2::text[]) ORDER BY e.bid_id, e.envelope",
        tender_id,
        [str(each) for each in envelopes],
    )
    found: list[Work] = []
    for row in sealed:
        mine = [
            each
            for each in posted
            if (each["bid_id"], each["envelope"]) == (row["bid_id"], row["envelope"])
        ]
        found.append(
            Work(
                row["bid_id"],
                row["body"],
                k,
                len(holders),
                {each["key_id"]: each["share"] for each in mine},
                {each["key_id"]: each["proof"] for each in mine},
                holders,
            )
        )
    return found


def judged(work: Work) -> Verdict:
    """What the shares make of one envelope."""
    file = parsed(work.body)
    brought = {who: share for who, share in work.shares.items() if share}
    made = combined(brought, work.k, file.dek_commitment)
    if made is None:
        fault = Fault.shares if _never(work, brought) else None
        return Verdict(work.bid_id, file.envelope, fault=fault)
    astray = _bidders_doing(work, made)
    if astray:
        return Verdict(work.bid_id, file.envelope, fault=Fault.shares)
    try:
        return Verdict(work.bid_id, file.envelope, opened=opened(file, made.dek), wrong=made.wrong)
    except Unreadable as error:
        return Verdict(work.bid_id, file.envelope, fault=error.fault, wrong=made.wrong)


def _never(work: Work, brought: Mapping[int, bytes]) -> bool:
    """
    Whether an envelope that k shares did not open never will: every official has answered, or too
    few are left whose share opens at all, or k of them proved that they brought what was sealed.
    Without this one bidder who seals rubbish would hold up everybody's opening.
    """
    damaged = len(work.shares) - len(brought)
    proven = sum(_is_sealed(work, who, share) for who, share in brought.items())
    return len(work.shares) == work.holders or work.holders - damaged < work.k or proven >= work.k


def _is_sealed(work: Work, who: int, share: bytes) -> bool:
    """Whether the official's proof shows that *share* is what lay in the age file."""
    proof = work.proofs[who]
    sealed = share_for(parsed(work.body), work.recipients[who])
    return proof is not None and sealed is not None and sealed_so(sealed, share, proof)


def _bidders_doing(work: Work, made: Combined) -> bool:
    """
    Whether a share astray was sealed so by the bidder: the official's proof shows that it is what
    lay in the age file. Such a bid could be opened or not by who comes, and is void.
    """
    return any(_is_sealed(work, who, work.shares[who]) for who in made.wrong)


def fault_word(fault: Fault) -> str:
    """Why a bid cannot be read, for everybody."""
    return {
        Fault.shares: _("投标人密封的密钥份额不一致，无法开启。"),
        Fault.cipher: _("密文与投标信息不符，无法解密。"),
        Fault.padding: _("解密后的文件没有按规定补齐。"),
        Fault.text: _("解密后的文件不是规定的格式。"),
        Fault.commitment: _("解密后的内容与投标时公布的承诺值不一致。"),
        Fault.shape: _("解密后的文件缺少规定的内容。"),
    }[fault]
