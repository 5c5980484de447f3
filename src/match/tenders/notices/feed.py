"""Notices as an Atom feed (RFC 4287): for feed readers and for whoever copies our public record."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC, datetime

from match.foundation import clock
from match.foundation.settings import settings
from match.tenders.notices.queries import Notice
from match.tenders.notices.states import kind_word

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_LAUNCH = "2026"
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(notices: Sequence[Notice], *, path: str, title: str) -> bytes:
    """
    The feed at *path* (``/purchases/notices/feed.atom``), newest notice first, as UTF-8 XML. A feed
    without entries was last changed when it was asked for.
    """
    base = settings().base_url
    ET.register_namespace("", ATOM)
    feed = ET.Element(_name("feed"))
    _text(feed, "id", f"{base}{path}")
    _text(feed, "title", title)
    _text(feed, "updated", _moment(notices[0].published_at if notices else clock.now()))
    _link(feed, "self", f"{base}{path}", "application/atom+xml")
    _link(feed, "alternate", f"{base}/purchases/notices", "text/html")
    author = ET.SubElement(feed, _name("author"))
    _text(author, "name", "湘童汇")
    for notice in notices:
        _entry(feed, base, notice)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(feed: ET.Element, base: str, notice: Notice) -> None:
    entry = ET.SubElement(feed, _name("entry"))
    host = re.sub(r"^https?://", "", base).split(":")[0].strip("[]/") or "localhost"
    _text(entry, "id", f"tag:{host},{_LAUNCH}:notice:{notice.id}")
    _text(entry, "title", notice.title)
    _text(entry, "published", _moment(notice.published_at))
    _text(entry, "updated", _moment(notice.published_at))
    _link(entry, "alternate", f"{base}{notice.url}", "text/html")
    _link(entry, "enclosure", f"{base}{notice.url}/pdf", "application/pdf")
    author = ET.SubElement(entry, _name("author"))
    _text(author, "name", notice.purchaser)
    ET.SubElement(entry, _name("category"), term=notice.kind.value, label=kind_word(notice.kind))
    _text(entry, "summary", notice.summary)


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _name(tag)).text = _UNWRITABLE.sub("", text)


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, _name("link"), rel=relation, href=address, type=media_type)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
