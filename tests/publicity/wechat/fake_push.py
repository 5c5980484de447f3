"""
How WeChat calls us: signed, in safe mode sealed, again until it is answered (消息与事件推送,
消息加解密说明). Seals with code of its own, so that ours is opened by another hand than closed it.
"""

import base64
import hashlib
import secrets
import struct
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from match.foundation import clock
from tests.publicity.wechat.fake import Publication

ACCOUNT = "gh_97417a04a28d"
FOLLOWER = "o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
TRIES = 3


def sha1_of(*parts: str) -> str:
    """加密/校验流程: sort by dictionary, join, sha1."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # WeChat's choice


def seal(aes_key: str, appid: str, text: str) -> str:
    """FullStr = random(16B) + msg_len(4B, network order) + msg + appid; AES-256-CBC, PKCS#7."""
    key = base64.b64decode(f"{aes_key}=")
    body = text.encode()
    full = secrets.token_bytes(16) + struct.pack("!I", len(body)) + body + appid.encode()
    padder = padding.PKCS7(256).padder()
    padded = padder.update(full) + padder.finalize()
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def unseal(aes_key: str, appid: str, sealed: str) -> str:
    """The same backwards, for our replies."""
    key = base64.b64decode(f"{aes_key}=")
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
    unpadder = padding.PKCS7(256).unpadder()
    full = unpadder.update(padded) + unpadder.finalize()
    (length,) = struct.unpack("!I", full[16:20])
    assert full[20 + length :].decode() == appid
    return full[20 : 20 + length].decode()


def event(name: str, inside: str = "", *, sender: str = FOLLOWER, at: int | None = None) -> str:
    """An event as the pages show it: names in CDATA, the time as seconds."""
    when = int(clock.now().timestamp()) if at is None else at
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName><CreateTime>{when}</CreateTime>"
        f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{inside}</xml>"
    )


def text(words: str, number: int, *, sender: str = FOLLOWER) -> str:
    """A follower's message: ordinary messages have a MsgId."""
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
        f"<FromUserName><![CDATA[{sender}]]></FromUserName>"
        f"<CreateTime>{int(clock.now().timestamp())}</CreateTime>"
        f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{words}]]></Content>"
        f"<MsgId>{number}</MsgId></xml>"
    )


def finished(job: Publication) -> str:
    """事件推送发布结果 (PUBLISHJOBFINISH): with links, or with fail_idx."""
    if job.status == 0:
        items = "".join(
            f"<item><idx>{at}</idx><article_url><![CDATA[{url}]]></article_url></item>"
            for at, url in enumerate(job.urls, 1)
        )
        told = (
            f"<article_id><![CDATA[{job.article_id}]]></article_id><article_detail>"
            f"<count>{len(job.urls)}</count>{items}</article_detail>"
        )
    else:
        told = "<fail_idx>1</fail_idx>"
    return event(
        "PUBLISHJOBFINISH",
        f"<PublishEventInfo><publish_id>{job.publish_id}</publish_id>"
        f"<publish_status>{job.status}</publish_status>{told}</PublishEventInfo>",
    )


@dataclass
class Pusher:
    """WeChat on the way to our door. Without *aes_key* in plain mode."""

    token: str
    appid: str
    aes_key: str = ""
    path: str = "/wechat/push"
    answers: list[httpx.Response] = field(default_factory=list)

    def query(self, *, timestamp: str = "", nonce: str = "", sealed: str = "") -> dict[str, str]:
        """What stands in the address."""
        when = timestamp or str(int(clock.now().timestamp()))
        once = nonce or str(secrets.randbelow(10**10))
        signed = {"signature": sha1_of(self.token, when, once), "timestamp": when, "nonce": once}
        if sealed:
            signed |= {"encrypt_type": "aes", "openid": FOLLOWER}
            signed |= {"msg_signature": sha1_of(self.token, when, once, sealed)}
        return signed

    def letter(self, xml: str, **given: str) -> tuple[str, bytes]:
        """Address and body of one push."""
        if not self.aes_key:
            return f"{self.path}?{urlencode(self.query(**given))}", xml.encode()
        sealed = seal(self.aes_key, self.appid, xml)
        body = (
            f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>"
            f"<Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        )
        return f"{self.path}?{urlencode(self.query(sealed=sealed, **given))}", body.encode()

    async def push(self, client: httpx.AsyncClient, xml: str, **given: str) -> httpx.Response:
        """Push until it is answered with 200 within five seconds, three times at most."""
        address, body = self.letter(xml, **given)
        for _ in range(TRIES):
            answer = await client.post(
                address, content=body, headers={"Content-Type": "text/xml"}, timeout=5
            )
            self.answers.append(answer)
            if answer.status_code == 200:
                break
        return self.answers[-1]
