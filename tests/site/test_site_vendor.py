"""Files written by others are exactly what VENDOR.md says, and nothing else lies among them."""

import hashlib
import re

from match.site.assets import STATIC

ROW = re.compile(r"^\| (\S+) \| .* \| (\S+) \| .*\((\S+\.LICENSE)\) \| ([0-9a-f]{64}) \|$", re.M)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall((STATIC / "vendor" / "VENDOR.md").read_text("utf-8"))


def test_every_vendored_file_has_the_hash_on_record():
    assert {name for name, *_rest in rows()} == {
        "vendor/htmx.min.js",
        "icons.svg",
        "vendor/sealing.js",
        "vendor/sealing-bid.html",
        "vendor/sealing-official.html",
    }
    for name, _version, _licence, digest in rows():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest, name


def test_every_vendored_file_has_its_licence_beside_it():
    for _name, _version, licence, _digest in rows():
        assert "permission" in (STATIC / "vendor" / licence).read_text("utf-8").lower()


def test_nothing_unrecorded_lies_in_the_vendor_folder():
    recorded = {name for name, *_rest in rows()} | {f"vendor/{row[2]}" for row in rows()}
    lying = {path.relative_to(STATIC).as_posix() for path in (STATIC / "vendor").iterdir()}

    assert lying - recorded == {"vendor/VENDOR.md"}


def test_htmx_is_the_version_on_record():
    version = next(row[1] for row in rows() if row[0].endswith("htmx.min.js"))

    assert f'version:"{version}"' in (STATIC / "vendor" / "htmx.min.js").read_text("utf-8")
