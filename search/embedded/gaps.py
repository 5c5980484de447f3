"""What tantivy can do but its type stubs do not say; the only place where types are set aside."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, cast

import tantivy

VERSION = version("tantivy")


def total(result: tantivy.SearchResult) -> int:
    """How many documents match, not only those listed."""
    return cast(int, cast(Any, result).count)  # missing from tantivy.pyi 0.27


def document(fields: Mapping[str, list[str | int]], schema: tantivy.Schema) -> tantivy.Document:
    return cast(Any, tantivy.Document).from_dict(dict(fields), schema)  # a bare dict in the stub


def aggregate(searcher: tantivy.Searcher, query: tantivy.Query, wanted: object) -> object:
    return cast(Any, searcher).aggregate(query, wanted)  # a bare dict in the stub
