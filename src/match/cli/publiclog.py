"""The public log's command: sign what the worker signs, and change the key."""

import click

from match.cli.common import set_up, with_database
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings


@click.command("log")
@click.option("--new-key", is_flag=True, help="First put the key aside and make another.")
def sign_log(*, new_key: bool) -> None:
    """
    Sign the public log: yesterday's head, as the worker does every day by itself.

    With --new-key the old key vouches for the new one as the next head is signed; destroy the
    file that is put aside once that has happened.
    """
    from match.openness.publiclog import queries, signing

    if new_key:
        signing.new_key(set_up())

    async def work(chosen: Settings) -> None:
        head = await signing.sign_day(SYSTEM, chosen)
        place, _link = await queries.end()
        click.echo(
            f"head        {head.day}:{head.place}:{head.link}"
            if head
            else f"nothing to sign today: {place} entries, the day that ended has its head"
        )
        for key in await queries.keys():
            click.echo(f"public key  {key.key} since {key.since}")
        click.echo(f"file        {chosen.seals / signing.NAME}")

    with_database(work)


COMMANDS = (sign_log,)
