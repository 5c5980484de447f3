"""The trail of the WeChat channel in words."""

from match.foundation.language import pgettext
from match.publicity.wechat.states import wechat_word

STATES = {"wechat_delivery": wechat_word}


def done(verb: str) -> str:
    """``wechat.drafted`` → 送到草稿箱; an empty string for what is said elsewhere."""
    return {
        "wechat.wanted": pgettext("trail", "要求送到公众号"),
        "wechat.drafted": pgettext("trail", "送到公众号草稿箱"),
        "wechat.failed": pgettext("trail", "送公众号没有成功"),
        "wechat.left": pgettext("trail", "公众号改由人工办理"),
        "wechat.submitting": pgettext("trail", "要求在公众号发布"),
        "wechat.not_queued": pgettext("trail", "公众号没有接受发布"),
        "wechat.queued": pgettext("trail", "公众号正在发布"),
        "wechat.published": pgettext("trail", "公众号已发布"),
        "wechat.noted": pgettext("trail", "记下公众号链接"),
        "wechat.removing": pgettext("trail", "要求从公众号撤下"),
        "wechat.removed": pgettext("trail", "从公众号撤下"),
    }.get(verb, "")
