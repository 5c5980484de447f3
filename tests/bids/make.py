"""A purchase that takes bids: officials with their keys, bidders who may bid, envelopes."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pyrage

from match.bids import commands
from match.bids.forms import KeyForm, ShareForm, SubmitForm
from match.bids.receipts import Receipt
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.suppliers.commands import declare, name_controller
from match.suppliers.forms import ControllerForm, DeclarationForm
from match.suppliers.states import ControlRole, Declared
from tests.bids import sealer
from tests.past import plan_again
from tests.people import make as people
from tests.people.numbers import credit_code

JISHOU = "433101000000"
ROLES = ("purchaser", "finance", "party", "auditor", "expert", "federation", "education")


class Official(msgspec.Struct):
    """One person with a key; the private half is theirs alone."""

    actor: Actor
    key_id: int
    identity: Any

    @property
    def recipient(self) -> str:
        return str(self.identity.to_public())


class Bidder(msgspec.Struct):
    """An organisation that may bid, and its manager."""

    actor: Actor
    organisation: int


class Purchase(msgspec.Struct):
    """A published purchase with its officials."""

    id: int
    officer: Actor
    officials: list[Official]
    k: int

    @property
    def recipients(self) -> list[str]:
        return [each.recipient for each in self.officials]


async def official(role: str, **other: Any) -> Official:
    """Somebody with a registered key."""
    actor = await people.account(role, "4331", **other)
    identity = pyrage.x25519.Identity.generate()
    form = KeyForm(recipient=str(identity.to_public()), body_name=f"湘西州测试{role}")
    return Official(actor, await commands.register_key(actor, form), identity)


async def tender(
    *, k: int = 3, n: int = 5, min_bids: int = 3, minutes: float = 60, **columns: Any
) -> tuple[Actor, int]:
    """A published purchase of Jishou's civil affairs, closing in *minutes*; no officials yet."""
    department = await people.organisation("GOV-CIV", JISHOU)
    officer = await people.account("purchaser", "433101", organisation=department)
    fields = {
        "organisation_id": department,
        "division": JISHOU,
        "status": "draft",
        "title": "吉首市留守儿童心理辅导服务",
        "category": "SVC",
        "item_code": "C20030700",
        "budget_fen": 18_000_000,
        "budget_line": "2026年儿童福利服务",
        "requirements": "为全市儿童之家提供个别辅导和团体辅导。",
        "acceptance": "每季度由儿童主任和监护人评议。",
        "service_days": 365,
        "areas": ["433101"],
        "skills": [],
        "documents": [],
        "screened_by": officer.id,
        "drafted_by": officer.id,
        "threshold_k": k,
        "threshold_n": n,
        "min_bids": min_bids,
        "fiscal_year": 2026,
        **columns,
    }
    names = ", ".join(fields)
    marks = ", ".join(f"${at}" for at in range(2, len(fields) + 2))
    tender_id: int = await value(
        f"WITH clock AS (SELECT clock_timestamp() + make_interval(secs => $1) AS at)"
        f" INSERT INTO tender ({names}, closes_at, closes_on, decides_on, published_at,"
        f" next_check_at) SELECT {marks}, at,"
        " ((at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date,"
        " (at AT TIME ZONE 'Asia/Shanghai')::date + 20, now(), at FROM clock RETURNING id",
        minutes * 60.0,
        *fields.values(),
    )
    await rows("UPDATE tender SET status = 'published' WHERE id = $1", tender_id)
    return officer, tender_id


async def purchase(k: int = 3, n: int = 5, **other: Any) -> Purchase:
    """A published purchase whose officials are chosen."""
    officer, tender_id = await tender(k=k, n=n, **other)
    officials = [await official(role) for role in ROLES[:n]]
    await commands.choose_keys(officer, tender_id, [each.key_id for each in officials])
    return Purchase(tender_id, officer, officials, k)


async def pass_deadline(tender_id: int, seconds: float = 0) -> None:
    """The deadline was *seconds* ago, or just now. A published one cannot be moved back, so the
    purchase is a plan again for a moment."""
    await plan_again(tender_id)
    await rows(
        "WITH clock AS (SELECT clock_timestamp() - make_interval(secs => $2) AS at)"
        " UPDATE tender SET closes_at = at, closes_on ="
        " ((at - interval '1 microsecond') AT TIME ZONE 'Asia/Shanghai')::date"
        " FROM clock WHERE id = $1",
        tender_id,
        float(seconds),
    )
    await rows("UPDATE tender SET status = 'published' WHERE id = $1", tender_id)


async def bidder(**other: Any) -> Bidder:
    """A verified social service organisation with everything the law asks of a bidder."""
    organisation = await people.organisation("NGO", JISHOU, **other)
    manager = await people.account("manager", organisation=organisation)
    return await eligible(Bidder(manager, organisation))


async def eligible(who: Bidder) -> Bidder:
    """Declared, with its person in charge named and its papers compared."""
    await declare(who.actor, who.organisation, DeclarationForm(Declared.article22, read=True))
    await name_controller(
        who.actor,
        who.organisation,
        ControllerForm(ControlRole.controller, "某某实业", credit_code(900_000 + who.organisation)),
    )
    for kind in ("registration", "tax", "social_insurance", "audit_report", "safeguarding"):
        file_id = await value(
            "INSERT INTO file (kind, owner_id, stored_as, media_type, bytes, sha256)"
            " VALUES ('document', $1, gen_random_uuid()::text, 'application/pdf', 9,"
            " repeat('0', 64)) RETURNING id",
            who.actor.id,
        )
        await rows(
            "INSERT INTO qualification (organisation_id, division, kind, status, number, issuer,"
            " file_id, valid_from, kept_by) VALUES ($1, $2, $3, 'waiting', $4, '湘西州', $5,"
            " '2026-01-01', $6)",
            who.organisation,
            JISHOU,
            kind,
            f"{kind}{who.organisation}",
            file_id,
            who.actor.id,
        )
    return who


def sealed(
    who: Bidder, about: Purchase, envelope: str, bid: dict[str, Any] | None = None, **other: Any
) -> bytes:
    """One envelope of *who* for *about*, as a browser makes it."""
    content = bid or (sealer.price() if envelope == "price" else sealer.technical())
    place = {
        "tender": about.id,
        "bidder": who.organisation,
        "envelope": envelope,
        "recipients": about.recipients,
        "k": about.k,
        **other,
    }
    return sealer.seal(content, **place)


async def uploads(
    who: Bidder,
    about: Purchase,
    *,
    technical: bytes | None = None,
    price: bytes | None = None,
) -> SubmitForm:
    """Both envelopes uploaded, ready to be submitted."""
    return SubmitForm(
        organisation=who.organisation,
        technical=await commands.keep_upload(
            who.actor, about.id, technical or sealed(who, about, "technical")
        ),
        price=await commands.keep_upload(who.actor, about.id, price or sealed(who, about, "price")),
    )


async def submitted(who: Bidder, about: Purchase, **envelopes: bytes) -> Receipt:
    """A bid."""
    return await commands.submit(who.actor, about.id, await uploads(who, about, **envelopes))


async def bids(about: Purchase, count: int, **envelopes: bytes) -> list[tuple[Bidder, Receipt]]:
    """Several bids of as many bidders."""
    made: list[tuple[Bidder, Receipt]] = []
    for _number in range(count):
        who = await bidder()
        made.append((who, await submitted(who, about, **envelopes)))
    return made


async def shares(official: Official, about: Purchase) -> list[ShareForm]:
    """What the official's own machine makes of what was sealed to the official."""
    return [
        ShareForm(
            bid=each.bid_id,
            envelope=str(each.envelope),
            share=sealer.b64(sealer.decrypted(each.sealed, official.identity)),
        )
        for each in await commands.fetch_shares(official.actor, about.id)
    ]


async def opened_by(about: Purchase, officials: Sequence[Official]) -> bool:
    """Each brings the shares in turn; whether the bids are public then."""
    for each in officials:
        await commands.post_shares(each.actor, about.id, await shares(each, about))
    return (await commands.open_envelopes(about.officer, about.id)).done


async def ready(
    bids_wanted: int = 3, **other: Any
) -> tuple[Purchase, list[tuple[Bidder, Receipt]]]:
    """A purchase with bids whose deadline is over and whose opening has begun."""
    about = await purchase(**other)
    made = await bids(about, bids_wanted)
    await pass_deadline(about.id)
    await commands.begin_opening(about.officer, about.id)
    return about, made
