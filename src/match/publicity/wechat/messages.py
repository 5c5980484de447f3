"""Messages of WeChat's push, read from XML, and the one short answer that is given."""

from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

import msgspec

from match.foundation.safe_xml import UnsafeXml, safe_root

TEXT_MOST = 200


class Finished(msgspec.Struct, frozen=True):
    """A PUBLISHJOBFINISH event: ``status`` 0 with the article, else why it was not published."""

    publish_id: str
    status: int
    article_ref: str
    url: str


class Push(msgspec.Struct, frozen=True):
    """
    One message or event. ``identity`` is the MsgId, or who, when and which event: what WeChat
    says to tell repeats by. ``account`` and ``sender`` are needed for an answer and not kept.
    """

    account: str
    sender: str
    identity: str
    kind: str
    event: str
    text: str
    finished: Finished | None


def sealed_in(body: bytes) -> str:
    """The sealed text of a push in safe mode. Raises UnsafeXml."""
    return _text(safe_root(body), "Encrypt")


def push_in(body: bytes) -> Push:
    """A push in plain XML. Raises UnsafeXml for what no WeChat server would send."""
    root = safe_root(body)
    kind, event = _text(root, "MsgType"), root.findtext("Event") or ""
    sender, when = _text(root, "FromUserName"), _whole(root, "CreateTime")
    number = root.findtext("MsgId") or ""
    return Push(
        account=_text(root, "ToUserName"),
        sender=sender,
        identity=number or f"{sender}\0{when}\0{event}",
        kind=kind,
        event=event,
        text=(root.findtext("Content") or "")[:TEXT_MOST],
        finished=_finished(root) if event == "PUBLISHJOBFINISH" else None,
    )


def _finished(root: Element) -> Finished:
    info = root.find("PublishEventInfo")
    if info is None:
        raise UnsafeXml("PublishEventInfo")
    return Finished(
        publish_id=_text(info, "publish_id")[:64],
        status=_whole(info, "publish_status"),
        article_ref=(info.findtext("article_id") or "")[:128],
        url=info.findtext("article_detail/item/article_url") or "",
    )


def _text(root: Element, name: str) -> str:
    found = (root.findtext(name) or "").strip()
    if not found:
        raise UnsafeXml(name)
    return found


def _whole(root: Element, name: str) -> int:
    text = _text(root, name)
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise UnsafeXml(name)
    return int(text)


def reply_to(push: Push, words: str, at: int) -> bytes:
    """A text answer (被动回复用户消息), from the account to who wrote."""
    return (
        f"<xml><ToUserName>{escape(push.sender)}</ToUserName>"
        f"<FromUserName>{escape(push.account)}</FromUserName><CreateTime>{at}</CreateTime>"
        f"<MsgType>text</MsgType><Content>{escape(words)}</Content></xml>"
    ).encode()


def sealed_reply(sealed: str, signature: str, timestamp: str, nonce: str) -> bytes:
    """An answer in safe mode."""
    return (
        f"<xml><Encrypt>{sealed}</Encrypt><MsgSignature>{signature}</MsgSignature>"
        f"<TimeStamp>{timestamp}</TimeStamp><Nonce>{nonce}</Nonce></xml>"
    ).encode()
