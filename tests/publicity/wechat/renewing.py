"""
A process that needs the account's token three times at once: `python -m tests.….renewing [apart]`.

*apart*: with a lock of its own instead of the shared one.
"""

import asyncio
import json
import os
import sys

from match.foundation import keys as key_store
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.foundation.settings import load, use
from match.foundation.wechat import client, tokens
from match.foundation.wechat.tokens import current_token


async def main() -> None:
    held = load(os.environ)
    use(held)
    key_store.hold(key_store.load(held.keys))
    if "apart" in sys.argv:
        tokens.LOCK = os.getpid()
    await connect(held.database_url, limits=TASK_LIMITS, size=4)
    account = client()
    assert account is not None
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    asking = [current_token(account.appid, account._ask) for _ in range(3)]  # the door itself
    print(json.dumps(await asyncio.gather(*asking)))
    await disconnect()


asyncio.run(main())
