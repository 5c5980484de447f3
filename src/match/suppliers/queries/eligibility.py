"""May this organisation bid for this purchase: every condition, and what to do about it."""

from collections.abc import Collection
from datetime import date, timedelta

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.suppliers import rules
from match.suppliers.rules import Check, Paper, Purchase, Supplier
from match.suppliers.sealed import IDENTITY
from match.suppliers.states import Declared, Kind, QualificationStatus

# Of each kind of declaration the newest counts, and only if it was not taken back.
_DECLARED = """
SELECT until FROM (SELECT DISTINCT ON (kind) kind, holds, declared_on, until
  FROM supplier_declaration WHERE organisation_id = $1 AND kind = ANY($2::text[])
  ORDER BY kind, id DESC) AS newest
WHERE holds AND declared_on <= $3 ORDER BY until DESC LIMIT 1
"""
_PARTNERS = """
SELECT o.id, o.name FROM consortium c JOIN consortium_member m ON m.consortium_id = c.id
JOIN organisation o ON o.id = m.organisation_id
WHERE c.tender_id = $1 AND c.lead_id = $2 AND c.status = 'joint' AND m.live AND o.id <> c.lead_id
ORDER BY m.id
"""
_NAMED = """
SELECT organisation_id, identity_key FROM controlling_person
WHERE ended_at IS NULL AND organisation_id = ANY($1::bigint[])
"""


async def eligibility(
    organisation_id: int,
    facts: Purchase,
    *,
    tender_id: int | None = None,
    bidders: Collection[int] = (),
    designers: Collection[int] = (),
) -> tuple[Check, ...]:
    """
    Each condition of taking part as Check(key, ok, title, words, url).

    ok is True, False, or None where a person has to look. Papers and declarations must hold on the
    last day for answers. *tender_id* (else ``facts.id``, where it has one) finds the joint
    agreement, whose lead answers for every partner; *bidders* are the others who take part,
    *designers* who wrote the requirements.
    Raises NotFound for an unknown organisation. Source: 采购法22 and 24, 实施条例18, 102号令6–8.
    """
    number: int | None = tender_id if tender_id is not None else getattr(facts, "id", None)
    supplier = await _supplier(organisation_id, number)
    own = await _checks(supplier, facts, bidders, designers)
    if supplier.consortium != "joint":
        return own
    partners = [
        rules.partner_check(
            each["id"],
            each["name"],
            await _checks(await _supplier(each["id"], number), facts, bidders, designers),
        )
        for each in await rows(_PARTNERS, number, organisation_id)
    ]
    return (*own, *partners)


async def _checks(
    supplier: Supplier, facts: Purchase, bidders: Collection[int], designers: Collection[int]
) -> tuple[Check, ...]:
    same = await same_control(supplier.id, bidders)
    return rules.checks(
        supplier, facts, clock.now(), _day(facts), same=same, designers=frozenset(designers)
    )


async def joint_partners(tender_id: int, lead_id: int) -> frozenset[int]:
    """Who bids jointly with this lead; empty for who bids alone."""
    return frozenset(row["id"] for row in await rows(_PARTNERS, tender_id, lead_id))


async def same_control(organisation_id: int, among: Collection[int]) -> set[int]:
    """
    Those of *among* that may not bid beside this organisation (实施条例18): they name the same
    person or body in charge or in control, or one is the body that the other names. Bodies are
    named by their credit code, so a parent and its branch are found whoever named whom.
    """
    asked = {organisation_id, *among}
    named: dict[int, set[bytes]] = {each: set() for each in asked}
    for row in await rows(_NAMED, sorted(asked)):
        named[row["organisation_id"]].add(bytes(row["identity_key"]))
    for row in await rows(
        "SELECT id, uscc FROM organisation WHERE id = ANY($1::bigint[]) AND uscc IS NOT NULL",
        sorted(asked),
    ):
        named[row["id"]].add(keys().fingerprint(row["uscc"], IDENTITY))
    own = named.pop(organisation_id)
    return {other for other, theirs in named.items() if own & theirs}


async def small_firm(organisation_id: int, on: date) -> bool:
    """Whether a declaration as small, micro or disabled persons' firm holds (财库〔2022〕19号)."""
    kinds = [str(each) for each in Declared if each is not Declared.article22]
    until = await value(_DECLARED, organisation_id, kinds, on)
    return until is not None and until >= on


def _day(facts: Purchase) -> date:
    """The last day for answers: closing at midnight belongs to the day that ended."""
    return (facts.closes_at - timedelta(microseconds=1)).astimezone(clock.HERE).date()


async def _supplier(organisation_id: int, tender_id: int | None) -> Supplier:
    row = await one(
        "SELECT id, kind, status, verified_until,"
        " (SELECT count(*) FROM controlling_person c"
        "  WHERE c.organisation_id = o.id AND c.ended_at IS NULL) AS controllers"
        " FROM organisation o WHERE id = $1",
        organisation_id,
    )
    if row is None:
        raise NotFound(_("没有找到这个机构。"))
    papers = await rows(
        "SELECT kind, status, valid_from, valid_to FROM qualification"
        " WHERE organisation_id = $1 AND status <> 'removed' ORDER BY id",
        organisation_id,
    )
    joint = await value(
        "SELECT CASE WHEN c.status = 'joint' AND c.lead_id <> m.organisation_id THEN 'member'"
        " ELSE c.status END FROM consortium c JOIN consortium_member m ON m.consortium_id = c.id"
        " WHERE m.tender_id = $1 AND m.organisation_id = $2 AND m.live",
        tender_id,
        organisation_id,
    )
    return Supplier(
        id=row["id"],
        kind=row["kind"],
        verified_until=row["verified_until"] if row["status"] == "verified" else None,
        papers=tuple(
            Paper(
                Kind(each["kind"]),
                QualificationStatus(each["status"]),
                each["valid_from"],
                each["valid_to"],
            )
            for each in papers
        ),
        article22_until=await value(
            _DECLARED, organisation_id, [str(Declared.article22)], clock.today()
        ),
        controllers=row["controllers"],
        consortium=joint or "",
    )
