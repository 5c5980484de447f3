"""Settings of the official account: what is wrong is refused with what to write instead."""

import pytest

from match.foundation.settings import SettingsError, load

pytestmark = [pytest.mark.openness]
APPID, SECRET = "wx0123456789abcdef", "0123456789abcdef0123456789abcdef"  # nobody's
GOOD = {"MATCH_WECHAT_APPID": APPID, "MATCH_WECHAT_SECRET": SECRET}
PUSH = {"MATCH_WECHAT_TOKEN": "AAAAA", "MATCH_WECHAT_AES_KEY": "a" * 43}


def test_a_whole_account_is_read_and_its_secrets_are_not_shown():
    held = load({**GOOD, **PUSH})

    assert (held.wechat_appid, held.wechat_api_url) == (APPID, "https://api.weixin.qq.com")
    for secret in (SECRET, "AAAAA", "a" * 43):
        assert secret not in repr(held)


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"MATCH_WECHAT_APPID": APPID}, "belong together"),
        ({"MATCH_WECHAT_SECRET": SECRET}, "belong together"),
        ({**GOOD, "MATCH_WECHAT_APPID": "gh_1"}, "wx and 16 letters"),
        ({**GOOD, "MATCH_WECHAT_SECRET": "short"}, "16 characters"),
        ({"MATCH_WECHAT_TOKEN": "AAAAA"}, "without MATCH_WECHAT_APPID"),
        ({**GOOD, "MATCH_WECHAT_TOKEN": "a b"}, "3 to 32 letters"),
        ({**GOOD, "MATCH_WECHAT_AES_KEY": "a" * 43}, "without MATCH_WECHAT_TOKEN"),
        ({**GOOD, **PUSH, "MATCH_WECHAT_AES_KEY": "a" * 42}, "43 letters"),
        ({**GOOD, "MATCH_WECHAT_API_URL": "http://api.example.com"}, "https://"),
    ],
)
def test_what_is_wrong_is_refused_with_what_to_write(env: dict[str, str], said: str):
    with pytest.raises(SettingsError) as refused:
        load(env)

    assert any(said in complaint for complaint in refused.value.complaints)
    assert SECRET not in str(refused.value)
