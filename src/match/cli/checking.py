"""Commands that look and mend: live invariants, the index, free text."""

import sys

import click

from match.cli.common import with_database
from match.foundation.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def check(*, as_json: bool) -> None:
    """Ask the live database every question whose answer must be "none"; exit 1 if one is not."""
    import msgspec

    from jobs.checks import run_checks

    async def run(_: Settings) -> int:
        results = await run_checks()
        broken = [result for result in results if result.rows]
        if as_json:
            click.echo(
                msgspec.json.encode({result.name: result.rows for result in results}).decode()
            )
        else:
            for result in results:
                click.echo(f"{'broken' if result.rows else 'ok':<7}{result.name}")
                if result.rows:
                    click.echo(
                        f"       {result.rows} rows, for example: {result.example}", err=True
                    )
        return 1 if broken else 0

    sys.exit(with_database(run))


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
