"""`match demo`: the product on real villages, for looking at; or the whole journey once."""

import asyncio
import time
from typing import TYPE_CHECKING

import click
import msgspec

from match.cli.common import CONSOLE, database, set_up, steps
from match.cli.serving import children
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, changed, use

if TYPE_CHECKING:
    from match.demo import Loaded
    from match.demo.journey import Journey


@click.command()
@click.option("--once", is_flag=True, help="Do the whole journey and end, without staying up.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on one line on stdout.")
@click.option("--port", type=int, default=None, help="Port of the web server.")
def demo(*, once: bool, as_json: bool, port: int | None) -> None:
    """
    Load a real prefecture with invented people and needs, match them, and show the product.

    Everything runs on this machine and is kept in the data directory; a second start goes on
    from there. Demo sign-ins exist on loopback only.
    """
    from match.migrating import migrate

    began = time.monotonic()
    chosen = changed(set_up(), demo=True, **({"port": port} if port else {}))
    with Services(chosen) as services:
        use(services.settings)
        asyncio.run(migrate(services.owner_database_url, care=services.settings.cares))
        loaded = asyncio.run(_filled(services.settings))
        web, worker, long = children(services, worker=True, demo=True)
        services.supervisor.start(worker)
        services.supervisor.start(long)
        if once:
            done = asyncio.run(_journey(services.settings, approve=True))
            _print(done, time.monotonic() - began, as_json=as_json)
            return

        def ready() -> None:
            _welcome(services.settings, loaded, began)
            # The night's proposals come while the first visitor already looks around.
            asyncio.run(_journey(services.settings, approve=False))
            CONSOLE.print("索引与匹配建议已就绪。Ctrl-C 停止。")

        services.run([web], when_ready=ready)


async def _filled(settings: Settings) -> "Loaded":
    from match.demo import load as load_content
    from match.places.commands import load_hunan

    async with database(settings):
        with steps() as step:
            if not await value("SELECT count(*) FROM division"):
                step("divisions", 0, 1)
                await load_hunan(SYSTEM)
                step("divisions", 1, 1)
            return await load_content(step)


async def _journey(settings: Settings, *, approve: bool) -> "Journey":
    from match.demo.journey import journey

    async with database(settings):
        with steps() as step:
            return await journey(settings, step, approve=approve)


def _print(done: "Journey", seconds: float, *, as_json: bool) -> None:
    figures = {**msgspec.to_builtins(done), "seconds": round(seconds, 1)}
    if as_json:
        click.echo(msgspec.json.encode(figures).decode())
        return
    for name, figure in figures.items():
        click.echo(f"{name:<12} {figure}")


def _welcome(settings: Settings, loaded: "Loaded", began: float) -> None:
    CONSOLE.print(f"\n湘童汇演示已就绪（{time.monotonic() - began:.0f} 秒）：{settings.base_url}")
    CONSOLE.print(f"演示登录（只在本机有效）：{settings.base_url}/sign-in\n")
    for one in loaded.sign_ins:
        CONSOLE.print(f"  {one.role:<14} {one.name:<6} {one.place}")
    CONSOLE.print("\n正在建立索引、计算匹配建议 …")


COMMANDS = (demo,)
