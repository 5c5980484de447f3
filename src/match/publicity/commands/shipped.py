"""The documents that the notice of 2019 names: every library begins with them (notice 1.3, 5.5)."""

from pathlib import Path
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.publicity.commands.library import register_policy
from match.publicity.forms import PolicyForm
from match.publicity.states import Relation

SHIPPED = Path(__file__).parents[1] / "data" / "policies.json"


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation to another shipped document, named by its key."""

    relation: Relation
    other: str


class Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shipped document: its key, what is said of it, what it rests on."""

    key: str
    document: dict[str, Any]
    relations: list[Basis] = []


def shipped() -> list[Shipped]:
    """The documents of the file, in its order: each after those that it rests on."""
    return msgspec.json.decode(SHIPPED.read_bytes(), type=list[Shipped])


@command
async def load_policies(actor: Actor) -> int:
    """
    Enter the shipped documents that are not there yet; returns how many were new. Records that
    somebody put right since stay as they are, and what was taken out stays out.
    """
    known = {
        row["key"]: row["id"]
        for row in await rows("SELECT id, key FROM policy_document WHERE key IS NOT NULL")
    }
    new = 0
    for each in shipped():
        if each.key in known:
            continue
        form = msgspec.convert(each.document, PolicyForm)
        known[each.key] = await register_policy(actor, form, key=each.key)
        new += 1
        for basis in each.relations:
            await value(
                "INSERT INTO policy_relation (policy_id, relation, other_id) VALUES ($1, $2, $3)"
                " ON CONFLICT DO NOTHING",
                known[each.key],
                basis.relation.value,
                known[basis.other],
            )
    return new
