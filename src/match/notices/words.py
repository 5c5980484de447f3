"""Every kind of message in words. A kind without words is a programming error, found by a test."""

from collections.abc import Mapping
from enum import StrEnum

from match.foundation.language import _


class Kind(StrEnum):
    """What people are told of."""

    need_waiting_township = "need_waiting_township"
    need_waiting_county = "need_waiting_county"
    need_published = "need_published"
    need_question = "need_question"
    need_returned = "need_returned"
    need_rejected = "need_rejected"
    need_met = "need_met"
    need_expired = "need_expired"
    need_overdue = "need_overdue"
    proposal_for_need = "proposal_for_need"
    proposal_for_offer = "proposal_for_offer"
    proposal_waiting_county = "proposal_waiting_county"
    proposal_ended = "proposal_ended"
    agreement_made = "agreement_made"
    agreement_dispatched = "agreement_dispatched"
    agreement_received = "agreement_received"
    agreement_cancelled = "agreement_cancelled"
    agreement_changed = "agreement_changed"
    agreement_in_force = "agreement_in_force"
    gift_rest_dropped = "gift_rest_dropped"
    gift_unconfirmed = "gift_unconfirmed"
    gift_unsent = "gift_unsent"
    gift_part_counted = "gift_part_counted"
    gift_surplus = "gift_surplus"
    gift_receipted = "gift_receipted"
    gift_allocated = "gift_allocated"
    gift_answered = "gift_answered"
    gift_returned = "gift_returned"
    use_change_asked = "use_change_asked"
    use_change_agreed = "use_change_agreed"
    use_change_refused = "use_change_refused"
    shift_near = "shift_near"
    shift_cancelled = "shift_cancelled"
    shift_hours_waiting = "shift_hours_waiting"
    signup_made = "signup_made"
    signup_withdrawn = "signup_withdrawn"
    signup_promoted = "signup_promoted"
    signup_lapsed = "signup_lapsed"
    signup_missed = "signup_missed"
    hours_confirmed = "hours_confirmed"
    hours_corrected = "hours_corrected"
    shift_blocked = "shift_blocked"
    replacement_asked = "replacement_asked"
    replacement_over = "replacement_over"
    volunteer_proof_ending = "volunteer_proof_ending"
    skill_decided = "skill_decided"
    pledge_offered = "pledge_offered"
    pledge_waiting_county = "pledge_waiting_county"
    pledge_agreed = "pledge_agreed"
    pledge_ended = "pledge_ended"
    pledge_reminder = "pledge_reminder"
    pledge_choose = "pledge_choose"
    pledge_choose_for = "pledge_choose_for"
    joint_complete = "joint_complete"
    campaign_waiting = "campaign_waiting"
    campaign_checked = "campaign_checked"
    campaign_refused = "campaign_refused"
    gift_paid = "gift_paid"
    gift_payments_ended = "gift_payments_ended"
    gift_return_asked = "gift_return_asked"
    gift_return_refused = "gift_return_refused"
    duty_due = "duty_due"
    duty_due_again = "duty_due_again"
    duty_hidden = "duty_hidden"
    duty_late = "duty_late"
    duty_late_county = "duty_late_county"
    search_restored = "search_restored"
    use_report_waiting = "use_report_waiting"
    use_report_shown = "use_report_shown"
    use_report_returned = "use_report_returned"
    progress_told = "progress_told"
    question_asked = "question_asked"
    question_answered = "question_answered"
    thanks_answered = "thanks_answered"
    home_idle_proposed = "home_idle_proposed"
    home_paper_ending = "home_paper_ending"
    home_paper_ended = "home_paper_ended"
    standard_flagged = "standard_flagged"
    standard_reminded = "standard_reminded"
    standard_overdue = "standard_overdue"
    organisation_verified = "organisation_verified"
    organisation_refused = "organisation_refused"
    offer_published = "offer_published"
    offer_refused = "offer_refused"
    purchase_suits = "purchase_suits"
    purchase_due = "purchase_due"
    purchase_overdue = "purchase_overdue"
    purchase_bond = "purchase_bond"
    search_digest = "search_digest"
    purchase_question = "purchase_question"
    purchase_question_due = "purchase_question_due"
    purchase_question_late = "purchase_question_late"
    purchase_answered = "purchase_answered"
    opening_waits = "opening_waits"
    bid_unconfirmed = "bid_unconfirmed"
    bid_correction = "bid_correction"
    objection_raised = "objection_raised"
    objection_received = "objection_received"
    objection_refused = "objection_refused"
    objection_replied = "objection_replied"
    objection_withdrawn = "objection_withdrawn"
    objection_near = "objection_near"
    objection_overdue = "objection_overdue"
    complaint_filed = "complaint_filed"
    complaint_accepted = "complaint_accepted"
    complaint_served = "complaint_served"
    complaint_refused = "complaint_refused"
    complaint_decided = "complaint_decided"
    complaint_withdrawn = "complaint_withdrawn"
    complaint_near = "complaint_near"
    complaint_overdue = "complaint_overdue"
    paper_waiting = "paper_waiting"
    paper_verified = "paper_verified"
    paper_refused = "paper_refused"
    paper_ending = "paper_ending"
    paper_expired = "paper_expired"
    consortium_proposed = "consortium_proposed"
    consortium_joined = "consortium_joined"
    consortium_ended = "consortium_ended"
    organisation_waiting = "organisation_waiting"
    offer_waiting = "offer_waiting"
    password_changed = "password_changed"  # noqa: S105 # a kind of message
    authenticator_changed = "authenticator_changed"
    cover_arranged = "cover_arranged"
    post_pending = "post_pending"
    post_ready = "post_ready"
    post_taken_up = "post_taken_up"
    post_ended = "post_ended"
    home_guided = "home_guided"
    tutor_began = "tutor_began"
    tutor_lapsed = "tutor_lapsed"
    course_open = "course_open"
    course_cancelled = "course_cancelled"
    training_place = "training_place"
    training_asked = "training_asked"
    training_due = "training_due"
    certificate_issued = "certificate_issued"
    ledger_halted = "ledger_halted"
    ledger_resumed = "ledger_resumed"
    ledger_differs = "ledger_differs"
    clearing_open = "clearing_open"
    clearing_waiting = "clearing_waiting"
    reversal_waiting = "reversal_waiting"
    contract_waiting = "contract_waiting"
    contract_news = "contract_news"
    upkeep_waiting = "upkeep_waiting"
    upkeep_news = "upkeep_news"
    allowance_paid = "allowance_paid"
    title_news = "title_news"
    insurance_ending = "insurance_ending"
    decision_due = "decision_due"
    contract_due = "contract_due"
    contract_money = "contract_money"
    contract_speak = "contract_speak"
    contract_session = "contract_session"
    contract_breach = "contract_breach"
    panel_asked = "panel_asked"
    panel_apart = "panel_apart"
    panel_counted = "panel_counted"
    panel_reported = "panel_reported"
    decision_waiting = "decision_waiting"
    decision_confirmed = "decision_confirmed"
    purchase_result = "purchase_result"
    purchase_failed = "purchase_failed"
    expert_waiting = "expert_waiting"
    expert_verified = "expert_verified"
    expert_refused = "expert_refused"
    report_waiting = "report_waiting"
    report_climbed = "report_climbed"
    concern_waiting = "concern_waiting"
    leave_waiting = "leave_waiting"
    leave_decided = "leave_decided"
    child_let_in = "child_let_in"
    erasure_waiting = "erasure_waiting"
    referral_waiting = "referral_waiting"
    referral_answered = "referral_answered"
    referral_chase = "referral_chase"
    contact_due = "contact_due"
    stay_due = "stay_due"
    pair_waiting = "pair_waiting"
    pair_news = "pair_news"
    pair_follow = "pair_follow"
    letter_waiting = "letter_waiting"
    plan_submitted = "plan_submitted"
    plan_approved = "plan_approved"
    plan_returned = "plan_returned"
    booking_asked = "booking_asked"
    booking_answered = "booking_answered"
    activity_off = "activity_off"
    article_waiting_editor = "article_waiting_editor"
    article_waiting_proof = "article_waiting_proof"
    article_returned = "article_returned"
    article_published = "article_published"
    article_followed = "article_followed"
    policy_followed = "policy_followed"
    deadline_ahead = "deadline_ahead"
    deadline_due = "deadline_due"
    deadline_climbed = "deadline_climbed"
    channel_paused = "channel_paused"
    webhook_approved = "webhook_approved"
    webhook_refused = "webhook_refused"
    webhook_suspended = "webhook_suspended"


# What is worth a text to a phone; the rest waits in the inbox.
BY_SMS = frozenset(
    {
        Kind.report_waiting,
        Kind.report_climbed,
        Kind.standard_reminded,
        Kind.need_question,
        Kind.need_returned,
        Kind.need_met,
        Kind.shift_near,
        Kind.opening_waits,
        Kind.bid_unconfirmed,
        Kind.bid_correction,
        Kind.shift_cancelled,
        Kind.activity_off,
        Kind.signup_promoted,
        Kind.replacement_asked,
        Kind.shift_blocked,
        Kind.proposal_for_need,
        Kind.agreement_made,
        Kind.duty_due_again,
        Kind.duty_hidden,
        Kind.pledge_offered,
        Kind.pledge_choose,
        Kind.ledger_halted,
        Kind.objection_near,
        Kind.objection_overdue,
        Kind.complaint_near,
        Kind.complaint_overdue,
        Kind.paper_ending,
        Kind.panel_asked,
        Kind.panel_counted,
        Kind.duty_late,
        Kind.purchase_overdue,
        Kind.purchase_question_late,
        Kind.objection_raised,
        Kind.complaint_filed,
        Kind.complaint_served,
        Kind.deadline_due,
        Kind.deadline_climbed,
    }
)

# What may ring at night, and never waits for a digest. A cancelled shift or activity, and a call
# for a replacement, do so only while it is near (`match.notices.rules.urgent`).
URGENT = frozenset({Kind.report_waiting, Kind.report_climbed, Kind.ledger_halted})
URGENT_WHEN_NEAR = frozenset(
    {Kind.shift_cancelled, Kind.activity_off, Kind.replacement_asked, Kind.signup_promoted}
)


def title(kind: Kind, facts: Mapping[str, object]) -> str:
    """One sentence. *facts* holds ``title`` (of the need, offer or purchase) where one is named."""
    named = {"title": facts.get("title", ""), "on": facts.get("on", "")}
    return {
        Kind.report_waiting: _("有一份强制报告等您立即打开"),
        Kind.report_climbed: _("有一份强制报告 15 分钟无人打开，已报送到您这里，请立即打开"),
        Kind.concern_waiting: _("有一条保密反映等您处理"),
        Kind.leave_waiting: _("有人申请查阅儿童档案，等您审批"),
        Kind.leave_decided: _("您的查阅申请有了结果"),
        Kind.child_let_in: _("有孩子没有服务协议被紧急放行，请督促补签"),
        Kind.erasure_waiting: _("有一份儿童档案申请销毁，等第二个人确认"),
        Kind.referral_waiting: _("有一份转介等您答复：%(title)s"),
        Kind.referral_answered: _("转介有了答复：%(title)s"),
        Kind.referral_chase: _("转介三天没有答复，请催办：%(title)s"),
        Kind.contact_due: _("有孩子一周没有和外出的父母联系，请提醒：%(title)s 名"),
        Kind.stay_due: _("有孩子的父母半年没有回家陪伴，请走访劝导：%(title)s 名"),
        Kind.pair_waiting: _("有人愿意一对一帮扶，请决定是否同意"),
        Kind.pair_news: _("您的一对一帮扶有新进展"),
        Kind.pair_follow: _("一对一帮扶结束一周了，请回访"),
        Kind.letter_waiting: _("有一封帮扶信件等您审阅"),
        Kind.need_waiting_township: _("有一条需求等您核实：%(title)s"),
        Kind.need_waiting_county: _("有一条需求等您审核：%(title)s"),
        Kind.ledger_halted: _("账本已暂停记账，请立即核对：%(title)s"),
        Kind.ledger_resumed: _("账本已恢复记账：%(title)s"),
        Kind.ledger_differs: _("昨夜核对，账本与捐赠有 %(title)s 处差异"),
        Kind.clearing_open: _("有一项到账对不上，请更正或说明：%(title)s"),
        Kind.clearing_waiting: _("有一个待清算事项等您复核：%(title)s"),
        Kind.reversal_waiting: _("有一笔冲正等您批准：%(title)s"),
        Kind.contract_waiting: _("合同有一步等您办理：%(title)s"),
        Kind.contract_news: _("合同有新进展：%(title)s"),
        Kind.upkeep_waiting: _("经费或称号有一步等您办理：%(title)s"),
        Kind.upkeep_news: _("建设补助有新进展：%(title)s"),
        Kind.allowance_paid: _("您的津贴已登记发放，请核对等级和金额"),
        Kind.title_news: _("示范称号申报有了结果：%(title)s"),
        Kind.insurance_ending: _("儿童之家的保险快到期或已到期，请续保：%(title)s"),
        Kind.decision_due: _("有一项会议议定事项由您的部门办理：%(title)s"),
        Kind.contract_due: _("合同有一项快到期或已到期，请办理：%(title)s"),
        Kind.contract_money: _("合同付款等您办理：%(title)s"),
        Kind.contract_speak: _("请听取并填写使用者的意见：%(title)s"),
        Kind.contract_session: _("请确认一场服务是否开展：%(title)s"),
        Kind.contract_breach: _("有一份违约报告与您有关：%(title)s"),
        Kind.panel_asked: _("您被抽中参加评审，请先确认是否需要回避：%(title)s"),
        Kind.panel_apart: _("所有成员已签字，有评分需要说明或一致：%(title)s"),
        Kind.panel_counted: _("评审已汇总，请签署评审报告：%(title)s"),
        Kind.panel_reported: _("评审报告已提交，请在五个工作日内确定供应商：%(title)s"),
        Kind.decision_waiting: _("有一项采购结果等您复核：%(title)s"),
        Kind.decision_confirmed: _("采购结果已复核，请公告并发出通知书：%(title)s"),
        Kind.purchase_result: _("您参加的采购已公告结果，可查看本单位的得分：%(title)s"),
        Kind.purchase_failed: _("您参加的采购已废标，请查看理由：%(title)s"),
        Kind.expert_waiting: _("有一位评审专家等您核验"),
        Kind.expert_verified: _("您已加入评审专家库"),
        Kind.expert_refused: _("您的评审专家申请没有通过，请查看理由"),
        Kind.opening_waits: _("已到开标时间，请带上密钥来开标：%(title)s"),
        Kind.bid_unconfirmed: _("采购文件已更正，请重新确认您的投标，否则失效：%(title)s"),
        Kind.bid_correction: _("请按时补正投标的形式缺陷：%(title)s"),
        Kind.need_published: _("您的需求已经发布：%(title)s"),
        Kind.need_question: _("您的需求需要补充信息：%(title)s"),
        Kind.need_returned: _("您的需求被退回修改：%(title)s"),
        Kind.need_rejected: _("您的需求没有通过：%(title)s"),
        Kind.need_met: _("您的需求已经满足：%(title)s"),
        Kind.need_expired: _("您的需求已经过期：%(title)s"),
        Kind.need_overdue: _("有一条需求已超过办理时限：%(title)s"),
        Kind.proposal_for_need: _("找到了愿意帮助的一方，请确认：%(title)s"),
        Kind.proposal_for_offer: _("有一条需求适合您的供给，请确认：%(title)s"),
        Kind.proposal_waiting_county: _("双方已接受，等您审批：%(title)s"),
        Kind.proposal_ended: _("一条匹配建议已结束：%(title)s"),
        Kind.agreement_made: _("协议已生成，请查看：%(title)s"),
        Kind.agreement_dispatched: _("对方已发出或开始服务：%(title)s"),
        Kind.agreement_received: _("对方已签收：%(title)s"),
        Kind.agreement_cancelled: _("协议已解除：%(title)s"),
        Kind.agreement_changed: _("协议内容有修改，请重新确认：%(title)s"),
        Kind.agreement_in_force: _("双方已确认，协议生效：%(title)s"),
        Kind.gift_unconfirmed: _("有一份协议还没有双方确认，请办理：%(title)s"),
        Kind.gift_unsent: _("有一份协议已到期还没有发出，请办理：%(title)s"),
        Kind.gift_rest_dropped: _("捐赠方其余的不再送来：%(title)s"),
        Kind.gift_part_counted: _("对方已签收一部分：%(title)s"),
        Kind.gift_surplus: _("清点时有多出，请选择怎样处理：%(title)s"),
        Kind.gift_receipted: _("对方已为您的捐赠出具凭证：%(title)s"),
        Kind.gift_allocated: _("捐赠已分配到儿童之家：%(title)s"),
        Kind.gift_answered: _("儿童之家对您的帮助有反馈：%(title)s"),
        Kind.gift_returned: _("有物资退回，请查看原因：%(title)s"),
        Kind.use_change_asked: _("接受方希望改变用途，请答复：%(title)s"),
        Kind.use_change_agreed: _("捐赠人同意改变用途：%(title)s"),
        Kind.use_change_refused: _("捐赠人不同意改变用途：%(title)s"),
        Kind.shift_near: _("您报名的志愿班次快开始了：%(title)s"),
        Kind.shift_cancelled: _("您报名的志愿班次已取消，请看原因：%(title)s"),
        Kind.shift_hours_waiting: _("志愿班次已结束，请确认服务时长：%(title)s"),
        Kind.signup_made: _("有人报名了志愿班次：%(title)s"),
        Kind.signup_withdrawn: _("有人退出了志愿班次：%(title)s"),
        Kind.signup_promoted: _("您已候补上，请按时到场：%(title)s"),
        Kind.signup_lapsed: _("班次已开始，您没有候补上：%(title)s"),
        Kind.signup_missed: _("您被登记为未到，请看原因：%(title)s"),
        Kind.hours_confirmed: _("儿童之家确认了您的服务时长：%(title)s"),
        Kind.hours_corrected: _("您的服务时长有更正，请看原因：%(title)s"),
        Kind.shift_blocked: _("志愿班次还不能开始，请看缺什么：%(title)s"),
        Kind.replacement_asked: _("有人临时来不了，您能接替吗：%(title)s"),
        Kind.replacement_over: _("已经有人接替，谢谢您：%(title)s"),
        Kind.volunteer_proof_ending: _("快到期，请及时更新：%(title)s"),
        Kind.skill_decided: _("县里看过了您的证书：%(title)s"),
        Kind.pledge_offered: _("有人愿意帮助您的需求，请答复：%(title)s"),
        Kind.pledge_waiting_county: _("儿童之家已接受一条捐赠承诺，等您审批：%(title)s"),
        Kind.pledge_agreed: _("捐赠承诺已通过审批：%(title)s"),
        Kind.pledge_ended: _("一条捐赠承诺已结束：%(title)s"),
        Kind.pledge_reminder: _("有一条捐赠承诺快到期了，请尽快答复：%(title)s"),
        Kind.pledge_choose: _("您承诺帮助的需求已经结束，请选择承诺的去向：%(title)s"),
        Kind.pledge_choose_for: _("捐赠人请您决定一条承诺的去向：%(title)s"),
        Kind.joint_complete: _("几家合捐已经凑齐：%(title)s"),
        Kind.campaign_waiting: _("有一条公开募捐记录等您核对：%(title)s"),
        Kind.campaign_checked: _("公开募捐记录已核对通过：%(title)s"),
        Kind.campaign_refused: _("公开募捐记录没有通过核对：%(title)s"),
        Kind.gift_paid: _("慈善组织已确认收到您的捐款：%(title)s"),
        Kind.gift_payments_ended: _("这项捐款的剩余部分不再支付：%(title)s"),
        Kind.gift_return_asked: _("慈善组织提出退回剩余款项，请您答复：%(title)s"),
        Kind.gift_return_refused: _("捐赠人不同意退回剩余款项：%(title)s"),
        Kind.duty_due: _("今天有一项报告到期，请完成：%(title)s"),
        Kind.duty_due_again: _("报告已经逾期，再不完成将暂停公开检索：%(title)s"),
        Kind.duty_hidden: _("报告逾期太久，已暂停公开检索，补报后立即恢复：%(title)s"),
        Kind.duty_late: _("有一项事情逾期未办，已报县民政部门：%(title)s"),
        Kind.duty_late_county: _("有一项捐赠事项逾期未办，请督促：%(title)s"),
        Kind.search_restored: _("报告已补齐，公开检索已经恢复：%(title)s"),
        Kind.use_report_waiting: _("有一份使用报告等您查看：%(title)s"),
        Kind.use_report_shown: _("您的捐赠有新的使用报告：%(title)s"),
        Kind.use_report_returned: _("使用报告被退回，请更正：%(title)s"),
        Kind.progress_told: _("您的捐赠有新的进展报告：%(title)s"),
        Kind.question_asked: _("捐赠人查询使用情况，请按时答复：%(title)s"),
        Kind.question_answered: _("您的查询有了答复：%(title)s"),
        Kind.thanks_answered: _("捐赠人回复了您的反馈：%(title)s"),
        Kind.home_idle_proposed: _("请确认这个儿童之家是否停用：%(title)s"),
        Kind.home_paper_ending: _("有制度文件快到期了，请上传新的一份：%(title)s"),
        Kind.home_paper_ended: _("有制度文件已过期，请尽快上传新的一份：%(title)s"),
        Kind.plan_submitted: _("有一份工作计划等您批准：%(title)s"),
        Kind.plan_approved: _("乡镇批准了您的工作计划：%(title)s"),
        Kind.plan_returned: _("工作计划被退回，请看原因：%(title)s"),
        Kind.booking_asked: _("有人申请使用场地，请答复：%(title)s"),
        Kind.booking_answered: _("儿童之家答复了您的场地申请：%(title)s"),
        Kind.activity_off: _("您报名的活动已取消，请看原因：%(title)s"),
        Kind.article_waiting_editor: _("一篇文章等您编辑：%(title)s"),
        Kind.article_waiting_proof: _("一篇文章等您校对：%(title)s"),
        Kind.article_returned: _("您的文章被退回，请看修改意见：%(title)s"),
        Kind.article_published: _("您的文章已发布：%(title)s"),
        Kind.article_followed: _("您关注的主题有新文章：%(title)s"),
        Kind.policy_followed: _("您关注的主题有新政策文件：%(title)s"),
        Kind.standard_flagged: _("检查发现一项需要整改：%(title)s"),
        Kind.standard_reminded: _("请按期整改，督导员提醒您：%(title)s"),
        Kind.standard_overdue: _("有一项整改已经超过期限：%(title)s"),
        Kind.organisation_verified: _("您的组织已通过核实：%(title)s"),
        Kind.organisation_refused: _("您的组织没有通过核实：%(title)s"),
        Kind.offer_published: _("您的供给已经发布：%(title)s"),
        Kind.offer_refused: _("您的供给没有通过：%(title)s"),
        Kind.purchase_due: _("采购的下一步请在 %(on)s 之前办理：%(title)s"),
        Kind.purchase_overdue: _("采购的下一步已超过期限（%(on)s）：%(title)s"),
        Kind.purchase_bond: _("投标保证金请在 %(on)s 之前退还：%(title)s"),
        Kind.purchase_suits: _("有一项政府购买服务适合您的组织：%(title)s"),
        Kind.purchase_question: _("供应商对采购项目提了问题，请按时答复：%(title)s"),
        Kind.purchase_question_due: _("采购提问今天必须答复：%(title)s"),
        Kind.purchase_question_late: _("采购提问已经逾期未答：%(title)s"),
        Kind.purchase_answered: _("您的采购提问有了答复：%(title)s"),
        Kind.search_digest: _("您保存的搜索有新的结果：%(title)s"),
        Kind.objection_raised: _("有供应商提出质疑，请签收并答复：%(title)s"),
        Kind.objection_received: _("采购人已签收您的质疑：%(title)s"),
        Kind.objection_refused: _("您的质疑未被受理，请看原因：%(title)s"),
        Kind.objection_replied: _("采购人答复了您的质疑：%(title)s"),
        Kind.objection_withdrawn: _("质疑供应商撤回了质疑：%(title)s"),
        Kind.objection_near: _("质疑的答复期快到了，请尽快答复：%(title)s"),
        Kind.objection_overdue: _("质疑逾期没有答复：%(title)s"),
        Kind.complaint_filed: _("有一件投诉等您审查：%(title)s"),
        Kind.complaint_accepted: _("财政部门受理了您的投诉：%(title)s"),
        Kind.complaint_served: _("投诉已送达，请查看：%(title)s"),
        Kind.complaint_refused: _("您的投诉未被受理，请看原因：%(title)s"),
        Kind.complaint_decided: _("财政部门对投诉作出了处理决定：%(title)s"),
        Kind.complaint_withdrawn: _("投诉人撤回了投诉：%(title)s"),
        Kind.complaint_near: _("投诉处理的期限快到了：%(title)s"),
        Kind.complaint_overdue: _("投诉逾期没有处理：%(title)s"),
        Kind.paper_waiting: _("有机构的资质材料等您核对：%(title)s"),
        Kind.paper_verified: _("您的资质材料已核对通过：%(title)s"),
        Kind.paper_refused: _("您的资质材料没有通过核对，请看原因：%(title)s"),
        Kind.paper_ending: _("您的资质材料快到期了，请上传新的一份：%(title)s"),
        Kind.paper_expired: _("您的资质材料已过期，不能再用于投标：%(title)s"),
        Kind.consortium_proposed: _("有一份联合体协议等您签署：%(title)s"),
        Kind.consortium_joined: _("联合体协议已全部签署：%(title)s"),
        Kind.consortium_ended: _("联合体协议已终止，请看原因：%(title)s"),
        Kind.organisation_waiting: _("有一家机构等您核验：%(title)s"),
        Kind.offer_waiting: _("有一条供给等您审核：%(title)s"),
        Kind.password_changed: _("您的登录密码已经修改。如果不是您本人操作，请马上联系管理员。"),
        Kind.authenticator_changed: _(
            "您的动态口令已经变更。如果不是您本人操作，请马上联系管理员。"
        ),
        Kind.cover_arranged: _("请假代办已经安排，请查看起止日期。"),
        Kind.post_pending: _("您已接受%(title)s主任的提名。请报名县级培训，通过考试后到任。"),
        Kind.post_ready: _("接任人已具备条件，请办理交接：%(title)s"),
        Kind.post_taken_up: _("您已正式到任：%(title)s"),
        Kind.post_ended: _("有一个岗位的任职结束了，请看是否空缺：%(title)s"),
        Kind.home_guided: _("收到一条指导意见：%(title)s"),
        Kind.tutor_began: _("辅导员条件已齐，可以上岗：%(title)s"),
        Kind.tutor_lapsed: _("辅导员的查询或课程已过期，请先停下：%(title)s"),
        Kind.course_open: _("有一期培训可以报名：%(title)s"),
        Kind.course_cancelled: _("您报名的培训已取消，请看原因：%(title)s"),
        Kind.training_place: _("您从候补转为正式学员：%(title)s"),
        Kind.training_asked: _("请告诉我们您最需要学什么：培训需求调查"),
        Kind.training_due: _("您今年还没有参加培训，请尽快报名。"),
        Kind.deadline_ahead: _("有一件事快到期了，请办理：%(title)s"),
        Kind.deadline_due: _("有一件事今天到期，请办理：%(title)s"),
        Kind.deadline_climbed: _("有一件事逾期没有办理，请督促：%(title)s"),
        Kind.channel_paused: _(
            "我们没能把消息送到您的手机、邮箱或微信，已暂停发送，请核对联系方式。"
        ),
        Kind.webhook_approved: _("您的推送地址已核准，开始发送：%(title)s"),
        Kind.webhook_refused: _("您的推送地址未获核准，请看原因：%(title)s"),
        Kind.webhook_suspended: _("您的推送地址连续收不到消息，已停止发送：%(title)s"),
        Kind.certificate_issued: _("您的培训证书已经签发，可以查看和下载。"),
    }[kind] % named
