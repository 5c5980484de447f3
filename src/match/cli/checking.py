"""Commands that look and mend: live invariants, the index, free text."""

import sys

import click

from match.cli.common import with_database
from match.foundation.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option(
    "--seals", is_flag=True, help="Also verify the ledger from scratch: every hash, every seal."
)
def check(*, as_json: bool, seals: bool) -> None:
    """Ask the live database every question whose answer must be "none"; exit 1 if one is not."""
    import msgspec

    from jobs.checks import run_checks

    async def run(chosen: Settings) -> int:
        results = await run_checks()
        broken = any(result.rows for result in results)
        told = {result.name: result.rows for result in results}
        if not as_json:
            for result in results:
                _say(result.name, result.rows, f"{result.rows} rows, for example: {result.example}")
        if seals:
            wrong = await _seals(chosen, aloud=not as_json)
            told[SEALS], broken = wrong, broken or wrong > 0
        if as_json:
            click.echo(msgspec.json.encode(told).decode())
        return 1 if broken else 0

    sys.exit(with_database(run))


SEALS = "the ledger is what was posted and sealed"


async def _seals(settings: Settings, *, aloud: bool) -> int:
    """Verify the ledger; how many things are wrong with it."""
    from match.ledger.verifying import verify

    found = await verify(settings)
    if aloud:
        _say(SEALS, found.wrong, "\n       ".join(found.words))
        click.echo(
            f"       {found.transactions} transactions, {found.entries} entries,"
            f" {found.accounts} accounts; {found.seals} seals up to transaction"
            f" {found.sealed_to}, signed up to {found.signed_to}; {found.unsealed} not sealed yet"
        )
        if found.wrong > len(found.words):
            click.echo(f"       … and {found.wrong - len(found.words)} more", err=True)
    return found.wrong


def _say(name: str, wrong: int, example: str) -> None:
    click.echo(f"{'broken' if wrong else 'ok':<7}{name}")
    if wrong:
        click.echo(f"       {example}", err=True)


@click.command(name="rebuild-index")
@click.argument("index", required=False)
def rebuild_index(index: str | None) -> None:
    """
    Build the search index anew and swap it in without an empty moment.

    Beside a running worker, the work is handed to it, since the embedded index has one writer.
    """
    from match.rebuilding import rebuild
    from search.indexes import Index

    if index is not None and index not in set(Index):
        raise click.BadParameter(f"one of {', '.join(Index)}", param_hint="INDEX")
    chosen = [Index(index)] if index else list(Index)

    async def run(settings: Settings) -> None:
        for name, documents in (await rebuild(settings, chosen)).items():
            click.echo(f"{name:<14} {documents}")

    with_database(run)


@click.command()
def screen() -> None:
    """
    Find personal data in texts: JSON lines {"id", "text"} in, {"id", "findings"} out.

    A line that cannot be read is named on stderr with its number, and the exit code is 1.
    """
    from match.foundation.screening.lines import screen_lines

    sys.exit(screen_lines(sys.stdin.buffer, sys.stdout, sys.stderr))


COMMANDS = (check, rebuild_index, screen)
