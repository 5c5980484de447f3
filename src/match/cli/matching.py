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
@click.option("--min-lot", default="0", help="Least units of a delivery; 20% = of the need.")
@click.option("--max-suppliers", default=0, help="Most suppliers of one need; 0 = any number.")
@click.option("--delivery-cost", default=0, help="What a delivery takes off the plan's worth.")
@click.option("--whole", is_flag=True, help="Offers go whole to one need, or nowhere.")
def allocate(
    instance: Path,
    out: Path,
    ladder: int,
    min_lot: str,
    max_suppliers: int,
    delivery_cost: int,
    *,
    whole: bool,
) -> None:
    """Allocate an instance in the open CSV format, without a database."""
    from match.allocation.directory import allocate_directory
    from match.allocation.shapes import Limits

    number = min_lot.removesuffix("%")
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise click.BadParameter("give units (5) or a share (20%)", param_hint="--min-lot")
    percent = min_lot.endswith("%")
    limits = Limits(
        min_lot=0 if percent else int(number),
        min_lot_percent=int(number) if percent else 0,
        max_suppliers=max_suppliers,
        delivery_cost=delivery_cost,
        whole=whole,
    )
    outcome = allocate_directory(instance, out, steps=ladder, limits=limits)
    for complaint in outcome.messages:
        click.echo(complaint, err=True)
    if outcome.report:
        click.echo(msgspec.json.encode(outcome.report).decode())
    raise SystemExit(outcome.exit_code)


COMMANDS = (allocate,)
