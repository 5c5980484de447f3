"""Acceptance: users speak first, each standard is looked at, and the result is public."""

from typing import Any

from match.contracts import policy
from match.contracts.commands._shared import home_of, noted, of_part, screened
from match.contracts.commands.ending import settle
from match.contracts.commands.working import locked_for_home, milestone_of, step
from match.contracts.forms import AcceptanceForm, OpinionForm
from match.contracts.states import MilestoneStatus, Source, UserKind
from match.contracts.wording import satisfaction_word, standard_word, user_word
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.needs.commands import Closure, move_units
from match.needs.commands.units import Place
from match.needs.states import ClosureKind
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind


@command
async def give_opinion(actor: Actor, milestone_id: int, form: OpinionForm) -> None:
    """
    What users say of a delivered milestone, entered by the director of a home where the service is
    given: her own, guardians', or children's without identity (实施条例45). Once per home and kind.
    """
    contract = await locked_for_home(await of_part("contract_milestone", milestone_id))
    milestone = await _delivered(milestone_id)
    require(policy.can_speak(actor, await home_of(form.home_id), contract))
    if form.kind is UserKind.director and form.heard != 1:
        raise Invalid({"heard": _("儿童主任本人的意见填 1 人。")})
    screened(words=form.words)
    added = await value(
        "INSERT INTO contract_opinion (contract_id, milestone_id, home_id, kind, heard,"
        " satisfaction, words, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT DO NOTHING RETURNING id",
        contract["id"],
        milestone["id"],
        form.home_id,
        form.kind.value,
        form.heard,
        form.satisfaction,
        form.words.strip(),
        actor.id,
    )
    if added is None:
        raise Conflict(_("您的儿童之家已经填写过这类意见。"))
    await noted(actor, contract, "contract.opinion_given", milestone_id=milestone_id)


@command
async def conclude(actor: Actor, milestone_id: int, form: AcceptanceForm) -> int:
    """
    Accept or return a delivered milestone; the acceptance's id.

    Of a purchase, every standard has its finding, and users of the service have been heard; nothing
    is accepted while one standard is not met, or sessions wait for their directors. What it brings
    to needs is received, the acceptance notice is published, and an instalment may be asked for.
    Whoever delivered does not accept.
    """
    contract, milestone = await milestone_of(actor, milestone_id, needs=True)
    require(policy.can_accept(actor, contract))
    if milestone["status"] != MilestoneStatus.delivered:
        raise Conflict(_("这一阶段还没有交付，或已经验收。"))
    if milestone["delivered_by"] == actor.id:
        raise Conflict(_("交付的人不能自己验收，请由其他人员验收。"))
    screened(words=form.words, **{f"note{at}": one.note for at, one in enumerate(form.findings)})
    standards = await _standards(contract["id"], form)
    if form.accepted:
        await _refuse_unheard(contract, milestone_id, form)
    acceptance = await _write(actor, contract, milestone_id, form)
    if not form.accepted:
        await step(actor, contract, milestone, "return", next_check_at=clock.now())
        return acceptance
    await step(
        actor,
        contract,
        milestone,
        "accept",
        accepted_by=actor.id,
        accepted_at=clock.now(),
        next_check_at=None,
    )
    await _receive(actor, milestone_id)
    if contract["source"] == Source.award:
        facts = await _notice(contract, milestone, form, standards)
        await publish_notice(actor, contract["tender_id"], NoticeKind.acceptance, facts)
    await settle(actor, contract)
    return acceptance


async def _delivered(milestone_id: int) -> dict[str, Any]:
    found = await rows("SELECT * FROM contract_milestone WHERE id = $1", milestone_id)
    if found[0]["status"] != MilestoneStatus.delivered:
        raise Conflict(_("这一阶段还没有交付，或已经验收，现在不收集意见。"))
    return found[0]


async def _standards(contract_id: int, form: AcceptanceForm) -> list[dict[str, Any]]:
    """The contract's standards; Invalid unless each was looked at, and for met that are not."""
    held = await rows(
        "SELECT id, kind, words FROM contract_standard WHERE contract_id = $1 ORDER BY position",
        contract_id,
    )
    found = {one.standard_id: one for one in form.findings}
    if {one["id"] for one in held} != set(found) or len(found) != len(form.findings):
        raise Invalid({"findings": _("请逐条填写每一项验收标准是否达到。")})
    if form.accepted and not all(one.met for one in form.findings):
        raise Invalid({"accepted": _("有标准没有达到，不能验收合格，请退回整改。")})
    return held


async def _refuse_unheard(
    contract: dict[str, Any], milestone_id: int, form: AcceptanceForm
) -> None:
    del form
    if contract["engages_directors"]:
        waiting: int = await value(
            "SELECT count(*) FROM contract_session WHERE milestone_id = $1 AND confirmed IS NULL",
            milestone_id,
        )
        if waiting:
            raise Conflict(_("还有 %(left)s 个场次等儿童主任确认。") % {"left": waiting})
        if not await value(
            "SELECT count(*) FROM contract_session WHERE milestone_id = $1 AND confirmed",
            milestone_id,
        ):
            raise Conflict(_("合同约定由儿童主任确认服务场次，这一阶段还没有确认的场次。"))
    spoken: int = await value(
        "SELECT count(*) FROM contract_opinion WHERE milestone_id = $1", milestone_id
    )
    if contract["source"] == Source.award and not spoken:
        raise Conflict(_("公共服务项目验收须有服务对象参加，请先请儿童主任填写意见。"))


async def _write(
    actor: Actor, contract: dict[str, Any], milestone_id: int, form: AcceptanceForm
) -> int:
    acceptance: int = await value(
        "INSERT INTO contract_acceptance (contract_id, milestone_id, accepted, words, by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        contract["id"],
        milestone_id,
        form.accepted,
        form.words.strip(),
        actor.id,
    )
    for one in form.findings:
        await value(
            "INSERT INTO contract_finding (acceptance_id, standard_id, met, note)"
            " VALUES ($1, $2, $3, $4)",
            acceptance,
            one.standard_id,
            one.met,
            one.note.strip()[:200],
        )
    return acceptance


async def _receive(actor: Actor, milestone_id: int) -> None:
    """Units that the milestone brought are received, and the need's page says by what."""
    for line in await rows(
        "SELECT id, line_id, units FROM contract_line WHERE milestone_id = $1"
        " AND state = 'committed' ORDER BY line_id, id",
        milestone_id,
    ):
        await move_units(
            actor,
            line["line_id"],
            line["units"],
            source=Place.committed,
            target=Place.received,
            by=Closure(ClosureKind.contract, line["id"]),
        )
        await value("UPDATE contract_line SET state = 'received' WHERE id = $1", line["id"])


async def _notice(
    contract: dict[str, Any],
    milestone: dict[str, Any],
    form: AcceptanceForm,
    standards: list[dict[str, Any]],
) -> dict[str, Any]:
    found = {one.standard_id: one for one in form.findings}
    opinions = await rows(
        "SELECT kind, satisfaction, words FROM contract_opinion"
        " WHERE milestone_id = $1 ORDER BY id",
        milestone["id"],
    )
    said = [
        _("%(who)s：%(how)s。%(words)s")
        % {
            "who": user_word(UserKind(one["kind"])),
            "how": satisfaction_word(one["satisfaction"]),
            "words": one["words"],
        }
        for one in opinions
    ]
    supplier = await value("SELECT name FROM organisation WHERE id = $1", contract["supplier_id"])
    return {
        "contract_number": contract["number"],
        "supplier": supplier,
        "accepted_on": clock.today(),
        "standards": [
            {
                "name": f"{standard_word(one['kind'])}：{one['words']}"[:300],
                "result": (_("达到。") + found[one["id"]].note)[:300],
            }
            for one in standards
        ],
        "users": "\n".join(said)[:5000],
        "conclusion": f"{milestone['title']}：{form.words.strip()}",
        "amount_fen": milestone["amount_fen"] or None,
    }
