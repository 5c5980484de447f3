"""
WeChat's official-account interface, without meaning: one token for all processes, calls that know
their quota, and the sealed box that messages come in. Rooms above say what is sent.

From the official documents at developers.weixin.qq.com (服务号, 公众号: 服务端接口).
"""

from match.foundation.wechat.client import WeChatClient, client
from match.foundation.wechat.errors import (
    BadCredentials,
    Later,
    NotAllowed,
    NotListed,
    QuotaSpent,
    Refused,
    WeChatError,
)

__all__ = [
    "BadCredentials",
    "Later",
    "NotAllowed",
    "NotListed",
    "QuotaSpent",
    "Refused",
    "WeChatClient",
    "WeChatError",
    "client",
]
