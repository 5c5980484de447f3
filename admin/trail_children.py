"""The trail of children's files, of leave, agreements and erasures in words: by the whole verb."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``care.registered`` → 登记儿童档案; "" for a verb of another room."""
    return _of_files(verb) or _of_papers(verb) or _of_leave(verb)


def _of_files(verb: str) -> str:
    return {
        "care.registered": pgettext("trail", "登记儿童档案"),
        "care.changed": pgettext("trail", "修改儿童档案"),
        "care.confirmed": pgettext("trail", "核实儿童档案"),
        "care.archived": pgettext("trail", "归档儿童档案"),
        "care.taken_back": pgettext("trail", "恢复儿童档案"),
        "care.erased": pgettext("trail", "销毁儿童档案"),
        "care.erasure_asked": pgettext("trail", "申请销毁档案"),
        "care.erasure_confirmed": pgettext("trail", "确认销毁档案"),
        "care.erasure_refused": pgettext("trail", "不同意销毁档案"),
        "care.guardian_added": pgettext("trail", "添加监护人"),
        "care.guardian_ended": pgettext("trail", "停止监护"),
        "care.guardian_talk": pgettext("trail", "记录监护人谈话"),
        "care.month_sent": pgettext("trail", "报送每月人数"),
    }.get(verb, "")


def _of_papers(verb: str) -> str:
    return {
        "care.template_written": pgettext("trail", "写服务协议文本"),
        "care.agreement_signed": pgettext("trail", "签订服务协议"),
        "care.agreement_ended": pgettext("trail", "结束服务协议"),
        "care.attended": pgettext("trail", "登记到场人数"),
        "care.let_in": pgettext("trail", "没有协议紧急放行"),
        "care.followed_up": pgettext("trail", "处理紧急放行"),
        "care.consent_given": pgettext("trail", "记录监护人同意"),
        "care.consent_refused": pgettext("trail", "记录监护人拒绝"),
        "care.consent_withdrawn": pgettext("trail", "监护人撤回同意"),
        "care.photo_permitted": pgettext("trail", "允许公开照片"),
        "file.withdrawn": pgettext("trail", "撤下照片"),
        "care.request_noted": pgettext("trail", "登记监护人请求"),
        "care.request_answered": pgettext("trail", "答复监护人请求"),
    }.get(verb, "")


def _of_leave(verb: str) -> str:
    return {
        "care.leave_asked": pgettext("trail", "申请查阅儿童档案"),
        "care.grant_approved": pgettext("trail", "批准查阅儿童档案"),
        "care.grant_refused": pgettext("trail", "不批准查阅儿童档案"),
        "care.grant_revoked": pgettext("trail", "收回查阅许可"),
        "care.in_charge_named": pgettext("trail", "指定儿童信息负责人"),
    }.get(verb, "")
