"""Verbs of campaigns: entered, handed in with evidence, checked, refused, ended, swept."""

from datetime import date, datetime, time, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import parameter, periods
from match.giving.campaigns import policy, rules
from match.giving.campaigns.forms import CampaignForm, CheckForm
from match.giving.campaigns.states import CAMPAIGN_MACHINE, CampaignStatus
from match.giving.campaigns.tables import Campaign
from match.giving.pledging.rules import named_child_complaint
from match.needs.wording import refuse_personal_data

CHANGES = "campaign.platform_changes"
OVER = (CampaignStatus.ended,)


@command
async def enter_campaign(actor: Actor, form: CampaignForm) -> int:
    """
    A draft record of a campaign; returns its id. Raises Denied for another's charity, Invalid with
    its reason where there is no valid certificate, filing, period or designated platform.
    """
    require(policy.can_enter(actor, form.charity_id))
    charity = await _charity(form.charity_id)
    await _valid(form, charity)
    campaign_id: int = await value(
        "INSERT INTO campaign (charity_id, division, title, purpose, partner, certificate_number,"
        " filing_number, filed_on, starts_on, ends_on, link, platform, evidence, created_by,"
        " next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '{}', $13, $14)"
        " RETURNING id",
        form.charity_id,
        charity["division"],
        form.title,
        form.purpose,
        form.partner,
        form.certificate_number,
        form.filing_number,
        form.filed_on,
        form.starts_on,
        form.ends_on,
        form.link,
        rules.host_of(form.link),
        actor.id,
        _after(form.ends_on),
    )
    await record(
        actor,
        "campaign.entered",
        subject=("campaign", campaign_id),
        division=charity["division"],
    )
    return campaign_id


@command
async def submit_campaign(actor: Actor, campaign_id: int, evidence: list[int]) -> None:
    """Hand a record in with scans of certificate and filing (慈善法 28: evidence is kept)."""
    campaign = await _locked(actor, campaign_id)
    require(policy.can_enter(actor, campaign["charity_id"]))
    own = await rows("SELECT id FROM file WHERE id = ANY($1) AND owner_id = $2", evidence, actor.id)
    if not evidence or len(own) != len(set(evidence)):
        raise Invalid({"evidence": _("请上传公开募捐资格证书和方案备案的扫描件。")})
    await value("UPDATE campaign SET evidence = $2 WHERE id = $1", campaign_id, evidence)
    await _move(actor, campaign, "submit")


@command
async def check_campaign(actor: Actor, campaign_id: int, form: CheckForm) -> None:
    """
    The authority compared the record with the registers today: from now on it may be shown.

    Everything a program can ask is asked again; the rest are the three boxes of *form*.
    """
    campaign = await _locked(actor, campaign_id)
    require(policy.can_check(actor, campaign))
    unseen = {
        name: _("请先核对，再勾选这一项。")
        for name in ("certificate_seen", "filing_seen", "platform_seen")
        if not getattr(form, name)
    }
    if unseen:
        raise Invalid(unseen)
    wrong = rules.certificate_complaint(
        await _charity(campaign["charity_id"]),
        campaign["certificate_number"],
        campaign["starts_on"],
        campaign["ends_on"],
        clock.today(),
    ) or rules.platform_complaint(campaign["link"], await named_hosts())
    if wrong or campaign["ends_on"] < clock.today():
        raise Conflict(wrong or _("活动期间已经结束，不能再核对通过。"))
    sets = {"checked_by": actor.id, "checked_on": clock.today()}
    await _move(actor, campaign, "check", sets=sets)


@command
async def refuse_campaign(actor: Actor, campaign_id: int, reason: str) -> None:
    """Not, or no longer, to be shown; the charity reads why."""
    campaign = await _locked(actor, campaign_id)
    require(policy.can_check(actor, campaign))
    if not 4 <= len(reason.strip()) <= 500:
        raise Invalid({"reason": _("请写明原因，4 到 500 字，慈善组织会看到。")})
    await _move(actor, campaign, "refuse", reason=reason.strip(), sets={"reason": reason.strip()})


@command
async def end_campaign(actor: Actor, campaign_id: int) -> None:
    """Over: its charity says so, or its last day has passed."""
    campaign = await _locked(actor, campaign_id)
    if not actor.system:
        require(policy.can_enter(actor, campaign["charity_id"]))
    await _move(actor, campaign, "end", sets={"next_check_at": None})


async def sweep_campaigns(actor: Actor, limit: int = 200) -> int:
    """End what is past its last day; returns how many. The public page has dropped them before."""
    due = await rows(
        "SELECT id FROM campaign WHERE next_check_at <= $1 AND status <> 'ended'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for row in due:
        await end_campaign(actor, row["id"])
    return len(due)


async def named_hosts() -> frozenset[str]:
    """The hosts of designated platforms as of today."""
    return rules.hosts((await parameter(CHANGES)).text)


async def _valid(form: CampaignForm, charity: dict[str, Any]) -> None:
    texts = {"title": form.title, "purpose": form.purpose, "partner": form.partner}
    refuse_personal_data(texts)
    today = clock.today()
    complaints: dict[str, str | None] = {
        **named_child_complaint(texts),  # everybody reads them
        "certificate_number": rules.certificate_complaint(
            charity, form.certificate_number, form.starts_on, form.ends_on, today
        ),
        "link": rules.platform_complaint(form.link, await named_hosts()),
        "filed_on": rules.plan_complaint(
            form.filed_on, form.starts_on, periods()["CHAR.PLAN.FILE"].whole, today
        ),
        "ends_on": None
        if max(form.starts_on, today) <= form.ends_on
        else _("结束日期不能早于开始日期，也不能已经过去。"),
    }
    wrong = {name: told for name, told in complaints.items() if told}
    if wrong:
        raise Invalid(wrong)


async def _charity(charity_id: int) -> dict[str, Any]:
    found = await one(
        "SELECT id, name, division, status, charity, fundraising_number, fundraising_until,"
        " verified_until FROM organisation WHERE id = $1 FOR SHARE",
        charity_id,
    )
    if found is None:
        raise NotFound(_("没有找到这家机构。"))
    return found


async def _locked(actor: Actor, campaign_id: int) -> dict[str, Any]:
    campaign = await one("SELECT * FROM campaign WHERE id = $1 FOR UPDATE", campaign_id)
    if campaign is None or not (actor.system or policy.can_see(actor, campaign)):
        raise NotFound(_("没有找到这条公开募捐记录。"))
    return campaign


async def _move(
    actor: Actor,
    campaign: dict[str, Any],
    verb: str,
    *,
    reason: str = "",
    sets: dict[str, Any] | None = None,
) -> None:
    await carry_out(
        actor,
        CAMPAIGN_MACHINE,
        Campaign,
        campaign,
        CampaignStatus(campaign["status"]),
        verb,
        reason=reason,
        sets=sets,
        campaign_id=campaign["id"],
    )


def _after(day: date) -> datetime:
    """The first instant after *day*, in Hunan."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=clock.HERE)
