"""
The signatures and the sealed box of WeChat's message push (消息加解密说明, safe mode).

``signature`` = SHA-1 over the sorted parts, joined. The box is AES-256-CBC with PKCS#7 to blocks of
32 bytes; key = base64(EncodingAESKey + "="), IV = its first 16 bytes; inside stand 16 random bytes,
the length of the text in four bytes, the text, and the account's AppID. SHA-1 and CBC without a MAC
are WeChat's choice; the signature over the sealed text stands in for a MAC.
"""

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 32


class Forged(ValueError):
    """Not signed with our token, not sealed with our key, or for another account."""


def signature(*parts: str) -> str:
    """The hex signature over *parts*: token, timestamp, nonce, and in safe mode the sealed text."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def check_signature(given: str, *parts: str) -> None:
    """Raises Forged unless *given* is the signature over *parts*."""
    if not hmac.compare_digest(given.encode(), signature(*parts).encode()):
        raise Forged("signature")


class Box:
    """Opens and seals texts with one account's EncodingAESKey (43 characters)."""

    def __init__(self, aes_key: str, appid: str) -> None:
        self._key = base64.b64decode(aes_key + "=")
        self._appid = appid.encode()

    def opened(self, sealed: str) -> bytes:
        """The text inside. Raises Forged."""
        try:
            data = base64.b64decode(sealed, validate=True)
            box = self._cipher().decryptor()
            plain = box.update(data) + box.finalize()
        except (binascii.Error, ValueError) as error:
            raise Forged("box") from error
        pad = plain[-1] if plain else 0
        if not 1 <= pad <= BLOCK or plain[-pad:] != bytes([pad]) * pad:
            raise Forged("padding")
        inside = plain[16:-pad]
        length = int.from_bytes(inside[:4], "big")
        text, appid = inside[4 : 4 + length], inside[4 + length :]
        if len(text) != length or not hmac.compare_digest(appid, self._appid):
            raise Forged("appid")
        return text

    def sealed(self, text: bytes) -> str:
        """*text* in a box, base64."""
        inside = os.urandom(16) + len(text).to_bytes(4, "big") + text + self._appid
        pad = BLOCK - len(inside) % BLOCK
        box = self._cipher().encryptor()
        data = box.update(inside + bytes([pad]) * pad) + box.finalize()
        return base64.b64encode(data).decode()

    def _cipher(self) -> Cipher[CBC]:
        return Cipher(AES(self._key), CBC(self._key[:16]))
