"""Which engine runs: Meilisearch where one is named, else the embedded one."""

from __future__ import annotations

from pathlib import Path

from search.embedded.engine import EmbeddedEngine
from search.port import SearchEngine
from search.text import Lexicon


def engine_of(
    root: Path,
    lexicon: Lexicon,
    *,
    meili_url: str = "",
    meili_key: str = "",
    read_only: bool = False,
) -> SearchEngine:
    """`root`: the embedded engine's directory, untouched when `meili_url` is given. `read_only`:
    for processes that serve pages.
    """
    if meili_url:
        from search.meili.engine import MeiliEngine  # only where it is used: it loads an HTTP stack

        return MeiliEngine(meili_url, meili_key or None, lexicon)
    return EmbeddedEngine(root, lexicon, read_only=read_only)
