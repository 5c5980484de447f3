"""Settings: wrong ones are refused with what to write; the manual and the module agree."""

import re
from pathlib import Path

import pytest

from match.foundation.settings import SettingsError, changed, documented, load

MANUAL = Path(__file__).parents[3] / "docs" / "settings.md"


def refusal(**env: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load(env, Path("/srv"))
    return str(refused.value)


def test_an_empty_environment_is_a_working_one() -> None:
    settings = load({}, Path("/srv"))

    assert settings.data_dir == Path("/srv/.data")
    assert settings.keys == Path("/srv/.data.keys")
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.loopback
    assert not settings.demo


def test_empty_means_unset() -> None:
    assert load({"MATCH_MEILI_URL": "", "MATCH_PORT": " "}) == load({})


def test_values_are_typed() -> None:
    settings = load(
        {
            "MATCH_PORT": "8443",
            "MATCH_DEMO": "yes",
            "MATCH_TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/16",
            "MATCH_KEY_FILE": "~/keys",
            "MATCH_HOST": "::1",
            "MATCH_LOG_LEVEL": "DEBUG",
        }
    )

    assert settings.port == 8443
    assert settings.demo is True
    assert settings.trusted_proxies == ("10.0.0.5", "10.1.0.0/16")
    assert settings.keys == Path.home() / "keys"
    assert settings.base_url == "http://[::1]:8443"
    assert settings.log_level == "debug"


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("MATCH_DATABASE_URL", "mysql://db/match", "postgresql://match_app:PASSWORD@"),
        ("MATCH_DATABASE_URL", "postgresql://db.example.cn", "names no database"),
        ("MATCH_DATABASE_URL", "postgresql:///match", "names no server"),
        ("MATCH_DATABASE_URL", "postgresql://db:x/match", "not a URL"),
        ("MATCH_REDIS_URL", "cache:6379", "redis://"),
        ("MATCH_REDIS_URL", "unix://", "names no server"),
        ("MATCH_MEILI_URL", "127.0.0.1:7700", "http://127.0.0.1:7700"),
        ("MATCH_PORT", "70000", "from 1 to 65535"),
        ("MATCH_PORT", "８０", "from 1 to 65535"),
        ("MATCH_HOST", "all of them", "address or host name"),
        ("MATCH_DEMO", "maybe", "write 1 or 0"),
        ("MATCH_PUBLIC_URL", "http://match.example.cn", "https"),
        ("MATCH_PUBLIC_URL", "https://match.example.cn/app", "only scheme and host"),
        ("MATCH_TRUSTED_PROXIES", "10.0.0.5,proxy", "proxy is no address"),
        ("MATCH_PG_BIN_DIR", "/no/such/folder", "no such folder"),
        ("MATCH_VALKEY_SERVER", "/etc/passwd", "not a program"),
        ("MATCH_LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("MATCH_METRICS_TOKEN", "short", "16 characters"),
        ("MATCH_SMTP_FROM", "nobody", "notice@example.cn"),
        ("MATCH_ICP", "12345", "湘ICP备"),
        ("MATCH_MAP_APPROVAL", "yes", "GS(2024)0650号"),
        ("MATCH_KEY_FILE", "/srv/.data/keys", "Put it outside"),
        ("MATCH_SEAL_DIR", "/srv/.data/seals", "Put it outside"),
        ("MATCH_SEAL_KEY_FILE", "/srv/.data/seal", "Put it outside"),
        ("MATCH_SEAL_PUBLIC_KEYS", "abc", "64 hex digits"),
        ("MATCH_MEILI_KEY", "k", "both or neither"),
        ("MATCH_OWNER_DATABASE_URL", "postgresql://db/match", "both or neither"),
        ("MATCH_SMS_TOKEN", "t", "both or neither"),
        ("MATCH_SMTP_HOST", "mail.example.cn", "MATCH_SMTP_FROM is missing"),
    ],
)
def test_a_wrong_value_is_refused_naming_the_variable(name: str, value: str, advice: str) -> None:
    said = refusal(**{name: value})

    assert name in said
    assert advice in said


def test_mail_without_encryption_stays_on_loopback() -> None:
    env = {"MATCH_SMTP_SECURITY": "none", "MATCH_SMTP_FROM": "notice@example.cn"}

    assert "only for a mail server on loopback" in refusal(MATCH_SMTP_HOST="mail.cn", **env)
    assert load({"MATCH_SMTP_HOST": "127.0.0.1", **env}).smtp_security == "none"


def test_every_complaint_is_told_at_once() -> None:
    said = refusal(MATCH_PORT="x", MATCH_DEMO="x", MATCH_DATABSE_URL="postgresql://db/match")

    assert "MATCH_PORT" in said
    assert "MATCH_DEMO" in said
    assert "did you mean MATCH_DATABASE_URL?" in said


def test_secrets_appear_in_no_message_and_no_repr() -> None:
    secret = "hunter2-hunter2-hunter2"
    said = refusal(MATCH_DATABASE_URL=f"mysql://u:{secret}@db/m", MATCH_PORT="x")
    shown = repr(
        load(
            {
                "MATCH_DATABASE_URL": f"postgresql://u:{secret}@db/m",
                "MATCH_METRICS_TOKEN": secret,
                "MATCH_PORT": "81",
            }
        )
    )

    assert secret not in said
    assert secret not in shown
    assert "port=81" in shown


def test_changed_settings_keep_the_rest() -> None:
    before = load({"MATCH_PORT": "81"})
    after = changed(before, redis_url="unix:///run/v.sock")

    assert after.port == 81
    assert after.redis_url == "unix:///run/v.sock"
    assert before.redis_url == ""


def test_the_manual_lists_every_setting_as_the_module_has_it() -> None:
    """Both ways: nothing missing in the manual, nothing in it that does not exist."""
    rows = re.findall(r"^\| `(MATCH_\w+)` \| (.*?) \| (.*) \|$", MANUAL.read_text(), re.MULTILINE)
    told = {name: (default.strip("`"), doc) for name, default, doc in rows}
    real = {
        setting.variable: (setting.default, setting.doc + (" Secret." if setting.secret else ""))
        for setting in documented()
    }

    assert told == real
    assert len(rows) == len(told)


def test_the_manual_names_no_other_variable() -> None:
    known = {setting.variable for setting in documented()}
    elsewhere = set(re.findall(r"MATCH_[A-Z0-9_]+[A-Z]", MANUAL.read_text()))
    # Passwords for roles.sql: read by psql once, not by the product.
    assert elsewhere - known <= {
        "MATCH_OWNER_PASSWORD",
        "MATCH_APP_PASSWORD",
        "MATCH_AUDIT_PASSWORD",
    }
