"""Who hears what of a pledge, of several together, of a campaign and of money on its way."""

from collections.abc import Awaitable, Callable
from typing import Any

from jobs import runs
from jobs.gifts import Side, tell_gift
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.permissions import Permission as P
from match.giving.pledging.commands import need_ended
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
_PLEDGE = """
SELECT p.id, p.status, p.organisation_id, p.giver_id, p.division, p.on_completion, n.title,
       n.submitted_by, n.entered_for, h.director_id, j.status AS joint
  FROM pledge p JOIN need n ON n.id = p.need_id JOIN home h ON h.id = p.home_id
  LEFT JOIN joint_pledge j ON j.id = p.joint_id
"""


async def _givers(pledge: dict[str, Any]) -> set[int]:
    if pledge["organisation_id"] is None:
        return {pledge["giver_id"]}
    return set(await members_of(pledge["organisation_id"]))


def _home(pledge: dict[str, Any]) -> set[int]:
    return {pledge["director_id"], pledge["submitted_by"], pledge["entered_for"]} - {None}


async def _tell(event_id: int, pledge: dict[str, Any], people: set[int], kind: Kind) -> None:
    await notify(
        SYSTEM,
        people,
        kind,
        link=f"/desk/pledges/{pledge['id']}",
        event_id=event_id,
        facts={"title": pledge["title"]},
    )


async def tell_home_of_pledge(event_id: int, payload: Payload) -> None:
    """The home hears of a promise that it may answer; of one of several once all are there."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["status"] == "offered" and pledge["joint"] != "gathering":
        await _tell(event_id, pledge, _home(pledge), Kind.pledge_offered)


async def tell_county_of_pledge(event_id: int, payload: Payload) -> None:
    """The home took it: the county hears that it may decide."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["status"] == "accepted":
        people = set(await holders(P.giving_approve, pledge["division"]))
        await _tell(event_id, pledge, people, Kind.pledge_waiting_county)


async def tell_second_body(event_id: int, payload: Payload) -> None:
    """One body approved a large pledge: another is asked."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["status"] == "accepted":
        people = set(await holders(P.giving_countersign, pledge["division"]))
        await _tell(event_id, pledge, people, Kind.pledge_waiting_county)


async def tell_of_conditional_pledge(event_id: int, payload: Payload) -> None:
    """Approved, but a condition must come true first: no agreement is made that would say so."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["on_completion"]:
        await _tell(event_id, pledge, await _givers(pledge) | _home(pledge), Kind.pledge_agreed)


async def tell_both_of_ended_pledge(event_id: int, payload: Payload) -> None:
    """Declined, expired or withdrawn: both sides hear of it."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None:
        await _tell(event_id, pledge, await _givers(pledge) | _home(pledge), Kind.pledge_ended)


async def remind_who_must_answer(event_id: int, payload: Payload) -> None:
    """The day is near: the home, or the county, hears once more."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is None or pledge["status"] not in ("offered", "accepted"):
        return
    waits_for_home = pledge["status"] == "offered"
    county = set(await holders(P.giving_approve, pledge["division"]))
    await _tell(event_id, pledge, _home(pledge) if waits_for_home else county, Kind.pledge_reminder)


async def ask_giver_to_choose(event_id: int, payload: Payload) -> None:
    """The target is gone: the giver says what is to become of the promise."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["status"] == "choosing":
        await _tell(event_id, pledge, await _givers(pledge), Kind.pledge_choose)


async def ask_county_to_choose(event_id: int, payload: Payload) -> None:
    """The giver left the choice to the county."""
    pledge = await one(_PLEDGE + " WHERE p.id = $1", payload["pledge_id"])
    if pledge is not None and pledge["status"] == "choosing":
        people = set(await holders(P.giving_approve, pledge["division"]))
        await _tell(event_id, pledge, people, Kind.pledge_choose_for)


async def ask_county_about_surplus(event_id: int, payload: Payload) -> None:
    """The giver left to the county what becomes of units that came over the promise."""
    gift = await one("SELECT * FROM donation WHERE id = $1", payload["donation_id"])
    if gift is not None and gift["surplus_choice"] == "county":
        await notify(
            SYSTEM,
            await holders(P.giving_approve, gift["division"]),
            Kind.pledge_choose_for,
            link=f"/desk/surplus/{gift['id']}",
            event_id=event_id,
            facts={"title": gift["subject"]},
        )


async def tell_of_complete_joint(event_id: int, payload: Payload) -> None:
    """All units are there: every giver hears of it, and the home may answer."""
    members = await rows(
        _PLEDGE + " WHERE p.joint_id = $1 AND p.status IN ('offered', 'accepted') ORDER BY p.id",
        payload["joint_id"],
    )
    givers: set[int] = set()
    for member in members:
        givers |= await _givers(member)
    if members:
        await _tell(event_id, members[0], givers | _home(members[0]), Kind.joint_complete)


async def ask_givers_of_ended_need(event_id: int, payload: Payload) -> None:
    """A need was withdrawn or has expired: its givers choose again."""
    del event_id
    await need_ended(SYSTEM, payload["need_id"])


def tell_of_campaign(kind: Kind, *, authority: bool) -> Hear:
    """The authority of the charity's seat, or the charity's people, hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        campaign = await one("SELECT * FROM campaign WHERE id = $1", payload["campaign_id"])
        if campaign is None:
            return
        people = (
            await holders(P.campaigns_check, campaign["division"])
            if authority
            else await members_of(campaign["charity_id"])
        )
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/campaigns/{campaign['id']}",
            event_id=event_id,
            facts={"title": campaign["title"]},
        )

    hear.__name__ = f"tell_of_{kind}"
    return hear


async def start_rule_run(event_id: int, payload: Payload) -> None:
    """A run was ordered: the long worker gets it. Asking twice asks once."""
    del event_id
    await runs.ask("offer_by_rule", rule=payload["rule_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "pledge.offered": (tell_home_of_pledge,),
    "pledge.accepted": (tell_county_of_pledge,),
    "pledge.approved_once": (tell_second_body,),
    "pledge.agreed": (tell_of_conditional_pledge,),
    "pledge.declined": (tell_both_of_ended_pledge,),
    "pledge.expired": (tell_both_of_ended_pledge,),
    "pledge.withdrawn": (tell_both_of_ended_pledge,),
    "pledge.reminded": (remind_who_must_answer,),
    "pledge.choosing": (ask_giver_to_choose,),
    "pledge.county_asked": (ask_county_to_choose,),
    "donation.surplus_county_asked": (ask_county_about_surplus,),
    "joint.complete": (tell_of_complete_joint,),
    "need.withdrawn": (ask_givers_of_ended_need,),
    "need.expired": (ask_givers_of_ended_need,),
    "campaign.submitted": (tell_of_campaign(Kind.campaign_waiting, authority=True),),
    "campaign.checked": (tell_of_campaign(Kind.campaign_checked, authority=False),),
    "campaign.refused": (tell_of_campaign(Kind.campaign_refused, authority=False),),
    "donation.part_paid": (tell_gift(Kind.gift_paid, Side.giver),),
    "donation.paid": (tell_gift(Kind.gift_paid, Side.giver),),
    "donation.payments_ended": (tell_gift(Kind.gift_payments_ended),),
    "donation.return_proposed": (tell_gift(Kind.gift_return_asked, Side.giver),),
    "donation.return_refused": (tell_gift(Kind.gift_return_refused, Side.receiver),),
}
