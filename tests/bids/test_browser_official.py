"""The official's tool: a key that never leaves, and shares that only its holder opens."""

import base64
import hashlib
import json
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import Page, expect

from match.bids.opening import sealed_so
from tests.bids.browsing import OFFICIAL_TOOL, browser, sealed_offline, tab, upload
from tests.bids.independent import key_pair, opened, shares_of, terms

__all__ = ["browser", "tab"]
pytestmark = [pytest.mark.browser, pytest.mark.sealed]

PHRASE = "竹篓 correct 渡口 horse"
MADE: dict[str, str] = {}


@pytest.fixture
def key_file(tab: Page) -> str:
    """The locked file of one key, made once by the tool."""
    if "file" not in MADE:
        tab.goto(OFFICIAL_TOOL)
        tab.get_by_role("button", name="生成密钥", exact=True).click()
        tab.get_by_label("口令").nth(0).fill(PHRASE)
        tab.get_by_label("再输入一次口令").fill(PHRASE)
        with tab.expect_download(timeout=60_000) as waiting:
            tab.get_by_role("button", name="生成密钥并保存文件").click()
        MADE["file"] = Path(waiting.value.path()).read_text("utf-8")
        MADE["shown"] = tab.locator(".sheet").inner_text()
    return MADE["file"]


def identity_in(file: str) -> str:
    """The private half, as the age library of another language reads the file."""
    inside = pyrage.passphrase.decrypt(file.encode(), PHRASE).decode()
    return next(line for line in inside.splitlines() if line.startswith("AGE-SECRET-KEY-1"))


def recipient_of(file: str) -> str:
    return str(pyrage.x25519.Identity.from_str(identity_in(file)).to_public())


def test_the_key_file_is_an_ordinary_locked_age_file(key_file: str):
    assert key_file.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert "AGE-SECRET-KEY" not in key_file
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(key_file.encode(), PHRASE + "x")
    assert identity_in(key_file)


def test_the_printed_sheet_names_the_key_and_not_its_private_half(key_file: str):
    recipient = recipient_of(key_file)
    print_ = hashlib.sha256(recipient.encode()).hexdigest()[:32]

    assert recipient in MADE["shown"]
    assert " ".join(print_[at : at + 4] for at in range(0, 32, 4)) in MADE["shown"]
    assert "SECRET" not in MADE["shown"].upper()


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [("short", "short", "口令至少 12 个字符"), (PHRASE, PHRASE + "x", "两次输入的口令不一致")],
)
def test_a_weak_or_mistyped_passphrase_makes_no_key(tab: Page, one: str, two: str, said: str):
    tab.goto(OFFICIAL_TOOL)
    tab.get_by_role("button", name="生成密钥", exact=True).click()
    tab.get_by_label("口令").nth(0).fill(one)
    tab.get_by_label("再输入一次口令").fill(two)
    tab.get_by_role("button", name="生成密钥并保存文件").click()

    expect(tab.get_by_role("alert")).to_contain_text(said)


def opening(tab: Page, held: object, key_file: str, phrase: str) -> None:
    """Bring the shares, the key and the passphrase to the tool and press its button."""
    tab.goto(OFFICIAL_TOOL)
    tab.get_by_role("button", name="打开份额").click()
    upload(tab, "待打开的份额文件", "shares.json", json.dumps(held))
    upload(tab, "密钥文件", "key.age", key_file)
    tab.get_by_label("口令").fill(phrase)


def test_the_official_opens_the_own_shares_and_with_two_others_the_bid(tab: Page, key_file: str):
    others = [key_pair() for _ in range(4)]
    mine = recipient_of(key_file)
    given = terms([mine, *(recipient for _, recipient in others)])
    sealed = sealed_offline(tab, given)
    envelopes = [sealed["technical"], sealed["price"]]
    shares = [
        {"bid": 5, "envelope": e["envelope"], "sealed": e["shares"][0]["sealed"]} for e in envelopes
    ]
    foreign = {"bid": 6, "envelope": "price", "sealed": sealed["price"]["shares"][1]["sealed"]}
    # A malicious bidder's share of a strange length is one bid's fault, not the whole opening's.
    short = pyrage.encrypt(b"20 bytes, not thirty", [pyrage.x25519.Recipient.from_str(mine)])
    strange = {"bid": 7, "envelope": "price", "sealed": base64.b64encode(short).decode()}
    held = {"tender": 41, "recipient": mine, "shares": [*shares, foreign, strange]}
    opening(tab, held, key_file, PHRASE)
    with tab.expect_download(timeout=60_000) as waiting:
        tab.get_by_role("button", name="解密并存成文件").click()
    made = json.loads(Path(waiting.value.path()).read_text("utf-8"))

    assert "SECRET" not in json.dumps(made).upper()
    assert made["damaged"] == [{"bid": bid, "envelope": "price"} for bid in (6, 7)]
    assert [(one["bid"], one["envelope"]) for one in made["shares"]] == [
        (5, "technical"),
        (5, "price"),
    ]
    identities = [pyrage.x25519.Identity.from_str(identity_in(key_file)), *(i for i, _ in others)]
    for envelope, share in zip(envelopes, made["shares"], strict=True):
        rest = shares_of(envelope, identities)
        opened_share = base64.b64decode(share["share"])
        assert opened_share == rest[0]
        assert opened(envelope, [opened_share, rest[2], rest[4]])
        # The proof is the age file's own key: it shows that the share was sealed so.
        sealed_share = envelope["shares"][0]["sealed"]
        assert sealed_so(sealed_share, opened_share, base64.b64decode(share["proof"]))
        assert not sealed_so(sealed_share, rest[1], base64.b64decode(share["proof"]))


@pytest.mark.parametrize("damage", ["phrase", "file", "key"])
def test_a_wrong_passphrase_file_or_key_opens_nothing(tab: Page, key_file: str, damage: str):
    held = {"tender": 41, "recipient": recipient_of(key_file), "shares": []}
    file, phrase = key_file, PHRASE
    if damage == "phrase":
        phrase += "x"
    elif damage == "file":
        file = key_file.replace(key_file[200:203], "AAA", 1)
    else:
        held["recipient"] = key_pair()[1]
    opening(tab, held, file, phrase)
    tab.get_by_role("button", name="解密并存成文件").click()

    said = "不是本项目登记" if damage == "key" else "打不开：口令不对，或文件不完整"
    expect(tab.get_by_role("alert")).to_contain_text(said, timeout=60_000)
