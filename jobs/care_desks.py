"""Who is woken by a report and hears of concerns, referrals, contacts and pairs. No fact of a
child, a reporter or a home goes into any message: what it is about stands behind the door."""

from typing import Any

from match.care.cases.alarms import ROLE, on_duty
from match.care.cases.carrying import carry_mail
from match.care.cases.states import Level
from match.care.cases.wall import inside
from match.catalogue import codes
from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Role
from match.notices.commands import notify
from match.notices.words import Kind
from match.people.queries.people import directors_of

Payload = dict[str, Any]


async def wake_desk(event_id: int, payload: Payload) -> None:
    """A report came, or climbed: everybody at that desk hears of it, by inbox and SMS."""
    level, report_id = Level(payload["level"]), payload["report_id"]
    async with inside(desk=("43",)):
        report = await one(
            "SELECT division, first FROM care.mandatory_report WHERE id = $1", report_id
        )
    assert report is not None, "reports are never deleted"
    await notify(
        SYSTEM,
        await on_duty(ROLE[level], report["division"]),
        Kind.report_waiting if level == report["first"] else Kind.report_climbed,
        link=f"/desk/reports/{report_id}",
        event_id=event_id,
    )


async def carry_report_mail(event_id: int, payload: Payload) -> None:
    """An alarm to a duty desk's mailbox."""
    del event_id
    await carry_mail(payload["alarm_id"])


async def tell_concern_desk(event_id: int, payload: Payload) -> None:
    """Somebody spoke: the desk that is not concerned hears that something waits."""
    people = await on_duty(Role(payload["desk"]), payload["division"])
    await notify(
        SYSTEM,
        people,
        Kind.concern_waiting,
        link=f"/desk/concerns/{payload['concern_id']}",
        event_id=event_id,
    )


async def tell_referral(event_id: int, payload: Payload) -> None:
    """A referral was sent, answered, or waits too long: the other side hears of it."""
    kind = {
        "sent": Kind.referral_waiting,
        "answered": Kind.referral_answered,
        "chase": Kind.referral_chase,
    }[payload["what"]]
    station = await on_duty(Role.station, payload["division"])
    county = await on_duty(Role.protection, payload["division"])
    county = county or await on_duty(Role.county, payload["division"])
    own = station if payload["target"] == "RT-STN" else []
    people = {
        Kind.referral_waiting: own or county,
        Kind.referral_answered: county,
        Kind.referral_chase: {*own, *county},
    }[kind]
    await notify(
        SYSTEM,
        people,
        kind,
        link=f"/desk/referrals/{payload['referral_id']}",
        event_id=event_id,
        facts={"title": codes.home_entry(payload["target"]).label("zh")},
    )


def tell_home(kind: Kind, link: str) -> Any:
    """The directors of a home hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        await notify(
            SYSTEM,
            await directors_of(payload["home_id"]),
            kind,
            link=link % payload,
            event_id=event_id,
            facts={"title": str(payload.get("children", ""))},
        )

    hear.__name__ = f"tell_home_{kind}"
    return hear


def tell_county_of_pair(kind: Kind) -> Any:
    """The county hears that a helper waits for its word."""

    async def hear(event_id: int, payload: Payload) -> None:
        await notify(
            SYSTEM,
            await on_duty(Role.county, payload["division"]),
            kind,
            link=f"/desk/pairs/{payload['pair_id']}",
            event_id=event_id,
        )

    hear.__name__ = f"tell_county_of_pair_{kind}"
    return hear


async def tell_helper(event_id: int, payload: Payload) -> None:
    """The helper hears that something moved."""
    await notify(
        SYSTEM,
        [payload["helper_id"]],
        Kind.pair_news,
        link=f"/desk/pairs/{payload['pair_id']}",
        event_id=event_id,
    )


TOPICS: dict[str, tuple[Any, ...]] = {
    "report.filed": (wake_desk,),
    "report.climbed": (wake_desk,),
    "concern.made": (tell_concern_desk,),
    "concern.spoken": (tell_concern_desk,),
    "referral.sent": (tell_referral,),
    "referral.answered": (tell_referral,),
    "referral.chase": (tell_referral,),
    "contact.due": (tell_home(Kind.contact_due, "/desk/contacts"),),
    "stay.due": (tell_home(Kind.stay_due, "/desk/contacts"),),
    "pair.offered": (tell_home(Kind.pair_waiting, "/desk/pairs/%(pair_id)s"),),
    "pair.home_accepted": (tell_county_of_pair(Kind.pair_waiting), tell_helper),
    "pair.county_accepted": (tell_home(Kind.pair_news, "/desk/pairs/%(pair_id)s"), tell_helper),
    "pair.refused": (tell_helper,),
    "pair.begun": (tell_helper,),
    "pair.ended": (tell_helper, tell_home(Kind.pair_news, "/desk/pairs/%(pair_id)s")),
    "pair.follow_due": (tell_home(Kind.pair_follow, "/desk/pairs/%(pair_id)s"),),
    "letter.written": (tell_home(Kind.letter_waiting, "/desk/pairs/%(pair_id)s"),),
    "letter.passed": (tell_helper,),
}
