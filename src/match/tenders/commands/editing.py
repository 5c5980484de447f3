"""Changing a published notice: a new version, which voids the bids until they are reconfirmed."""

from datetime import timedelta
from typing import Any

import msgspec

from match.files.queries import own_documents
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.calendar import settle
from match.foundation.db import command, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.needs.wording import refuse_personal_data
from match.tenders import consistency, policy, rules
from match.tenders.commands._shared import db_now, row_for
from match.tenders.commands.moving import locked
from match.tenders.commands.parts import refuse_strange_points, write_criteria
from match.tenders.commands.planned import closing, criteria_of, same_but
from match.tenders.commands.versions import keep_version, version_of
from match.tenders.facts import TenderFacts
from match.tenders.forms import EditForm
from match.tenders.notices.following import tell_change
from match.tenders.states import CriterionKind, TenderStatus


@command
async def edit_tender(actor: Actor, tender_id: int, form: EditForm) -> TenderFacts:
    """
    Publish a new version of the document; returns the purchase as it now stands.

    What is bought and what qualifies stay (87号令27). Every bid there is counts again only once its
    bidder has reconfirmed it. An edit that leaves suppliers less time than the method's rule puts
    the deadline off (实施条例31: 15 days; consultation: 5 days; negotiation: 3 working days).

    Raises Conflict once the time for answers is over, Invalid with every complaint.
    """
    tender = await row_for(actor, tender_id)
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    before = await locked(tender_id)
    if before.status is not TenderStatus.published or await db_now() >= before.closes_at:
        raise Conflict(_("公告已截止或还没有发布，不能更正。"))
    after = _edited(before, form)
    if after == before:
        raise Invalid({"reason": _("没有任何修改。请改动内容后再发布更正。")})
    await _judge(actor, before, after, form)
    return await renew(actor, before, after, form.reason)


async def renew(actor: Actor, before: TenderFacts, after: TenderFacts, reason: str) -> TenderFacts:
    """Write the next version, in the order the database asks for: terms with the version first."""
    after = same_but(after, document_version=before.document_version + 1)
    text, digest = await version_of(after)
    await value(
        "UPDATE tender SET requirements = $2, acceptance = $3, service_days = $4, documents = $5,"
        " closes_on = $6, closes_at = $7, next_check_at = $7, decides_on = $8,"
        " document_version = $9, document_hash = $10, opens_at = $7 WHERE id = $1",
        after.id,
        after.requirements,
        after.acceptance,
        after.service_days,
        list(after.documents),
        after.closes_on,
        after.closes_at,
        after.decides_on,
        after.document_version,
        digest,
    )
    if after.criteria != before.criteria:
        await write_criteria(
            after.id, tuple(c for c in after.criteria if c.kind is not CriterionKind.passing)
        )
    await keep_version(actor, after, text, reason.strip())
    await record(
        actor,
        "tender.changed",
        subject=("tender", after.id),
        division=after.division,
        reason=reason.strip(),
        changes={
            "document_version": (before.document_version, after.document_version),
            "closes_at": (before.closes_at.isoformat(), after.closes_at.isoformat()),
        },
    )
    await tell(
        "tender.changed",
        tender_id=after.id,
        organisation_id=after.organisation_id,
        division=after.division,
        version=after.document_version,
        put_off=after.closes_at != before.closes_at,
    )
    await tell_change(actor, before, after, reason)
    return await locked(after.id)


def _edited(facts: TenderFacts, form: EditForm) -> TenderFacts:
    """The purchase as the form wants it, with the deadline where the rule puts it."""
    today = clock.today()
    held: dict[str, Any] = {}
    for name in ("requirements", "acceptance", "service_days"):
        given = getattr(form, name)
        if given is not None:
            held[name] = given
    if form.documents is not None:
        held["documents"] = tuple(form.documents)
    if form.criteria is not None:
        kept = tuple(c for c in facts.criteria if c.kind is CriterionKind.passing)
        scoring = criteria_of(form.criteria)
        held["criteria"] = kept + tuple(
            msgspec.structs.replace(each, position=len(kept) + at)
            for at, each in enumerate(scoring, 1)
        )
    wanted = max(form.closes_on or facts.closes_on, facts.closes_on)
    closes_on = consistency.after_edit(facts, wanted, today)
    if closes_on != facts.closes_on:
        whole = facts.closes_at == rules.over_at(facts.closes_on)
        at = "" if whole else f"{facts.closes_at.astimezone(clock.HERE):%H:%M}"
        held |= {"closes_on": closes_on, "closes_at": closing(closes_on, at, facts.calendar)}
    decides = max(form.decides_on or facts.decides_on, closes_on + timedelta(days=1))
    held["decides_on"] = settle(decides, facts.calendar).on
    return same_but(facts, **held)


async def _judge(actor: Actor, before: TenderFacts, after: TenderFacts, form: EditForm) -> None:
    complaints = consistency.plan_complaints(after)
    if form.closes_on and form.closes_on < before.closes_on:
        complaints["closes_on"] = _("截止日期只能推迟，不能提前。")
    for each in form.criteria or []:
        if each.kind is CriterionKind.passing:
            complaints["criteria"] = _("资格和符合性条件发布后不能改变（87号令第二十七条）。")
    new = [document for document in after.documents if document not in before.documents]
    if set(new) - set(await own_documents(actor, new)):
        complaints["documents"] = _("有文件不是您上传的，请重新上传。")
    refuse(**complaints)
    refuse_strange_points(after.criteria)
    refuse_personal_data(
        {
            "reason": form.reason,
            "requirements": after.requirements,
            "acceptance": after.acceptance,
            "criteria": " ".join(f"{each.title} {each.indicator}" for each in after.criteria),
        }
    )
