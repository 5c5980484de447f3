"""A morning in Hunan, a mail server and an SMS gateway that listen."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.notices.make import at
from tests.notices.servers import Gateway, MailServer, mail_server, sms_gateway


@pytest.fixture
def by_day() -> Iterator[None]:
    """Ten in the morning: what leaves now is held by no quiet hours."""
    with at(10):
        yield


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as running:
        yield running


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with sms_gateway() as running:
        yield running
