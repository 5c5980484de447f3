"""What waits at the desks of the restricted room: reports first, for a child may be in danger."""

from match.care.cases.queries.cases import open_cases, referrals_of
from match.care.cases.queries.concerns import waiting_concerns
from match.care.cases.queries.reports import waiting_reports
from match.care.cases.states import CaseStatus, ConcernStatus, ReferralStatus
from match.care.pairs.queries import pairs_of
from match.care.pairs.states import PairStatus
from match.care.queries import erasures, open_emergencies, waiting_leave
from match.care.states import GrantStatus
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.foundation.settings import settings
from match.front.desk.shapes import Queue
from match.front.desk.tasks import earliest

WAITS_AT = {P.pairs_ask: PairStatus.offered, P.pairs_decide: PairStatus.home_accepted}


async def protection_queues(actor: Actor) -> list[Queue]:
    """One queue for each desk; none where the room is switched off."""
    if not settings().cares:
        return []
    queues: list[Queue] = []
    if actor.may(P.care_reports):
        lines = [line for line in await waiting_reports(actor) if not line.opened_by]
        first = earliest([line.late_at for line in lines])
        title = _("待打开的强制报告")
        queues.append(Queue(title, len(lines), "/desk/reports", "alert-triangle", first))
    if actor.may(P.care_approve):
        waiting = [line for line in await waiting_leave(actor) if line.mine]
        asked = [line for line in waiting if line.status == GrantStatus.asked]
        erased = [line for line in await erasures(actor) if line.mine]
        count = len(asked) + len(erased)
        queues.append(Queue(_("待审批的查阅和销毁"), count, "/desk/children/decisions", "lock"))
    if actor.may(P.care_keep):
        let_in = len(await open_emergencies(actor))
        if let_in:
            title = _("没有协议、紧急放行的孩子")
            queues.append(Queue(title, let_in, "/desk/children", "alert-triangle"))
    if actor.may(P.care_concerns):
        talks = await waiting_concerns(actor)
        waiting = sum(talk.status is ConcernStatus.waiting for talk in talks)
        queues.append(Queue(_("待答复的保密反映"), waiting, "/desk/concerns", "message-circle"))
    if actor.may(P.care_cases):
        cases = sum(line.status is not CaseStatus.closed for line in await open_cases(actor))
        queues.append(Queue(_("办理中的个案"), cases, "/desk/cases", "shield-check"))
    if actor.may(P.care_refer):
        sent = [one for one in await referrals_of(actor) if one.status is ReferralStatus.sent]
        first = earliest([one.next_check_at for one in sent])
        queues.append(
            Queue(_("待答复的转介"), len(sent), "/desk/referrals", "arrows-exchange", first)
        )
    return [*queues, *await _pairs(actor)]


async def _pairs(actor: Actor) -> list[Queue]:
    status = next((held for permission, held in WAITS_AT.items() if actor.may(permission)), None)
    if status is None:
        return []
    waiting = sum(line.status is status for line in await pairs_of(actor))
    return [Queue(_("待同意的一对一帮扶"), waiting, "/desk/pairs", "heart-handshake")]
