"""Commands of matching: a run on the database, and the open file format without one."""

from pathlib import Path

import click
import msgspec

from match.cli.common import with_database
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--scope", default="43", help="Division code or prefix, for example 4331.")
@click.option("--dry-run", is_flag=True, help="Compute and show, keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def propose(scope: str, *, dry_run: bool, as_json: bool) -> None:
    """Match the open needs of an area with what is offered, and keep the proposals."""
    from match.matching.commands import run_matching
    from match.places.rules import BadCode
    from match.places.rules import scope as read_scope

    try:
        prefix = read_scope(scope)
    except BadCode as bad:
        raise click.BadParameter(str(bad), param_hint="--scope") from bad
    if not prefix.startswith("43"):
        raise click.BadParameter("a division of Hunan begins with 43", param_hint="--scope")

    async def run(_: Settings) -> None:
        figures = await run_matching(SYSTEM, prefix, dry_run=dry_run)
        if as_json:
            click.echo(msgspec.json.encode(figures).decode())
        else:
            for name, figure in figures.items():
                click.echo(f"{name:<28} {figure}")

    with_database(run)


@click.command()
@click.option("--instance", required=True, type=FOLDER, help="needs.csv, offers.csv, edges.csv")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder for the result."
)
@click.option("--ladder", default=0, show_default=True, help="Steps of the fairness ladder.")
def allocate(instance: Path, out: Path, ladder: int) -> None:
    """Allocate an instance in the open CSV format, without a database."""
    from match.allocation.directory import allocate_directory

    outcome = allocate_directory(instance, out, steps=ladder)
    for complaint in outcome.messages:
        click.echo(complaint, err=True)
    if outcome.report:
        click.echo(msgspec.json.encode(outcome.report).decode())
    raise SystemExit(outcome.exit_code)


@click.command()
@click.option("--instance", required=True, type=FOLDER, help="needs.csv, offers.csv, edges.csv")
@click.option("--result", required=True, type=FOLDER, help="flows.csv, prices.csv, report.json")
def verify(instance: Path, result: Path) -> None:
    """Check a result against its instance; exit 1 and name every statement that is not true."""
    from match.proofs.verify import verify_directory

    verdict = verify_directory(instance, result)
    for statement in verdict.false_statements:
        click.echo(str(statement), err=True)
    if not verdict.false_statements:
        click.echo("every statement is true")
    raise SystemExit(verdict.exit_code)


COMMANDS = (propose, allocate, verify)
