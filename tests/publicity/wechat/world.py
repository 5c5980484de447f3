"""The house beside WeChat's server: settings that lead there, one time, articles on the way."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, value
from match.foundation.settings import changed, settings
from match.publicity.wechat.carrying import carry
from match.publicity.wechat.commands import want_draft
from tests.publicity.wechat.fake import FakeWeChat, serving
from tests.using import using

TOKEN = "AAAAA"  # of the document's example
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
Row = dict[str, Any]


@asynccontextmanager
async def wechat(fake: FakeWeChat | None = None, **more: Any) -> AsyncIterator[FakeWeChat]:
    """WeChat's server, and an installation whose account lives there."""
    async with serving(fake or FakeWeChat()) as running:
        given = {
            "wechat_appid": running.appid,
            "wechat_secret": running.secret,
            "wechat_api_url": running.url,
            "wechat_token": TOKEN,
            "wechat_aes_key": AES_KEY,
            **more,
        }
        with using(changed(settings(), **given)):
            yield running


@contextmanager
def at(fake: FakeWeChat, moment: datetime) -> Iterator[None]:
    """It is *moment* here and there."""
    before, fake.now = fake.now, lambda: moment
    try:
        with clock.freeze(moment):
            yield
    finally:
        fake.now = before


async def wanted(article: int) -> int:
    """As after the fact `article.published`; the delivery's id."""
    await want_draft(SYSTEM, article)
    return await value("SELECT id FROM wechat_delivery WHERE article_id = $1", article)


async def carried(delivery: int) -> Row:
    """The delivery after one step."""
    await carry(delivery)
    return await row_of(delivery)


async def row_of(delivery: int) -> Row:
    found = await one("SELECT * FROM wechat_delivery WHERE id = $1", delivery)
    assert found is not None
    return found
