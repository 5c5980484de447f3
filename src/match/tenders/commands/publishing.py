"""Going public: the intent, then the notice, each judged again by what is true on that day."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import settle
from match.foundation.db import command, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.offers.rules import is_verified
from match.tenders import consistency, methods, policy, rules
from match.tenders.commands._shared import check_item, legal_periods, purchaser, row_for, today
from match.tenders.commands.moving import advance, locked
from match.tenders.commands.parts import needs_complaint
from match.tenders.commands.planned import closing, same_but
from match.tenders.commands.versions import keep_version, version_of
from match.tenders.commands.watching import note_split, watched
from match.tenders.facts import TenderFacts
from match.tenders.loading import load
from match.tenders.splitting import SplitConflict
from match.tenders.states import PLANNED, TENDER_MACHINE, Mode, TenderStatus


@command
async def announce_intent(actor: Actor, tender_id: int) -> None:
    """
    Tell everybody what is going to be bought (财库〔2020〕10号). Thirty days later the notice may
    follow. Raises Conflict for the light flow, which has no intent; Invalid for terms that do not
    fit the law: whoever reads an intent plans by it.
    """
    facts = await _own(actor, tender_id)
    if facts.mode is Mode.light:
        raise Conflict(_("限额以下的采购不需要公开采购意向，请直接发布公告。"))
    TENDER_MACHINE.move(facts.status, "announce_intent")
    refuse(**consistency.plan_complaints(facts))
    _refuse_words(facts)
    await advance(actor, tender_id, "announce_intent")


async def publish_tender(actor: Actor, tender_id: int) -> rules.Dates:
    """
    Publish the notice; returns its timetable. Everything time may have changed is judged again:
    limits, the year's other purchases, guiding catalogue, survey, intent, needs, the days left.

    The last day for answers is moved to a working day; how many bids and officials it takes is
    fixed from now on, and the first version of the document is kept. A refusal for splitting is
    kept for the auditors.
    """
    try:
        return await _publish(actor, tender_id)
    except SplitConflict as refused:
        await note_split(actor, await load(tender_id), refused.split)
        raise


@command
async def _publish(actor: Actor, tender_id: int) -> rules.Dates:
    facts = await _own(actor, tender_id)
    if facts.mode is Mode.mirror:
        raise Conflict(_("官方系统的采购请登记官方公告的日期和网址，不在这里发布。"))
    TENDER_MACHINE.move(facts.status, "publish")
    facts = await settled(facts)
    await judge(actor, facts)
    text, digest = await version_of(facts)
    await value(
        "UPDATE tender SET closes_on = $2, closes_at = $3, opens_at = $3, next_check_at = $3,"
        " decides_on = $4, published_at = $5, published_by = $6, limit_fen = $7,"
        " official_permission = $8, min_bids = $9, threshold_k = $10, threshold_n = $11,"
        " document_hash = $12 WHERE id = $1",
        tender_id,
        facts.closes_on,
        facts.closes_at,
        facts.decides_on,
        clock.now(),
        actor.id,
        facts.limit_fen,
        facts.official_permission,
        facts.min_bids,
        facts.threshold_k,
        facts.threshold_n,
        digest,
    )
    await advance(actor, tender_id, "publish")
    await keep_version(actor, facts, text)
    return rules.dates(facts.closes_on, facts.decides_on, legal_periods(), facts.calendar)


async def _own(actor: Actor, tender_id: int) -> TenderFacts:
    """The purchase, locked, of a verified department this person buys for."""
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    if TenderStatus(tender["status"]) in PLANNED:
        department = await purchaser(tender["organisation_id"])
        if not is_verified(department["status"], department["verified_until"], today()):
            raise Conflict(_("采购单位还没有通过核验，请先完成机构核验。"))
    return await locked(tender_id)


async def settled(facts: TenderFacts) -> TenderFacts:
    """The facts as the notice fixes them: days on working days, numbers from the parameters."""
    bounds, time = facts.limits, facts.closes_at.astimezone(clock.HERE)
    at = "" if facts.closes_at == rules.over_at(facts.closes_on) else f"{time:%H:%M}"
    closes_on = settle(facts.closes_on, facts.calendar).on
    need, among = bounds.keys("light" if facts.mode is Mode.light else "full")
    above = facts.budget_fen >= bounds.limit_fen
    return same_but(
        facts,
        closes_on=closes_on,
        closes_at=closing(closes_on, at, facts.calendar),
        decides_on=settle(max(facts.decides_on, closes_on), facts.calendar).on,
        limit_fen=bounds.limit_fen,
        official_permission=bounds.permission if above and facts.mode is Mode.full else "",
        min_bids=methods.min_bids(facts.method, facts.method_ground, bounds),
        threshold_k=need,
        threshold_n=among,
        document_version=1,
    )


async def judge(actor: Actor, facts: TenderFacts) -> None:
    """Raise Invalid with all that is wrong, or SplitConflict; note what is only a warning."""
    complaints = await check_item(facts.division, facts.item_code, facts.guiding_item)
    lines = await needs_complaint(facts.needs, facts.areas, facts.id)
    complaints |= {"needs": lines} if lines else {}
    complaints |= consistency.notice_complaints(facts, today())
    refuse(**complaints)
    _refuse_words(facts)
    split = await watched(facts)
    if split is not None and split.refused:
        raise SplitConflict(split)
    if split is not None:
        await note_split(actor, facts, split)


def _refuse_words(facts: TenderFacts) -> None:
    """No child may be known by a notice."""
    refuse_personal_data(
        {
            "title": facts.title,
            "requirements": facts.requirements,
            "acceptance": facts.acceptance,
            "criteria": " ".join(f"{each.title} {each.indicator}" for each in facts.criteria),
        }
    )
