"""Reading agreements: one in full, and the list of a party or an area."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving import policy
from match.giving.states import AGREEMENT_MACHINE, AgreementStatus

_AGREEMENT = (
    "SELECT a.*, n.title AS need_title, h.name AS home_name, d.path, g.name AS giver"
    " FROM agreement a JOIN need n ON n.id = a.need_id JOIN home h ON h.id = a.home_id"
    " JOIN division d ON d.code = a.division LEFT JOIN organisation g ON g.id = a.organisation_id"
)


class Step(msgspec.Struct, frozen=True):
    """One line of the timeline."""

    verb: str
    at: datetime
    note: str


class AgreementLine(msgspec.Struct, frozen=True):
    """One row of a list of agreements."""

    id: int
    number: str
    status: AgreementStatus
    need_id: int
    need_title: str
    home_name: str
    place: str
    giver: str
    subject: str
    units: int
    unit: str
    due_on: date | None
    changed_at: datetime

    @property
    def unit_label(self) -> str:
        """The unit in the language of the request."""
        return codes.unit(self.unit).after(self.units)


class AgreementFile(msgspec.Struct, frozen=True):
    """
    An agreement as its parties see it. ``may``: verb → True, or why this reader may not; ``verbs``
    are those that may be done now.
    """

    line: AgreementLine
    text: str
    received_units: int | None
    rating: int | None
    feedback: str
    steps: tuple[Step, ...]
    may: dict[str, bool | str]
    verbs: tuple[str, ...]


async def agreement_file(actor: Actor, agreement_id: int) -> AgreementFile:
    """One agreement with its timeline and what the reader may do. Raises NotFound."""
    row = await one(_AGREEMENT + " WHERE a.id = $1", agreement_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这份协议。"))
    steps = await rows(
        "SELECT verb, at, note FROM agreement_step WHERE agreement_id = $1 ORDER BY id DESC",
        agreement_id,
    )
    may = {
        "dispatch": policy.can_dispatch(actor, row),
        "receive": policy.can_receive(actor, row),
        "evaluate": policy.can_receive(actor, row),
        "cancel": policy.can_cancel(actor, row),
    }
    verbs = AGREEMENT_MACHINE.verbs(AgreementStatus(row["status"]))
    return AgreementFile(
        _line(row),
        row["text"],
        row["received_units"],
        row["rating"],
        row["feedback"],
        tuple(Step(**step) for step in steps),
        may,
        tuple(verb for verb in verbs if may[verb] is True),
    )


async def my_agreements(actor: Actor, limit: int = 100) -> list[AgreementLine]:
    """Agreements of the reader's homes and organisations, newest change first."""
    return await _list(
        "a.home_id = ANY($1) OR a.organisation_id = ANY($2)"
        " OR (a.organisation_id IS NULL AND a.giver_id = $3)",
        [list(actor.homes), list(actor.organisations), actor.id],
        limit,
    )


async def waiting_agreements(actor: Actor, limit: int = 100) -> list[AgreementLine]:
    """
    Agreements whose next step is the reader's: in force for the giver to send, on the way for the
    home to count, received for the home to say how it was. The first to be due comes first.
    """
    found = await rows(
        _AGREEMENT + " WHERE (a.status IN ('in_delivery', 'received') AND a.home_id = ANY($1))"
        " OR (a.status = 'in_force' AND (a.organisation_id = ANY($2)"
        "     OR (a.organisation_id IS NULL AND a.giver_id = $3)))"
        " ORDER BY a.due_on NULLS LAST, a.id LIMIT $4",
        list(actor.homes),
        list(actor.organisations),
        actor.id,
        limit,
    )
    return [_line(row) for row in found]


async def agreements_in(actor: Actor, limit: int = 100) -> list[AgreementLine]:
    """Agreements of the reader's area, newest change first."""
    scopes = [f"{prefix}%" for prefix in actor.scope(Permission.giving_read)]
    return await _list("a.division LIKE ANY($1)", [scopes], limit)


async def _list(condition: str, values: Sequence[Any], limit: int) -> list[AgreementLine]:
    text = f"{_AGREEMENT} WHERE {condition} ORDER BY a.changed_at DESC LIMIT {int(limit)}"
    found = await rows(text, *values)
    return [_line(row) for row in found]


def _line(row: dict[str, Any]) -> AgreementLine:
    return AgreementLine(
        row["id"],
        row["number"],
        AgreementStatus(row["status"]),
        row["need_id"],
        row["need_title"],
        row["home_name"],
        " ".join(row["path"].split("/")[1:]),
        row["giver"] or _("个人"),
        row["subject"],
        row["units"],
        row["unit"],
        row["due_on"],
        row["changed_at"],
    )
