"""The log in words: what kind of act an entry is, and what a head says."""

from match.foundation.language import _, pgettext
from match.openness.publiclog.queries import Head


def kind_word(kind: str) -> str:
    """``need.published`` is about a need: the subject in words. The code says which step it was."""
    subject = kind.partition(".")[0]
    return {
        "need": pgettext("log", "需求"),
        "offer": pgettext("log", "爱心供给"),
        "home": pgettext("log", "儿童之家"),
        "organisation": pgettext("log", "社会组织"),
        "title": pgettext("log", "示范命名"),
        "agreement": pgettext("log", "捐赠协议"),
        "donation": pgettext("log", "捐赠交付"),
        "match": pgettext("log", "供需匹配"),
        "campaign": pgettext("log", "公开募捐"),
        "tender": pgettext("log", "政府购买服务"),
        "bid": pgettext("log", "政府购买服务"),
        "contract": pgettext("log", "采购合同"),
        "objection": pgettext("log", "采购质疑"),
        "complaint": pgettext("log", "采购投诉"),
        "article": pgettext("log", "文章与政策"),
        "policy": pgettext("log", "文章与政策"),
        "takedown": pgettext("log", "内容删除"),
    }.get(subject, subject)


def head_title(head: Head) -> str:
    """One head in a feed reader's list."""
    return _("%(day)s：公开日志到第 %(place)s 条") % {"day": head.day, "place": head.place}
