"""A person's own things: needs of their homes, offers, proposals, agreements, purchases."""

from datetime import datetime

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.contracts import contract_lists
from match.front.desk.shapes import Listing, Row
from match.front.desk.shifts import shift_lists
from match.front.desk.upkeep import upkeep_lists
from match.giving.queries import my_donations
from match.giving.states import word as donation_word
from match.giving.wording import next_step as donation_next
from match.giving.wording import status_tone as donation_tone
from match.matching.parties import next_step, own_proposals
from match.matching.states import UNDECIDED
from match.matching.states import word as proposal_word
from match.needs.queries import Line, entered_needs, my_needs
from match.needs.states import NeedStatus
from match.needs.states import inside as need_word
from match.offers.queries import my_offers
from match.offers.states import OfferStatus
from match.offers.states import inside as offer_word
from match.site.formats import relative_day, short_day
from match.tenders.queries import department_tenders
from match.tenders.states import TenderStatus
from match.tenders.states import outside as tender_word

SHOWN = 5


async def lists_of(actor: Actor) -> list[Listing]:
    """Lists for a director, a giver, a purchaser; a clerk's list of what she entered for others."""
    lists: list[Listing] = []
    if actor.homes:
        lists.append(await _needs(actor))
    elif actor.may(P.needs_draft_for) and (entered := await entered_needs(actor, SHOWN)):
        rows = tuple(_need_row(line) for line in entered)
        lists.append(Listing(_("我代填的需求"), rows, "/desk/needs", ""))
    if actor.may(P.offers_draft):
        lists.append(await _offers(actor))
    if actor.may(P.tenders_publish):
        lists.append(await _purchases(actor))
    if actor.homes or actor.may(P.offers_draft):
        lists += [await _proposals(actor), await _donations(actor)]
    return (
        lists + await contract_lists(actor) + await shift_lists(actor) + await upkeep_lists(actor)
    )


def _day(moment: datetime | None) -> str:
    """When it happened; nothing for what has not happened yet."""
    return short_day(moment) if moment else ""


async def _needs(actor: Actor) -> Listing:
    rows = [_need_row(line) for line in await my_needs(actor, SHOWN)]
    return Listing(
        _("我的需求"),
        tuple(rows),
        "/desk/needs",
        _("还没有提交过需求。大约 5 分钟可以填完一条。"),
        "/desk/needs/new",
        _("发布一条需求"),
    )


def _need_row(line: Line) -> Row:
    return Row(
        _day(line.submitted_at),
        line.title or _("未命名的草稿"),
        f"/desk/needs/{line.id}",
        need_word(line.status),
        "dao" if line.status in (NeedStatus.information, NeedStatus.draft) else "ji",
        _need_next(line),
    )


def _need_next(line: Line) -> str:
    """Who acts next on a need, and by when; an open one waits for help, with no day."""
    actors = {
        NeedStatus.draft: _("等您填完提交"),
        NeedStatus.information: _("等您回答问题"),
        NeedStatus.privacy: _("等乡镇核对"),
        NeedStatus.township: _("等乡镇核实"),
        NeedStatus.county: _("等县级审核"),
        NeedStatus.published: _("等待帮助，每晚参加匹配"),
        NeedStatus.matching: _("已有匹配建议，等双方答复"),
        NeedStatus.partly_met: _("其余部分等待帮助"),
        NeedStatus.met: _("等您确认全部收到"),
        NeedStatus.confirmed: _("等县级办结"),
    }
    said = actors.get(line.status, "")
    waits = line.status in (
        NeedStatus.information,
        NeedStatus.privacy,
        NeedStatus.township,
        NeedStatus.county,
    )
    if said and waits and line.next_check_at:
        return f"{said} · {relative_day(line.next_check_at)}"
    return said


async def _offers(actor: Actor) -> Listing:
    rows = [
        Row(
            _day(view.published_at),
            view.title,
            f"/offers/{view.id}",
            offer_word(view.status),
            "dao" if view.status is OfferStatus.draft else "ji",
            _("还可供 %(left)s %(unit)s")
            % {"left": view.left, "unit": codes.unit(view.unit).after(view.left)}
            if view.left
            else "",
        )
        for view in await my_offers(actor, SHOWN)
    ]
    return Listing(
        _("我的供给"),
        tuple(rows),
        "/offers/mine",
        _("还没有登记过能提供的物资、服务或时间。登记后，系统每晚推荐合适的需求。"),
        "/offers/new",
        _("登记我能提供的"),
    )


async def _purchases(actor: Actor) -> Listing:
    rows = [
        Row(
            _day(view.published_at),
            view.title,
            f"/purchases/{view.id}",
            tender_word(view.status),
            "dao" if view.status is TenderStatus.draft else "ji",
            _("%(day)s截止") % {"day": short_day(view.dates.closes_on)}
            if view.status is TenderStatus.published
            else "",
        )
        for view in await department_tenders(actor, SHOWN)
    ]
    return Listing(
        _("我的采购"),
        tuple(rows),
        "/purchases/mine",
        _("还没有采购公告。写好后由您发布，适合的机构会收到通知。"),
        "/purchases/new",
        _("写一份采购公告"),
    )


async def _proposals(actor: Actor) -> Listing:
    rows = [
        Row(
            short_day(view.created_at),
            f"{view.line_name} × {view.units} {view.unit_label}",
            f"/desk/proposals/{view.id}",
            proposal_word(view.status),
            "rong" if view.status in UNDECIDED else "ink",
            next_step(view) if view.status in UNDECIDED else "",
        )
        for view in await own_proposals(actor, limit=SHOWN)
    ]
    return Listing(
        _("匹配建议"), tuple(rows), "/desk/proposals", _("每晚匹配后，建议会出现在这里。")
    )


async def _donations(actor: Actor) -> Listing:
    rows = [
        Row(
            short_day(line.changed_at),
            line.what,
            f"/desk/agreements/{line.id}",
            donation_word(line.status),
            donation_tone(line.status),
            donation_next(line.status, line.kind),
        )
        for line in await my_donations(actor, SHOWN)
    ]
    return Listing(
        _("协议与送达"), tuple(rows), "/desk/agreements", _("匹配通过后，协议会出现在这里。")
    )
