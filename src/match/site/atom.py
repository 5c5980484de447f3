"""Atom feeds (RFC 4287): for feed readers, and for whoever copies what we publish."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from match.foundation import clock
from match.foundation.language import _
from match.foundation.settings import settings

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_LAUNCH = "2026"
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Item(msgspec.Struct, frozen=True):
    """
    One entry. ``name`` makes its id for ever (``notice:12``); ``url`` and each of ``enclosures``
    (path, media type) are paths of ours; each of ``categories`` is (term, label). ``content``: HTML
    with whole addresses; ``changed``: when it was changed last, where that is not when it was
    published.
    """

    name: str
    title: str
    at: datetime
    url: str
    summary: str
    author: str = ""
    enclosures: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    content: str = ""
    changed: datetime | None = None


def atom(
    items: Sequence[Item], *, path: str, title: str, page: str, changed: datetime | None = None
) -> bytes:
    """
    The feed at *path* about *page*, newest item first, as UTF-8 XML. It changed last when *changed*
    says, and where that is not known with its newest item, or just now where there is none.
    """
    base = settings().base_url
    ET.register_namespace("", ATOM)
    feed = ET.Element(_name("feed"))
    _text(feed, "id", f"{base}{path}")
    _text(feed, "title", title)
    _text(feed, "updated", _moment(changed or changed_at(items)))
    _link(feed, "self", f"{base}{path}", "application/atom+xml")
    _link(feed, "alternate", f"{base}{page}", "text/html")
    author = ET.SubElement(feed, _name("author"))
    _text(author, "name", _("湘童汇"))
    for item in items:
        _entry(feed, base, item)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def changed_at(items: Sequence[Item]) -> datetime:
    """When the feed was changed last: its newest change, or now where nothing is in it."""
    return max((item.changed or item.at for item in items), default=clock.now())


def tag_uri(name: str) -> str:
    """The id of an entry (RFC 4151), which stays whatever becomes of its address."""
    host = re.sub(r"^https?://", "", settings().base_url).split(":")[0].strip("[]/") or "localhost"
    return f"tag:{host},{_LAUNCH}:{name}"


def _entry(feed: ET.Element, base: str, item: Item) -> None:
    entry = ET.SubElement(feed, _name("entry"))
    _text(entry, "id", tag_uri(item.name))
    _text(entry, "title", item.title)
    _text(entry, "published", _moment(item.at))
    _text(entry, "updated", _moment(item.changed or item.at))
    _link(entry, "alternate", f"{base}{item.url}", "text/html")
    for address, media_type in item.enclosures:
        _link(entry, "enclosure", f"{base}{address}", media_type)
    if item.author:
        _text(ET.SubElement(entry, _name("author")), "name", item.author)
    for term, label in item.categories:
        ET.SubElement(entry, _name("category"), term=term, label=label)
    _text(entry, "summary", item.summary)
    if item.content:
        _text(entry, "content", item.content)
        entry[-1].set("type", "html")


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _name(tag)).text = _UNWRITABLE.sub("", text)


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, _name("link"), rel=relation, href=address, type=media_type)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
