"""How the text of one environment variable becomes a value; a ValueError says what to write."""

import ipaddress
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


def text(value: str) -> str:
    return value


def two_names(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_]+,[A-Za-z0-9_]+", value):
        raise ValueError("write two names with a comma, such as thing1,time2.")
    return value


def long_secret(value: str) -> str:
    if len(value) < 16:
        raise ValueError("too short to be a secret; write 16 characters or more.")
    return value


def switch(value: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True}
    words |= {"0": False, "false": False, "no": False, "off": False}
    if value.lower() not in words:
        raise ValueError("write 1 or 0.")
    return words[value.lower()]


def port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise ValueError("write a whole number from 1 to 65535.")
    return int(value)


def days(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 366:
        raise ValueError("write a whole number of days from 1 to 366.")
    return int(value)


def one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value.lower() not in words:
            raise ValueError(f"write one of {', '.join(words)}.")
        return value.lower()

    return read


def path(value: str) -> Path:
    if "\0" in value:
        raise ValueError("write a path without NUL characters.")
    return Path(value)


def folder(value: str) -> Path:
    if not Path(value).expanduser().is_dir():
        raise ValueError("no such folder; write the path of an existing one.")
    return Path(value)


def program(value: str) -> Path:
    found = Path(value).expanduser()
    if not found.is_file() or not os.access(found, os.X_OK):
        raise ValueError("not a program that can be run; write the path of an executable file.")
    return Path(value)


def host(value: str) -> str:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        if not re.fullmatch(r"(?!-)[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*", value):
            raise ValueError("write an address or host name, such as 127.0.0.1.") from None
    return value


def is_loopback(value: str) -> bool:
    if value in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(value).is_loopback
    except ValueError:
        return False


def addresses(value: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in value.split(",") if part.strip())
    for part in parts:
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError:
            raise ValueError(
                f"{part} is no address; write addresses or networks such as 10.0.0.5,10.1.0.0/16."
            ) from None
    return parts


def http_url(value: str) -> str:
    return _url(value, ("http", "https"), "http://127.0.0.1:7700")


def secure_url(value: str) -> str:
    """Secrets are sent there: https, except to this machine itself."""
    url = _url(value, ("http", "https"), "https://api.example.com")
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or "-"):
        raise ValueError("write https://…: secrets are sent there.")
    return url


def wechat_appid(value: str) -> str:
    if not re.fullmatch(r"wx[0-9a-f]{16}", value):
        raise ValueError("write it as WeChat shows it: wx and 16 letters or digits.")
    return value


def wechat_token(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{3,32}", value):
        raise ValueError("write it as entered at WeChat: 3 to 32 letters or digits.")
    return value


def wechat_aes_key(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]{43}", value):
        raise ValueError("write it as WeChat shows it: 43 letters or digits.")
    return value


def public_url(value: str) -> str:
    _url(value, ("http", "https"), "https://match.example.cn")
    parts = urlsplit(value)
    if parts.scheme == "http" and not is_loopback(parts.hostname or "-"):
        raise ValueError("write https://…: browsers keep our sign-in cookies on https only.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("write only scheme and host, such as https://match.example.cn.")
    return value.rstrip("/")


def postgres_url(value: str) -> str:
    example = "postgresql://match_app:PASSWORD@db.example.cn:5432/match"
    parts = _split(value, ("postgresql", "postgres"), example)
    if not parts.path.strip("/"):
        raise ValueError(f"it names no database; write {example}.")
    if not parts.hostname and "host=" not in parts.query:
        raise ValueError(f"it names no server; write {example}.")
    return value


def redis_url(value: str) -> str:
    example = "redis://:PASSWORD@cache.example.cn:6379/0 or unix:///run/valkey.sock"
    parts = _split(value, ("redis", "rediss", "unix"), example)
    if not (parts.path if parts.scheme == "unix" else parts.hostname):
        raise ValueError(f"it names no server; write {example}.")
    return value


def email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+", value):
        raise ValueError("write one address, such as notice@example.cn.")
    return value


def icp(value: str) -> str:
    """Ministry order 33 (2005): the number goes at the foot of the home page."""
    if not re.fullmatch(r"[\u4e00-\u9fff]ICP[备证]\d{4,}号(-\d+)?", value):
        raise ValueError("write it as granted, such as 湘ICP备12345678号-1.")
    return value


def map_approval(value: str) -> str:
    """地图管理条例 (State Council order 664), article 37: published maps show their number."""
    if not re.fullmatch(r"[\u4e00-\u9fffGS]{1,4}[(（]\d{4}[)）]\d+号", value):
        raise ValueError("write it as granted, such as GS(2024)0650号 or 湘S(2024)001号.")
    return value


def ocds_prefix(value: str) -> str:
    """As registered: ocds- and six letters or digits, small."""
    if not re.fullmatch(r"ocds-[a-z0-9]{6}", value):
        raise ValueError("write it as registered: ocds- and six small letters or digits.")
    return value


def giving360_prefix(value: str) -> str:
    """As registered: 360G- and a short name of letters, digits and hyphens."""
    if not re.fullmatch(r"360G-[A-Za-z0-9][A-Za-z0-9-]{1,30}", value):
        raise ValueError("write it as registered: 360G- and a name of letters, digits, hyphens.")
    return value


def _url(value: str, schemes: tuple[str, ...], example: str) -> str:
    if not _split(value, schemes, example).hostname:
        raise ValueError(f"it names no server; write something like {example}.")
    return value.rstrip("/")


def _split(value: str, schemes: tuple[str, ...], example: str) -> SplitResult:
    """Splits a URL, with one message for every way it can be no URL of this kind."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as wrong:
        raise ValueError(f"not a URL ({wrong}); write something like {example}.") from None
    if parts.scheme not in schemes:
        raise ValueError(f"write something like {example}.")
    return parts


def public_keys(value: str) -> tuple[str, ...]:
    keys = tuple(part.strip().lower() for part in value.split(","))
    if not all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys):
        raise ValueError("write public keys of 64 hex digits each, with commas between.")
    return keys
