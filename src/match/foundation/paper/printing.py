"""From a template and facts to a PDF: the same facts give the same bytes."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import anyio
import anyio.to_thread
import structlog

from match.foundation import clock
from match.foundation.errors import Unavailable
from match.foundation.language import _
from match.foundation.paper.fonts import Font, font, legible

LOG = structlog.get_logger()

Fact = str | int | bool | None | Sequence["Fact"] | Mapping[str, "Fact"]
"""What a template gets: text, whole numbers, lists and records. No float: amounts are text."""

SECONDS = 30
TAGGED_MOST = 500
"""Lines of the longest list that is still tagged for screen readers: tags cost 1.7 KB a line."""

KEPT_MOST = 64
_kept: dict[str, bytes] = {}

_PRESS = Path(__file__).with_name("press.py")
_HOUSE = Path(__file__).with_name("house")
_two_at_a_time = anyio.CapacityLimiter(2)


class PaperFailed(Unavailable):
    """The setter did not answer in its limits; the web page of the same thing stays."""

    code = "paper_failed"


async def print_paper(template: Path, facts: Mapping[str, Fact], *, on: date) -> bytes:
    """
    The PDF (A4, PDF/A-2b, text can be copied) of a room's typst *template* filled with *facts*.

    *on* is the document's own date: it becomes the PDF's date, so that a paper printed again is
    byte for byte the same. Off the event loop, two at a time in this process. Raises FontMissing,
    PaperFailed.
    """
    return await anyio.to_thread.run_sync(
        lambda: print_paper_now(template, facts, on=on), limiter=_two_at_a_time
    )


async def print_kept(template: Path, facts: Mapping[str, Fact], *, on: date) -> bytes:
    """
    As `print_paper`, for papers that everybody may ask for: setting one takes half a second, so
    the last `KEPT_MOST` are kept. The same facts give the same bytes.
    """
    told = json.dumps([template.name, facts, on.isoformat()], ensure_ascii=False, sort_keys=True)
    key = hashlib.sha256(told.encode()).hexdigest()
    if key not in _kept:
        if len(_kept) >= KEPT_MOST:
            _kept.pop(next(iter(_kept)))
        _kept[key] = await print_paper(template, facts, on=on)
    return _kept[key]


def print_paper_now(template: Path, facts: Mapping[str, Fact], *, on: date) -> bytes:
    """As `print_paper`, in the calling thread."""
    drawn = font()
    job = {
        "template": '#import "/house.typ": *\n' + template.read_text(encoding="utf-8"),
        "root": str(_HOUSE),
        "fonts": str(drawn.folder),
        "facts": {
            **{key: _plain(fact, drawn) for key, fact in facts.items()},
            "family": drawn.family,
            "on": [on.year, on.month, on.day],
        },
        "timestamp": int(datetime.combine(on, time(), clock.HERE).timestamp()),
        "tagged": _longest(facts) <= TAGGED_MOST,
    }
    try:
        done = subprocess.run(  # noqa: S603 # our own script, our own interpreter; facts go in on stdin
            [sys.executable, "-I", str(_PRESS)],
            input=json.dumps(job, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PaperFailed(_too_heavy()) from error
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        # The diagnostic may quote the paper's text, so only its kind is kept.
        LOG.error("paper_failed", template=template.name, code=done.returncode)
        raise PaperFailed(_too_heavy())
    return done.stdout


def _plain(fact: Fact, drawn: Font) -> Fact:
    if isinstance(fact, str):
        return legible(fact, drawn)
    if isinstance(fact, Mapping):
        return {key: _plain(each, drawn) for key, each in fact.items()}
    if isinstance(fact, Sequence):
        return [_plain(each, drawn) for each in fact]
    assert fact is None or isinstance(fact, int), "a paper holds text and whole numbers only"
    return fact


def _longest(facts: Mapping[str, Fact]) -> int:
    return max(
        (len(f) for f in facts.values() if isinstance(f, Sequence) and not isinstance(f, str)),
        default=0,
    )


def _too_heavy() -> str:
    return _("这份文件暂时生成不了。请先打开网页版，用浏览器打印；如果反复出现，请告诉管理员。")
