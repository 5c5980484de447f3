"""The trail of publicity in words: articles and the policy library."""

from match.foundation.language import pgettext
from match.publicity.states import article_word, policy_status_word

STATES = {"article": article_word, "policy_document": policy_status_word}


def done(verb: str) -> str:
    """``article.edited`` → 编辑完成; an empty string for what is said elsewhere."""
    return {
        "article.drafted": pgettext("trail", "起草文章"),
        "article.saved": pgettext("trail", "修改文章"),
        "article.pictured": pgettext("trail", "加入图片"),
        "article.unpictured": pgettext("trail", "去掉图片"),
        "article.covered": pgettext("trail", "选定封面"),
        "article.submitted": pgettext("trail", "交给编辑"),
        "article.edited": pgettext("trail", "编辑完成"),
        "article.returned": pgettext("trail", "退回作者"),
        "article.scheduled": pgettext("trail", "定时发布"),
        "article.published": pgettext("trail", "发布文章"),
        "article.revised": pgettext("trail", "开始更正"),
        "article.withdrawn": pgettext("trail", "撤下文章"),
        "policy.listed": pgettext("trail", "登记政策文件"),
        "policy.changed": pgettext("trail", "修改政策文件"),
        "policy.related": pgettext("trail", "登记文件关系"),
        "policy.unrelated": pgettext("trail", "去掉文件关系"),
        "policy.attached": pgettext("trail", "加入附件"),
        "policy.detached": pgettext("trail", "去掉附件"),
        "policy.removed": pgettext("trail", "撤出文件库"),
    }.get(verb, "")
