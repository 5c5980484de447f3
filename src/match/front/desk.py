"""The desk: what waits for this person today, whoever they are, and where each thing is done."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.giving.queries import my_agreements
from match.giving.states import word as agreement_word
from match.matching.queries import my_proposals, review_queue
from match.matching.states import UNDECIDED
from match.matching.states import word as proposal_word
from match.needs.queries import Line, my_needs, waiting_needs
from match.needs.states import NeedStatus
from match.needs.states import inside as need_word
from match.notices.queries import Mail, inbox
from match.offers.queries import my_offers, waiting_offers
from match.offers.states import inside as offer_word
from match.people.queries.organisations import verification_queue
from match.people.words import role_label
from match.site.formats import short_day

SHOWN = 5
MANY = 100
"""Queues are counted as far as this; beyond it the desk says 100+."""


class Queue(msgspec.Struct, frozen=True):
    """One kind of thing that waits for a decision of this person."""

    title: str
    count: int
    url: str
    icon: str

    @property
    def shown(self) -> str:
        """The count in words."""
        return f"{self.count}+" if self.count >= MANY else str(self.count)


class Row(msgspec.Struct, frozen=True):
    """One line of a list: when, what, where it stands."""

    when: str
    title: str
    url: str
    state: str
    tone: str


class Listing(msgspec.Struct, frozen=True):
    """Things of this person's own, and what to do when there are none yet."""

    title: str
    rows: tuple[Row, ...]
    url: str
    empty: str
    new_url: str
    new: str


class Desk(msgspec.Struct, frozen=True):
    """Everything on one desk. ``roles`` are the person's roles in words."""

    roles: tuple[str, ...]
    queues: tuple[Queue, ...]
    lists: tuple[Listing, ...]
    mail: tuple[Mail, ...]


async def desk_of(actor: Actor) -> Desk:
    """The desk of whoever asks."""
    roles = dict.fromkeys(role_label(grant.role) for grant in actor.grants)
    return Desk(
        roles=tuple(roles),
        queues=tuple(await _queues(actor)),
        lists=tuple(await _lists(actor)),
        mail=tuple(await inbox(actor, SHOWN)),
    )


async def _queues(actor: Actor) -> list[Queue]:
    """What waits for a decision, for each permission this person holds."""
    queues: list[Queue] = []
    if actor.may(P.needs_check):
        statuses = (NeedStatus.privacy, NeedStatus.township)
        waiting = len(await waiting_needs(actor, P.needs_check, statuses, MANY))
        queues.append(Queue(_("待核实的需求"), waiting, "/admin/needs", "clipboard-check"))
    if actor.may(P.needs_approve):
        waiting = len(await waiting_needs(actor, P.needs_approve, (NeedStatus.county,), MANY))
        queues.append(Queue(_("待审核的需求"), waiting, "/admin/needs", "clipboard-check"))
    if actor.may(P.offers_moderate):
        waiting = len(await waiting_offers(actor, MANY))
        queues.append(Queue(_("待审核的供给"), waiting, "/admin/offers", "gift"))
    if actor.may(P.matching_approve):
        waiting = len(await review_queue(actor, limit=MANY))
        queues.append(Queue(_("待审批的匹配"), waiting, "/admin/matches", "arrows-exchange"))
    if actor.may(P.people_verify):
        waiting = len(await verification_queue(actor, limit=MANY))
        url = "/admin/organisations"
        queues.append(Queue(_("待核验的组织"), waiting, url, "building-community"))
    return queues


async def _lists(actor: Actor) -> list[Listing]:
    """The person's own things: needs of their homes, offers, proposals, agreements."""
    lists: list[Listing] = []
    if actor.homes:
        lists.append(await _needs(actor))
    if not actor.staff:
        lists.append(await _offers(actor))
        lists += [await _proposals(actor), await _agreements(actor)]
    return lists


async def _needs(actor: Actor) -> Listing:
    rows = [
        Row(short_day(line.submitted_at), line.title, f"/desk/needs/{line.id}", *_stands(line))
        for line in await my_needs(actor, SHOWN)
    ]
    return Listing(
        _("我的需求"),
        tuple(rows),
        "/desk/needs",
        _("还没有提交过需求。"),
        "/needs/new",
        _("发布一条需求"),
    )


def _stands(line: Line) -> tuple[str, str]:
    tone = "dao" if line.status in (NeedStatus.information, NeedStatus.draft) else "ji"
    return need_word(line.status), tone


async def _offers(actor: Actor) -> Listing:
    rows = [
        Row(
            short_day(view.published_at),
            view.title,
            f"/offers/{view.id}",
            offer_word(view.status),
            "ji",
        )
        for view in await my_offers(actor, SHOWN)
    ]
    return Listing(
        _("我的供给"),
        tuple(rows),
        "/offers/mine",
        _("还没有登记过能提供的物资、服务或时间。"),
        "/offers/new",
        _("登记我能提供的"),
    )


async def _proposals(actor: Actor) -> Listing:
    rows = [
        Row(
            short_day(line.created_at),
            f"{line.need_title} ⇄ {line.giver}",
            f"/desk/proposals/{line.id}",
            proposal_word(line.status),
            "rong" if line.status in UNDECIDED else "ink",
        )
        for line in await my_proposals(actor, SHOWN)
    ]
    return Listing(
        _("匹配建议"), tuple(rows), "/desk/proposals", _("每晚匹配后，建议会出现在这里。"), "", ""
    )


async def _agreements(actor: Actor) -> Listing:
    rows = [
        Row(
            short_day(line.changed_at),
            f"{line.number} {line.need_title}",
            f"/desk/agreements/{line.id}",
            agreement_word(line.status),
            "zhu",
        )
        for line in await my_agreements(actor, SHOWN)
    ]
    return Listing(
        _("协议与送达"),
        tuple(rows),
        "/desk/agreements",
        _("匹配通过后，协议会出现在这里。"),
        "",
        "",
    )
