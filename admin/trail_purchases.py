"""The trail of purchases in words: by the whole verb, since `opened` of a bid is no open house."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``tender.intent`` → 公开采购意向; "" for a verb of another room."""
    return (_of_tender(verb) or _of_bid(verb) or _of_panel(verb)) or (
        _of_dispute(verb) or _of_contract(verb) or _of_supplier(verb)
    )


def _of_tender(verb: str) -> str:
    """A purchase, step by step."""
    return {
        "tender.drafted": pgettext("trail", "起草采购计划"),
        "tender.saved": pgettext("trail", "修改采购计划"),
        "tender.discarded": pgettext("trail", "删除采购计划"),
        "tender.survey_kept": pgettext("trail", "保存需求调查"),
        "tender.split_seen": pgettext("trail", "提示可能拆分"),
        "tender.intent": pgettext("trail", "公开采购意向"),
        "tender.published": pgettext("trail", "发布采购公告"),
        "tender.notice_published": pgettext("trail", "刊出公告"),
        "tender.changed": pgettext("trail", "修改采购文件"),
        "tender.question_asked": pgettext("trail", "向采购单位提问"),
        "tender.question_answered": pgettext("trail", "答复提问"),
        "tender.closed": pgettext("trail", "停止接收响应"),
        "tender.opened": pgettext("trail", "公开全部响应"),
        "tender.reported": pgettext("trail", "提交评审报告"),
        "tender.decided": pgettext("trail", "确定供应商"),
        "tender.winner_named": pgettext("trail", "记下供应商和金额"),
        "tender.decision_countersigned": pgettext("trail", "复核同意"),
        "tender.awarded": pgettext("trail", "公告结果"),
        "tender.suspended": pgettext("trail", "暂停采购活动"),
        "tender.resumed": pgettext("trail", "恢复采购活动"),
        "tender.rejudged": pgettext("trail", "退回重新评审"),
        "tender.contracted": pgettext("trail", "签订合同"),
        "tender.failed": pgettext("trail", "废标"),
        "tender.withdrawn": pgettext("trail", "终止采购"),
        "tender.archived": pgettext("trail", "采购归档"),
        "tender.official_step": pgettext("trail", "登记官方步骤"),
        "tender.permission_stored": pgettext("trail", "登记批准文件"),
        "tender.permission_withdrawn": pgettext("trail", "撤销批准文件"),
        "tender.bond_due": pgettext("trail", "应退还保证金"),
        "tender.question_ended": pgettext("trail", "提问随公告结束"),
    }.get(verb, "")


def _of_bid(verb: str) -> str:
    """Sealed bids, the officials' keys and the opening."""
    return {
        "bids.keys_chosen": pgettext("trail", "选定开标人"),
        "bids.opening_begun": pgettext("trail", "开始开标"),
        "bids.shares_posted": pgettext("trail", "交出份额"),
        "bids.technical_opened": pgettext("trail", "开启技术信封"),
        "bids.prices_allowed": pgettext("trail", "准许开启报价信封"),
        "bids.opened": pgettext("trail", "开启全部信封"),
        "bids.refused": pgettext("trail", "不予开标"),
        "bid.sealed": pgettext("trail", "递交密封响应"),
        "bid.replaced": pgettext("trail", "更换密封响应"),
        "bid.withdrawn": pgettext("trail", "撤回密封响应"),
        "bid.confirmed": pgettext("trail", "重新确认响应"),
        "bid.voided": pgettext("trail", "认定响应无效"),
        "bid.opened": pgettext("trail", "响应公开"),
        "bid.correction_asked": pgettext("trail", "要求补正"),
        "bid.correction_answered": pgettext("trail", "补正"),
        "official_key.registered": pgettext("trail", "登记开标密钥"),
        "official_key.revoked": pgettext("trail", "作废开标密钥"),
        "bid.unopened": pgettext("trail", "响应不予开启"),
    }.get(verb, "")


def _of_panel(verb: str) -> str:
    """The panel's draw, sheets and report."""
    return {
        "panel.announced": pgettext("trail", "公布抽取规则"),
        "panel.drawn": pgettext("trail", "抽取评审成员"),
        "panel.representative_named": pgettext("trail", "指定采购人代表"),
        "panel.seat_confirmed": pgettext("trail", "确认无须回避"),
        "panel.seat_recused": pgettext("trail", "回避"),
        "panel.seat_missed": pgettext("trail", "没有到场"),
        "panel.seats_filled": pgettext("trail", "补足评审席位"),
        "panel.redrawn": pgettext("trail", "重新抽取"),
        "panel.seated": pgettext("trail", "评审小组就位"),
        "panel.sheet_signed": pgettext("trail", "评分签字"),
        "panel.sheets_closed": pgettext("trail", "评分全部签字"),
        "panel.counted": pgettext("trail", "汇总得分"),
        "panel.report_signed": pgettext("trail", "签署评审报告"),
        "panel.reported": pgettext("trail", "完成评审报告"),
        "panel.dissolved": pgettext("trail", "解散评审小组"),
        "panel.rejudged": pgettext("trail", "重新组织评审"),
    }.get(verb, "")


def _of_dispute(verb: str) -> str:
    """Objections and complaints."""
    return {
        "objection.raised": pgettext("trail", "提出质疑"),
        "objection.received": pgettext("trail", "签收质疑"),
        "objection.refused": pgettext("trail", "质疑不予受理"),
        "objection.replied": pgettext("trail", "答复质疑"),
        "objection.withdrawn": pgettext("trail", "撤回质疑"),
        "complaint.filed": pgettext("trail", "提出投诉"),
        "complaint.accepted": pgettext("trail", "受理投诉"),
        "complaint.refused": pgettext("trail", "投诉不予受理"),
        "complaint.served": pgettext("trail", "送达各方"),
        "complaint.stop_ordered": pgettext("trail", "通知暂停采购活动"),
        "complaint.decided": pgettext("trail", "作出投诉处理决定"),
        "complaint.withdrawn": pgettext("trail", "撤回投诉"),
    }.get(verb, "")


def _of_contract(verb: str) -> str:
    """A contract from its draft to its archive."""
    return {
        "contract.drafted": pgettext("trail", "起草合同"),
        "contract.terms_written": pgettext("trail", "修改合同条款"),
        "contract.cancelled": pgettext("trail", "撤销合同草稿"),
        "contract.side_signed": pgettext("trail", "一方签署"),
        "contract.signed": pgettext("trail", "合同生效"),
        "contract.filed": pgettext("trail", "合同备案"),
        "contract.milestone_delivered": pgettext("trail", "交付"),
        "contract.opinion_given": pgettext("trail", "听取使用者意见"),
        "contract.milestone_accepted": pgettext("trail", "验收合格"),
        "contract.milestone_returned": pgettext("trail", "退回整改"),
        "contract.payment_requested": pgettext("trail", "申请付款"),
        "contract.payment_approved": pgettext("trail", "审核同意付款"),
        "contract.payment_refused": pgettext("trail", "不同意付款"),
        "contract.paid": pgettext("trail", "登记支付"),
        "contract.completed": pgettext("trail", "全部阶段完成"),
        "contract.sheet_given": pgettext("trail", "评价打分"),
        "contract.evaluated": pgettext("trail", "完成绩效评价"),
        "contract.terminated": pgettext("trail", "解除合同"),
        "contract.archived": pgettext("trail", "合同归档"),
        "contract.change_side_consented": pgettext("trail", "一方同意变更"),
        "contract.change_consented": pgettext("trail", "各方同意变更"),
        "contract.change_refused": pgettext("trail", "不同意变更"),
        "contract.breach_reported": pgettext("trail", "报告违约"),
        "contract.breach_replied": pgettext("trail", "违约答辩"),
        "contract.breach_upheld": pgettext("trail", "认定违约"),
        "contract.breach_dismissed": pgettext("trail", "未认定违约"),
        "contract.milestone_dropped": pgettext("trail", "取消阶段"),
        "contract.payment_due": pgettext("trail", "付款到期"),
        "contract.session_entered": pgettext("trail", "登记服务场次"),
        "contract.session_answered": pgettext("trail", "核对服务场次"),
        "contract.subcontract_asked": pgettext("trail", "申请分包"),
        "contract.milestone_added": pgettext("trail", "添加阶段"),
        "contract.line_added": pgettext("trail", "写明满足的需求"),
        "contract.standard_added": pgettext("trail", "添加验收标准"),
        "contract.indicator_added": pgettext("trail", "添加绩效指标"),
        "contract.partner_added": pgettext("trail", "添加合作方"),
        "contract.budget_added": pgettext("trail", "添加预算"),
        "contract.change_asked": pgettext("trail", "申请变更合同"),
        "contract.changed": pgettext("trail", "变更合同"),
    }.get(verb, "")


def _of_supplier(verb: str) -> str:
    """Suppliers' papers and consortia; experts of the pool."""
    return {
        "expert.resting": pgettext("trail", "专家暂停抽取"),
        "expert.tie_declared": pgettext("trail", "申报利害关系"),
        "expert.tie_ended": pgettext("trail", "结束利害关系"),
        "qualification.removed": pgettext("trail", "删除资质材料"),
        "supplier.controller_named": pgettext("trail", "申报负责人或控股方"),
        "supplier.controller_ended": pgettext("trail", "撤销控股申报"),
        "supplier.declared": pgettext("trail", "作出承诺声明"),
        "supplier.declaration_taken_back": pgettext("trail", "收回声明"),
        "consortium.joined": pgettext("trail", "加入联合体"),
        "consortium.signed": pgettext("trail", "签署联合体协议"),
    }.get(verb, "")
