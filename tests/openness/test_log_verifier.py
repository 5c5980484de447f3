"""
The verifier, as a journalist runs it: downloaded, alone in a folder, `python -I`, no network.

Every kind of forgery is done to files that were right a moment before: mutated, cut, reordered,
chained anew, with forged heads and keys. The same verifier must say RIGHT before and not after.
"""

import ast
import copy
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from match.foundation.chain import START, link
from match.openness.publiclog import signing, verify
from match.openness.publiclog.rules import entry_link
from tests.openness.log import (
    download,
    lines,
    log,
    own_keys,
    signed_log,
    write,
)
from tests.openness.log import (
    verify as run,
)

pytestmark = pytest.mark.openness
YEAR = "2026.jsonl"
Files = tuple[list[dict[str, Any]], dict[str, Any], str]


@pytest_asyncio.fixture
async def reader(db, client, settings, tmp_path) -> tuple[Path, str]:
    """A folder with everything that is downloaded, and the public key from elsewhere."""
    key = await signed_log(own_keys(settings, tmp_path / "secret"))
    folder = tmp_path / "reader"
    folder.mkdir()
    await download(client, folder)
    return folder, key


async def test_the_downloaded_log_is_verified_offline_in_an_empty_folder(reader):
    """Shown when 1: a journalist verifies the log offline."""
    folder, key = reader
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 0, words
    assert words.startswith("RIGHT: 8 entries, signed up to place 8")


async def test_without_a_key_known_from_elsewhere_nothing_is_vouched_for(reader):
    """Or a site that forged all of it, key included, would be called right."""
    folder, _key = reader
    code, words = run(folder, "heads.json", YEAR)

    assert code == 2
    assert "no head of a --key" in words


async def test_a_head_that_somebody_noted_is_held_against_the_log(reader):
    """Two honest-looking logs: the one that was noted is the one."""
    folder, key = reader
    noted = json.loads((folder / "heads.json").read_text())["heads"][-1]
    words = f"{noted['day']}:{noted['place']}:"

    assert run(folder, "--key", key, "--seen", words + noted["link"], "heads.json", YEAR)[0] == 0
    assert run(folder, "--key", key, "--seen", words + "ab" * 32, "heads.json", YEAR)[0] == 1


async def test_entries_after_the_last_head_are_said_to_wait(reader, client, db):
    """The chain holds; the signature comes in the night."""
    folder, key = reader
    await log(1)
    await download(client, folder)
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 0
    assert words.startswith("RIGHT: 9 entries, signed up to place 8; later ones await a head.")


async def test_a_text_that_is_held_back_or_shown_again_is_explained_by_the_log(reader, client, db):
    """Between the two persons the files still verify: the log itself says who asked."""
    from match.openness.publiclog import commands
    from match.openness.publiclog.forms import DecisionForm, TakedownForm
    from tests.openness.log import REASON, officer

    folder, key = reader
    asked = await commands.ask_takedown(await officer("county"), 1, TakedownForm(REASON))
    await download(client, folder)
    assert lines(folder / YEAR)[0]["document"] is None
    assert run(folder, "--key", key, "heads.json", YEAR)[0] == 0
    await commands.refuse_takedown(
        await officer("protection"), asked, DecisionForm("refused", "该公开")
    )
    await download(client, folder)

    assert lines(folder / YEAR)[0]["document"] is not None
    assert run(folder, "--key", key, "heads.json", YEAR)[0] == 0


async def test_whoever_knew_the_old_key_believes_the_new_one(reader, client, settings, tmp_path):
    """The old key vouches for it; without its word the new one is not believed."""
    from datetime import timedelta

    from match.foundation import clock
    from match.foundation.actor import SYSTEM
    from tests.openness.log import BEGAN

    folder, key = reader
    chosen = own_keys(settings, tmp_path / "secret")
    signing.new_key(chosen)
    with clock.freeze(BEGAN + timedelta(days=5)):
        await log(1)
        head = await signing.sign_day(SYSTEM, chosen)
    assert head is not None
    await download(client, folder)
    assert run(folder, "--key", key, "heads.json", YEAR)[0] == 0
    assert run(folder, "--key", head.key, "heads.json", YEAR)[0] == 0
    heads = json.loads((folder / "heads.json").read_text())
    heads["keys"][1]["endorsement"] = "00" * 64
    (folder / "heads.json").write_text(json.dumps(heads))
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 1
    assert "nobody vouches for" in words


def _entry(place: int, name: str, value: Any) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        files[0][place - 1][name] = value
        return files

    return change


def _without(place: int) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        del files[0][place - 1]
        return files

    return change


def _cut(files: Files) -> Files:
    return files[0][:-1], files[1], files[2]


def _swapped(files: Files) -> Files:
    entries = files[0]
    entries[3]["place"], entries[4]["place"] = 5, 4
    return files


def _text_gone(files: Files) -> Files:
    files[0][0]["salt"] = files[0][0]["document"] = None
    return files


def _text_back(files: Files) -> Files:
    files[0][1] |= {"salt": "00" * 32, "document": "{}"}
    return files


def _lines_swapped(files: Files) -> Files:
    files[0][3], files[0][4] = files[0][4], files[0][3]
    return files


def _text_in_salt(files: Files) -> Files:
    """The brace that begins the text, moved into the salt: the hash over both is the same."""
    entry = files[0][0]
    entry["salt"] += entry["document"][0].encode().hex()
    entry["document"] = entry["document"][1:]
    return files


def _salt_spelt(files: Files) -> Files:
    files[0][0]["salt"] = f" {files[0][0]['salt'].upper()}"
    return files


def _chained_anew(files: Files) -> Files:
    """Another text in place 1, hashed and chained right through: only the heads can tell."""
    entries = files[0]
    entries[0]["document"] = '{"left":99}'
    salt = bytes.fromhex(entries[0]["salt"])
    entries[0]["sha256"] = hashlib.sha256(salt + b'{"left":99}').hexdigest()
    before = START
    for entry in entries:
        names = ("place", "at", "kind", "url", "sha256", "takes_down")
        before = link("publiclog.entry", before, [entry[name] for name in names])
        entry["link"] = before.hex()
    return files


def _heads_forged(files: Files) -> Files:
    """Chained anew, and every head signed anew by another key that is put among the keys."""
    entries, heads, key = _chained_anew(files)
    forger = Ed25519PrivateKey.generate()
    public = forger.public_key().public_bytes_raw().hex()
    for head in heads["heads"]:
        head["link"], head["key"] = entries[head["place"] - 1]["link"], public
        text = f"{head['day']} {head['place']} {head['link']} {head['at']}".encode()
        head["signature"] = forger.sign(b"xiangtonghui public log head\0" + text).hex()
    heads["keys"].append({"key": public, "since": "", "endorsed_by": key, "endorsement": "00" * 64})
    return files


def _head_moved(files: Files) -> Files:
    files[1]["heads"][0]["place"] -= 1
    return files


def _head_of_another_purpose(files: Files) -> Files:
    """A head's signature with the bytes of the signature turned round."""
    raw = bytes.fromhex(files[1]["heads"][0]["signature"])
    files[1]["heads"][0]["signature"] = (raw[32:] + raw[:32]).hex()
    return files


FORGERIES: dict[str, tuple[Callable[[Files], Files], int]] = {
    "another time": (_entry(1, "at", "2026-11-24T07:00:00Z"), 1),
    "another page": (_entry(3, "url", "/needs/999"), 1),
    "another kind": (_entry(3, "kind", "need.met"), 1),
    "another text": (_entry(1, "document", '{"id":1}'), 1),
    "another salt": (_entry(1, "salt", "11" * 32), 1),
    "one more field": (_entry(1, "note", "x"), 1),
    "a takedown of another place": (_entry(6, "takes_down", 1), 1),
    "an entry left out": (_without(4), 1),
    "the first left out": (_without(1), 1),
    "the end cut off": (_cut, 1),
    "two swapped": (_swapped, 1),
    "two lines swapped": (_lines_swapped, 1),
    "a text that begins in its salt": (_text_in_salt, 1),
    "a salt spelt otherwise": (_salt_spelt, 1),
    "a text missing": (_text_gone, 1),
    "a text put back": (_text_back, 1),
    "chained anew": (_chained_anew, 1),
    "heads forged": (_heads_forged, 2),
    "a head moved": (_head_moved, 1),
    "a signature turned round": (_head_of_another_purpose, 1),
    "no salt at all": (_entry(1, "salt", 7), 2),
}


@pytest.mark.parametrize("what", list(FORGERIES))
async def test_each_forgery_is_noticed(reader, what):
    """The twin of the honest files, each with one thing done to it."""
    folder, key = reader
    change, wanted = FORGERIES[what]
    heads = json.loads((folder / "heads.json").read_text())
    entries, heads, _key = change((lines(folder / YEAR), heads, key))
    write(folder / YEAR, entries)
    (folder / "heads.json").write_text(json.dumps(heads))
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == wanted, words
    assert ("WRONG: " in words) == (wanted == 1)


async def test_a_line_with_a_second_text_for_other_readers_is_noticed(reader):
    """Programs differ in which of two fields of one name they believe: there may be one only."""
    folder, key = reader
    honest = (folder / YEAR).read_text(encoding="utf-8")
    (folder / YEAR).write_text('{"document":"{}",' + honest[1:], encoding="utf-8")
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 1
    assert words.startswith(f"WRONG: Line 1 of {YEAR} ")


async def test_years_may_be_named_in_any_order(reader):
    """The lines stand in theirs; which file comes first is no matter."""
    folder, key = reader
    entries = lines(folder / YEAR)
    write(folder / YEAR, entries[:5])
    write(folder / "2027.jsonl", entries[5:])
    write(folder / "2028.jsonl", [])
    years = ("2028.jsonl", "2027.jsonl", YEAR)

    assert run(folder, "--key", key, "heads.json", *years)[0] == 0
    assert run(folder, "--key", key, "heads.json", *years[:2])[0] == 1


async def test_a_line_that_is_nested_without_end_cannot_be_checked(reader):
    """One sentence, no traceback: a traceback's exit code would say that something was altered."""
    folder, key = reader
    (folder / YEAR).write_text("[" * 100_000, encoding="utf-8")
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 2
    assert words.startswith("COULD NOT CHECK: ")


async def test_a_file_that_is_cut_in_the_middle_cannot_be_checked(reader):
    """Exit 2, one sentence, no traceback."""
    folder, key = reader
    whole = (folder / YEAR).read_bytes()
    (folder / YEAR).write_bytes(whole[: len(whole) - 100])
    code, words = run(folder, "--key", key, "heads.json", YEAR)

    assert code == 2
    assert words.startswith("COULD NOT CHECK: ")
    assert run(folder, "--key", key, "heads.json", "2031.jsonl")[0] == 2


def test_the_verifier_stands_alone():
    """One file of at most 150 lines that imports three modules of Python and nothing of ours."""
    text = Path(verify.__file__).read_text(encoding="utf-8")
    names = {
        alias.name
        for node in ast.walk(ast.parse(text))
        for alias in getattr(node, "names", [])
        if isinstance(node, ast.Import)
    }

    assert names <= set(sys.stdlib_module_names)
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(text)))
    assert len(text.splitlines()) <= 150


# RFC 8032, 7.1, tests 1 to 3: public key, message, signature.
RFC_8032 = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        "1cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
        "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
        "984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard_hold(key, message, signature):
    """And not for another message."""
    assert verify.signed(key, b"", bytes.fromhex(message), signature)
    assert not verify.signed(key, b"", bytes.fromhex(message) + b"\0", signature)


@examples(max_examples=25, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=60), st.integers(0, 511))
def test_our_signatures_are_those_of_the_library(seed, message, bit):
    """What the library signs holds; with one bit of it turned it does not."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    raw = bytearray(key.sign(b"p\0" + message))
    public = key.public_key().public_bytes_raw().hex()
    assert verify.signed(public, b"p\0", message, raw.hex())
    raw[bit // 8] ^= 1 << bit % 8

    assert not verify.signed(public, b"p\0", message, raw.hex())


def _logs() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    words = st.text(min_size=1, max_size=12)
    return st.lists(st.tuples(words, words, words), min_size=1, max_size=6)


def _written(acts: list[tuple[str, str, str]]) -> Iterator[dict[str, Any]]:
    from datetime import UTC, datetime

    before = START
    for place, (kind, url, document) in enumerate(acts, 1):
        sha256 = hashlib.sha256(b"\1" * 32 + document.encode()).hexdigest()
        fields = {"place": place, "kind": kind, "url": url, "sha256": sha256, "takes_down": None}
        at = datetime(2026, 1, place, tzinfo=UTC)
        before = entry_link(before, at=at, **fields)
        yield fields | {
            "at": f"2026-01-{place:02}T00:00:00Z",
            "link": before.hex(),
            "salt": "01" * 32,
            "document": document,
        }


@examples(max_examples=60, deadline=None)
@given(_logs(), st.data())
def test_any_log_verifies_and_none_with_one_field_changed(acts, data):
    """Whatever words stand in it: nothing can be moved from one field into another unseen."""
    entries = list(_written(acts))
    wrong: list[str] = []
    assert len(verify.check_chain(entries, wrong)) == len(entries) + 1
    verify.check_texts(entries, wrong)
    assert not wrong
    changed = copy.deepcopy(entries)
    entry = changed[data.draw(st.integers(0, len(changed) - 1))]
    name = data.draw(st.sampled_from(["kind", "url", "document", "at", "sha256", "link"]))
    entry[name] = data.draw(st.text(max_size=12).filter(lambda text: text != entry[name]))
    verify.check_chain(changed, wrong)
    verify.check_texts(changed, wrong)

    assert wrong
