"""The authority's permission to run full procedures here, stored by the operator."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.parameters import parameter
from match.tenders import policy

KEY = "proc.native.permission"


@command
async def store_permission(actor: Actor, document: str) -> None:
    """
    From today on, full procedures above the limit may run here by the authority's *document* (its
    number); an empty one takes the permission back. Purchases that are out go on.

    Raises Denied for who may not set parameters of the province, Invalid for no document number.
    """
    require(policy.can_permit(actor))
    number = document.strip()
    if number and not 6 <= len(number) <= 200:
        raise Invalid({"document": _("请填写主管部门批准文件的文号，6 到 200 个字。")})
    before = await parameter(KEY)
    await value(
        "INSERT INTO parameter (key, value, source, valid_from) VALUES ($1, $2, $3, $4)",
        KEY,
        number,
        number or "operator",
        clock.today(),
    )
    await record(
        actor,
        "tender.permission_stored" if number else "tender.permission_withdrawn",
        subject=("parameter", None),
        division="430000000000",
        changes={"value": (before.text, number)},
    )
