"""Reading campaigns: what the public sees today, and the records of a charity or an authority."""

from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import parameter
from match.foundation.permissions import Permission
from match.giving.campaigns import policy, rules
from match.giving.campaigns.states import CAMPAIGN_MACHINE, CampaignStatus

_CAMPAIGN = (
    "SELECT c.*, g.name AS charity_name, g.status AS g_status, g.charity, g.fundraising_number,"
    " g.fundraising_issuer, g.fundraising_until, g.verified_until"
    " FROM campaign c JOIN organisation g ON g.id = c.charity_id"
)


class CampaignView(msgspec.Struct, frozen=True):
    """A campaign with what makes it lawful. ``hidden``: why the public does not see it today."""

    id: int
    charity_id: int
    charity: str
    title: str
    purpose: str
    partner: str
    certificate_number: str
    certificate_issuer: str
    certificate_until: date | None
    filing_number: str
    filed_on: date
    starts_on: date
    ends_on: date
    link: str
    platform: str
    checked_on: date | None
    status: CampaignStatus
    hidden: str | None


class CampaignFile(msgspec.Struct, frozen=True):
    """A record as its charity and its authority see it."""

    view: CampaignView
    division: str
    evidence: tuple[int, ...]
    reason: str
    may_check: bool | str
    own: bool
    verbs: tuple[str, ...]


async def public_campaigns(limit: int = 100) -> list[CampaignView]:
    """
    What is valid today in every respect. Decided for each row now, so that a certificate, a filing,
    a period or a platform that ends takes its campaign off the page by itself.
    """
    found = await rows(
        _CAMPAIGN + " WHERE c.status = 'checked' AND c.starts_on <= $1 AND c.ends_on >= $1"
        " ORDER BY c.ends_on, c.id LIMIT $2",
        clock.today(),
        limit,
    )
    return [view for view in await _views(found) if view.hidden is None]


async def own_campaigns(actor: Actor) -> list[CampaignView]:
    """The records of the reader's charities, newest first."""
    found = await rows(
        _CAMPAIGN + " WHERE c.charity_id = ANY($1) ORDER BY c.id DESC LIMIT 100",
        sorted(actor.organisations),
    )
    return await _views(found)


async def waiting_campaigns(actor: Actor) -> list[CampaignView]:
    """Records that wait for the reader's check, the first to begin first."""
    found = await rows(
        _CAMPAIGN + " WHERE c.status = 'waiting' AND c.division LIKE ANY($1)"
        " ORDER BY c.starts_on, c.id LIMIT 100",
        [f"{prefix}%" for prefix in actor.scope(Permission.campaigns_check)],
    )
    return await _views(found)


async def campaign_file(actor: Actor, campaign_id: int) -> CampaignFile:
    """One record with what the reader may do. Raises NotFound."""
    row = await one(_CAMPAIGN + " WHERE c.id = $1", campaign_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这条公开募捐记录。"))
    own = policy.can_enter(actor, row["charity_id"]) is True
    may_check = policy.can_check(actor, row)
    verbs = [
        verb
        for verb in CAMPAIGN_MACHINE.verbs(CampaignStatus(row["status"]))
        if (own if verb in ("submit", "end") else may_check is True)
    ]
    (view,) = await _views([row])
    return CampaignFile(
        view, row["division"], tuple(row["evidence"]), row["reason"], may_check, own, tuple(verbs)
    )


async def own_charities(actor: Actor) -> list[tuple[int, str, str]]:
    """The reader's charities with a certificate: id, name, number."""
    found = await rows(
        "SELECT id, name, fundraising_number FROM organisation WHERE id = ANY($1)"
        " AND charity AND status = 'verified' ORDER BY name",
        sorted(actor.organisations),
    )
    return [(row["id"], row["name"], row["fundraising_number"]) for row in found]


async def _views(found: list[dict[str, Any]]) -> list[CampaignView]:
    named = rules.hosts((await parameter("campaign.platform_changes")).text)
    return [_view(row, named) for row in found]


def _view(row: dict[str, Any], named: frozenset[str]) -> CampaignView:
    charity = {**row, "status": row["g_status"]}
    known = rules.platforms().get(row["platform"])
    return CampaignView(
        row["id"],
        row["charity_id"],
        row["charity_name"],
        row["title"],
        row["purpose"],
        row["partner"],
        row["certificate_number"],
        row["fundraising_issuer"],
        row["fundraising_until"],
        row["filing_number"],
        row["filed_on"],
        row["starts_on"],
        row["ends_on"],
        row["link"],
        known.name if known else row["platform"],
        row["checked_on"],
        CampaignStatus(row["status"]),
        rules.hidden_because(row, charity, named, clock.today()),
    )
