"""The trail of open data in words: the public log, expiring links, partners' programs."""

from match.foundation.language import pgettext


def done(verb: str) -> str:
    """``publiclog.signed`` → 签署公开日志; an empty string for what is said elsewhere."""
    return {
        "donor.named": pgettext("trail", "同意在捐赠数据中具名"),
        "donor.unnamed": pgettext("trail", "改为在捐赠数据中不具名"),
        "publiclog.signed": pgettext("trail", "签署公开日志"),
        "publiclog.key_kept": pgettext("trail", "启用公开日志的新密钥"),
        "publiclog.takedown_asked": pgettext("trail", "提出删除公开日志的内容"),
        "publiclog.takedown_done": pgettext("trail", "确认删除公开日志的内容"),
        "publiclog.takedown_refused": pgettext("trail", "不同意删除公开日志的内容"),
        "api_key.made": pgettext("trail", "生成接口密钥"),
        "api_key.revoked": pgettext("trail", "停用接口密钥"),
        "webhook.made": pgettext("trail", "登记推送地址"),
        "webhook.approved": pgettext("trail", "核准推送地址"),
        "webhook.refused": pgettext("trail", "不核准推送地址"),
        "webhook.paused": pgettext("trail", "暂停推送"),
        "webhook.resumed": pgettext("trail", "恢复推送"),
        "webhook.removed": pgettext("trail", "删除推送地址"),
        "webhook.sent": pgettext("trail", "送达一条推送"),
        "webhook.failed": pgettext("trail", "一条推送没有送达"),
        "webhook.retried": pgettext("trail", "重新发送一条推送"),
        "share_link.made": pgettext("trail", "生成分享链接"),
        "share_link.revoked": pgettext("trail", "收回分享链接"),
    }.get(verb, "")
