"""A case as a file to take along: every release as it was published, its hash, flags, the trail."""

import io
import zipfile
from typing import Any

import msgspec

from match.openness.flags.queries import File

STILL = (1980, 1, 1, 0, 0, 0)
"""The same case is the same bytes."""

README = """One purchase, as it was published.

releases/*.json   each release, byte for byte as it was published
SHA256SUMS        their hashes as recorded when they were published: sha256sum -c SHA256SUMS
flags.json        signs seen in the figures; a sign is a question, not a finding
trail.json        what was done when, in the house's append-only trail
"""


def evidence(file: File) -> bytes:
    """A zip of the case."""
    told: dict[str, bytes] = {"README.txt": README.encode()}
    sums: list[str] = []
    for release in file.releases:
        name = f"releases/{release.release_id}.json"
        told[name] = release.body.encode()
        sums.append(f"{release.sha256}  {name}\n")
    told["SHA256SUMS"] = "".join(sums).encode()
    told["flags.json"] = _json([msgspec.to_builtins(flag) for flag in file.seen.flags])
    told["trail.json"] = _json([msgspec.to_builtins(step) for step in file.trail])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in told.items():
            archive.writestr(zipfile.ZipInfo(name, STILL), content)
    return packed.getvalue()


def _json(value: Any) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value))
