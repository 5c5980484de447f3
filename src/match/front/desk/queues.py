"""What waits for the decision of an official, and the places of an official's work."""

from match.activities.queries import waiting_plans
from match.foundation.actor import Actor
from match.foundation.db import value
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.foundation.permissions import Role
from match.foundation.settings import settings
from match.front.desk.posts import post_queues
from match.front.desk.protecting import protection_queues
from match.front.desk.shapes import MANY, Queue, Way
from match.front.desk.tasks import earliest
from match.giving.campaigns.queries import waiting_campaigns
from match.giving.pledging.queries import waiting_pledges
from match.giving.reports.queries import waiting_reports
from match.homes.queries import idle_to_confirm
from match.matching.parties import proposals_to_answer_for
from match.matching.queries import review_queue
from match.needs.queries import waiting_needs
from match.needs.states import NeedStatus
from match.notices.clocks.queries import late_count
from match.objections.queries.lists import complaints_of, objections_of
from match.offers.queries import waiting_offers
from match.people.queries.organisations import verification_queue
from match.people.queries.roles import open_proposals
from match.publicity.policy import PRESS
from match.publicity.queries import desk_articles
from match.statements.queries.cases import open_cases
from match.statements.queries.statements import charities_of
from match.suppliers.queries import waiting_papers


async def queues_of(actor: Actor) -> list[Queue]:
    """One queue for each permission to decide that this person holds; empty ones come last."""
    queues = [
        *await protection_queues(actor),
        *await _needs(actor),
        *await _supply(actor),
        *await _disputes(actor),
        *await post_queues(actor),
    ]
    if actor.may(P.deadlines_watch):
        title = _("逾期上报，等人接手")
        queues.append(Queue(title, await late_count(actor), "/desk/deadlines", "clock"))
    if actor.may(P.activities_approve):
        plans = await waiting_plans(actor)
        first = earliest([one.submitted_at for one in plans])
        title = _("待批准的工作计划")
        queues.append(Queue(title, len(plans), "/desk/activities", "clipboard-check", first))
    if any(actor.may(each) for each in PRESS):
        articles = sum(each.mine for each in await desk_articles(actor, MANY))
        queues.append(Queue(_("等您写、编、校的文章"), articles, "/desk/articles", "edit"))
    if actor.may(P.ledger_settle):
        waiting = await open_cases(actor)
        queues.append(Queue(_("待清算事项"), waiting, "/admin/ledger/cases", "list-search"))
    if actor.may(P.needs_draft_for) and actor.may(P.needs_check):
        found = await proposals_to_answer_for(actor, MANY)
        first = earliest([view.answer_by for view in found])
        title = _("等儿童之家答复的匹配")
        queues.append(Queue(title, len(found), "/desk/proposals", "message-circle", first))
    if actor.may(P.giving_approve) or actor.may(P.giving_countersign):
        pledges = len(await waiting_pledges(actor, MANY))
        queues.append(Queue(_("待审批的捐赠承诺"), pledges, "/desk/pledges", "gift"))
    if actor.may(P.campaigns_check):
        campaigns = len(await waiting_campaigns(actor))
        url = "/desk/campaigns"
        queues.append(Queue(_("待核对的公开募捐"), campaigns, url, "shield-check"))
    if actor.may(P.people_grant) or actor.may(P.people_verify):
        waiting = len(await open_proposals(actor))
        queues.append(Queue(_("待批准的角色"), waiting, "/roles", "user-check"))
    if actor.may(P.outbox_redrive):
        dead: int = await value("SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL")
        queues.append(Queue(_("投递失败的消息"), dead, "/admin/outbox", "alert-triangle"))
    return sorted(queues, key=lambda queue: queue.count == 0)


async def _needs(actor: Actor) -> list[Queue]:
    queues: list[Queue] = []
    desks = (
        (P.needs_check, (NeedStatus.privacy, NeedStatus.township), _("待核实的需求")),
        (P.needs_approve, (NeedStatus.county,), _("待审核的需求")),
    )
    for permission, statuses, title in desks:
        if actor.may(permission):
            found = await waiting_needs(actor, permission, statuses, MANY)
            first = earliest([line.next_check_at for line in found])
            queues.append(Queue(title, len(found), "/admin/needs", "clipboard-check", first))
    return queues


async def _supply(actor: Actor) -> list[Queue]:
    queues: list[Queue] = []
    if actor.may(P.matching_approve):
        found = await review_queue(actor, limit=MANY)
        first = earliest([line.next_check_at for line in found])
        title = _("待审批的匹配")
        queues.append(Queue(title, len(found), "/admin/matches", "arrows-exchange", first))
    if actor.may(P.offers_moderate):
        waiting = len(await waiting_offers(actor, MANY))
        queues.append(Queue(_("待审核的供给"), waiting, "/admin/offers", "gift"))
    if actor.may(P.people_verify):
        waiting = len(await verification_queue(actor, limit=MANY))
        url = "/admin/organisations"
        queues.append(Queue(_("待核验的组织"), waiting, url, "shield-check"))
        papers = len(await waiting_papers(actor, MANY))
        queues.append(Queue(_("待核对的资质材料"), papers, "/desk/papers", "certificate"))
    if actor.may(P.needs_check):
        waiting = len(await waiting_reports(actor, MANY))
        queues.append(Queue(_("待查看的使用报告"), waiting, "/desk/use-reports", "photo"))
        idle = len(await idle_to_confirm(actor, MANY))
        queues.append(Queue(_("待确认是否停用的儿童之家"), idle, "/desk/list", "home-heart"))
    return queues


async def _disputes(actor: Actor) -> list[Queue]:
    """Objections for the department that answers, complaints for the finance that decides."""
    queues: list[Queue] = []
    if actor.may(P.tenders_publish):
        found = [each for each in await objections_of(actor, MANY) if each.waits]
        first = min((each.reply_by for each in found), default=None)
        queues.append(Queue(_("待答复的质疑"), len(found), "/desk/objections", "scale", first))
    if actor.may(P.objections_decide):
        open_ones = [each for each in await complaints_of(actor, MANY) if each.next_by]
        first = min((each.next_by for each in open_ones if each.next_by), default=None)
        queues.append(Queue(_("待处理的投诉"), len(open_ones), "/desk/complaints", "scale", first))
    return queues


def ways_of(actor: Actor) -> list[Way]:
    """Where else an official's work is, each by the permission that opens it."""
    ways = [
        (P.standards_inspect, _("待办清单"), "/desk/list", "list-search"),
        (P.deadlines_watch, _("逾期上报"), "/desk/deadlines", "clock"),
        (P.standards_inspect, _("标准与整改"), "/desk/standards", "clipboard-check"),
        (P.standards_survey, _("摸底调查"), "/desk/surveys", "map-2"),
        (P.needs_draft_for, _("代填一条需求"), "/desk/needs/new", "edit"),
        (P.homes_import, _("儿童之家名单"), "/desk/homes", "home-heart"),
        (P.needs_draft_for, _("导入名单"), "/desk/imports", "upload"),
        (P.upkeep_title, _("本月工作"), "/desk/month", "calendar"),
        (P.upkeep_read, _("经费、津贴与称号"), "/desk/upkeep", "building-bank"),
        (P.matching_read, _("匹配与理由"), "/admin/matches", "arrows-exchange"),
        (P.matching_read, _("匹配记录"), "/admin/matches/runs", "chart-bar"),
        (P.giving_read, _("捐赠承诺"), "/desk/pledges", "gift"),
        (P.giving_read, _("协议与送达"), "/desk/agreements", "truck-delivery"),
        (P.giving_read, _("待报告事项"), "/desk/duties", "clock"),
        (P.giving_read, _("年度捐赠清单"), "/desk/giving-year", "file-text"),
        (P.ledger_read, _("账本"), "/admin/ledger", "chart-bar"),
        (P.tenders_publish, _("发布采购公告"), "/purchases/new", "gavel"),
        (P.parameters_set, _("政府购买服务指导性目录"), "/desk/guiding", "list-search"),
        (P.suppliers_keep, _("投标工作台"), "/desk/bidding", "gavel"),
        (P.objections_read, _("质疑"), "/desk/objections", "scale"),
        (P.objections_read, _("投诉"), "/desk/complaints", "scale"),
        (P.panels_keep, _("评审专家库"), "/experts", "users"),
        (P.people_verify, _("从业查询和证书"), "/desk/checks", "shield-check"),
        (P.publicity_write, _("文章"), "/desk/articles", "edit"),
        (P.publicity_library, _("政策文件记录"), "/desk/policies", "book"),
        (P.incubation_propose, _("社会组织孵化"), "/desk/incubation", "plant"),
        (P.people_invite, _("邀请人员"), "/invitations", "users"),
        (P.people_cover, _("请假代办"), "/me/cover", "calendar"),
        (P.outbox_read, _("没有发出去的消息"), "/desk/deliveries", "alert-triangle"),
        (P.audit_read, _("操作记录"), "/admin/audit", "list-search"),
        (P.flags_read, _("风险提示"), "/audit/flags", "alert-triangle"),
    ]
    if settings().cares:
        ways[5:5] = [
            (P.care_keep, _("儿童档案"), "/desk/children", "lock"),
            (P.care_totals, _("儿童每月汇总"), "/desk/children/totals", "chart-bar"),
        ]
    return [Way(title, url, icon) for held, title, url, icon in ways if actor.may(held)]


async def ways_of_charity(actor: Actor) -> list[Way]:
    """A giving organisation's rules; who keeps the books of a charity has its money here."""
    ways: list[Way] = []
    if any(grant.role is Role.expert for grant in actor.grants):
        ways.append(Way(_("评审专家工作台"), "/desk/expert", "scale"))
    if actor.organisations or actor.homes or actor.may(P.offers_draft):
        ways.append(Way(_("捐赠做了什么"), "/desk/gifts", "map-2"))
    above_the_county = actor.may(P.incubation_keep) and not actor.may(P.incubation_propose)
    if actor.organisations or above_the_county:
        ways.append(Way(_("社会组织孵化"), "/desk/incubation", "plant"))
    if actor.organisations:
        ways.append(Way(_("捐赠规则"), "/desk/rules", "list-search"))
    if await charities_of(actor):
        ways.append(Way(_("资金到账"), "/desk/money", "file-text"))
        ways.append(Way(_("到账流水"), "/desk/statements", "list-search"))
        ways.append(Way(_("公开募捐记录"), "/desk/campaigns", "shield-check"))
    return ways
