"""
A contract's whole file as one archive: what an auditor takes away and can check by itself.

``contract.json`` is all that the house knows of it, ``ledger.json`` its postings, ``notices.json``
what was published, ``trail.json`` who did what when (account numbers, no names), ``evidence/``
every file; ``SHA256SUMS`` lists them all, as ``sha256sum -c`` reads it.
"""

import hashlib
import io
import zipfile
from typing import Any

import anyio
import msgspec

from match.contracts import policy
from match.contracts.printing import contract_pdf
from match.contracts.queries.public import CONTRACT, not_found, views
from match.contracts.states import PartyRole
from match.files.queries import stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows
from match.foundation.paper import FontMissing
from match.ledger.queries import transactions_for

_SUFFIX = {"application/pdf": "pdf", "image/jpeg": "jpg"}
# Every archive of the same file is the same bytes: the time of making is not part of it.
_MOMENT = (2020, 1, 1, 0, 0, 0)
_FILES = """
SELECT unnest(files) AS file, 'milestone-' || position AS place FROM contract_milestone
 WHERE contract_id = $1
UNION ALL SELECT unnest(files), 'report-' || id FROM contract_report WHERE contract_id = $1
UNION ALL SELECT unnest(t.documents), 'purchase' FROM tender t JOIN contract c
 ON c.tender_id = t.id WHERE c.id = $1
ORDER BY 2, 1
"""
_TRAIL = """
SELECT at, actor_id, verb, reason, changes FROM audit
 WHERE subject_kind = 'contract' AND subject_id = $1 ORDER BY id
"""


async def evidence_pack(actor: Actor, contract_id: int) -> tuple[str, bytes]:
    """
    The archive's name and bytes, for parties, finance, supervisors and auditors. Raises NotFound
    for everybody else.
    """
    found = await rows(CONTRACT + "WHERE c.id = $1", contract_id)
    if not found:
        raise not_found()
    parties = await rows(
        "SELECT organisation_id, role FROM contract_party WHERE contract_id = $1", contract_id
    )
    held = {row["organisation_id"]: PartyRole(row["role"]) for row in parties}
    if not policy.can_see(actor, {**found[0], "parties": held}):
        raise not_found()
    (view,) = await views(found)
    files: dict[str, bytes] = {
        "contract.json": _json(view),
        "ledger.json": _json(await transactions_for([("contract", contract_id)])),
        "notices.json": _json(await _notices(view.tender_id)),
        "trail.json": _json(await rows(_TRAIL, contract_id)),
    }
    try:
        files["contract.pdf"] = await contract_pdf(view)
    except FontMissing:
        # A machine without a Chinese font still gives the evidence; the paper can be made later.
        files["contract.pdf.missing.txt"] = b"no Chinese font on this machine\n"
    for row in await rows(_FILES, contract_id):
        kept = await stored(SYSTEM, row["file"])
        suffix = _SUFFIX.get(kept.media_type, "bin")
        name = f"evidence/{row['place']}-{row['file']}.{suffix}"
        files[name] = await anyio.Path(kept.path).read_bytes()
    return f"{view.number}.zip", _zipped(files)


def sums(files: dict[str, bytes]) -> bytes:
    """The list of hashes, as ``sha256sum -c`` reads it."""
    lines = [
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    ]
    return "".join(lines).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**files, "SHA256SUMS": sums(files)}.items()):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), data)
    return made.getvalue()


async def _notices(tender_id: int | None) -> list[dict[str, Any]]:
    if tender_id is None:
        return []
    return await rows(
        "SELECT id, kind, title, sha256, published_at FROM tender_notice"
        " WHERE tender_id = $1 ORDER BY id",
        tender_id,
    )


def _json(thing: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(thing, enc_hook=str), indent=1)
