"""The trail of volunteers and of incubation in words: by the whole verb."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``skill.shown`` → 提交证书; "" for a verb of another room."""
    return _of_volunteers(verb) or _of_incubation(verb)


def _of_volunteers(verb: str) -> str:
    return {
        "skill.shown": pgettext("trail", "提交证书"),
        "skill.checked": pgettext("trail", "核验证书"),
        "skill.refused": pgettext("trail", "证书未通过"),
        "skill.taken_back": pgettext("trail", "撤回证书核验"),
        "course.passed": pgettext("trail", "完成儿童保护课程"),
        "course.recorded": pgettext("trail", "登记儿童保护课程"),
        "cover.recorded": pgettext("trail", "登记意外保险"),
        "consent.asked": pgettext("trail", "请监护人同意"),
        "consent.given": pgettext("trail", "监护人同意"),
        "consent.withdrawn": pgettext("trail", "监护人撤回同意"),
        "certificate.issued": pgettext("trail", "开具服务证明"),
        "records.exported": pgettext("trail", "导出服务记录"),
        "signup.checked_out": pgettext("trail", "签退"),
        "signup.rated": pgettext("trail", "评价服务"),
        "volunteer.honoured": pgettext("trail", "表彰"),
        "call.opened": pgettext("trail", "临时找人接替"),
        "call.filled": pgettext("trail", "有人接替"),
        "call.closed": pgettext("trail", "接替邀请结束"),
    }.get(verb, "")


def _of_incubation(verb: str) -> str:
    return {
        "base.opened": pgettext("trail", "设立孵化基地"),
        "incubation.entered": pgettext("trail", "进入孵化"),
        "incubation.registered": pgettext("trail", "登记为法人"),
        "incubation.contracted": pgettext("trail", "承接首个项目"),
        "incubation.graduated": pgettext("trail", "出壳"),
        "incubation.dropped": pgettext("trail", "退出孵化"),
        "incubation.supported": pgettext("trail", "给予支持"),
        "gap.noted": pgettext("trail", "记下能力短板"),
        "gap.closed": pgettext("trail", "短板已补上"),
        "service.noted": pgettext("trail", "登记心理服务"),
        "organisation.seen_at_work": pgettext("trail", "确认机构在服务"),
        "organisation.not_at_work": pgettext("trail", "记下机构未服务"),
        "counsellor.proposed": pgettext("trail", "提出心理辅导人员"),
        "counsellor.checked": pgettext("trail", "核验心理辅导人员"),
        "counsellor.refused": pgettext("trail", "心理辅导人员未通过"),
        "counsellor.ended": pgettext("trail", "心理辅导人员离任"),
    }.get(verb, "")
