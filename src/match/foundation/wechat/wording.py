"""What went wrong at WeChat, in words for the person at the desk: what happened and what to do."""

from match.foundation.language import _
from match.foundation.wechat.errors import (
    BUSY,
    CREDENTIALS,
    NO_ACCOUNT,
    NO_ANSWER,
    NOT_ALLOWED,
    NOT_LISTED,
    QUOTA,
    STALE_TOKEN,
    TO_CONFIRM,
    TOO_FAST,
)


def words(code: int, detail: str = "") -> str:
    """One or two sentences for *code*; *detail* is what the error carried (an address)."""
    if code == NO_ANSWER:
        return _("微信没有回应（%(detail)s）。系统会自动重试。") % {"detail": detail or "-"}
    if code == NO_ACCOUNT:
        return _("还没有接入公众号。请复制排好的内容，在公众号后台发布。")
    if code in (BUSY, TOO_FAST):
        return _("微信正忙。系统会自动重试。")
    if code == QUOTA:
        return _("今天的微信接口调用次数已用完。系统会在明天 0 点后自动重试，不用再操作。")
    if code == NOT_LISTED:
        return _(
            "微信不认这台服务器的地址。请管理员在公众号后台的“IP 白名单”里加上 %(ip)s，再点重试。"
        ) % {"ip": detail or "-"}
    if code in TO_CONFIRM:
        return _("微信要管理员先同意这台服务器的调用。请管理员在微信里同意，一小时后再点重试。")
    if code in NOT_ALLOWED:
        return _(
            "这个公众号没有这项接口权限（未认证的账号没有）。请复制排好的内容，在公众号后台发布。"
        )
    if code in CREDENTIALS or code in STALE_TOKEN:
        return _("公众号的 AppID 或 AppSecret 不对，或已被冻结。请管理员检查设置，再点重试。")
    return _named().get(code) or _(
        "微信没有接受（错误码 %(code)s）。请按错误码查对内容，改好再点重试。"
    ) % {"code": code}


def _named() -> dict[int, str]:
    """Codes that name one thing to put right: the lists of draft/add, uploadimg, freepublish."""
    picture = _("微信不接受这张图片的格式，请换成 JPG 或 PNG。")
    stranger = _("这位用户没有关注公众号，或不是这个公众号的用户。")
    return {
        40003: stranger,
        40005: picture,
        40007: _("草稿或封面在公众号里已经不在了，请点重试，系统会重新建立。"),
        40009: _("图片太大，微信只接受 1 MB 以下的正文图片。"),
        40113: picture,
        40137: picture,
        43004: stranger,
        45002: _("正文太长，微信要求少于 2 万字符、小于 1 MB。"),
        45003: _("标题太长，微信最多 32 个字。"),
        45004: _("摘要太长，微信最多 128 个字。"),
        45110: _("作者名太长，微信最多 16 个字。"),
        45166: _("正文里有微信不接受的内容，请检查链接和图片。"),
        53503: _("草稿没有通过微信的发布检查，请在公众号后台查看草稿。"),
        53504: _("这份草稿要到公众号后台去发布。"),
        53505: _("请先到公众号后台手动保存这份草稿，再发布。"),
    }
