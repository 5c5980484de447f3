"""Which search engine this installation uses, built once per process."""

from match.catalogue.lexicon import lexicon
from match.foundation.settings import Settings
from search.embedded.engine import EmbeddedEngine
from search.meili.engine import MeiliEngine
from search.port import SearchEngine


def search_engine(settings: Settings, *, writes: bool = False) -> SearchEngine:
    """
    Meilisearch where MATCH_MEILI_URL names one, else the embedded engine.

    Only the worker *writes*: the embedded index takes one writer and any number of readers.
    """
    if settings.meili_url:
        return MeiliEngine(settings.meili_url, settings.meili_key, lexicon())
    return EmbeddedEngine(settings.search_dir, lexicon(), read_only=not writes)
