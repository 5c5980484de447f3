"""The ways through the house: header, phone tab bar and the actions at the top right."""

import msgspec

from match.foundation.actor import Actor
from match.foundation.language import _


class Way(msgspec.Struct, frozen=True):
    """One link of a bar. ``here`` marks the part of the house this page belongs to."""

    url: str
    label: str
    icon: str
    here: bool = False


def _ways(path: str, entries: list[tuple[str, str, str]]) -> list[Way]:
    """The longest address that begins the path is where we are."""
    home = [url for url, _label, _icon in entries if url == "/" == path]
    within = [
        url for url, _label, _icon in entries if url != "/" and f"{path}/".startswith(f"{url}/")
    ]
    here = max(within, key=len) if within else next(iter(home), None)
    return [Way(url, label, icon, url == here) for url, label, icon in entries]


def navigation(actor: Actor, path: str) -> list[Way]:
    """The header's links; staff see the way to their desk as well."""
    entries = [
        ("/", _("首页"), "home"),
        ("/needs", _("需求大厅"), "list-search"),
        ("/offers", _("爱心供给"), "gift"),
        ("/shifts", _("志愿班次"), "heart-handshake"),
        ("/purchases", _("政府购买服务"), "gavel"),
        ("/homes", _("儿童之家"), "home-heart"),
        ("/articles", _("政策宣传"), "book"),
    ]
    if actor.signed_in:
        entries.append(("/desk", _("工作台"), "layout-dashboard"))
    if actor.staff:
        entries.append(("/admin", _("审核"), "clipboard-check"))
    return _ways(path, entries)


def tabs(actor: Actor, path: str) -> list[Way]:
    """The five places a thumb reaches; the middle one is for the village chair."""
    entries = [
        ("/", _("首页"), "home"),
        ("/needs", _("需求"), "list-search"),
        ("/needs/new", _("发布"), "plus"),
        ("/purchases", _("采购"), "gavel"),
        ("/desk" if actor.signed_in else "/sign-in", _("我的"), "user"),
    ]
    return _ways(path, entries)
