"""Certificates: one's own, the paper, and what anybody may ask about a code."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.training import policy
from match.training.states import Audience, Department


class CertificateLine(msgspec.Struct, frozen=True):
    """A certificate and its course; ``code`` is for its holder and her organisers."""

    id: int
    account_id: int
    name: str
    number: str
    code: str
    title: str
    audience: Audience
    department: Department
    area: str
    starts_on: date
    ends_on: date
    days: int
    contents: tuple[str, ...]
    has_exam: bool
    issued_on: date
    valid_until: date
    withdrawn: bool
    reason: str


class Checked(msgspec.Struct, frozen=True):
    """
    What a code proves to whoever holds the paper: that it is ours, for which audience, when, and
    whether it counts. No name: the paper has it, and the page must not tell it to a guesser.
    """

    number: str
    audience: Audience
    department: Department
    area: str
    issued_on: date
    valid_until: date
    good: bool
    withdrawn: bool


_CERTIFICATE = (
    "SELECT t.id, t.account_id, a.name, t.number, t.code, c.title, c.audience, c.department,"
    " d.path AS area, c.starts_on, c.ends_on, c.days, c.contents, c.has_exam, t.issued_on,"
    " t.valid_until, t.withdrawn_at IS NOT NULL AS withdrawn, t.reason, c.division, c.level,"
    " c.partner"
    " FROM training_certificate t JOIN enrolment e ON e.id = t.enrolment_id"
    " JOIN course c ON c.id = e.course_id JOIN account a ON a.id = t.account_id"
    " JOIN division d ON d.code = c.division"
)


async def own_certificates(actor: Actor) -> list[CertificateLine]:
    """One's own certificates, newest first."""
    found = await rows(f"{_CERTIFICATE} WHERE t.account_id = $1 ORDER BY t.id DESC", actor.id)
    return [_line(row) for row in found]


async def certificate(actor: Actor, certificate_id: int) -> CertificateLine:
    """One certificate, for its holder and the course's organisers. Raises NotFound."""
    row = await one(f"{_CERTIFICATE} WHERE t.id = $1", certificate_id)
    if row is None or not (
        row["account_id"] == actor.id or policy.can_keep(actor, row) is True or actor.system
    ):
        raise NotFound(_("没有找到这份证书。"))
    return _line(row)


async def checked(code: str) -> Checked | None:
    """What a check code proves; None for a code we never gave."""
    row = await one(f"{_CERTIFICATE} WHERE t.code = $1", code.strip().upper())
    if row is None:
        return None
    good = not row["withdrawn"] and row["issued_on"] <= clock.today() <= row["valid_until"]
    return Checked(
        row["number"],
        Audience(row["audience"]),
        Department(row["department"]),
        row["area"],
        row["issued_on"],
        row["valid_until"],
        good,
        row["withdrawn"],
    )


def _line(row: dict[str, Any]) -> CertificateLine:
    fields = {name: row[name] for name in CertificateLine.__struct_fields__}
    return msgspec.convert(fields, CertificateLine)
