"""Commands on purchases: the authority's permission to run full procedures here."""

import click

from match.cli.common import with_database
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings


@click.command()
@click.argument("document", required=False)
@click.option("--withdraw", is_flag=True, help="Take the permission back.")
def permission(document: str | None, *, withdraw: bool) -> None:
    """
    Show or store the number of the DOCUMENT by which full procedures above the limit may run here.

    Without one, purchases above the limit are recorded from the official system only.
    """
    from match.foundation.parameters import parameter
    from match.tenders.commands import store_permission

    async def run(_: Settings) -> None:
        if document or withdraw:
            await store_permission(SYSTEM, "" if withdraw else document or "")
        held = (await parameter("proc.native.permission")).text
        click.echo(f"permitted by {held}" if held else "not permitted: mirrors only")

    if document and withdraw:
        raise click.UsageError("Give a document or --withdraw, not both.")
    with_database(run)


COMMANDS = (permission,)
