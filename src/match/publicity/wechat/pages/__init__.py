"""The doors of the WeChat channel: an article's page at the desk, and where WeChat calls us."""

from match.publicity.wechat.pages.desk import WechatDesk
from match.publicity.wechat.pages.push import WechatPushPages

__all__ = ["WechatDesk", "WechatPushPages"]
