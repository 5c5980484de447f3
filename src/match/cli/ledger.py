"""Commands of the ledger: seal it, stop it, let it go on."""

import click

from match.cli.common import set_up, with_database
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings


@click.command()
@click.option("--new-key", is_flag=True, help="First make the private key, where it is set to be.")
def seal(*, new_key: bool) -> None:
    """
    Seal the ledger: put all that was posted under one signed hash, and write it off the database.

    The worker does this every hour. By hand, with the signing key plugged in, it signs all that
    was sealed without one.
    """
    from match.foundation.signing import create
    from match.ledger.seal_file import NAME
    from match.ledger.sealing import key_at_hand
    from match.ledger.sealing import seal as run

    if new_key:
        create(set_up().seal_key)

    async def work(chosen: Settings) -> None:
        made = await run(SYSTEM, chosen)
        hand = key_at_hand(chosen)
        if made is None:
            click.echo("nothing new to seal")
        else:
            how = "signed" if made.signature else "not signed: no key at hand"
            click.echo(
                f"seal {made.number}: {made.transactions} transactions up to {made.last_tx}, {how}"
            )
        click.echo(f"file        {chosen.seals / NAME}")
        if hand is not None:
            click.echo(f"public key  {hand.public.hex()}")

    with_database(work)


@click.group()
def ledger() -> None:
    """The ledger: whether it takes postings, and why not."""


@ledger.command()
def state() -> None:
    """Say whether posting is stopped; exit 1 if it is."""
    from match.ledger.queries import halted

    async def work(_: Settings) -> int:
        stopped = await halted()
        if stopped is None:
            click.echo("posting")
            return 0
        click.echo(f"stopped since {stopped.at:%Y-%m-%d %H:%M} UTC: {stopped.reason}")
        return 1

    raise SystemExit(with_database(work))


@ledger.command()
@click.option("--reason", required=True, help="Why; everybody whose posting is refused reads it.")
def halt(reason: str) -> None:
    """Stop all posting, as the nightly check does when an invariant is broken."""
    from match.ledger.commands import halt as run

    async def work(_: Settings) -> None:
        click.echo("stopped" if await run(SYSTEM, reason) else "was stopped already")

    with_database(work)


@ledger.command()
@click.option("--reason", required=True, help="What was looked into; it is kept in the trail.")
def resume(reason: str) -> None:
    """Let posting go on, once `match check --seals` is clean or its findings are understood."""
    from match.ledger.commands import resume as run

    async def work(_: Settings) -> None:
        await run(SYSTEM, reason)
        click.echo("posting again")

    with_database(work)


COMMANDS = (seal, ledger)
