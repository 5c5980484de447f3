"""Other settings for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from match.foundation.settings import Settings, settings, use


@contextmanager
def using(chosen: Settings) -> Iterator[None]:
    """`settings()` answers *chosen* inside, and what it answered before again afterwards."""
    before = settings()
    use(chosen)
    try:
        yield
    finally:
        use(before)
