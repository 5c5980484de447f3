"""Allocation in the open file format, without a database."""

from pathlib import Path

import click
import msgspec

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


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


COMMANDS = (allocate,)
