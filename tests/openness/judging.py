"""Packages before the official validator, in its own environment, without the network."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from match.openness import merging
from match.openness.extension import RELEASE_SCHEMA

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-ocds/bin/python"
STANDARDS = os.environ.get("MATCH_STANDARDS_DIR", "")

needs_standards = pytest.mark.skipif(
    not STANDARDS,
    reason="MATCH_STANDARDS_DIR is not set: it names the folder with ocds-1.1.5-schema.zip (the"
    " schema/ folder of open-contracting/standard at tag 1__1__5), 360giving-1.4.3.schema.json and"
    " hsds-3.0-schema.zip (see docs/open-data.md)",
)


def judge(packages: Sequence[dict[str, Any]], tmp_path: Path) -> list[dict[str, Any]]:
    """One report a package; {} where there is nothing to complain about."""
    assert PYTHON.exists(), "make .venv-ocds/done: the validator has an environment of its own"
    extension = tmp_path / "extension-schema.json"
    extension.write_bytes(msgspec.json.encode(RELEASE_SCHEMA))
    ran = subprocess.run(
        [str(PYTHON), str(Path(__file__).with_name("validator.py")), STANDARDS, str(extension)],
        input="\n".join(json.dumps(package) for package in packages),
        capture_output=True,
        text=True,
        timeout=300,
        # A validator that asked the network would hang here or fail, and not quietly differ.
        env={
            "PATH": os.environ["PATH"],
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
        },
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    reports = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(reports) == len(packages)
    return reports


def faults(bodies: Sequence[tuple[str, Any]]) -> list[list[str]]:
    """
    What the schemas say of each (schema, body): ``360giving``, or ``hsds/…`` for one of HSDS's
    compiled schemas. An empty list where there is nothing to complain about.
    """
    assert PYTHON.exists(), "make .venv-ocds/done: the validator has an environment of its own"
    lines = [msgspec.json.encode({"schema": name, "body": body}).decode() for name, body in bodies]
    ran = subprocess.run(
        [str(PYTHON), str(Path(__file__).with_name("schemas.py")), STANDARDS],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=300,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    told: list[list[str]] = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) == len(bodies)
    return told


def merged(releases: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What is put before ocdsmerge: releases, and what we made of them."""
    return {
        "releases": list(releases),
        "compiled": merging.compiled(releases),
        "versioned": merging.versioned(releases),
    }
