"""The bundle: what it is made of, that pages accept no other, that every word has English."""

import base64
import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import match
from match.site.assets import STATIC, assets, integrity

SOURCE = Path(match.__file__).parent / "bids" / "browser"
BUILT = ("sealing.js", "sealing-bid.html", "sealing-official.html")


def sources() -> dict[str, str]:
    """Every source of the bundle by name."""
    return {path.name: path.read_text("utf-8") for path in sorted((SOURCE / "source").glob("*.js"))}


def asked() -> set[str]:
    """The sentences that the screens say."""
    return {
        sentence
        for name, text in sources().items()
        if name != "english.js"
        for sentence in re.findall(r"_\('([^']+)'", text)
    }


def english() -> dict[str, str]:
    """What english.js says of them, read as text: no code of ours runs for this."""
    return dict(re.findall(r"^  '([^']+)': '([^']+)',$", sources()["english.js"], re.M))


def test_every_sentence_has_english_and_nothing_else_does():
    assert len(asked()) > 90
    assert asked() ^ set(english()) == set()


def test_english_names_the_same_parts():
    parts = {key: set(re.findall(r"%\((\w+)\)s", key)) for key in english()}
    said = {key: set(re.findall(r"%\((\w+)\)s", text)) for key, text in english().items()}

    assert said == parts
    assert [text for text in english().values() if re.search(r"[\u4e00-\u9fff]", text)] == []


def test_packages_are_pinned_exactly_and_on_record():
    package = json.loads((SOURCE / "package.json").read_text("utf-8"))
    pinned = package["dependencies"] | package["devDependencies"]
    record = (SOURCE / "packages.sha256").read_text("utf-8")
    recorded = re.findall(r"^[0-9a-f]{64}  (\S+)@(\S+)$", record, re.M)

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())
    assert dict(recorded) == pinned
    assert pinned["age-encryption"] == "0.3.1"
    assert pinned["shamir-secret-sharing"] == "0.0.4"


def test_no_lock_file_and_no_host_is_kept():
    names = {path.name for path in SOURCE.rglob("*")}
    texts = [path.read_text("utf-8") for path in SOURCE.rglob("*") if path.is_file()]

    assert not names & {"package-lock.json", "yarn.lock", "node_modules", ".npmrc"}
    assert [text for text in texts if re.search(r"https?://", text)] == []


def test_what_is_built_speaks_to_nobody():
    for name in BUILT:
        text = (STATIC / "vendor" / name).read_text("utf-8")
        assert re.findall(r"https?://[\w.-]+", text) == [], name
        assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", text), name


def test_the_offline_tools_run_their_own_script_and_have_no_network():
    for name in BUILT[1:]:
        text = (STATIC / "vendor" / name).read_text("utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        script = re.search(r"<script>(.*?)</script>", text, re.S)
        assert policy
        assert script
        digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
        assert "default-src 'none'" in policy[1]
        assert f"script-src 'sha256-{digest}'" in policy[1]
        assert "connect-src" not in policy[1]


def test_the_pages_accept_these_bytes_and_no_others():
    digest = hashlib.sha256((STATIC / "vendor" / "sealing.js").read_bytes()).digest()

    assert integrity("vendor/sealing.js") == f"sha256-{base64.b64encode(digest).decode()}"
    for name in ("bid.html", "key.html"):
        template = (SOURCE.parent / "templates" / "bids" / name).read_text("utf-8")
        assert "integrity=\"{{ integrity('vendor/sealing.js') }}\"" in template


def test_the_sealing_page_keeps_its_own_budget():
    """It is left out of the 60 KB of other pages and states its own: 48 KB for the bundle."""
    assert len(assets()["vendor/sealing.js"].gzipped) <= 48_000


def test_the_bundle_is_made_from_these_sources(tmp_path: Path):
    """Built again where the packages lie ready (docs/sealed-bids.md), the bytes are the same."""
    ready = Path(os.environ.get("SEALING_PACKAGES", "/nowhere"))
    if not ready.is_dir():
        pytest.skip("needs the npm packages: docs/sealed-bids.md, Building it again")
    for name in ("build.mjs", "package.json", "packages.sha256", "source", "offline"):
        subprocess.run(["cp", "-r", str(SOURCE / name), str(tmp_path)], check=True)
    subprocess.run(["cp", "-r", str(ready), str(tmp_path / "node_modules")], check=True)
    subprocess.run(["node", "build.mjs", "out"], cwd=tmp_path, check=True, capture_output=True)

    for name in BUILT:
        assert (tmp_path / "out" / name).read_bytes() == (STATIC / "vendor" / name).read_bytes()
