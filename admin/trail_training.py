"""The trail of training and of posts in words: by the whole verb."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``post.named`` → 提名; "" for a verb of another room."""
    return _of_training(verb) or _of_posts(verb)


def _of_training(verb: str) -> str:
    return {
        "course.drafted": pgettext("trail", "筹备培训"),
        "course.changed": pgettext("trail", "修改培训"),
        "course.published": pgettext("trail", "发布培训"),
        "course.cancelled": pgettext("trail", "取消培训"),
        "course.completed": pgettext("trail", "培训结业"),
        "course.session_added": pgettext("trail", "添加课程"),
        "course.session_removed": pgettext("trail", "删除课程"),
        "course.attendance_kept": pgettext("trail", "登记出勤"),
        "enrolment.made": pgettext("trail", "报名培训"),
        "enrolment.promoted": pgettext("trail", "候补转正式"),
        "enrolment.withdrawn": pgettext("trail", "退出培训"),
        "enrolment.completed": pgettext("trail", "参加全程"),
        "enrolment.missed": pgettext("trail", "未参加全程"),
        "enrolment.evaluated": pgettext("trail", "评价培训"),
        "enrolment.examined": pgettext("trail", "登记考试成绩"),
        "training.certified": pgettext("trail", "签发培训证书"),
        "training.certificate_withdrawn": pgettext("trail", "作废培训证书"),
        "training.reminded": pgettext("trail", "提醒参加培训"),
        "survey.opened": pgettext("trail", "发起需求调查"),
        "survey.answered": pgettext("trail", "回答需求调查"),
        "expert.added": pgettext("trail", "加入专家库"),
        "expert.ended": pgettext("trail", "移出专家库"),
        "pack.version_added": pgettext("trail", "发布新版本"),
    }.get(verb, "")


def _of_posts(verb: str) -> str:
    return {
        "post.named": pgettext("trail", "提名"),
        "post.noted": pgettext("trail", "转入岗位登记"),
        "post.accepted": pgettext("trail", "接受提名，待考核"),
        "post.ready": pgettext("trail", "具备任职条件"),
        "post.taken_up": pgettext("trail", "到任"),
        "post.ended": pgettext("trail", "离任"),
        "post.handed_over": pgettext("trail", "交接岗位"),
        "post.kind_completed": pgettext("trail", "补登人选类型"),
        "role.taken_up": pgettext("trail", "角色生效"),
        "tutor.appointed": pgettext("trail", "聘任辅导员"),
        "tutor.began": pgettext("trail", "辅导员上岗"),
        "tutor.lapsed": pgettext("trail", "辅导员暂停"),
        "tutor.ended": pgettext("trail", "结束聘任"),
        "home.guided": pgettext("trail", "写指导意见"),
    }.get(verb, "")
