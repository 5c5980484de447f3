"""The time, asked in one place so that tests can hold it still."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def held() -> bool:
    """Whether the clock stands still, as in tests."""
    return _frozen.get() is not None


def today() -> date:
    """The date in Hunan."""
    return now().astimezone(HERE).date()


@contextmanager
def freeze(moment: datetime) -> Generator[None, None, None]:
    """Hold the clock at *moment* (aware) within the block."""
    assert moment.tzinfo is not None, "an instant without a zone is not an instant"
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
