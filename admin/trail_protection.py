"""The trail of reports, concerns, cases, steady care and pairs in words: by the whole verb."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``report.filed`` → 收到强制报告; "" for a verb of another room."""
    return _of_reports(verb) or _of_cases(verb) or _of_pairs(verb)


def _of_reports(verb: str) -> str:
    return {
        "report.filed": pgettext("trail", "收到强制报告"),
        "report.opened": pgettext("trail", "打开强制报告并接手"),
        "report.late": pgettext("trail", "强制报告 15 分钟无人打开"),
        "report.reporter_read": pgettext("trail", "查看报告人"),
        "report.desk_named": pgettext("trail", "填写值班信息"),
        "concern.made": pgettext("trail", "收到保密反映"),
        "concern.spoken": pgettext("trail", "反映人补充"),
        "concern.read": pgettext("trail", "查看保密反映"),
        "concern.answered": pgettext("trail", "答复保密反映"),
        "concern.closed": pgettext("trail", "办结保密反映"),
    }.get(verb, "")


def _of_cases(verb: str) -> str:
    return {
        "case.reported": pgettext("trail", "立为个案"),
        "case.triaged": pgettext("trail", "开始评估个案"),
        "case.acting": pgettext("trail", "采取措施"),
        "case.police": pgettext("trail", "报公安机关"),
        "case.referred": pgettext("trail", "个案转介"),
        "case.followed": pgettext("trail", "转入跟踪回访"),
        "case.closed": pgettext("trail", "个案结案"),
        "case.changed": pgettext("trail", "修改个案风险"),
        "case.linked": pgettext("trail", "对应到儿童档案"),
        "referral.sent": pgettext("trail", "发出转介"),
        "referral.accepted": pgettext("trail", "接收转介"),
        "referral.refused": pgettext("trail", "不接收转介"),
        "referral.done": pgettext("trail", "转介服务完成"),
        "child.act_noted": pgettext("trail", "记录走访或服务"),
        "child.contact_noted": pgettext("trail", "记录亲情联系"),
        "child.contact_planned": pgettext("trail", "开启每周联系提醒"),
        "child.entitlements_checked": pgettext("trail", "核对应享有的保障"),
        "child.plan_made": pgettext("trail", "制定个别化服务计划"),
    }.get(verb, "")


def _of_pairs(verb: str) -> str:
    return {
        "pair.asked": pgettext("trail", "提出结对人数"),
        "pair.request_closed": pgettext("trail", "不再需要结对"),
        "pair.offered": pgettext("trail", "申请一对一帮扶"),
        "pair.home_accepted": pgettext("trail", "儿童之家同意结对"),
        "pair.county_accepted": pgettext("trail", "县级同意结对"),
        "pair.begun": pgettext("trail", "开始结对"),
        "pair.ended": pgettext("trail", "结束结对"),
        "pair.followed": pgettext("trail", "回访结对"),
        "pair.refused": pgettext("trail", "不同意结对"),
        "pair.withdrawn": pgettext("trail", "撤回结对申请"),
        "pair.met": pgettext("trail", "记录见面"),
        "letter.written": pgettext("trail", "写信"),
        "letter.passed": pgettext("trail", "转交信件"),
        "letter.refused": pgettext("trail", "退回信件"),
    }.get(verb, "")
