"""
What the public reads after a public act: the page's address, and its text as data.

Every reader is the one that the public page uses, asked by nobody in particular: persons who give
are not named there, nor are homes of small groups. What is no longer shown is logged as that, once
it was in the log.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from match.foundation.actor import ANONYMOUS
from match.foundation.db import one, value
from match.foundation.errors import NotFound
from match.giving.campaigns.queries import public_campaigns
from match.homes.queries import home_card
from match.needs.queries import need_view
from match.offers.queries import public_offer
from match.people.queries.organisations import organisation_card
from match.upkeep.queries.titles import named_titles

Payload = dict[str, Any]
Document = tuple[str, dict[str, Any]]
Reader = Callable[[Payload], Awaitable[Document | None]]


async def read_need(payload: Payload) -> Document | None:
    """A need as its page shows it, with what is promised, on the way and received."""
    number = payload["need_id"]
    return await _page("/needs", number, need_view(ANONYMOUS, number))


async def read_need_of_match(payload: Payload) -> Document | None:
    """The need of an approved match."""
    need_id = await value("SELECT need_id FROM proposal WHERE id = $1", payload["proposal_id"])
    return await read_need({"need_id": need_id})


async def read_offer(payload: Payload) -> Document | None:
    """An offer as its page shows it."""
    number = payload["offer_id"]
    return await _page("/offers", number, public_offer(ANONYMOUS, number))


async def read_home(payload: Payload) -> Document | None:
    """A home as its page shows it."""
    number = payload["home_id"]
    return await _page("/homes", number, home_card(number))


async def read_organisation(payload: Payload) -> Document | None:
    """A verified organisation as its page shows it."""
    number = payload["organisation_id"]
    return await _page("/organisations", number, organisation_card(number))


async def read_release(event_id: int) -> Document | None:
    """The release of a step of a purchase: notice, result, contract, payment."""
    row = await one("SELECT tender_id, body FROM ocds_release WHERE event_id = $1", event_id)
    if row is None:
        return None
    return f"/purchases/{row['tender_id']}", msgspec.json.decode(row["body"])


async def read_title(payload: Payload) -> Document | None:
    """A demonstration title in the public list."""
    found = await named_titles(after=payload["title_id"] + 1, limit=1)
    if not found or found[0].id != payload["title_id"]:
        return None
    return f"/homes/{found[0].home_id}", told(found[0])


async def read_campaign(payload: Payload) -> Document | None:
    """A campaign while it is valid in every respect."""
    for view in await public_campaigns():
        if view.id == payload["campaign_id"]:
            return "/campaigns", told(view)
    return None


async def read_run(payload: Payload) -> Document | None:
    """An allocation that was kept: its input and plan by hash, and the figures of its proof."""
    row = await one(
        "SELECT id, scope, needs, offers, pairs, proposals, objective, dual_objective, gap,"
        " violated_pairs, solver, solver_version, input_sha256, plan_sha256 FROM match_run"
        " WHERE id = $1",
        payload["run_id"],
    )
    return None if row is None else ("/log", row)


def told(view: msgspec.Struct) -> dict[str, Any]:
    """A public view as data for JSON. Its version counts saves, not public acts: left out."""
    data: dict[str, Any] = msgspec.to_builtins(view)
    data.pop("version", None)
    return data


async def _page(folder: str, number: int, asked: Awaitable[msgspec.Struct]) -> Document | None:
    """What the page of *number* shows; where it is shown no more, that, if it was in the log."""
    url = f"{folder}/{number}"
    try:
        return url, told(await asked)
    except NotFound:
        was = await value("SELECT id FROM public_log_entry WHERE url = $1 LIMIT 1", url)
        return None if was is None else (url, {"id": number, "shown": False})


def _topics(subject: str, events: str, reader: Reader) -> dict[str, Reader]:
    return {f"{subject}.{event}": reader for event in events.split()}


SOURCES: dict[str, Reader] = {
    **_topics(
        "need",
        "published partly_met met reopened confirmed closed withdrawn expired",
        read_need,
    ),
    **_topics("offer", "published delivered closed withdrawn expired", read_offer),
    **_topics("home", "opened idled suspended closed", read_home),
    **_topics("organisation", "verified expired withdrawn", read_organisation),
    **_topics("title", "named revoked", read_title),
    **_topics("donation", "receipted counted used returned", read_need),
    "agreement.made": read_need,
    "match.approved": read_need_of_match,
    "match.ran": read_run,
    "campaign.checked": read_campaign,
}
"""
Every fact that is a public act, and who reads its document. Steps of purchases are logged as they
are released (`read_release`), articles by the room of publicity.
"""
