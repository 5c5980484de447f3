"""Signatures and the sealed box against WeChat's own samples, and everything that is forged."""

import base64

import pytest

from match.foundation.wechat.crypto import Box, Forged, check_signature, signature
from tests.publicity.wechat.fake_push import seal, unseal

pytestmark = [pytest.mark.openness]
# 消息加解密说明: token, timestamp, nonce → signature, and the echo of 接入指南.
PLAIN = (
    ("AAAAA", "1714037059", "486452656", "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
    ("AAAAA", "1714036504", "1514711492", "f464b24fc39322e44b38aa78f5edd27bd1441696"),
)
# Sample.py of WeChat's cryptoDemo.zip (WXBizMsgCrypt).
APPID = "wx5823bf96d3bd56c7"
TOKEN = "QDG6eK"  # a sample
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ECHO = (
    "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
    "1409659589",
    "263014780",
    "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
)
MESSAGE = (
    "477715d11cdb4164915debcba66cb864d751f3e6",
    "1409659813",
    "1372623149",
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj"
    "911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06"
    "DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQ"
    "H03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo"
    "6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+q"
    "N+E7Q==",
)


@pytest.mark.parametrize(("token", "timestamp", "nonce", "expected"), PLAIN)
def test_the_documents_own_signatures(token: str, timestamp: str, nonce: str, expected: str):
    assert signature(token, timestamp, nonce) == expected


@pytest.mark.parametrize("sample", [ECHO, MESSAGE], ids=["echo", "message"])
def test_wechats_sample_is_signed_with_its_token(sample: tuple[str, str, str, str]):
    given, timestamp, nonce, sealed = sample

    check_signature(given, TOKEN, timestamp, nonce, sealed)
    with pytest.raises(Forged):
        check_signature(given, "QDG6eL", timestamp, nonce, sealed)


def test_wechats_sample_opens():
    assert Box(KEY, APPID).opened(ECHO[3]) == b"1616140317555161061"
    told = Box(KEY, APPID).opened(MESSAGE[3]).decode()
    assert "<Content><![CDATA[hello]]></Content>" in told
    assert "<MsgId>4561255354251345929</MsgId>" in told


def test_another_hand_opens_what_we_seal_and_we_what_it_seals():
    for words in ("你好", "x" * 31, "x" * 32, "<xml>…</xml>" * 400):
        assert unseal(KEY, APPID, Box(KEY, APPID).sealed(words.encode())) == words
        assert Box(KEY, APPID).opened(seal(KEY, APPID, words)).decode() == words


@pytest.mark.parametrize(
    "sealed",
    [
        "",
        "no base64!",
        "AAAA",
        base64.b64encode(b"x" * 33).decode(),
        base64.b64encode(b"x" * 64).decode(),
        MESSAGE[3][:-8] + "AAAAAAA=",
        MESSAGE[3][44:],
        # Sealed anew in each process: only a name of its own lets all of them collect the same.
        pytest.param(seal(KEY, "wx0000000000000000", "for another account"), id="account"),
        pytest.param(seal(KEY[::-1], APPID, "with another key"), id="key"),
    ],
)
def test_what_is_not_sealed_for_us_does_not_open(sealed: str):
    with pytest.raises(Forged):
        Box(KEY, APPID).opened(sealed)
